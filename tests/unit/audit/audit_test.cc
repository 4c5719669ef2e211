// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <map>
#include <thread>

#include "base/file_lock.h"
#include "unit/audit/audit_fixture.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(AuditTest, HoldsForARealSchool) {
  const AuditReport report = Audit({.school = school_->directory()});
  std::vector<std::string> said;
  for (const ClaimOutcome& each : report.outcomes) {
    said.push_back(each.claim + ": " + each.statement);
    EXPECT_EQ(each.verdict, ClaimVerdict::kHolds) << said.back();
    EXPECT_THAT(each.hints, IsEmpty());
  }
  EXPECT_TRUE(report.holds());
  EXPECT_THAT(
      said,
      ElementsAre(
          "school: school.json, courses.json and the trust file are those of Example "
          "School of Aesthetics",
          "register: the register opens; its log has 27 entries",
          "entries: 27 log entries are well formed, times increase",
          "tiles: 1 tile is the tree of these entries",
          "trust: the log names 2 trust files, each the valid successor of the one "
          "before; keys/school.trust is the newest",
          "checkpoints: 10 checkpoints are signed by the school, each the tree's root "
          "at "
          "a head",
          "certificates: 10 certificates are those of the log, signed and as recorded "
          "(1 "
          "erased: by their digests)",
          "events: 5 changes of status are those of the log",
          "lists: 2 status lists say what the log says, signed, and the newest head "
          "names "
          "them",
          "templates: 1 template is kept as certificates were issued with it",
          "site: the site's checkpoint of 25 is signed, and of this register's log",
          "site-tiles: the site's 1 tile is there, with the entries below it",
          "site-keys: the site shows 2 trust files of the log, and did.json its issuer "
          "keys",
          StartsWith("site-page: the page that checks certificates is the one of this "
                     "program, with its "),
          "site-status: the site's 2 status lists say what its log says",
          "site-cards: the site has 8 cards, one for every certificate, with record, "
          "proof and events",
          HasSubstr("files, all of them of this register")));
  EXPECT_THAT(Notes(), ElementsAre("2 entries not published yet: certseal publish"));
}

TEST_F(AuditTest, TellsOfEachClaimAsItGoesAndStopsAtTheFirstFalseOne) {
  Sql("DELETE FROM tiles");
  std::vector<std::string> told;
  const AuditReport report =
      Audit({.school = school_->directory()},
            [&](const ClaimOutcome& each) { told.push_back(each.claim); });
  EXPECT_THAT(told, ElementsAre("school", "register", "entries", "tiles"));
  EXPECT_FALSE(report.holds());
  EXPECT_EQ(report.outcomes.back().verdict, ClaimVerdict::kFalse);
  EXPECT_THAT(report.outcomes.back().hints, Contains(HasSubstr("newest copy")));
}

TEST_F(AuditTest, ChangesNothing) {
  const auto contents = [&] {
    std::map<std::string, std::string> files;
    for (const auto& each : fs::recursive_directory_iterator(school_->directory())) {
      if (each.is_regular_file()) {
        files[each.path().string()] = *ReadFile(each.path(), 1 << 24);
      }
    }
    return files;
  };
  const auto before = contents();
  EXPECT_EQ(Audited(), "");
  EXPECT_EQ(contents(), before);
}

TEST_F(AuditTest, ReadsARegisterThatMayNotBeWritten) {
  fs::permissions(school_->database(), fs::perms::owner_read);
  EXPECT_EQ(Audited(), "");
}

TEST_F(AuditTest, ASchoolThatHasPublishedNothingClaimsNothing) {
  fs::remove_all(school_->site());
  EXPECT_EQ(Audited(), "");
  const AuditReport asked =
      Audit({.school = school_->directory(), .site = school_->site()});
  EXPECT_FALSE(asked.holds());
  EXPECT_THAT(asked.outcomes.back().statement, HasSubstr("holds no checkpoint"));
}

TEST_F(AuditTest, AuditsACopyOfTheSite) {
  const fs::path copy = school_->directory() / "copy";
  fs::copy(school_->site(), copy, fs::copy_options::recursive);
  fs::remove_all(school_->site());
  EXPECT_TRUE(Audit({.school = school_->directory(), .site = copy}).holds());
  FlipByte(copy / "checkpoint", 40);
  EXPECT_FALSE(Audit({.school = school_->directory(), .site = copy}).holds());
}

