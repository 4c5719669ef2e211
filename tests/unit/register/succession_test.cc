// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "unit/register/log_fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SuccessionTest : public LogTest {
 protected:
  std::string WhyNot(uint32_t predecessor, uint32_t successor,
                     SuccessionKind kind = SuccessionKind::kCorrection) {
    return Why([&](Transaction& t) {
      return t.AddSuccession({Code(predecessor), Code(successor), kind});
    });
  }
};

TEST_F(SuccessionTest, AreFoundFromBothEnds) {
  const Succession corrected{Code(0), Code(1), SuccessionKind::kCorrection};
  const Succession renewed{Code(1), Code(2), SuccessionKind::kRenewal};
  const Succession again{Code(1), Code(4), SuccessionKind::kRenewal};
  ASSERT_EQ(WhyNot(0, 1), "");
  ASSERT_EQ(WhyNot(1, 4, SuccessionKind::kRenewal), "");
  ASSERT_EQ(WhyNot(1, 2, SuccessionKind::kRenewal), "");
  Register other = Open();
  const auto history = other.History(Code(1)).value();
  EXPECT_THAT(history.predecessors, ElementsAre(corrected));
  EXPECT_THAT(history.successors, ElementsAre(renewed, again));
  EXPECT_THAT(other.History(Code(0)).value().successors, ElementsAre(corrected));
  EXPECT_THAT(other.History(Code(4)).value().predecessors, ElementsAre(again));
  EXPECT_THAT(other.History(Code(3)).value().successors, IsEmpty());
}

TEST_F(SuccessionTest, FormNoCircleAndNoFork) {
  ASSERT_EQ(WhyNot(0, 2), "");
  EXPECT_EQ(WhyNot(1, 2), "certificate " + Printed(2) + " has a predecessor already");
  EXPECT_EQ(WhyNot(0, 2, SuccessionKind::kRenewal),
            "certificate " + Printed(2) + " has a predecessor already");
  EXPECT_EQ(WhyNot(2, 0),
            "certificate " + Printed(0) + " was not issued after " + Printed(2));
  EXPECT_EQ(WhyNot(3, 3),
            "certificate " + Printed(3) + " was not issued after " + Printed(3));
  EXPECT_EQ(WhyNot(0, 9), "the register has no certificate " + Printed(9));
  EXPECT_EQ(WhyNot(9, 0), "the register has no certificate " + Printed(9));
  EXPECT_EQ(RawText(Path(), "SELECT COUNT(*) FROM successions"), "1");
}

TEST_F(SuccessionTest, IsKeptWithItsTransactionOrNotAtAll) {
  {
    auto transaction = register_.Begin();
    ASSERT_TRUE(transaction && transaction->AddSuccession(
                                   {Code(0), Code(1), SuccessionKind::kRenewal}));
    EXPECT_EQ(register_.History(Code(0)).value().successors.size(), 1u);
    EXPECT_THAT(Open().History(Code(0)).value().successors, IsEmpty());
  }
  EXPECT_THAT(register_.History(Code(0)).value().successors, IsEmpty());
}

}  // namespace
}  // namespace certseal
