// SPDX-License-Identifier: Apache-2.0
#include "issue/correct.h"

#include <nlohmann/json.hpp>

#include "issue/change_status.h"
#include "issue/page_json.h"
#include "record/credential.h"
#include "unit/issue/life_fixture.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;

class CorrectTest : public LifeTest {
 protected:
  Result<SuccessorPlan> Correct(const CertificateCode& code, const FieldValues& set,
                                bool reissue = false) {
    return PlanCorrection(code, {set, {}, now_.date()}, reissue, *school_, *register_,
                          *store_);
  }
  Result<CertificateCode> Issue(const SuccessorPlan& plan) {
    const LedgerContext ledger = Ledger();
    return IssueSuccessor(plan, *school_, keys_->ledger.issuer, ledger);
  }
  CertificateCode Corrected(const CertificateCode& code, const FieldValues& set,
                            bool reissue = false) {
    const auto plan = Correct(code, set, reissue);
    EXPECT_TRUE(plan) << plan.error().message;
    const auto successor = Issue(*plan);
    EXPECT_TRUE(successor) << successor.error().message;
    return *successor;
  }
  void Change(StatusOrder order, const CertificateCode& code) {
    const std::vector<CertificateCode> codes = {code};
    const auto plan =
        PlanStatusChange(*register_, order, StatusReason::kIssuedInError, codes);
    ASSERT_TRUE(plan) << plan.error().message;
    const LedgerContext ledger = Ledger();
    ASSERT_TRUE(ApplyStatusChange(ledger, *plan, "note"));
  }
  // Changes the course in courses.json.
  void EditCourse(const std::function<void(nlohmann::json&)>& edit) {
    const auto path = school_->paths.catalogue();
    auto json = nlohmann::json::parse(*ReadFile(path, 1 << 20));
    for (nlohmann::json& course : json["courses"]) {
      if (course["code"] == "BDF-201") edit(course);
    }
    ASSERT_TRUE(WriteFileAtomically(path, json.dump(1)));
    Reopen();
  }
  Credential RecordOf(const CertificateCode& code) {
    return SignedRecord::Parse(Stored(code).row.record)->credential();
  }

  static std::string Texts(const std::vector<Difference>& differences) {
    std::string text;
    for (const Difference& each : differences) {
      text += StrCat(each.field, ": ", each.before, " -> ", each.after, "\n");
    }
    return text;
  }
};

// Whatever a roster's reader has let through it lets through again, unchanged: the
// names of the demonstration are of many scripts.
TEST_F(CorrectTest, ChangesNothingButWhatIsSet) {
  for (const CertificateCode& code : IssueDemo()) {
    const auto plan = Correct(code, {{Field::kLocation, "Reno"}});
    ASSERT_TRUE(plan) << code.Printed() << plan.error().message;
    EXPECT_EQ(Texts(plan->differences), "location: Springfield, California -> Reno\n");
    EXPECT_TRUE(plan->findings.empty()) << plan->findings[0].message;
  }
}

TEST_F(CorrectTest, IssuesASuccessorAndMarksTheFormer) {
  const CertificateCode former = LifeTest::Issue(Class(1))[0];
  const StoredCertificate before = Stored(former);
  const CertificateCode code = Corrected(
      former, {{Field::kFullName, "Ann Å"}, {Field::kCredentials, "MSN, RN"}});
  const StoredCertificate after = Stored(code);
  EXPECT_EQ(after.row.facts.holder_name, "Ann Å, MSN, RN");
  EXPECT_EQ(after.row.facts.email, "a0@example.org");
  EXPECT_EQ(RecordOf(code).holder_name, "Ann Å, MSN, RN");
  const PageContent page = *PageFromJson(after.row.page);
  EXPECT_EQ(page.fields.at("replaces"), former.Printed());
  EXPECT_EQ(page.fields.at("location"), "Reno");

  EXPECT_EQ(State(former), CertificateState::kReplaced);
  EXPECT_EQ(Stored(former).row, before.row) << "what is issued is frozen";
  const CertificateEvent event = History(former).events.at(0);
  EXPECT_EQ(event.successor, code);
  const Succession succession{former, code, SuccessionKind::kCorrection};
  EXPECT_EQ(History(former).successors, std::vector{succession});
  EXPECT_EQ(History(code).predecessors, std::vector{succession});

  const uint64_t index = *History(code).log_index;
  const auto entries = *register_->Entries(index, LogSize());
  ASSERT_EQ(entries.size(), 3u) << "issue, status and head, of one commit";
  EXPECT_EQ(entries[0], "issue " + Sha256(after.row.record).Base64());
  EXPECT_THAT(entries[1], ::testing::EndsWith(StrCat(" replaced ", index)));
}

