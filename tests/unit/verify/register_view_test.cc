// SPDX-License-Identifier: Apache-2.0
//
// What makes a register current, and what does not.
#include <gmock/gmock.h>

#include "base/file.h"
#include "unit/verify/register_fixture.h"

namespace certseal {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class RegisterViewTest : public RegisterTest {
 protected:
  certseal::Check Register() {
    return RegisterView::Open(schools_[0], site_, memory_ ? &*memory_ : nullptr, now_)
        .check();
  }
  // Unknown gives why the register is not known to be current.
  std::string Unknown() {
    const certseal::Check check = Register();
    EXPECT_EQ(check.result, CheckResult::kUnknown) << check.evidence;
    EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kCannotCheck);
    EXPECT_EQ(VerdictOf(CertificateCode::Generate(Repeat(99))), Verdict::kCannotCheck);
    return check.evidence;
  }
  bool Passes() { return Register().result == CheckResult::kPass; }

  void RotateLogKey() {
    school_.log = TestKey::Of("", 40);
    school_.NextTrust([&, at = school_.size()](TrustKeys& keys) {
      keys.logs[0].window.end = at;
      keys.logs.push_back({school_.log.Named(school_.site()), {at, {}}});
    });
  }

  std::string SavedFork(const std::string& evidence) {
    const size_t at = evidence.find(state_.string());
    return at == std::string::npos ? "" : evidence.substr(at);
  }
};

TEST_F(RegisterViewTest, SaysOfWhenItIs) {
  EXPECT_EQ(
      Register().evidence,
      "the test's site is the register of 2026-11-25 11:00 UTC, signed by Example "
      "School of Aesthetics, 4 entries; the next is promised by 2026-12-01 00:00 UTC");
}

TEST_F(RegisterViewTest, IsCurrentUntilThePromisedTime) {
  now_ = At("2026-12-01T00:00:00Z");
  EXPECT_TRUE(Passes());
  now_ = At("2026-12-01T00:00:01Z");
  EXPECT_EQ(
      Unknown(),
      "the test's site: it is of 2026-11-25 11:00 UTC, and a newer one was promised "
      "by 2026-12-01 00:00 UTC");
}

TEST_F(RegisterViewTest, IsNotFromTheFuture) {
  now_ = At("2026-11-25T10:55:00Z");
  EXPECT_TRUE(Passes()) << "five minutes are two clocks";
  now_ = At("2026-11-25T10:54:59Z");
  EXPECT_THAT(Unknown(), HasSubstr("after this computer's clock"));
}

TEST_F(RegisterViewTest, EndsWithAHead) {
  school_.Append(IssueEntry{Sha256("one more")});
  school_.Sign(kNow);
  school_.PublishTiles(*site_);
  site_->files["checkpoint"] = school_.checkpoint().bytes();
  EXPECT_EQ(Unknown(), "the log in the test's site does not end with a head");
}

TEST_F(RegisterViewTest, IsSignedByTheLogKey) {
  const std::string genuine = site_->files["checkpoint"];
  const TestKey stranger = TestKey::Of("", 66);
  const auto sign = [&](const Checkpoint& checkpoint) {
    site_->files["checkpoint"] =
        SignedCheckpoint::Sign(checkpoint, stranger.Named(school_.site()),
                               *stranger.signer)
            .bytes();
  };
  sign(school_.checkpoint().checkpoint());
  EXPECT_THAT(Unknown(), StartsWith("the checkpoint of the test's site: "));
  sign({"other.example", school_.checkpoint().tree()});
  EXPECT_EQ(
      Register().evidence,
      "the test's site holds the register of \"other.example\", not of Example School "
      "of Aesthetics");
  sign({"verify.school.example", TreeHead::Empty()});
  EXPECT_THAT(Unknown(), HasSubstr("a log of 0 entries is none"));
  sign({"verify.school.example", {uint64_t{1} << 60, Sha256("")}});
  EXPECT_THAT(Unknown(), HasSubstr("is none"));
  site_->files["checkpoint"] = genuine;
  EXPECT_TRUE(Passes());
}

TEST_F(RegisterViewTest, FollowsTheKeysThatItNames) {
  school_.NextTrust([](TrustKeys& keys) { keys.name = "The Example School"; });
  school_.NextTrust([](TrustKeys&) {});
  Publish("2026-11-25T11:30:00Z");
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kValid);
  ASSERT_EQ(successors_.size(), 1u);
  EXPECT_EQ(successors_[0].first.bytes(), school_.trust(1).bytes());
  EXPECT_EQ(successors_[0].second.bytes(), school_.trust(3).bytes());
  EXPECT_THAT(notes_, testing::ElementsAre(
                          "The Example School has changed its keys (version 3 of its "
                          "trust file)",
                          "the school's name is \"The Example School\""));
  // Who has followed them is not asked to follow again.
  schools_ = {school_.trust(3)};
  site_->asked.clear();
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kValid);
  EXPECT_TRUE(notes_.empty());
  EXPECT_TRUE(successors_.empty());
  for (const std::string& path : site_->asked) EXPECT_FALSE(path.starts_with("keys/"));
}

