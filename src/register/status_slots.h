// SPDX-License-Identifier: Apache-2.0
//
// Places in the status lists (docs/formats.md). For the .cc files of register only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "crypto/random.h"
#include "record/credential.h"
#include "register/database.h"

namespace certseal {

constexpr uint32_t kStatusBlockSize = 131'072;
constexpr uint32_t kStatusBlockFill =
    kStatusBlockSize / 2;  // then the next block opens
constexpr uint32_t kMaxStatusBlock = 1'000'000;

// StatusAllocator draws places within one transaction; it remembers those it has given,
// which may not be in the database yet.
class StatusAllocator {
 public:
  // Throws as SOCI does.
  Result<std::vector<StatusSlot>> Draw(Database& database, size_t n,
                                       const Random& random);

 private:
  Result<void> LoadNewestBlock(Database& database);
  Result<uint32_t> DrawIndex(const Random& random);

  bool loaded_ = false;
  uint32_t block_ = 0;
  uint32_t used_ = 0;
  std::vector<bool> taken_;  // by index in block_
};

}  // namespace certseal
