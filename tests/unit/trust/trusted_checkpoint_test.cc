// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "log/checkpoint.h"
#include "unit/trust/test_school.h"

namespace certseal {
namespace {

class TrustedCheckpointTest : public testing::Test {
 protected:
  // The log key changed at entry 50; witnesses are asked for.
  TrustFile Trust(uint64_t quorum = 0) const {
    TrustKeys keys = school_.Keys();
    keys.logs = {{old_key_, {0, 50}}, {new_key_, {50, {}}}};
    if (quorum != 0) {
      keys.witnesses = {first_.key, second_.key, third_.key};
      keys.quorum = quorum;
    }
    return school_.Trust(keys);
  }

  SignedCheckpoint Sign(uint64_t size, const VerifierKey& key,
                        const Ed25519Signer& signer,
                        const std::string& origin = "verify.school.example") const {
    const TreeHead tree =
        size == 0 ? TreeHead::Empty() : TreeHead{size, Sha256("root")};
    return SignedCheckpoint::Sign({origin, tree}, key, signer);
  }
  SignedCheckpoint Current(uint64_t size = 60) const {
    return Sign(size, new_key_, new_log_);
  }

  std::string Why(const SignedCheckpoint& checkpoint) const {
    const auto checked = Trust().CheckCheckpoint(checkpoint);
    return checked ? "accepted" : checked.error().message;
  }
  std::string WhyQuorum(uint64_t quorum, const std::string& bytes) const {
    const auto checked = Trust(quorum).CheckQuorum(*SignedCheckpoint::Parse(bytes));
    return checked ? "accepted" : checked.error().message;
  }
  static std::string Line(const SignedCheckpoint& checkpoint,
                          const TestWitness& witness, int64_t seconds = 1'800'000'000) {
    return CosignatureLine(checkpoint, witness.key, witness.signer,
                           *Timestamp::FromUnix(seconds));
  }

  const TestSchool school_;
  const TestSigner new_log_ = TestSigner::OfRepeated(30);
  const VerifierKey old_key_ = TestSchool::Key("", school_.log);
  const VerifierKey new_key_ = TestSchool::Key("", new_log_);
  const TestWitness first_{"witness.example/w1", 31};
  const TestWitness second_{"witness.example/w2", 32};
  const TestWitness third_{"other.example/w", 33};
};

TEST_F(TrustedCheckpointTest, IsSignedByTheKeyOfItsLastLeaf) {
  EXPECT_EQ(Why(Sign(1, old_key_, school_.log)), "accepted");
  EXPECT_EQ(Why(Sign(50, old_key_, school_.log)), "accepted");
  EXPECT_EQ(Why(Sign(51, new_key_, new_log_)), "accepted");
  constexpr std::string_view kNone =
      "the checkpoint: there is no signature of \"verify.school.example\"";
  EXPECT_EQ(Why(Sign(51, old_key_, school_.log)), kNone) << "by the closed key";
  EXPECT_EQ(Why(Sign(50, new_key_, new_log_)), kNone) << "before its time";
  EXPECT_EQ(Why(Sign(60, TestSchool::Key("", school_.issuer), school_.issuer)), kNone);
  EXPECT_EQ(
      Why(Sign(60, new_key_, school_.log)),
      "the checkpoint: the signature of \"verify.school.example\" does not verify");
}

TEST_F(TrustedCheckpointTest, IsOfThisLogAndNotEmpty) {
  EXPECT_EQ(Why(Sign(60, new_key_, new_log_, "other.example")),
            "the checkpoint is of the log \"other.example\", not of "
            "\"verify.school.example\"");
  EXPECT_EQ(Why(Sign(0, old_key_, school_.log)), "the checkpoint is of an empty log");
}

TEST_F(TrustedCheckpointTest, NeedsAKeyThatCounts) {
  TrustKeys keys = school_.Keys();
  keys.logs = {{old_key_, {3, 50}}};
  const TrustFile trust = school_.Trust(keys);
  EXPECT_TRUE(trust.CheckCheckpoint(Sign(4, old_key_, school_.log)));
  for (const uint64_t size : {3u, 51u, 1000u}) {
    const auto checked = trust.CheckCheckpoint(Sign(size, old_key_, school_.log));
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().message,
              "the checkpoint: no log key of the trust file counts for entry " +
                  std::to_string(size - 1) + " of the log");
  }
}

// While two keys count, either may sign; one that does not verify is no obstacle.
TEST_F(TrustedCheckpointTest, TakesEitherOfTwoKeysThatCount) {
  TrustKeys keys = school_.Keys();
  keys.logs = {{old_key_, {}}, {new_key_, {}}};
  const TrustFile trust = school_.Trust(keys);
  EXPECT_TRUE(trust.CheckCheckpoint(Sign(60, old_key_, school_.log)));
  EXPECT_TRUE(trust.CheckCheckpoint(Sign(60, new_key_, new_log_)));
  EXPECT_FALSE(
      trust.CheckCheckpoint(Sign(60, TestSchool::Key("", school_.root), school_.root)));
}

TEST_F(TrustedCheckpointTest, RefusesEveryFlippedBit) {
  const std::string bytes = Current().bytes();
  const TrustFile trust = Trust();
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string bent = bytes;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    const auto checkpoint = SignedCheckpoint::Parse(bent);
    ASSERT_FALSE(checkpoint && trust.CheckCheckpoint(*checkpoint)) << "bit " << bit;
  }
}

TEST_F(TrustedCheckpointTest, WithoutWitnessesNoneIsDemanded) {
  EXPECT_TRUE(Trust().CheckQuorum(Current()));
  EXPECT_EQ(WhyQuorum(1, Current().bytes()),
            "the checkpoint was seen by 0 of the school's 3 witnesses, not by 1");
}

TEST_F(TrustedCheckpointTest, CountsDifferentWitnesses) {
  const SignedCheckpoint checkpoint = Current();
  const std::string one = checkpoint.bytes() + Line(checkpoint, first_);
  const std::string two = one + Line(checkpoint, third_);
  EXPECT_EQ(WhyQuorum(1, one), "accepted");
  EXPECT_EQ(WhyQuorum(2, two), "accepted");
  EXPECT_EQ(WhyQuorum(3, two + Line(checkpoint, second_)), "accepted");
  EXPECT_EQ(WhyQuorum(2, one),
            "the checkpoint was seen by 1 of the school's 3 witnesses, not by 2");
  EXPECT_EQ(WhyQuorum(2, one + Line(checkpoint, first_, 1'800'000'009)),
            "the checkpoint was seen by 1 of the school's 3 witnesses, not by 2");
  const TestWitness stranger("stranger.example/w", 34);
  EXPECT_EQ(WhyQuorum(2, one + Line(checkpoint, stranger)),
            "the checkpoint was seen by 1 of the school's 3 witnesses, not by 2");
}

TEST_F(TrustedCheckpointTest, RefusesABadCosignature) {
  const SignedCheckpoint checkpoint = Current();
  const std::string good = checkpoint.bytes() + Line(checkpoint, first_);
  constexpr std::string_view kBad =
      "the checkpoint: the cosignature of \"witness.example/w2\" does not verify";
  EXPECT_EQ(WhyQuorum(1, good + Line(Current(61), second_)), kBad) << "of another size";
  const TestWitness impostor("witness.example/w2", 31);
  const std::string forged = CosignatureLine(checkpoint, second_.key, impostor.signer,
                                             *Timestamp::FromUnix(1'800'000'000));
  EXPECT_EQ(WhyQuorum(1, good + forged), kBad);
}

}  // namespace
}  // namespace certseal
