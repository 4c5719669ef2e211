// SPDX-License-Identifier: Apache-2.0
#include "issue/page_json.h"

#include <nlohmann/json.hpp>

#include "json/canonical.h"
#include "json/parse.h"

namespace certseal {

std::string PageToJson(const PageContent& page) {
  return CanonicalJson(nlohmann::json{
      {"fields", page.fields}, {"language", page.language}, {"lists", page.lists}});
}

Result<PageContent> PageFromJson(std::string_view text) {
  ASSIGN_OR_RETURN(const nlohmann::json json, ParseJson(text));
  try {
    PageContent page;
    json.at("fields").get_to(page.fields);
    json.at("language").get_to(page.language);
    json.at("lists").get_to(page.lists);
    return page;
  } catch (const nlohmann::json::exception&) {
    return Fail("the register's page content is not as this program writes it");
  }
}

}  // namespace certseal
