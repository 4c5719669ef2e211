// SPDX-License-Identifier: Apache-2.0
#include "verify/claimed_issuer.h"

#include <nlohmann/json.hpp>

#include "json/parse.h"

namespace certseal {

ClaimedIssuer ClaimedIssuer::Of(std::string_view record) {
  const Result<nlohmann::json> json = ParseJson(record);
  const auto at = [&](const char* pointer) -> std::string {
    const nlohmann::json::json_pointer where(pointer);
    if (!json || !json->contains(where) || !(*json)[where].is_string()) return "";
    return (*json)[where].get<std::string>();
  };
  return {at("/issuer/id"), at("/issuer/name"), at("/proof/0/verificationMethod")};
}

}  // namespace certseal
