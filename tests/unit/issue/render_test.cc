// SPDX-License-Identifier: Apache-2.0
#include "issue/render.h"

#include "issue/change_status.h"
#include "issue/hold.h"
#include "unit/issue/life_fixture.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::UnorderedElementsAre;

class RenderTest : public LifeTest {
 protected:
  void SetUp() override {
    LifeTest::SetUp();
    codes_ = Issue(Class(5));
    Change(StatusOrder::kRevoke, codes_[1]);
    Change(StatusOrder::kSuspend, codes_[2]);
    Change(StatusOrder::kHold, codes_[3]);
    Transaction transaction = *register_->Begin();
    ASSERT_TRUE(transaction.Erase(codes_[4], now_));
    ASSERT_TRUE(transaction.Commit());
  }
  std::vector<PlannedChange> Change(StatusOrder order, const CertificateCode& code) {
    const std::vector<CertificateCode> codes = {code};
    auto plan =
        PlanStatusChange(*register_, order, StatusReason::kIssuedInError, codes);
    EXPECT_TRUE(plan) << plan.error().message;
    const LedgerContext ledger = Ledger();
    EXPECT_TRUE(ApplyStatusChange(ledger, *plan));
    return std::move(*plan);
  }
  const CertificateFacts& Facts(size_t i) {
    facts_ = Stored(codes_[i]).row.facts;
    return *facts_;
  }
  fs::path File(size_t i, FilePlace place = FilePlace::kIssued) {
    return school_->paths.certificates() / PlacedPath(Facts(i), place);
  }
  void Touch(const fs::path& path) {
    fs::create_directories(path.parent_path());
    ASSERT_TRUE(WriteFileAtomically(path, "%PDF"));
  }

  std::vector<CertificateCode> codes_;  // active, revoked, suspended, held, erased
  std::optional<CertificateFacts> facts_;
};

// What must not be handed out is not drawn by the way.
TEST_F(RenderTest, MissesOnlyWhatMayBeHandedOut) {
  const MissingFiles missing = *FindMissingFiles(*school_, *register_, now_);
  EXPECT_THAT(missing.codes, UnorderedElementsAre(codes_[0], codes_[2]));
  EXPECT_EQ(missing.present, 0u);
  const MissingFiles of = *FindMissingOf(codes_, *school_, *register_);
  EXPECT_THAT(of.codes, UnorderedElementsAre(codes_[0], codes_[2]));
  Touch(File(0));
  Touch(File(1));
  const MissingFiles after = *FindMissingFiles(*school_, *register_, now_);
  EXPECT_THAT(after.codes, UnorderedElementsAre(codes_[2]));
  EXPECT_EQ(after.present, 2u);
  EXPECT_TRUE(after.misplaced.empty()) << "what is revoked stays where it is";
}

TEST_F(RenderTest, FindsWhatAnInterruptedCommandLeftBehind) {
  Touch(File(3));                    // on hold, and not moved yet
  Touch(File(0, FilePlace::kHeld));  // released, and not moved back yet
  const MissingFiles missing = *FindMissingFiles(*school_, *register_, now_);
  EXPECT_THAT(missing.codes, UnorderedElementsAre(codes_[2]));
  ASSERT_EQ(missing.misplaced.size(), 2u);
  for (const auto& [facts, place] : missing.misplaced) {
    EXPECT_TRUE(*MoveCertificateFile(school_->paths, facts, place));
  }
  EXPECT_TRUE(fs::exists(File(0)));
  EXPECT_TRUE(fs::exists(File(3, FilePlace::kHeld)));
  EXPECT_FALSE(fs::exists(File(3)));
  EXPECT_TRUE(FindMissingFiles(*school_, *register_, now_)->misplaced.empty());
}

TEST_F(RenderTest, MovesFilesWithHoldAndRelease) {
  Touch(File(0));
  const auto held = Change(StatusOrder::kHold, codes_[0]);
  EXPECT_EQ(MoveHeldFiles(school_->paths, held)->moved, 1u);
  EXPECT_FALSE(fs::exists(File(0)));
  EXPECT_EQ(FindCertificateFile(school_->paths, Facts(0)), FilePlace::kHeld);
  const auto released = Change(StatusOrder::kRelease, codes_[0]);
  EXPECT_EQ(MoveHeldFiles(school_->paths, released)->moved, 1u);
  EXPECT_TRUE(fs::exists(File(0)));
  fs::remove(File(0));
  EXPECT_EQ(MoveHeldFiles(school_->paths, released)->missing, std::vector{codes_[0]});
}

TEST_F(RenderTest, DrawsEachIntoItsPlace) {
  auto identity = OpenDocumentKey(*school_, Secret("correct horse battery"), now_);
  ASSERT_TRUE(identity);
  const auto signer = CertificateSigner::Make(std::move(*identity), {});
  ASSERT_TRUE(signer);
  const auto drawn = RenderCodes({codes_[0], codes_[1], codes_[3]}, *school_,
                                 *register_, *store_, *signer, {});
  ASSERT_TRUE(drawn) << drawn.error().message;
  EXPECT_TRUE(fs::exists(File(0)));
  EXPECT_TRUE(fs::exists(File(1)));
  EXPECT_TRUE(fs::exists(File(3, FilePlace::kHeld)));
  EXPECT_FALSE(fs::exists(File(3)));
  EXPECT_FALSE(RenderCodes({codes_[4]}, *school_, *register_, *store_, *signer, {}))
      << "it was erased";
}

TEST(PlaceFor, KeepsApartWhatMustNotBeHandedOut) {
  using State = CertificateState;
  EXPECT_EQ(PlaceFor(State::kActive, false), FilePlace::kIssued);
  EXPECT_EQ(PlaceFor(State::kSuspended, false), FilePlace::kIssued);
  EXPECT_EQ(PlaceFor(State::kSuspended, true), FilePlace::kHeld);
  EXPECT_EQ(PlaceFor(State::kReplaced, false), FilePlace::kReplaced);
  EXPECT_EQ(PlaceFor(State::kReplaced, true), FilePlace::kReplaced);
}

}  // namespace
}  // namespace certseal