// Neither the roster as it was nor the corrected one issues the course a second time.
TEST_F(CorrectTest, BothRostersFindTheCourseIssued) {
  const std::string roster = Class(1);
  const CertificateCode former = LifeTest::Issue(roster)[0];
  const CertificateCode code = Corrected(former, {{Field::kFullName, "Ann Z"}});
  EXPECT_EQ(Plan(roster).rows.at(0).existing, former);
  std::string corrected = roster;
  corrected.replace(corrected.find("Ann A"), 5, "Ann Z");
  EXPECT_EQ(Plan(corrected).rows.at(0).existing, code);
  // So does one that is corrected again, and one that is as it was before.
  const CertificateCode again = Corrected(code, {{Field::kFullName, "Ann A"}});
  EXPECT_EQ(Plan(roster).rows.at(0).fate, RowFate::kAlreadyIssued);
  EXPECT_EQ(Plan(corrected).rows.at(0).fate, RowFate::kAlreadyIssued);
  EXPECT_EQ(State(again), CertificateState::kActive);
}

TEST_F(CorrectTest, RefusesToChangeNothing) {
  const CertificateCode former = LifeTest::Issue(Class(1))[0];
  const auto same = Correct(former, {{Field::kFullName, "  Ann  A "}});
  ASSERT_FALSE(same);
  EXPECT_THAT(same.error().message, HasSubstr("nothing would change"));
  EXPECT_THAT(same.error().hints.at(0), HasSubstr("--reissue"));
  const CertificateCode code = Corrected(former, {}, true);
  EXPECT_EQ(State(former), CertificateState::kReplaced);
  Credential expected = RecordOf(former), record = RecordOf(code);
  EXPECT_NE(record.code, expected.code);
  EXPECT_EQ(record.holder_name, expected.holder_name);
  EXPECT_EQ(record.course, expected.course);
  EXPECT_EQ(record.expires, expected.expires);
}

// The catalogue has moved on; the course was what it was.
TEST_F(CorrectTest, KeepsTheCourseAsItWasIssued) {
  const auto codes = LifeTest::Issue(Class(2));
  const Credential before = RecordOf(codes[0]);
  EditCourse([](nlohmann::json& course) {
    course["title"] = "Another Title";
    course["version"] = "2027.1";
    course["handsOnHours"] = 4;
    course["assessment"] = "oral";
    course["refreshMonths"] = 12;
    course["eligible"] = {"MD"};
  });
  const Credential after = RecordOf(Corrected(codes[0], {{Field::kFullName, "Ann Z"}}));
  EXPECT_EQ(after.course, before.course);
  EXPECT_EQ(after.assessment, before.assessment);
  EXPECT_EQ(after.hands_on_hours.Text(), "9");
  EXPECT_EQ(after.expires, before.expires);
  EditCourse([](nlohmann::json& course) { course["code"] = "GONE-1"; });
  const auto gone = Correct(codes[1], {{Field::kFullName, "Ann Z"}});
  EXPECT_TRUE(gone) << gone.error().message;
}

TEST_F(CorrectTest, MovesTheExpiryWithTheCompletion) {
  const CertificateCode former = LifeTest::Issue(Class(1, "2024-02-29"))[0];
  EXPECT_EQ(Stored(former).row.facts.expires->Iso(), "2026-02-28");
  const auto plan = Correct(former, {{Field::kCompleted, "2024-03-01"}});
  EXPECT_EQ(Texts(plan->differences),
            "completed: 2024-02-29 -> 2024-03-01\nexpires: 2026-02-28 -> 2026-03-01\n");
}

