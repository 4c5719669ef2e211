// SPDX-License-Identifier: Apache-2.0
#include "issue/close_key.h"

#include "issue/document_keys.h"
#include "unit/issue/key_school.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class CloseKeyTest : public KeySchoolTest {
 protected:
  Result<ClosePlan> Plan(const CloseRequest& request) {
    const School school = Open();
    return PlanClose(school, *reg_, request);
  }
  ClosePlan PlanIssuer(uint64_t at) {
    const auto plan = Plan({KeyKind::kIssuer, "key-2026-01", at});
    EXPECT_TRUE(plan) << Complaint(plan);
    return *plan;
  }
  // As CloseKey does it.
  Result<KeyChangeSummary> Close(School& school, const ClosePlan& plan) {
    KeyChange change = Change(school);
    change.edit = CloseAsPlanned(plan, *reg_);
    if (plan.fresh) UseNewIssuer(school, change);
    return Commit(school, change);
  }
};

TEST_F(CloseKeyTest, CountsWhatWouldBeDisowned) {
  const uint64_t first = Issue(1, 3);
  Issue(10, 2);
  EXPECT_EQ(PlanIssuer(0).disowned.size(), 5u);
  EXPECT_EQ(PlanIssuer(first).disowned.size(), 5u);
  EXPECT_EQ(PlanIssuer(first + 1).disowned.size(), 4u);
  EXPECT_THAT(PlanIssuer(first + 3).disowned,
              ElementsAre(RowNumber(10).facts.code, RowNumber(11).facts.code));
  EXPECT_EQ(PlanIssuer(*reg_->LogSize()).disowned.size(), 0u);
  EXPECT_TRUE(PlanIssuer(first).fresh);
  const auto now = Plan({KeyKind::kIssuer, "key-2026-01"});
  ASSERT_TRUE(now);
  EXPECT_FALSE(now->at);
  EXPECT_EQ(now->disowned.size(), 0u);
}

TEST_F(CloseKeyTest, DisownsFromTheBorderOn) {
  const uint64_t first = Issue(1, 3);
  School school = Open();
  const auto summary = Close(school, PlanIssuer(first + 2));
  ASSERT_TRUE(summary) << Complaint(summary);
  const std::vector<IssuerKey>& issuers = school.trust.keys().issuers;
  ASSERT_EQ(issuers.size(), 2u);
  EXPECT_EQ(issuers[0].window, (KeyWindow{0, first + 2}));
  EXPECT_TRUE(issuers[0].window.Contains(first + 1));
  EXPECT_FALSE(issuers[0].window.Contains(first + 2));
  // The new one vouches for nothing that it did not sign.
  EXPECT_EQ(issuers[1].window, (KeyWindow{summary->index, {}}));
  EXPECT_GT(summary->index, first + 2);
}

TEST_F(CloseKeyTest, MovesAnEndDownAndNeverUp) {
  const uint64_t first = Issue(1, 4);
  School school = Open();
  ASSERT_TRUE(Close(school, PlanIssuer(first + 3)));
  EXPECT_EQ(
      Complaint(Plan({KeyKind::kIssuer, "key-2026-01", first + 3})),
      StrCat("key-2026-01 is closed already, at entry ", first + 3, " of the log"));
  EXPECT_FALSE(Plan({KeyKind::kIssuer, "key-2026-01", first + 4}));
  EXPECT_FALSE(Plan({KeyKind::kIssuer, "key-2026-01"}));
  const auto lower = Plan({KeyKind::kIssuer, "key-2026-01", first + 1});
  ASSERT_TRUE(lower) << Complaint(lower);
  // Those behind its end are disowned already.
  EXPECT_EQ(lower->disowned.size(), 2u);
  EXPECT_FALSE(lower->fresh);
  ASSERT_TRUE(Close(school, *lower));
  EXPECT_EQ(school.trust.keys().issuers[0].window, (KeyWindow{0, first + 1}));
  EXPECT_EQ(school.trust.keys().issuers.size(), 2u);
}

TEST_F(CloseKeyTest, RefusesWhatCannotBe) {
  Issue(1, 1);
  const uint64_t size = *reg_->LogSize();
  EXPECT_EQ(Complaint(Plan({KeyKind::kIssuer, "key-2026-01", size + 1})),
            StrCat("--at ", size + 1, " is beyond the end of the log, ", size));
  EXPECT_EQ(Complaint(Plan({KeyKind::kIssuer, "key-2026-09"})),
            "the trust file lists no issuer key \"key-2026-09\"");
  EXPECT_EQ(Complaint(Plan({KeyKind::kLog, "", size - 1})),
            "a log key can only be closed now");
  EXPECT_TRUE(Plan({KeyKind::kLog, "", size}));
  EXPECT_TRUE(Plan({KeyKind::kLog, ""})->fresh);
  EXPECT_EQ(Complaint(Plan({KeyKind::kRoot, ""})),
            "the root key has no window to close");
}

