// SPDX-License-Identifier: Apache-2.0
#include "issue/school_register.h"
#include "ledger/recover.h"
#include "unit/audit/audit_fixture.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

template <typename T>
std::string WhyNot(const Result<T>& result) {
  return result ? "" : result.error().message;
}

// RecoveredTest has the school after its register was lost: a backup was put in its
// place, and took over what was published since. Three graduates and a correction are
// lost, one of them revoked and one suspended.
class RecoveredTest : public AuditTest {
 protected:
  void SetUp() override {
    AuditTest::SetUp();
    const fs::path backup = school_->directory() / "backup";
    fs::copy(school_->database(), backup);
    const auto lost = school_->Issue(9, 3);
    ASSERT_TRUE(lost) << WhyNot(lost);
    school_->Later(300);
    ASSERT_EQ(WhyNot(school_->Suspend({lost->at(0)})), "");
    ASSERT_EQ(WhyNot(school_->Revoke({lost->at(1), codes()[5]})), "");
    ASSERT_EQ(WhyNot(school_->Correct(codes()[6])), "");
    ASSERT_EQ(WhyNot(school_->RotateIssuer()), "");
    school_->Later(300);
    ASSERT_EQ(WhyNot(school_->Publish()), "");
    fs::rename(backup, school_->database());
    ASSERT_EQ(WhyNot(Recover()), "");
  }

  Result<void> Recover() {
    ASSIGN_OR_RETURN(School school, School::Open(school_->directory()));
    ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
    ASSIGN_OR_RETURN(const SiteDirectory site, SiteDirectory::Open(school_->site()));
    ASSIGN_OR_RETURN(RecoverFromSite recovery,
                     RecoverFromSite::Prepare(reg, school.trust, site));
    EXPECT_EQ(recovery.summary().lost.size(), 4u);
    EXPECT_EQ(recovery.summary().changes, 2u);
    EXPECT_EQ(recovery.summary().new_trust_files, 1u);
    return recovery.Commit();
  }
};

TEST_F(RecoveredTest, HoldsAndSaysWhatIsLost) {
  EXPECT_EQ(Audited(), "");
  EXPECT_THAT(Notes(), Contains(HasSubstr("4 certificates are lost")));
  // And goes on to hold.
  school_->Later(300);
  const auto more = school_->Issue(20, 2);
  ASSERT_TRUE(more) << WhyNot(more);
  ASSERT_EQ(WhyNot(school_->Revoke({more->at(0), codes()[7]})), "");
  EXPECT_EQ(Audited(), "");
  school_->Later(300);
  ASSERT_EQ(WhyNot(school_->Publish()), "");
  EXPECT_EQ(Audited(), "");
  // The lost ones can be issued again: the register does not know them.
  EXPECT_THAT(school_->Issue(9, 3).value(), testing::SizeIs(3));
}

TEST_F(RecoveredTest, ALossThatIsForgotten) {
  Sql("DELETE FROM lost_issues WHERE log_index = (SELECT MIN(log_index) FROM "
      "lost_issues)");
  EXPECT_THAT(Audited(), HasSubstr("certificates: log entry"));
}

TEST_F(RecoveredTest, ALossThatIsNone) {
  Sql("INSERT INTO lost_issues SELECT log_index FROM certificates LIMIT 1");
  EXPECT_THAT(Audited(), HasSubstr("is said to issue a lost certificate"));
}

TEST_F(RecoveredTest, ACertificateThatIsSaidToBeLost) {
  Sql("INSERT INTO recoveries VALUES (0, 2, 0)");
  Sql("INSERT INTO lost_issues SELECT MIN(log_index) FROM certificates");
  EXPECT_NE(Audited(), "");
}

TEST_F(RecoveredTest, AKeptBitThatIsForgotten) {
  Sql("DELETE FROM kept_status_bits WHERE purpose = 'suspension'");
  EXPECT_THAT(Audited(), HasSubstr("lists: the register keeps 0 bits of suspension"));
}

TEST_F(RecoveredTest, AKeptBitInAnotherPlace) {
  Sql("UPDATE kept_status_bits SET place = (place + 1) % 131072");
  EXPECT_THAT(Audited(), HasSubstr("lists: status/revocation/0: its bits are not"));
}

TEST_F(RecoveredTest, ASuccessorThatIsAnother) {
  Sql("UPDATE events SET lost_successor = (SELECT MIN(log_index) FROM lost_issues)"
      " WHERE lost_successor IS NOT NULL");
  EXPECT_THAT(Audited(), HasSubstr("is not that of the event \"replaced\""));
}

TEST_F(RecoveredTest, ARecoveryThatIsForgotten) {
  Sql("DELETE FROM recoveries");
  EXPECT_THAT(Audited(), HasSubstr("checkpoints: "));
}

}  // namespace
}  // namespace certseal