TEST_F(RegisterViewTest, NoTrustFileMayBeWithheldOrBroken) {
  school_.NextTrust([](TrustKeys&) {});
  school_.NextTrust([](TrustKeys&) {});
  Publish("2026-11-25T11:30:00Z");
  const std::string second = site_->files["keys/2"];
  site_->files.erase("keys/2");
  EXPECT_EQ(Unknown(), "the test's site withholds the trust file of version 2");
  site_->files["keys/2"] = site_->files["keys/3"];
  EXPECT_THAT(Unknown(), StartsWith("the test's site: keys/2: "));
  site_->files["keys/2"] = second.substr(0, second.size() - 1);
  EXPECT_THAT(Unknown(), StartsWith("the test's site: keys/2: not a trust file"));
  site_->files["keys/2"] = second;
  EXPECT_TRUE(Passes());
  // Signed by a stranger's root that calls itself the school's.
  TestSchool stranger(school_.site(), DocumentKeyOf());
  stranger.root = TestKey::Of("/root", 66);
  site_->files["keys/2"] = stranger
                               .NextTrust([&](TrustKeys& keys) {
                                 keys.root = stranger.root.Named(school_.site());
                               })
                               .bytes();
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kCannotCheck);
}

TEST_F(RegisterViewTest, IsNotOlderThanTheAcceptedTrustFile) {
  school_.NextTrust([](TrustKeys&) {});
  schools_ = {school_.trust(2)};
  EXPECT_EQ(Unknown(),
            "the test's site is older than the trust file that you accepted: it knows "
            "version 1, not 2");
}

// A file that the register does not name yet may be in the site while it is published.
TEST_F(RegisterViewTest, ATrustFileThatIsNotNamedYetDoesNotCount) {
  site_->files["keys/2"] = school_.NextTrust([](TrustKeys&) {}).bytes();
  EXPECT_TRUE(Passes());
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kValid);
  EXPECT_TRUE(successors_.empty());
}

TEST_F(RegisterViewTest, HasTheWitnessesThatTheTrustFileDemands) {
  const std::vector<TestKey> witnesses = {TestKey::Of("w1.example", 31),
                                          TestKey::Of("w2.example", 32),
                                          TestKey::Of("w3.example", 33)};
  school_.NextTrust([&](TrustKeys& keys) {
    for (const TestKey& each : witnesses) {
      keys.witnesses.push_back(
          *WitnessKey::Make(each.suffix, each.signer->public_key()));
    }
    keys.quorum = 2;
  });
  school_.witnesses = {witnesses[0]};
  const size_t late = school_.Issue(Another(21, "Late Comer"));
  Publish("2026-11-25T11:30:00Z");
  EXPECT_THAT(Unknown(), StartsWith("the test's site: "));
  // Nothing bad is in it, but that does not count; and its own proof is short of them
  // too.
  schools_ = {school_.trust()};
  const Report offline = Offline(PdfOf(late));
  EXPECT_EQ(offline.outcome.verdict, Verdict::kAuthentic);
  EXPECT_EQ(Named(offline, "log").result, CheckResult::kUnknown);
  school_.witnesses = {witnesses[0], witnesses[2]};
  Publish("2026-11-25T11:40:00Z");
  EXPECT_TRUE(Passes());
  EXPECT_EQ(VerdictOf(PdfOf(late)), Verdict::kValid);
}

// A thief of a log key that was closed can sign logs that end before that, and name the
// newest trust file in them.
TEST_F(RegisterViewTest, IsNotOfBeforeTheLogKeyChanged) {
  RotateLogKey();
  schools_ = {school_.trust(2)};
  Publish("2026-11-25T11:30:00Z");
  EXPECT_TRUE(Passes());
  memory_.reset();
  TestSchool thief(school_.site(), DocumentKeyOf());
  const size_t forged = thief.Issue(Another(50, "Mallory"));
  StatusManifest manifest = *StatusManifest::Parse(thief.PublishLists(
      *site_, At("2026-11-25T11:40:00Z"), At("2026-12-01T00:00:00Z")));
  manifest.keys = 2;
  site_->files[ByDigestPath(Sha256(manifest.Text()))] = manifest.Text();
  thief.Append(HeadEntry{At("2026-11-25T11:40:00Z"), At("2026-12-01T00:00:00Z"),
                         Sha256(manifest.Text())});
  thief.Sign(kNow);
  thief.PublishTiles(*site_);
  site_->files["checkpoint"] = thief.checkpoint().bytes();
  EXPECT_EQ(Register().result, CheckResult::kUnknown);
  EXPECT_THAT(Register().evidence, HasSubstr("before the school's log key changed"));
  EXPECT_NE(VerdictOf(RecordSubject{thief.issued[forged].record.bytes()}),
            Verdict::kValid);
}

