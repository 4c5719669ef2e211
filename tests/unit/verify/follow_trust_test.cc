// SPDX-License-Identifier: Apache-2.0
#include "verify/follow_trust.h"

#include <gmock/gmock.h>

#include "unit/verify/register_fixture.h"

namespace certseal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class FollowTrustTest : public RegisterTest {
 protected:
  FollowTrustTest() {
    school_.NextTrust([](TrustKeys& keys) { keys.name = "The Example School"; });
    former_ = school_.root;
    school_.root = TestKey::Of("/root", 41);
    school_.NextTrust(
        [&](TrustKeys& keys) { keys.root = school_.root.Named(school_.site()); },
        &former_);
    Publish("2026-11-25T11:30:00Z");
  }
  TestKey former_;
};

TEST_F(FollowTrustTest, GoesUpwardAndNeverDown) {
  EXPECT_EQ(FollowTrust(*site_, school_.trust(1), 3)->bytes(),
            school_.trust(3).bytes());
  EXPECT_EQ(FollowTrust(*site_, school_.trust(1), 2)->bytes(),
            school_.trust(2).bytes());
  EXPECT_EQ(FollowTrust(*site_, school_.trust(2), 2)->bytes(),
            school_.trust(2).bytes());
  EXPECT_FALSE(FollowTrust(*site_, school_.trust(3), 2));
  EXPECT_THAT(FollowTrust(*site_, school_.trust(3), 4).error().message,
              HasSubstr("withholds the trust file of version 4"));
  EXPECT_THAT(FollowTrust(*site_, school_.trust(1), 500).error().message,
              HasSubstr("499 trust files further"));
  EXPECT_EQ(FollowToNewest(*site_, school_.trust(1))->bytes(),
            school_.trust(3).bytes());
}

TEST_F(FollowTrustTest, EachMustBeTheSuccessorOfTheOneBefore) {
  // A new root that the former one did not sign.
  TestSchool other(school_.site(), DocumentKeyOf());
  other.NextTrust([](TrustKeys&) {});
  other.root = TestKey::Of("/root", 50);
  site_->files["keys/3"] = other
                               .NextTrust([&](TrustKeys& keys) {
                                 keys.root = other.root.Named(other.site());
                               })
                               .bytes();
  EXPECT_THAT(FollowTrust(*site_, school_.trust(1), 3).error().message,
              StartsWith("the test's site: keys/3: not the next trust file"));
  EXPECT_FALSE(FollowToNewest(*site_, school_.trust(1)));
  EXPECT_FALSE(FetchTrust(*site_, school_.site()));
}

TEST_F(FollowTrustTest, FetchesTheNewestOfASchoolUnknown) {
  EXPECT_EQ(FetchTrust(*site_, school_.site())->bytes(), school_.trust(3).bytes());
  EXPECT_THAT(FetchTrust(*site_, SiteOf("other.example")).error().message,
              HasSubstr("is version 1 of verify.school.example"));
  const std::string first = site_->files["keys/1"];
  site_->files["keys/1"] = site_->files["keys/2"];
  EXPECT_FALSE(FetchTrust(*site_, school_.site()));
  site_->files.erase("keys/1");
  EXPECT_THAT(FetchTrust(*site_, school_.site()).error().message,
              HasSubstr("has no trust file"));
  site_->failure = "no answer";
  EXPECT_EQ(FetchTrust(*site_, school_.site()).error().message, "no answer");
}

TEST_F(FollowTrustTest, AnEndlessChainEnds) {
  for (int i = 0; i < 201; ++i) school_.NextTrust([](TrustKeys&) {});
  Publish("2026-11-25T11:40:00Z");
  EXPECT_THAT(FollowToNewest(*site_, school_.trust(1)).error().message,
              HasSubstr("more than 200"));
  EXPECT_EQ(FollowToNewest(*site_, school_.trust(10))->bytes(),
            school_.trust().bytes());
}

TEST_F(FollowTrustTest, SaysWhatIsNew) {
  EXPECT_TRUE(DescribeKeyChanges(school_.trust(1), school_.trust(1)).empty());
  EXPECT_THAT(DescribeKeyChanges(school_.trust(2), school_.trust(3)),
              ElementsAre("the root key was replaced; its fingerprint is " +
                          school_.trust(3).Fingerprint()));
  const TestKey log = TestKey::Of("", 60), issuer = TestKey::Of("/key-2027-01", 61);
  const TestKey witness = TestKey::Of("w1.example", 62);
  school_.NextTrust([&](TrustKeys& keys) {
    keys.logs[0].window.end = 8;
    keys.logs.push_back({log.Named(school_.site()), {8, {}}});
    keys.issuers[0].window.end = 5;
    keys.issuers.push_back({"key-2027-01", issuer.Named(school_.site()), {8, {}}});
    keys.documents[0].window.end = 6;
    keys.documents.push_back({Sha256("another"), {}});
    keys.witnesses = {*WitnessKey::Make(witness.suffix, witness.signer->public_key())};
    keys.quorum = 1;
  });
  const auto id = [&](const TestKey& key) {
    return HexOf(key.Named(school_.site()).id());
  };
  EXPECT_THAT(
      DescribeKeyChanges(school_.trust(1), school_.trust(4)),
      ElementsAre("the school's name is \"The Example School\"",
                  StartsWith("the root key was replaced"),
                  "log key " + id(school_.log) + " now counts for entries 0 up to 8",
                  "log key " + id(log) + " was added; it counts from entry 8 on",
                  "issuer key key-2026-01 now counts for entries 0 up to 5",
                  "issuer key key-2027-01 was added; it counts from entry 8 on",
                  "document key " + DocumentKeyOf().spki.Base64() +
                      " now counts for entries 0 up to 6",
                  "document key " + Sha256("another").Base64() +
                      " was added; it counts from entry 0 on",
                  "1 of 1 witnesses are demanded"));
}

}  // namespace
}  // namespace certseal
