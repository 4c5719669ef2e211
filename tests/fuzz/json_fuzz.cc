// SPDX-License-Identifier: Apache-2.0
// links: json
// seeds: fixtures/*.json open-badges/*.json json-suite/rfc8785.json
//
// Any bytes as JSON. What is accepted prints in a form (RFC 8785) that is accepted and
// prints the same; limits hold.
#include <nlohmann/json.hpp>

#include "fuzz/fuzz.h"
#include "json/canonical.h"
#include "json/parse.h"

namespace certseal {
namespace {

size_t DepthOf(const nlohmann::json& value) {
  size_t depth = 0;
  for (const auto& child : value) {
    if (child.is_structured()) depth = std::max(depth, DepthOf(child));
  }
  return depth + 1;
}

void Read(std::string_view text) {
  JsonPositions positions;
  const auto value = ParseJson(text, {.max_depth = 8}, &positions);
  Require(ParseJson(text, {.max_depth = 8}).has_value() == value.has_value());
  if (!value) return;
  Require(!value->is_structured() || DepthOf(*value) <= 8);
  Require(positions.contains(""));
  const std::string canonical = CanonicalJson(*value);
  const auto again = ParseJson(canonical);
  Require(again && CanonicalJson(*again) == canonical);
}

}  // namespace
}  // namespace certseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  certseal::Read(certseal::TextOf(data, size));
  return 0;
}
