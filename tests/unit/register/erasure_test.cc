// SPDX-License-Identifier: Apache-2.0
//
// Holds and erasures.
#include <gmock/gmock.h>

#include "base/file.h"
#include "unit/register/log_fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ErasureTest : public LogTest {
 protected:
  std::string WhyNotHeld(uint32_t n, int64_t since, std::string note) {
    return Why([&](Transaction& t) {
      return t.PutHold({Code(n), At(since), std::move(note)});
    });
  }
  std::string WhyNotReleased(uint32_t n) {
    return Why([&](Transaction& t) { return t.RemoveHold(Code(n)); });
  }
  std::string WhyNotErased(uint32_t n, int64_t at) {
    return Why([&](Transaction& t) { return t.Erase(Code(n), At(at)); });
  }
};

TEST_F(ErasureTest, HoldsStandUntilTheyAreReleased) {
  ASSERT_EQ(WhyNotHeld(3, 200, "waits for the fee"), "");
  ASSERT_EQ(WhyNotHeld(1, 100, ""), "");
  ASSERT_EQ(WhyNotHeld(2, 200, "licence copy; O'Neill \"\xc3\xa9\""), "");
  Register other = Open();
  EXPECT_THAT(other.Held().value(),
              ElementsAre(Hold{Code(1), At(100), ""},
                          Hold{Code(2), At(200), "licence copy; O'Neill \"\xc3\xa9\""},
                          Hold{Code(3), At(200), "waits for the fee"}));
  EXPECT_EQ(other.History(Code(1)).value().hold, (Hold{Code(1), At(100), ""}));

  ASSERT_EQ(WhyNotHeld(1, 300, "now for a photo"), "");
  EXPECT_EQ(other.History(Code(1)).value().hold,
            (Hold{Code(1), At(300), "now for a photo"}));
  ASSERT_EQ(WhyNotReleased(2), "");
  ASSERT_EQ(WhyNotReleased(2), "");
  ASSERT_EQ(WhyNotReleased(3), "");
  EXPECT_THAT(other.Held().value(),
              ElementsAre(Hold{Code(1), At(300), "now for a photo"}));
  EXPECT_FALSE(other.History(Code(2)).value().hold);
}

// More than one statement takes.
TEST_F(ErasureTest, HundredsOfHoldsAreOneCall) {
  ASSERT_TRUE(AddBatch(register_, SomeBatch(), RowsNumbered(5, 600)));
  std::vector<Hold> holds;
  for (uint32_t n = 0; n < 600; ++n) {
    holds.push_back({Code(n), At(n), "note " + std::to_string(n)});
  }
  const auto put = [&](Transaction& t) { return t.PutHolds(holds); };
  ASSERT_EQ(Why(put), "");
  EXPECT_EQ(register_.Held().value(), holds);
  for (Hold& hold : holds) hold.note += " again";
  ASSERT_EQ(Why(put), "");
  EXPECT_EQ(register_.Held().value(), holds);

  const std::vector<CertificateCode> codes = CodesOf(holds);
  ASSERT_EQ(
      Why([&](Transaction& t) { return t.RemoveHolds(std::span(codes).first(590)); }),
      "");
  EXPECT_EQ(register_.Held().value(), std::vector(holds.begin() + 590, holds.end()));
  ASSERT_EQ(WhyNotErased(580, 5), "");
  EXPECT_EQ(Why(put), "certificate " + Printed(580) + " was erased");
  holds[300].code = Code(999);
  EXPECT_EQ(Why(put), "the register has no certificate " + Printed(999));
  EXPECT_EQ(register_.Held().value().size(), 10u);
}

TEST_F(ErasureTest, HoldsKeepTheirRules) {
  EXPECT_EQ(WhyNotHeld(9, 0, ""), "the register has no certificate " + Printed(9));
  EXPECT_EQ(WhyNotReleased(9), "the register has no certificate " + Printed(9));
  EXPECT_EQ(WhyNotHeld(1, 0, std::string(4096, 'n')), "");
  EXPECT_EQ(WhyNotHeld(2, 0, std::string(4097, 'n')),
            "the note has 4097 bytes, more than 4096");
  EXPECT_EQ(WhyNotHeld(2, 0, "\xff"), "the note is not valid UTF-8");
  EXPECT_EQ(WhyNotHeld(2, 0, std::string("a\0b", 3)), "the note holds a NUL byte");
  ASSERT_EQ(WhyNotErased(2, 5), "");
  EXPECT_EQ(WhyNotHeld(2, 10, "again"), "certificate " + Printed(2) + " was erased");
  EXPECT_EQ(register_.Held().value().size(), 1u);
}

