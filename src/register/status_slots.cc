// SPDX-License-Identifier: Apache-2.0
#include "register/status_slots.h"

#include "base/strings.h"
#include "register/statement.h"

namespace certseal {
namespace {

constexpr int kBytesPerIndex = 3;

uint32_t IndexFrom(std::string_view bytes) {
  uint32_t value = 0;
  for (char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value % kStatusBlockSize;  // a power of two: every index is as likely
}

}  // namespace

void StatusAllocator::LoadNewestBlock(Database& database) {
  soci::session& session = database.session();
  long long newest = 0;
  SqlStatement(session, "SELECT COALESCE(MAX(status_block), 0) FROM certificates")
      .Into(newest)
      .Run();
  block_ = static_cast<uint32_t>(newest);
  taken_.assign(kStatusBlockSize, false);
  long long index = 0;
  SqlStatement select(session,
                   "SELECT status_index FROM certificates WHERE status_block = :block");
  select.Use(newest).Into(index);
  for (bool row = select.Run(); row; row = select.Next()) {
    taken_.at(static_cast<size_t>(index)) = true;
    ++used_;
  }
  loaded_ = true;
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
  if (!loaded_) LoadNewestBlock(database);
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