// --- What was seen before.

TEST_F(RegisterViewTest, IsRememberedAndMayGrow) {
  const auto remembered = [&] {
    return *memory_->Recall(school_.site(), school_.trust().keys().root);
  };
  EXPECT_FALSE(remembered());
  EXPECT_TRUE(Passes());
  ASSERT_TRUE(remembered());
  EXPECT_EQ(remembered()->checkpoint.tree().size, 4u);
  EXPECT_EQ(remembered()->head, At("2026-11-25T11:00:00Z"));
  EXPECT_EQ(remembered()->seen, kNow);
  EXPECT_TRUE(Passes()) << "the same again";
  for (int i = 0; i < 600; ++i) school_.Append(IssueEntry{Sha256(std::to_string(i))});
  Publish("2026-11-25T11:30:00Z");
  EXPECT_TRUE(Passes());
  EXPECT_EQ(remembered()->checkpoint.tree().size, 605u);
}

TEST_F(RegisterViewTest, IsNotOlderThanOneSeenBefore) {
  const TestSite before = *site_;
  Publish("2026-11-25T11:30:00Z");
  EXPECT_TRUE(Passes());
  *site_ = before;
  EXPECT_EQ(Unknown(),
            "the test's site, of 2026-11-25 11:00 UTC, is older than the register of "
            "2026-11-25 11:30 UTC that was seen on 2026-11-25 12:00 UTC");
  memory_.reset();
  EXPECT_TRUE(Passes()) << "who has seen nothing cannot know";
}

// Two logs of one school, of one size or two: proof of misconduct, and kept.
TEST_F(RegisterViewTest, AForkIsNotGenuine) {
  EXPECT_TRUE(Passes());
  for (const int more : {0, 1, 300}) {
    TestSchool other(school_.site(), DocumentKeyOf());
    other.Issue(SampleCredential());
    other.Issue(Another(60, "Mallory"));
    for (int i = 0; i < more; ++i) other.Append(IssueEntry{Sha256(std::to_string(i))});
    other.Publish(*site_, At("2026-11-25T11:30:00Z"), At("2026-12-01T00:00:00Z"));
    const Report report = Check(PdfOf(zoe_));
    EXPECT_EQ(report.outcome.verdict, Verdict::kNotGenuine) << more;
    const certseal::Check check = Named(report, "register");
    EXPECT_EQ(check.result, CheckResult::kFail);
    EXPECT_THAT(check.evidence,
                StartsWith("Example School of Aesthetics has signed two logs that "
                           "contradict each other (4 entries, root "));
    const std::filesystem::path saved = SavedFork(check.evidence);
    EXPECT_EQ(*ReadFile(saved / "1.checkpoint", 1 << 16), school_.checkpoint().bytes());
    EXPECT_EQ(*ReadFile(saved / "2.checkpoint", 1 << 16), site_->files["checkpoint"]);
    EXPECT_EQ(VerdictOf(CertificateCode::Generate(Repeat(99))), Verdict::kNotGenuine);
  }
  memory_.reset();
  const Report report = Check(PdfOf(zoe_));
  EXPECT_EQ(report.outcome.verdict, Verdict::kNotGenuine)
      << "the proof in it remembers";
  EXPECT_THAT(Named(report, "log").evidence, HasSubstr("they could not be kept"));
}

