// SPDX-License-Identifier: Apache-2.0
#include "register/status_slots.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "unit/register/fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

using StatusSlotsTest = RegisterTest;

// Counting gives the indices from `first` on, in order.
Random Counting(uint32_t first) {
  return [next = first](size_t) mutable {
    const uint32_t n = next++;
    return std::string{static_cast<char>(n >> 16), static_cast<char>(n >> 8),
                       static_cast<char>(n)};
  };
}

TEST_F(StatusSlotsTest, AreDifferentAndWellSpread) {
  Register reg = Create();
  auto transaction = reg.Begin();
  ASSERT_TRUE(transaction) << transaction.error().message;
  std::set<std::pair<uint32_t, uint32_t>> seen;
  std::map<uint32_t, std::array<uint32_t, 16>> spread;
  const Random random = SeededRandom(7);
  for (const size_t n : {size_t{1}, size_t{99'999}, size_t{200'000}}) {
    const auto slots = transaction->DrawStatusSlots(n, random);
    ASSERT_TRUE(slots) << slots.error().message;
    ASSERT_EQ(slots->size(), n);
    for (const StatusSlot& slot : *slots) {
      EXPECT_TRUE(seen.insert({slot.block, slot.index}).second);
      ++spread[slot.block].at(slot.index / (kStatusBlockSize / 16));
    }
  }
  ASSERT_EQ(spread.size(), 5u);
  for (uint32_t block = 0; block < 4; ++block) {
    const auto [least, most] = std::ranges::minmax(spread[block]);
    EXPECT_GT(least, 4096 - 400);  // 4,096 expected, standard deviation 45
    EXPECT_LT(most, 4096 + 400);
  }
}

TEST_F(StatusSlotsTest, AvoidPlacesThatAreTaken) {
  Register reg = Create();
  Add(reg, RowsNumbered(0, 5));
  auto transaction = reg.Begin();
  ASSERT_TRUE(transaction) << transaction.error().message;
  const auto slots = transaction->DrawStatusSlots(2, Counting(0));
  ASSERT_TRUE(slots) << slots.error().message;
  EXPECT_EQ(*slots, (std::vector<StatusSlot>{{0, 5}, {0, 6}}));
  const auto more = transaction->DrawStatusSlots(1, Counting(0));
  ASSERT_TRUE(more) << more.error().message;
  EXPECT_EQ(more->front(), (StatusSlot{0, 7}));
}

TEST_F(StatusSlotsTest, OpenANewBlockWhenHalfIsTaken) {
  Register reg = Create();
  Add(reg, RowsNumbered(0, 1));
  Raw(Path(),
      "INSERT INTO certificates SELECT value + 1, CAST(value AS TEXT), document_class, "
      "course_code,"
      " course_title, completed, issued, expires, status_block, value, state,"
      " record_sha256, template_name, template_sha256, batch_id, roster_line, NULL"
      " FROM certificates, (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL"
      " SELECT value + 1 FROM n WHERE value < 65534) SELECT value FROM n) AS n");
  auto transaction = reg.Begin();
  ASSERT_TRUE(transaction) << transaction.error().message;
  const auto slots = transaction->DrawStatusSlots(3, Counting(65'535));
  ASSERT_TRUE(slots) << slots.error().message;
  EXPECT_EQ(*slots, (std::vector<StatusSlot>{{0, 65'535}, {1, 65'536}, {1, 65'537}}));
}

TEST_F(StatusSlotsTest, EndWithARandomSourceThatRepeatsItself) {
  Register reg = Create();
  auto transaction = reg.Begin();
  ASSERT_TRUE(transaction) << transaction.error().message;
  const auto slots =
      transaction->DrawStatusSlots(2, [](size_t n) { return std::string(n, 'x'); });
  ASSERT_FALSE(slots);
  EXPECT_EQ(slots.error().message, "the random source repeats itself");
  EXPECT_FALSE(transaction->Commit());
}

}  // namespace
}  // namespace certseal