TEST_F(CloseKeyTest, FindsADocumentKeyByFileAndByDigest) {
  Issue(1, 2);
  const std::string hex = Document().SpkiDigest().Hex();
  for (const std::string& name : {std::string("document"), std::string("document.key"),
                                  std::string("document.crt"), hex, hex.substr(0, 8),
                                  AsciiUpper(hex.substr(0, 16))}) {
    const auto plan = Plan({KeyKind::kDocument, name, 0});
    ASSERT_TRUE(plan) << name << ": " << Complaint(plan);
    EXPECT_EQ(plan->disowned.size(), 2u);
    EXPECT_TRUE(plan->fresh);
  }
  for (const std::string& name :
       {hex.substr(0, 7), std::string("document-2"), hex + "0",
        std::string("../keys/document"), std::string("log")}) {
    EXPECT_EQ(Complaint(Plan({KeyKind::kDocument, name})),
              StrCat("the trust file lists no document key ", Quote(name)));
  }
}

// Two keys, the purchased and the school's own, are both in use: one may go without
// another being made.
TEST_F(CloseKeyTest, MakesNoNewKeyWhereOneStaysOpen) {
  School school = Open();
  KeyChange second = Change(school);
  second.edit = [](TrustKeys& keys, uint64_t) -> Result<void> {
    keys.documents.push_back({Sha256("another"), {}});
    return {};
  };
  ASSERT_TRUE(Commit(school, second));
  const auto plan = Plan({KeyKind::kDocument, Sha256("another").Hex().substr(0, 12)});
  ASSERT_TRUE(plan) << Complaint(plan);
  EXPECT_EQ(plan->place, 1u);
  EXPECT_FALSE(plan->fresh);
  KeyChange change = Change(school);
  change.edit = CloseAsPlanned(*plan, *reg_);
  const auto summary = Commit(school, change);
  ASSERT_TRUE(summary) << Complaint(summary);
  EXPECT_EQ(school.trust.keys().documents[1].window, (KeyWindow{0, summary->index}));
  EXPECT_EQ(CurrentDocumentKey(school.trust)->spki, Document().SpkiDigest());
}

// A thief, or a colleague, issues between the question and the answer.
TEST_F(CloseKeyTest, DisownsNoMoreThanWasConfirmed) {
  const uint64_t first = Issue(1, 2);
  const ClosePlan plan = PlanIssuer(first + 1);
  EXPECT_EQ(plan.disowned.size(), 1u);
  Issue(10, 2);
  School school = Open();
  EXPECT_EQ(Complaint(Close(school, plan)),
            "certificates were issued meanwhile: it would disown 3, not 1; nothing was "
            "changed");
  EXPECT_EQ(Open().trust.keys().version, 1u);
  EXPECT_TRUE(Close(school, PlanIssuer(first + 1)));
}

// Certificates of an older program that kept no log enter it in the same commit.
TEST_F(CloseKeyTest, CountsWhatIsNotLoggedYet) {
  Issue(1, 2);
  const uint64_t size = *reg_->LogSize();
  {
    Transaction transaction = *reg_->Begin();
    ASSERT_TRUE(transaction.AddBatch(SomeBatch(), RowsNumbered(10, 3), size));
    ASSERT_TRUE(transaction.Commit());
  }
  Raw(Paths().database(),
      StrCat("UPDATE certificates SET log_index = NULL WHERE log_index >= ", size));
  const ClosePlan plan = PlanIssuer(size);
  EXPECT_EQ(plan.disowned.size(), 3u);
  School school = Open();
  const auto summary = Close(school, plan);
  ASSERT_TRUE(summary) << Complaint(summary);
  EXPECT_EQ(summary->index, size + 3);
  EXPECT_EQ(school.trust.keys().issuers[0].window, (KeyWindow{0, size}));
}

TEST_F(CloseKeyTest, MakesANewKeyInTheSameVersion) {
  const uint64_t first = Issue(1, 2);
  School school = Open();
  const auto plan = Plan({KeyKind::kIssuer, "key-2026-01", first + 1});
  const Secret passphrase(kPhrase);
  const auto summary =
      CloseKey(school, *reg_, *plan, {.passphrase = passphrase, .clock = At()});
  ASSERT_TRUE(summary) << Complaint(summary);
  EXPECT_EQ(summary->version, 2u);
  EXPECT_THAT(summary->files, ElementsAre(Paths().key("key-2026-02")));
  // The new one signs, from its file.
  EXPECT_TRUE(Open().trust.keys().issuers[1].window.Contains(Issue(10, 1)));
}

}  // namespace
}  // namespace certseal
