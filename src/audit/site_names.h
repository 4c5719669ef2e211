// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/site_address.h"
#include "crypto/digest.h"
#include "log/tile.h"
#include "status/status_list.h"

namespace certseal {

// What the files of a site are by their names (docs/site.md).
struct TileName {
  TileId id;
  bool entries;  // the bundle of its leaves
};
struct TrustFileName {
  uint64_t version;
};
struct ListName {
  StatusListId id;
};
struct DigestName {
  Sha256Digest sha256;
};
struct CardName {
  std::string path_hash;  // 32 bytes
};
struct PageName {
  std::string directory;  // "page/<version>"
  std::string path;       // in it
};
struct PlainName {};      // checkpoint, did.json, index.html, sw.js, header rules ...
struct TemporaryName {};  // left by an interrupted publication

using SiteName = std::variant<TileName, TrustFileName, ListName, DigestName, CardName,
                              PageName, PlainName, TemporaryName>;

// ParseSiteName takes a path relative to the site; nothing for one that no publication
// writes.
std::optional<SiteName> ParseSiteName(std::string_view path, const SiteAddress& site);

}  // namespace certseal