// A copy that is damaged is no fork: nothing its tiles say is held against the school.
TEST_F(RegisterViewTest, DamageIsNoFork) {
  const RememberedCheckpoint seen{school_.checkpoint(), kNow, kNow};
  for (int i = 0; i < 300; ++i) school_.Append(IssueEntry{Sha256(std::to_string(i))});
  Publish("2026-11-25T11:30:00Z");
  const std::map<std::string, std::string> whole = site_->files;
  size_t noticed = 0;
  const auto see = [&] {
    ASSERT_TRUE(memory_->Keep(school_.site(), school_.trust().keys().root, seen));
  };
  const auto check = [&](const std::string& what) {
    const certseal::Check found = Register();
    EXPECT_NE(found.result, CheckResult::kFail) << what << ": " << found.evidence;
    noticed += found.result == CheckResult::kUnknown;
    if (found.result == CheckResult::kPass) see();  // it has remembered the larger one
  };
  see();
  for (const auto& [path, bytes] : whole) {
    if (!path.starts_with("tile/") || path.starts_with("tile/entries/")) continue;
    site_->files.erase(path);
    check(path);
    for (size_t at = 0; at < bytes.size(); at += 32) {
      site_->files[path] = bytes;
      site_->files[path][at] = static_cast<char>(bytes[at] ^ 1);
      check(StrCat(path, ' ', at));
    }
    site_->files[path] = bytes;
  }
  EXPECT_GE(noticed, 256u) << "every hash of the first tile is needed";
  see();
  site_->files["tile/0/000"][0] = static_cast<char>(whole.at("tile/0/000")[0] ^ 1);
  EXPECT_THAT(Register().evidence,
              StartsWith("the tiles in the test's site do not give "
                         "its checkpoint's root"));
}

TEST_F(RegisterViewTest, AMemoryThatCannotBeReadIsNotNone) {
  EXPECT_TRUE(Passes());
  for (const auto& file : std::filesystem::directory_iterator(state_ / "checkpoints")) {
    ASSERT_TRUE(WriteFileAtomically(file.path(), "nonsense"));
  }
  EXPECT_THAT(Unknown(), HasSubstr("to begin anew, remove that file"));
}

TEST_F(RegisterViewTest, AMemoryThatCannotBeWrittenIsANote) {
  ASSERT_TRUE(WriteFileAtomically(state_ / "checkpoints", "a file"));
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kValid);
  EXPECT_THAT(notes_, testing::ElementsAre(HasSubstr("cannot be remembered")));
}

// What a log key signed that counts no more is no evidence of anything.
TEST_F(RegisterViewTest, AStolenLogKeysCheckpointsAreForgotten) {
  TestSchool thief(school_.site(), DocumentKeyOf());
  for (int i = 0; i < 20; ++i) thief.Append(IssueEntry{Sha256(std::to_string(i))});
  TestSite fake;
  thief.Publish(fake, At("2026-11-25T11:10:00Z"), At("2026-12-01T00:00:00Z"));
  ASSERT_EQ(
      RegisterView::Open(schools_[0], std::make_shared<TestSite>(fake), &*memory_, now_)
          .check()
          .result,
      CheckResult::kPass)
      << "nobody knows of the theft yet";
  EXPECT_THAT(Unknown(), HasSubstr("is older than the register"));
  RotateLogKey();
  Publish("2026-11-25T11:30:00Z");
  EXPECT_TRUE(Passes());
  EXPECT_EQ((*memory_->Recall(school_.site(), school_.trust().keys().root))
                ->checkpoint.tree()
                .size,
            school_.size());
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kValid);
}

// The memory goes along where the root changes, for whoever comes with either file.
TEST_F(RegisterViewTest, TheMemoryOutlivesARoot) {
  const TestSite before = *site_;
  const TestKey former = school_.root;
  school_.root = TestKey::Of("/root", 41);
  school_.NextTrust(
      [&](TrustKeys& keys) { keys.root = school_.root.Named(school_.site()); },
      &former);
  Publish("2026-11-25T11:30:00Z");
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kValid);
  EXPECT_THAT(notes_, testing::Contains(HasSubstr("the root key was replaced")));
  *site_ = before;
  EXPECT_THAT(Unknown(), HasSubstr("is older than"));
  schools_ = {school_.trust(2)};
  EXPECT_EQ(Register().result, CheckResult::kUnknown);
  const auto by_root = [&](const VerifierKey& root) {
    return (*memory_->Recall(school_.site(), root))->checkpoint.tree().size;
  };
  EXPECT_EQ(by_root(school_.trust(1).keys().root), school_.size());
  EXPECT_EQ(by_root(school_.trust(2).keys().root), school_.size());
}

TEST_F(RegisterViewTest, TwoSchoolsOfOneAddressDoNotMix) {
  EXPECT_TRUE(Passes());
  TestSchool other(school_.site(), DocumentKeyOf());
  other.root = TestKey::Of("/root", 70);
  other.NextTrust(
      [&](TrustKeys& keys) { keys.root = other.root.Named(school_.site()); });
  other.Publish(*site_, At("2026-11-25T11:30:00Z"), At("2026-12-01T00:00:00Z"));
  schools_ = {other.trust()};
  EXPECT_TRUE(Passes());
}

}  // namespace
}  // namespace certseal
