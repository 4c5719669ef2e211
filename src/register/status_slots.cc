// SPDX-License-Identifier: Apache-2.0
#include "register/status_slots.h"

#include <algorithm>

#include "base/strings.h"
#include "register/damage.h"
#include "register/losses.h"
#include "register/statement.h"
#include "register/status_lists.h"

namespace certseal {
namespace {

constexpr int kBytesPerIndex = 3;

uint32_t IndexFrom(std::string_view bytes) {
  uint32_t value = 0;
  for (char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value % kStatusBlockSize;  // a power of two: every index is as likely
}

}  // namespace

Result<void> StatusAllocator::LoadNewestBlock(Database& database) {
  ASSIGN_OR_RETURN(const uint32_t blocks, ReadStatusBlocks(database));
  ASSIGN_OR_RETURN(const uint32_t first, ReadFirstFreeBlock(database));
  block_ = std::max(blocks == 0 ? 0 : blocks - 1, first);
  taken_.assign(kStatusBlockSize, false);
  const long long newest = block_;
  long long index = 0;
  SqlStatement select(
      database.session(),
      "SELECT status_index FROM certificates WHERE status_block = :block");
  select.Use(newest).Into(index);
  for (bool row = select.Run(); row; row = select.Next()) {
    if (index < 0 || index >= kStatusBlockSize) {
      return DamagedRegister(database,
                             StrCat("status block ", block_, " has no place ", index));
    }
    taken_[static_cast<size_t>(index)] = true;
    ++used_;
  }
  loaded_ = true;
  return {};
}

Result<uint32_t> StatusAllocator::DrawIndex(const Random& random) {
  // At most half of the block is taken, so each try fails with a chance of at most 1/2.
  for (int tries = 0; tries < 200; ++tries) {
    const uint32_t index = IndexFrom(random(kBytesPerIndex));
    if (taken_[index]) continue;
    taken_[index] = true;
    ++used_;
    return index;
  }
  return Fail("the random source repeats itself");
}

Result<std::vector<StatusSlot>> StatusAllocator::Draw(Database& database, size_t n,
                                                      const Random& random) {
  if (!loaded_) TRY(LoadNewestBlock(database));
  std::vector<StatusSlot> slots;
  slots.reserve(n);
  while (slots.size() < n) {
    if (used_ >= kStatusBlockFill) {
      ++block_;
      used_ = 0;
      taken_.assign(kStatusBlockSize, false);
    }
    if (block_ > kMaxStatusBlock) return Fail("the status lists are full");
    ASSIGN_OR_RETURN(const uint32_t index, DrawIndex(random));
    slots.push_back({block_, index});
  }
  return slots;
}

}  // namespace certseal