TEST_F(ErasureTest, ErasingTakesThePersonAndLeavesTheRest) {
  const CertificateEvent event{
      Code(1), StatusChange::kRevoked, At(3), StatusReason::kIssuedInError, {}, 10};
  ASSERT_EQ(Why([&](Transaction& t) { return t.AddEvents(std::span(&event, 1)); }), "");
  ASSERT_EQ(Why([&](Transaction& t) {
              return t.AddSuccession({Code(0), Code(1), SuccessionKind::kCorrection});
            }),
            "");
  ASSERT_EQ(WhyNotHeld(1, 4, "owes a fee"), "");
  ASSERT_EQ(WhyNotErased(1, 5), "");
  ASSERT_EQ(WhyNotErased(1, 6), "");

  Register other = Open();
  const auto found = other.FindByCode(Code(1)).value();
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->erased);
  CertificateFacts facts = RowNumber(1).facts;
  for (std::string* personal :
       {&facts.holder_name, &facts.plain_name, &facts.email, &facts.licence,
        &facts.licence_state, &facts.profession}) {
    personal->clear();
  }
  EXPECT_EQ(found->row.facts, facts);
  EXPECT_EQ(found->row.record + found->row.seal + found->row.page, "");
  EXPECT_EQ(found->row.identity, Sha256(""));
  EXPECT_EQ(found->record_sha256, Sha256(RowNumber(1).record));
  EXPECT_EQ(found->state, CertificateState::kRevoked);
  EXPECT_EQ(found->log_index, 1u);

  const auto history = other.History(Code(1)).value();
  EXPECT_EQ(history.erased, At(5));
  EXPECT_FALSE(history.hold);
  EXPECT_THAT(history.events, ElementsAre(event));
  EXPECT_THAT(history.predecessors, testing::SizeIs(1));
  EXPECT_THAT(other.Held().value(), IsEmpty());
  EXPECT_THAT(other.Erased().value(), ElementsAre(Code(1)));
  EXPECT_EQ(WhyNotErased(9, 5), "the register has no certificate " + Printed(9));
}

TEST_F(ErasureTest, AnErasedCertificateCanStillChange) {
  ASSERT_EQ(WhyNotErased(1, 5), "");
  const CertificateEvent event{
      Code(1), StatusChange::kRevoked, At(6), StatusReason::kDocumentMisused, {}, 10};
  EXPECT_EQ(Why([&](Transaction& t) { return t.AddEvents(std::span(&event, 1)); }), "");
  EXPECT_EQ(register_.FindByCode(Code(1)).value()->state, CertificateState::kRevoked);
  EXPECT_EQ(Count(register_), 5u);
}

TEST_F(ErasureTest, AnErasedAchievementCanBeIssuedAgain) {
  CertificateRow again = RowNumber(50);
  again.identity = RowNumber(1).identity;
  EXPECT_TRUE(AddBatch(register_, SomeBatch(), std::span(&again, 1))->collision);
  ASSERT_EQ(WhyNotErased(1, 5), "");
  Add(register_, {again});
  EXPECT_EQ(register_.FindByCode(again.facts.code).value()->row.identity,
            again.identity);
}

TEST_F(ErasureTest, ErasingOverwritesTheBytesInTheFile) {
  SKIP_ON_POSTGRES();
  std::vector<CertificateRow> rows = RowsNumbered(100, 300);
  for (CertificateRow& row : rows) row.facts.profession = "profession of " + row.seal;
  Add(register_, rows);
  ASSERT_EQ(WhyNotHeld(150, 4, "the note on 150"), "");
  const auto bytes = [&] { return ReadFile(Path(), 100'000'000).value(); };
  const CertificateRow& row = rows[50];
  const std::vector<std::string> personal = {
      row.facts.holder_name, row.facts.email, "graduate 150", row.facts.licence,
      row.identity.Hex(),    row.record,      row.seal,       "the note on 150",
      row.facts.profession};
  for (const std::string& text : personal) EXPECT_THAT(bytes(), HasSubstr(text));
  ASSERT_EQ(WhyNotErased(150, 5), "");
  for (const std::string& text : personal) {
    EXPECT_EQ(bytes().find(text), std::string::npos) << text;
  }
  EXPECT_THAT(bytes(), HasSubstr(row.facts.code.compact()));
  EXPECT_THAT(bytes(), HasSubstr(rows[51].facts.email));
}

TEST_F(ErasureTest, WhatIsNotCommittedIsNotErased) {
  {
    auto transaction = register_.Begin();
    ASSERT_TRUE(transaction && transaction->Erase(Code(1), At(5)));
    EXPECT_TRUE(register_.FindByCode(Code(1)).value()->erased);
    EXPECT_THAT(register_.Erased().value(), ElementsAre(Code(1)));
    Register other = Open();
    EXPECT_EQ(other.FindByCode(Code(1)).value()->row, RowNumber(1));
  }
  EXPECT_EQ(register_.FindByCode(Code(1)).value()->row, RowNumber(1));
  EXPECT_THAT(register_.Erased().value(), IsEmpty());
}

}  // namespace
}  // namespace certseal
