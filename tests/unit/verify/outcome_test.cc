// SPDX-License-Identifier: Apache-2.0
#include "verify/outcome.h"

#include <gtest/gtest.h>

#include "verify/claims.h"
#include "verify/report.h"

namespace certseal {
namespace {

const CertificateCode kCode = *CertificateCode::Parse("7K3M-9QXT-2A8R-W5DH-N4V2");
const Date kDay = *Date::ParseIso("2026-11-20");
const Timestamp kNow = *Timestamp::ParseRfc3339("2026-11-25T22:46:00Z");

TEST(Outcome, SpeaksTheExactLines) {
  EXPECT_EQ(Authentic("S").line,
            "AUTHENTIC - issued by S; its status was not checked (offline).");
  EXPECT_EQ(Valid("S", kNow).line,
            "VALID - issued by S; not revoked or replaced as of 2026-11-25 22:46 UTC.");
  EXPECT_EQ(Replaced(kNow, kCode).line,
            "REPLACED on 2026-11-25 - ask the holder for certificate "
            "7K3M-9QXT-2A8R-W5DH-N4V2.");
  EXPECT_EQ(Replaced(kNow, std::nullopt).line,
            "REPLACED on 2026-11-25 - ask the holder for certificate (number not stated).");
  EXPECT_EQ(Revoked(kNow, StatusReason::kDocumentMisused).line,
            "REVOKED on 2026-11-25 - do not rely on this certificate. Reason: "
            "document-misused.");
  EXPECT_EQ(Revoked(std::nullopt, std::nullopt).line,
            "REVOKED on a date not stated - do not rely on this certificate. Reason: not "
            "stated.");
  EXPECT_EQ(Suspended(kNow, "S").line,
            "SUSPENDED since 2026-11-25 - the school is reviewing it. Contact S.");
  EXPECT_EQ(Suspended(std::nullopt, "S").line,
            "SUSPENDED since a date not stated - the school is reviewing it. Contact S.");
  EXPECT_EQ(NotFoundIn({"S", "T"}, kNow).line,
            "NOT FOUND - none of S, T has a certificate with this number in its register "
            "of 2026-11-25 22:46 UTC. This is not proof of fraud: check the number.");
  EXPECT_EQ(Expired(kDay, kDay).line,
            "EXPIRED 2026-11-20 - training was completed 2026-11-20; the certificate is no "
            "longer current.");
  EXPECT_EQ(Altered("S", "x").line, "ALTERED - this file is not what S issued: x.");
  EXPECT_EQ(DoesNotMatch(kCode, "name").line,
            "DOES NOT MATCH - certificate 7K3M-9QXT-2A8R-W5DH-N4V2 exists, but not for the "
            "name you gave.");
  EXPECT_EQ(NotFound("S", kNow).line,
            "NOT FOUND - S has no certificate with this number in the register of "
            "2026-11-25 22:46 UTC. This is not proof of fraud: check the number.");
  EXPECT_EQ(NotGenuine("why").line, "NOT GENUINE - why.");
  EXPECT_EQ(NotTrusted("N", "k").line,
            "NOT TRUSTED - signed by a school you have not accepted (N, key k).");
  EXPECT_EQ(CannotCheck("why").line,
            "CANNOT CHECK - why. Nothing is known about this certificate.");
}

TEST(Outcome, ShowsNoControlCharacterOfAStranger) {
  EXPECT_EQ(NotTrusted("\x1b[2JVALID", "k").line,
            "NOT TRUSTED - signed by a school you have not accepted (\\u{1b}[2JVALID, key k).");
}

TEST(Outcome, HasExitCodesThatNeverChange) {
  EXPECT_EQ(ExitCodeOf(Verdict::kValid), 0);
  EXPECT_EQ(ExitCodeOf(Verdict::kAuthentic), 0);
  for (Verdict bad : {Verdict::kExpired, Verdict::kReplaced, Verdict::kRevoked,
                      Verdict::kSuspended, Verdict::kAltered, Verdict::kDoesNotMatch,
                      Verdict::kNotFound, Verdict::kNotGenuine}) {
    EXPECT_EQ(ExitCodeOf(bad), 1);
  }
  EXPECT_EQ(ExitCodeOf(Verdict::kNotTrusted), 2);
  EXPECT_EQ(ExitCodeOf(Verdict::kCannotCheck), 2);
  EXPECT_EQ(Worse(kExitBad, kExitUndecided), kExitBad);
  EXPECT_EQ(Worse(kExitGood, kExitUndecided), kExitUndecided);
  EXPECT_EQ(Worse(kExitGood, kExitGood), kExitGood);
}

TEST(Claims, ComparePeopleAsPeopleDo) {
  const SealFacts facts{kCode, "Zoë Ångström, BSN, RN", "BDF-201",
                        "Botulinum Toxin Type A", kDay, std::nullopt};
  const auto differ = [&](Claims claims) { return FindMismatches(claims, facts); };
  EXPECT_TRUE(differ({.name = "zoe angstrom"}).empty());
  EXPECT_TRUE(differ({.name = "Zoë Ångström, BSN, RN"}).empty());
  EXPECT_TRUE(differ({.course = "bdf-201"}).empty());
  EXPECT_TRUE(differ({.course = "botulinum toxin type a", .completed = kDay}).empty());
  EXPECT_EQ(differ({.name = "Zoe"}), std::vector<std::string>{"name"});
  EXPECT_EQ(differ({.name = ""}), std::vector<std::string>{"name"});
  EXPECT_EQ(differ({.name = "x", .course = "y", .completed = Date::FromYmd(2026, 11, 21)}),
            (std::vector<std::string>{"name", "course", "completion date"}));
}

TEST(Report, ReadsAsTextAndAsJson) {
  const Report report{Authentic("S"),
                      Facts{{{"name", "Name", "Zoë"}, {"course", "Course", "T"}}},
                      {{"record", CheckResult::kPass, "signed"},
                       {"status", CheckResult::kUnknown, "not checked"}},
                      kNow};
  EXPECT_EQ(ReportText(report),
            "AUTHENTIC - issued by S; its status was not checked (offline).\n\n"
            "  Name            Zoë\n"
            "  Course          T\n\n"
            "Checked 2026-11-25 22:46 UTC\n"
            "  pass    record  signed\n"
            "  unknown status  not checked\n\n"
            "This confirms a training record. It does not confirm a licence, identity,\n"
            "competence or authority to practise. Check the licence with the state board and\n"
            "the person's photo ID against the name above.\n");
  EXPECT_EQ(ReportJson(report, "a.pdf"),
            R"({"input":"a.pdf","result":"AUTHENTIC","statement":"AUTHENTIC - issued by S; its status was not checked (offline).","certificate":{"name":"Zoë","course":"T","status":"unknown"},"checks":[{"name":"record","result":"pass","evidence":"signed"},{"name":"status","result":"unknown","evidence":"not checked"}],"registerTime":null,"asOf":"2026-11-25T22:46:00Z"})");
  Report online = report;
  online.status = "revoked";
  online.register_time = *Timestamp::ParseRfc3339("2026-11-25T20:00:00Z");
  const std::string json = ReportJson(online, "a.pdf");
  EXPECT_NE(json.find(R"("course":"T","status":"revoked")"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("registerTime":"2026-11-25T20:00:00Z")"), std::string::npos);
  EXPECT_TRUE(ReportJson(report, "a.jpg", 2).starts_with(
      R"({"input":"a.jpg","qr":2,"result":"AUTHENTIC","statement":)"));
}

}  // namespace
}  // namespace certseal
