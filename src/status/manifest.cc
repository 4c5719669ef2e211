// SPDX-License-Identifier: Apache-2.0
#include "status/manifest.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "json/canonical.h"
#include "json/parse.h"

namespace certseal {
namespace {

using nlohmann::json;

constexpr JsonLimits kLimits = {
    .max_bytes = StatusManifest::kMaxBytes, .max_depth = 4, .max_values = 100'000};

json ListJson(const ListDigest& list) {
  json out = json::object();
  out["block"] = list.id.block;
  out["purpose"] = StatusPurposeText(list.id.purpose);
  out["sha256"] = list.sha256.Hex();
  return out;
}

std::optional<uint64_t> NumberIn(const json& object, const char* name) {
  const auto it = object.find(name);
  if (it == object.end() || !it->is_number_unsigned()) return std::nullopt;
  return it->get<uint64_t>();
}

std::string TextIn(const json& object, const char* name) {
  const auto it = object.find(name);
  return it != object.end() && it->is_string() ? it->get<std::string>() : "";
}

std::optional<ListDigest> ReadList(const json& list) {
  if (!list.is_object()) return std::nullopt;
  const auto block = NumberIn(list, "block");
  const auto purpose = ParseStatusPurpose(TextIn(list, "purpose"));
  const auto sha256 = Sha256Digest::FromHex(TextIn(list, "sha256"));
  if (!block || *block > UINT32_MAX || !purpose || !sha256) return std::nullopt;
  return ListDigest{{*purpose, static_cast<uint32_t>(*block)}, *sha256};
}

Result<StatusManifest> ReadManifest(const json& document) {
  if (!document.is_object() || NumberIn(document, "version") != 1) {
    return Fail("not of version 1");
  }
  StatusManifest manifest;
  manifest.keys = NumberIn(document, "keys").value_or(0);
  if (manifest.keys == 0) return Fail("keys: must be a number from 1");
  const auto lists = document.find("lists");
  if (lists == document.end() || !lists->is_array()) return Fail("lists: missing");
  for (const json& each : *lists) {
    const std::string path = StrCat("lists[", manifest.lists.size(), "]");
    const auto list = ReadList(each);
    if (!list) return Fail(StrCat(path, ": not a list's block, purpose and sha256"));
    if (!manifest.lists.empty() && list->id <= manifest.lists.back().id) {
      return Fail(StrCat(path, ": not in the order of purpose and block"));
    }
    manifest.lists.push_back(*list);
  }
  return manifest;
}

}  // namespace

std::string StatusManifest::Text() const {
  json out = json::object();
  out["keys"] = keys;
  out["lists"] = json::array();
  for (const ListDigest& list : lists) out["lists"].push_back(ListJson(list));
  out["version"] = 1;
  return CanonicalJson(out);
}

Result<StatusManifest> StatusManifest::Parse(std::string_view text) {
  Result<json> document = ParseJson(text, kLimits);
  if (!document) return Within("the status manifest", document.error());
  Result<StatusManifest> manifest = ReadManifest(*document);
  if (!manifest) return Within("the status manifest", manifest.error());
  if (manifest->Text() != text) {
    return Fail("the status manifest: is not written in its canonical form");
  }
  return manifest;
}

std::optional<Sha256Digest> StatusManifest::Find(const StatusListId& id) const {
  for (const ListDigest& list : lists) {
    if (list.id == id) return list.sha256;
  }
  return std::nullopt;
}

std::string ByDigestPath(const Sha256Digest& sha256) {
  return StrCat("status/sha256/", sha256.Hex());
}

}  // namespace certseal