// Class and assessment follow from role and hours, as they do for a roster.
TEST_F(CorrectTest, DecidesTheClassAnew) {
  const auto codes = LifeTest::Issue(Class(1));
  const CertificateCode attended = Corrected(
      codes[0],
      {{Field::kRole, "observer"}, {Field::kHandsOn, "0"}, {Field::kCredits, ""}});
  EXPECT_EQ(RecordOf(attended).document_class, DocumentClass::kAttendance);
  EXPECT_EQ(RecordOf(attended).assessment, "attended, not assessed");
  // And back: what is assessed, the record of one who attended does not say.
  const CertificateCode completed =
      Corrected(attended, {{Field::kRole, "injector"}, {Field::kHandsOn, "9"}});
  EXPECT_EQ(RecordOf(completed).document_class, DocumentClass::kCompletion);
  EXPECT_EQ(RecordOf(completed).assessment, "written and practical, passed");
}

TEST_F(CorrectTest, ReportsAllProblemsByField) {
  const CertificateCode former = LifeTest::Issue(Class(1))[0];
  const auto plan = Correct(former, {{Field::kFullName, "=HYPERLINK(\"x\")"},
                                     {Field::kCompleted, "03/04/2026"},
                                     {Field::kHandsOn, "11"},
                                     {Field::kRole, "model"},
                                     {Field::kEmail, "a@b@c"}});
  ASSERT_FALSE(plan);
  const std::string& message = plan.error().message;
  EXPECT_THAT(message, HasSubstr("name: the cell holds a formula"));
  EXPECT_THAT(message, HasSubstr("completed: can be March 4, 2026 or April 3, 2026"));
  EXPECT_THAT(message, HasSubstr("hands-on: is more than the 9 hours of the course"));
  EXPECT_THAT(message, HasSubstr("role: is no role"));
  EXPECT_THAT(message, HasSubstr("email: has more than one @"));
  for (const std::string& hint : plan.error().hints) {
    EXPECT_EQ(hint.find(" row"), std::string::npos) << hint;
  }
  EXPECT_THAT(Correct(former, {{Field::kFullName, "\xff"}}).error().message,
              HasSubstr("name: is not UTF-8"));
  EXPECT_THAT(Correct(former, {{Field::kProfession, "florist"}}).error().message,
              HasSubstr("profession: the course is not open to this profession"));
  EXPECT_FALSE(Correct(former, {{Field::kFullName, ""}}));
  EXPECT_FALSE(Correct(former, {{Field::kFullName, std::string(1001, 'x')}}));
  EXPECT_THAT(Correct(former, {{Field::kFullName, "Ann \U0001F600"}}).error().message,
              HasSubstr("name: "));
  EXPECT_THAT(Correct(former, {{Field::kTemplate, "none"}}).error().message,
              HasSubstr("there is no template \"none\""));
  const std::string quoted = "Ann \"Quoted, A\"\nB";
  EXPECT_FALSE(Correct(former, {{Field::kFullName, quoted}}))
      << "it is one cell, not two";
}

TEST_F(CorrectTest, ShowsWhatWasRepaired) {
  const CertificateCode former = LifeTest::Issue(Class(1))[0];
  const auto plan = Correct(former, {{Field::kFullName, " Ann\u00a0\u00a0Z, NP "}});
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->award.holder_name, "Ann Z, NP, RN");
  EXPECT_FALSE(plan->findings.empty());
  for (const Finding& each : plan->findings) EXPECT_EQ(each.column, "name");
}

// A licence number that a spreadsheet would take for a formula has been through
// already.
TEST_F(CorrectTest, TakesWhatIsKeptForText) {
  std::string roster = Class(1);
  roster.replace(roster.find(",L-0,"), 5, ",'-12,");
  const CertificateCode former = LifeTest::Issue(roster)[0];
  EXPECT_EQ(Stored(former).row.facts.licence, "-12");
  const CertificateCode code = Corrected(former, {{Field::kFullName, "Ann Z"}});
  EXPECT_EQ(Stored(code).row.facts.licence, "-12");
}

TEST_F(CorrectTest, KeepsAMemberNumber) {
  std::string roster = Class(1);
  roster.replace(roster.find(",Location"), 9, ",Location,AGD #");
  roster.replace(roster.find(",Reno"), 5, ",Reno,112233");
  const CertificateCode former = LifeTest::Issue(roster)[0];
  const auto plan = Correct(former, {{Field::kFullName, "Ann Z"}});
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->award.graduate.member, "112233");
}