TEST_F(AuditTest, ABusySiteIsUnknownNotGood) {
  const auto lock = DirectoryLock::Take(school_->site(), "");
  ASSERT_TRUE(lock);
  const AuditReport report = Audit({.school = school_->directory()});
  EXPECT_EQ(report.outcomes.back().verdict, ClaimVerdict::kUnknown);
  EXPECT_THAT(report.outcomes.back().hints, ElementsAre("wait for it, and try again"));
  EXPECT_FALSE(report.holds());
}

// A key that was closed at an earlier entry: what it signed later counts no more, and
// the register is whole all the same.
TEST_F(AuditTest, NamesWhatAClosedKeyHasSignedTooLate) {
  const auto newest = Text("SELECT max(log_index) FROM certificates");
  ASSERT_TRUE(school_->RotateIssuer(std::stoul(newest)));
  EXPECT_EQ(Audited(), "");
  EXPECT_THAT(Notes(), Contains(AllOf(StartsWith("1 certificate was"),
                                      HasSubstr("NOT GENUINE"))));
}

TEST_F(AuditTest, AnInterruptedChangeOfKeysIsNoFalsehood) {
  const std::string former =
      *ReadFile(school_->directory() / "keys/school.trust", 9999);
  ASSERT_TRUE(school_->RotateIssuer());
  ASSERT_TRUE(WriteFileAtomically(school_->directory() / "keys/school.trust", former));
  EXPECT_EQ(Audited(), "");
  EXPECT_THAT(Notes(), Contains(HasSubstr("is still version 2")));
}

TEST_F(AuditTest, NamesTemporaryFilesOfAnInterruptedPublication) {
  ASSERT_TRUE(WriteFileAtomically(Site("checkpoint.tmp.4711.12"), "half"));
  EXPECT_EQ(Audited(), "");
  EXPECT_THAT(Notes(), Contains(HasSubstr("checkpoint.tmp.4711.12")));
}

TEST_F(AuditTest, ARegisterMayGrowBeyondItsSite) {
  ASSERT_TRUE(school_->Revoke({codes()[5]}));
  ASSERT_TRUE(school_->Issue(20, 3));
  EXPECT_EQ(Audited(), "");
  ASSERT_TRUE(school_->Publish());
  EXPECT_EQ(Audited(), "");
  EXPECT_THAT(Notes(), IsEmpty());
}

// What another program adds while the audit runs is left out, and is no falsehood;
// where the site is in use, that is said.
TEST_F(AuditTest, OthersMayWorkMeanwhile) {
  std::atomic<bool> done = false;
  std::thread other([&] {
    for (int i = 0; i < 10; ++i) {
      const auto issued = school_->Issue(100 + 5 * i, 5);
      EXPECT_TRUE(issued) << issued.error().message;
      if (!issued) break;
      EXPECT_TRUE(school_->Revoke({issued->front()}));
      const Result<void> published = school_->Publish();
      if (published) continue;
      EXPECT_THAT(published.error().message,
                  HasSubstr("another program is publishing"));
    }
    done = true;
  });
  const fs::path directory = school_->directory();
  size_t held = 0;
  while (!done) {
    const AuditReport report = Audit({.school = directory});
    const ClaimOutcome& last = report.outcomes.back();
    EXPECT_NE(last.verdict, ClaimVerdict::kFalse)
        << last.claim << ": " << last.statement;
    held += report.holds() ? 1 : 0;
  }
  other.join();
  EXPECT_GT(held, 0u);
  EXPECT_TRUE(school_->Publish());
  EXPECT_EQ(Audited(), "");
}

// An old copy of the register beside the site that went on.
TEST_F(AuditTest, FindsARegisterThatIsOlderThanItsSite) {
  const fs::path old = school_->directory() / "old.db";
  fs::copy(school_->database(), old);
  ASSERT_TRUE(school_->Issue(20, 3));
  ASSERT_TRUE(school_->Publish());
  fs::rename(old, school_->database());
  EXPECT_THAT(Audited(),
              AllOf(StartsWith("site: the site shows"), HasSubstr("old copy")));
}

}  // namespace
}  // namespace certseal
