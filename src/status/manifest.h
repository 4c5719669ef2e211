// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/digest.h"
#include "status/status_list.h"

namespace certseal {

struct ListDigest {
  StatusListId id;
  Sha256Digest sha256;  // of the list's file
  bool operator==(const ListDigest&) const = default;
};

// StatusManifest is status/manifest.json: which status lists, and which trust file, are
// current. The log's head entry holds the SHA-256 of its bytes. RFC 8785 bytes of
//
//   {"keys":2,"lists":[{"block":0,"purpose":"revocation","sha256":"<hex>"}],"version":1}
//
// with the lists in the order of purpose and block.
struct StatusManifest {
  static constexpr size_t kMaxBytes = 1 << 20;
  static constexpr std::string_view kPath = "status/manifest.json";

  uint64_t keys = 1;              // the newest trust file's version
  std::vector<ListDigest> lists;  // in their order, each at most once

  std::string Text() const;
  // Parse accepts only what Text prints.
  static Result<StatusManifest> Parse(std::string_view text);

  std::optional<Sha256Digest> Find(const StatusListId& id) const;
};

// ByDigestPath is where the site keeps a manifest or a list under its own SHA-256, so
// that what an older checkpoint commits to is still there while a newer one is being
// written: status/sha256/<hex>.
std::string ByDigestPath(const Sha256Digest& sha256);

}  // namespace certseal