// A successor is held to the content rules; what was kept gets no new warnings.
TEST_F(CorrectTest, IsHeldToTheContentRules) {
  const CertificateCode former = LifeTest::Issue(Class(1))[0];
  const auto plan = Correct(former, {{Field::kLicence, ""}});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().message,
            "licence: California RN needs the licence number, and there is none");
  const auto named = Correct(former, {{Field::kLocation, "Board-certified hall"}});
  ASSERT_FALSE(named);
  EXPECT_THAT(named.error().message, ::testing::HasSubstr("says \"board certified\""));
}

TEST_F(CorrectTest, FollowsOnARevokedOneButNotOnAReplacedOne) {
  const auto codes = LifeTest::Issue(Class(2));
  Change(StatusOrder::kRevoke, codes[0]);
  const CertificateCode successor = Corrected(codes[0], {}, true);
  EXPECT_EQ(State(codes[0]), CertificateState::kReplaced);
  EXPECT_EQ(State(successor), CertificateState::kActive);
  const auto twice = Correct(codes[0], {}, true);
  ASSERT_FALSE(twice);
  EXPECT_THAT(twice.error().message, HasSubstr("by " + successor.Printed()));
  EXPECT_EQ(twice.error().hints.at(0), "certseal correct " + successor.Printed());
  Transaction transaction = *register_->Begin();
  ASSERT_TRUE(transaction.Erase(codes[1], now_));
  ASSERT_TRUE(transaction.Commit());
  EXPECT_THAT(Correct(codes[1], {}, true).error().message, HasSubstr("was erased"));
}

TEST_F(CorrectTest, KeepsAHold) {
  const CertificateCode former = LifeTest::Issue(Class(1))[0];
  Change(StatusOrder::kHold, former);
  const Hold hold = *History(former).hold;
  const CertificateCode code = Corrected(former, {{Field::kFullName, "Ann Z"}});
  EXPECT_EQ(State(code), CertificateState::kSuspended);
  EXPECT_EQ(History(code).hold->note, "note");
  EXPECT_EQ(History(code).hold->since, hold.since);
  EXPECT_FALSE(History(former).hold);
}

// She was on two rosters, with two dates: corrected, they would say the same twice.
TEST_F(CorrectTest, MakesNoSecondCertificateOfOneCourse) {
  const CertificateCode wrong = LifeTest::Issue(Class(1, "2026-03-13"))[0];
  const CertificateCode right = LifeTest::Issue(Class(1, "2026-03-14"))[0];
  const FieldValues set = {{Field::kCompleted, "2026-03-14"}};
  const auto plan = Correct(wrong, set);
  ASSERT_FALSE(plan);
  EXPECT_THAT(plan.error().message, HasSubstr("already: " + right.Printed()));
  EXPECT_THAT(plan.error().hints.at(0),
              HasSubstr("certseal revoke " + wrong.Printed()));
  Change(StatusOrder::kRevoke, right);
  EXPECT_TRUE(Correct(wrong, set)) << "that one is not good";
}

TEST_F(CorrectTest, IssuesNothingWhereTheFormerHasChangedMeanwhile) {
  const CertificateCode former = LifeTest::Issue(Class(1))[0];
  const auto plan = Correct(former, {{Field::kFullName, "Ann Z"}});
  Change(StatusOrder::kRevoke, former);
  const uint64_t before = LogSize();
  const auto issued = Issue(*plan);
  ASSERT_FALSE(issued);
  EXPECT_THAT(issued.error().message, HasSubstr("was changed just now"));
  EXPECT_EQ(LogSize(), before);
  EXPECT_TRUE(
      register_->FindSameAchievement({"Ann Z", "BDF-201", *Date::ParseIso("2026-03-14")})
          ->empty());
}

class RenewTest : public CorrectTest {
 protected:
  Result<SuccessorPlan> Renew(const CertificateCode& code, std::string completed,
                              FieldValues set = {}, bool replace = false) {
    set[Field::kCompleted] = std::move(completed);
    return PlanRenewal(code, {set, {}, now_.date()}, replace, *school_, *register_,
                       *store_);
  }
};

