// SPDX-License-Identifier: Apache-2.0
#include "ledger/card_events.h"

#include <gmock/gmock.h>

#include "unit/ledger/ledger_fixture.h"

namespace certseal {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(LedgerTest, CardsSayWhatTheLogSaysUpToASize) {
  Register reg = Create();
  const std::vector<CertificateRow> rows = RowsNumbered(0, 4);
  ASSERT_TRUE(Issue(reg, rows));
  const auto code = [&](size_t i) { return rows[i].facts.code; };
  const auto reason = StatusReason::kDocumentMisused;
  ASSERT_TRUE(Change(reg, {{code(2), StatusChange::kSuspended, reason, {}},
                           {code(0), StatusChange::kRevoked, reason, {}}}));
  const uint64_t before = *reg.LogSize();
  ASSERT_TRUE(Change(
      reg, {{code(2), StatusChange::kReinstated, reason, {}},
            {code(0), StatusChange::kReplaced, StatusReason::kReplaced, code(3)}}));

  // Whoever is named twice is so once.
  const std::vector<CertificateCode> codes = {code(2), code(1), code(0), code(2)};
  const auto all = ReadCardEvents(reg, codes, *reg.LogSize());
  ASSERT_TRUE(all) << all.error().message;
  ASSERT_EQ(all->size(), 3u);
  EXPECT_THAT(all->at(code(0)), SizeIs(2));
  EXPECT_THAT(all->at(code(1)), IsEmpty());
  ASSERT_THAT(all->at(code(2)), SizeIs(2));
  EXPECT_EQ(all->at(code(0)).back().successor, code(3));
  for (const auto& [each, events] : *all) {
    for (const CardEvent& event : events) {
      EXPECT_EQ(event.entry, reg.Entries(event.index, event.index + 1)->front());
    }
  }
  EXPECT_THAT(all->at(code(2))[1].entry, testing::HasSubstr(" reinstated "));

  const auto earlier = ReadCardEvents(reg, codes, before);
  ASSERT_TRUE(earlier) << earlier.error().message;
  EXPECT_THAT(earlier->at(code(2)), SizeIs(1));
  EXPECT_THAT(earlier->at(code(0)), SizeIs(1));
  EXPECT_EQ(Why(ReadCardEvents(reg, std::vector{RowNumber(9).facts.code}, before)),
            "the register has no certificate " + RowNumber(9).facts.code.Printed());
}

}  // namespace
}  // namespace certseal