TEST_F(RenewTest, IssuesAnewByTheCourseOfToday) {
  const CertificateCode former = LifeTest::Issue(Class(1, "2024-03-14"))[0];
  EditCourse([](nlohmann::json& course) {
    course["version"] = "2026.2";
    course["refreshMonths"] = 12;
    course["handsOnHours"] = 4;
  });
  const auto plan = Renew(former, "2026-03-02");
  ASSERT_TRUE(plan) << plan.error().message;
  const auto code = Issue(*plan);
  ASSERT_TRUE(code) << code.error().message;
  const Credential record = RecordOf(*code);
  EXPECT_EQ(record.completed.Iso(), "2026-03-02");
  EXPECT_EQ(record.expires->Iso(), "2027-03-02");
  EXPECT_EQ(record.course.version, "2026.2");
  EXPECT_EQ(record.hands_on_hours.Text(), "4");
  EXPECT_EQ(record.holder_name, "Ann A, RN");
  EXPECT_FALSE(record.credits) << "those of the former course are not claimed again";
  EXPECT_EQ(PageFromJson(Stored(*code).row.page)->fields.at("replaces"), "");
  EXPECT_EQ(State(former), CertificateState::kActive) << "it goes on until it expires";
  EXPECT_EQ(History(former).successors.at(0).kind, SuccessionKind::kRenewal);
  EXPECT_TRUE(History(former).events.empty());
  // The roster of the refresher's class finds it.
  std::string refreshers = Class(1, "2026-03-02");
  refreshers.replace(refreshers.find("7,9,16"), 6, "7,4,11");
  EXPECT_EQ(Plan(refreshers).rows.at(0).existing, *code);
}

TEST_F(RenewTest, ReplacesWhereItIsTold) {
  const CertificateCode former = LifeTest::Issue(Class(1, "2024-03-14"))[0];
  const auto plan = Renew(former, "2026-03-02", {{Field::kHandsOn, "8"}}, true);
  ASSERT_TRUE(plan) << plan.error().message;
  const CertificateCode code = *Issue(*plan);
  EXPECT_EQ(State(former), CertificateState::kReplaced);
  EXPECT_EQ(PageFromJson(Stored(code).row.page)->fields.at("replaces"),
            former.Printed());
  EXPECT_EQ(RecordOf(code).document_class, DocumentClass::kAttendance)
      << "8 of 9 hours";
}

TEST_F(RenewTest, Refuses) {
  const auto codes = LifeTest::Issue(Class(3, "2024-03-14"));
  const auto why = [&](const CertificateCode& code, const std::string& completed) {
    const auto plan = Renew(code, completed);
    return plan ? std::string() : plan.error().message;
  };
  EXPECT_THAT(why(codes[0], "2024-03-14"), HasSubstr("is not after 2024-03-14"));
  EXPECT_THAT(why(codes[0], "2024-03-13"), HasSubstr("is not after 2024-03-14"));
  EXPECT_THAT(why(codes[0], "2199-01-01"), HasSubstr("lies in the future"));
  EXPECT_THAT(why(codes[0], "tomorrow"), HasSubstr("completed: is not a date"));
  const CertificateCode renewed = *Issue(*Renew(codes[0], "2026-03-02"));
  EXPECT_THAT(why(codes[0], "2026-03-03"),
              HasSubstr("was renewed already, as " + renewed.Printed()));
  Change(StatusOrder::kRevoke, renewed);
  EXPECT_EQ(why(codes[0], "2026-03-03"), "") << "that renewal is not good";
  Change(StatusOrder::kHold, codes[1]);
  EXPECT_THAT(why(codes[1], "2026-03-02"), HasSubstr("is on hold"));
  Change(StatusOrder::kRevoke, codes[1]);
  EXPECT_THAT(why(codes[1], "2026-03-02"), HasSubstr("was revoked"));
  EditCourse([](nlohmann::json& course) { course["code"] = "GONE-1"; });
  EXPECT_THAT(why(codes[2], "2026-03-02"),
              HasSubstr("is not in courses.json any more"));
}

TEST_F(RenewTest, NeedsSomethingThatExpires) {
  EditCourse([](nlohmann::json& course) { course.erase("refreshMonths"); });
  const CertificateCode code = LifeTest::Issue(Class(1, "2024-03-14"))[0];
  EXPECT_THAT(Renew(code, "2026-03-02").error().message,
              HasSubstr("has no expiry date"));
}

}  // namespace
}  // namespace certseal
