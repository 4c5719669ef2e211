// SPDX-License-Identifier: Apache-2.0
//
// Every rule that ships: one certificate that keeps it, one that breaks it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "unit/rules/sample.h"

namespace certseal {
namespace {

using ::testing::Contains;
using ::testing::Not;
using Spoil = std::function<void(SampleCertificate&)>;

struct RuleCase {
  const char* rule;
  const char* profession;
  const char* state;
  Spoil spoil;
};

Spoil Typed(const char* scheme, const char* statement) {
  return [=](SampleCertificate& sample) { sample.Type(scheme, statement); };
}
const Spoil kNoLicence = [](SampleCertificate& s) { s.graduate.licence.clear(); };
const Spoil kNobodySigns = [](SampleCertificate& s) { s.profile.signatories.clear(); };
const Spoil kThreeSign = [](SampleCertificate& s) {
  s.profile.signatories = {{"A", "", "x"}, {"B", "", "y"}, {"C", "", "z"}};
};
Spoil NoNumber(const char* scheme) {
  return [=](SampleCertificate& sample) { sample.Of(scheme).number.clear(); };
}

const RuleCase kCases[] = {
    {"certificate.footer", "RN", "CA",
     [](SampleCertificate& s) { s.footer = s.footer.substr(0, 69); }},
    {"certificate.words", "RN", "CA",
     [](SampleCertificate& s) { s.location = "Hall of the CERTIFIED-INJECTOR"; }},
    {"certificate.state-seal", "RN", "CA",
     [](SampleCertificate& s) { s.location = "Under the Great Seal of Nevada"; }},
    {"certificate.botox", "RN", "CA",
     [](SampleCertificate& s) { s.course.title = "Botox for Beginners"; }},
    {"certificate.hours", "RN", "CA",
     [](SampleCertificate& s) { s.graduate.hands_on = Hours("9.25"); }},
    {"certificate.claimed", "RN", "CA",
     [](SampleCertificate& s) { s.graduate.credits = Hours("16.25"); }},
    {"certificate.class", "RN", "CA",
     [](SampleCertificate& s) { s.graduate.role = "observer"; }},
    {"certificate.in-force", "RN", "CA",
     [](SampleCertificate& s) {
       s.Of("ca-rn").last_day = *Date::ParseIso("2026-03-13");
     }},

    {"certificate.profession", "Esthetician", "CA",
     [](SampleCertificate& s) { s.graduate.profession.clear(); }},
    {"certificate.licence-state", "DO", "FL",
     [](SampleCertificate& s) { s.graduate.licence_state.clear(); }},

    {"ama-pra.designation", "MD", "NY",
     Typed("ama-pra", "{provider} designates this activity for {maximum} credits.")},
    {"ama-pra.claimed", "MD", "NY",
     Typed(
         "ama-pra",
         "{provider} designates this live activity for a maximum of {maximum} *AMA PRA "
         "Category 1 Credit(s)*™. Physicians should claim only the credit commensurate "
         "with the extent of their participation in the activity.")},
    {"ama-pra.participation", "PA", "NY",
     Typed("ama-pra", "Credit claimed: {credits} *AMA PRA Category 1 Credit(s)*™.")},
    {"ama-pra.trademark", "MD", "NY",
     Typed("ama-pra", "Credit claimed: {credits} *AMA PRA Category 1 Credit(s)*.")},
    {"ama-pra.trademark", "DO", "NY",
     Typed("ama-pra", "Credit claimed: {credits} AMA PRA Category 1 Credit(s)™.")},
    {"ama-pra.credits", "MD", "NY",
     [](SampleCertificate& s) { s.graduate.credits.reset(); }},
    {"ama-pra.maximum", "MD", "NY",
     [](SampleCertificate& s) { s.ActivityOfScheme("ama-pra").maximum.reset(); }},
    {"ama-pra.location", "MD", "NY", [](SampleCertificate& s) { s.location.clear(); }},
    // A quarter is the smallest step that a number of credits can have, so that it
    // takes a coarser rule to break one.
    {"ama-pra.claimed-within-designated", "MD", "NY",
     [](SampleCertificate& s) { s.graduate.credits = Hours("14.25"); }},
    {"ama-pra.designated-within-course", "MD", "NY",
     [](SampleCertificate& s) {
       s.ActivityOfScheme("ama-pra").maximum = Hours("16.25");
     }},

    {"ca-rn.provider", "RN", "CA",
     Typed("ca-rn", "Approved for {hours} contact hours.")},
    {"ca-rn.retention", "RN", "CA",
     Typed("ca-rn", "This document must be kept for four years.")},
    {"ca-rn.licence-shown", "RN", "CA", Typed("ca-rn", "Approved.")},
    {"ca-rn.licence", "RN", "CA", kNoLicence},
    {"ca-rn.number", "RN", "CA", NoNumber("ca-rn")},
    {"ca-rn.address", "RN", "CA",
     [](SampleCertificate& s) { s.profile.address.clear(); }},
    {"ca-rn.signature", "RN", "CA", kNobodySigns},
    {"ca-rn.ninety-days", "RN", "CA",
     [](SampleCertificate& s) { s.today = *Date::ParseIso("2026-06-13"); }},

    {"fl-osteopathic.provider", "DO", "FL", Typed("fl-osteopathic", "Approved.")},
    {"fl-osteopathic.licence-shown", "DO", "FL", Typed("fl-osteopathic", "Approved.")},
    {"fl-osteopathic.licence", "DO", "FL", kNoLicence},
    {"fl-osteopathic.number", "DO", "FL", NoNumber("fl-osteopathic")},
    {"fl-osteopathic.instructor", "DO", "FL",
     [](SampleCertificate& s) { s.instructor.clear(); }},
    {"fl-osteopathic.location", "DO", "FL",
     [](SampleCertificate& s) { s.location.clear(); }},
    {"fl-osteopathic.signature", "DO", "FL", kNobodySigns},

    {"ca-dental.registration-shown", "DDS", "CA", Typed("ca-dental", "Approved.")},
    {"ca-dental.licence-shown", "DDS", "CA", Typed("ca-dental", "Approved.")},
    {"ca-dental.truthful", "DDS", "CA",
     Typed("ca-dental", "All of the information on this certificate is truthful.")},
    {"ca-dental.no-authorization", "DDS", "CA",
     Typed("ca-dental",
           "Completion of this course does not constitute authorization.")},
    {"ca-dental.licence", "DDS", "CA", kNoLicence},
    {"ca-dental.registration", "DDS", "CA",
     [](SampleCertificate& s) {
       s.ActivityOfScheme("ca-dental").registration.clear();
     }},
    {"ca-dental.signature", "DDS", "CA", kNobodySigns},
    {"ca-dental.licensee-signature", "DDS", "CA", kThreeSign},

    {"agd-pace.provider", "DMD", "NY",
     Typed("agd-pace", "Nationally Approved PACE Program Provider.")},
    {"agd-pace.details", "DMD", "NY", Typed("agd-pace", "Approved.")},
    {"agd-pace.member-shown", "DMD", "NY", Typed("agd-pace", "Approved.")},
    {"agd-pace.member", "DMD", "NY",
     [](SampleCertificate& s) { s.graduate.member.clear(); }},
    {"agd-pace.subject", "DMD", "NY",
     [](SampleCertificate& s) { s.ActivityOfScheme("agd-pace").subject.clear(); }},
    {"agd-pace.delivery", "DMD", "NY",
     [](SampleCertificate& s) { s.ActivityOfScheme("agd-pace").delivery.clear(); }},
};

// Of these no certificate that can be made is a breach: Quarters has no finer step.
const std::set<std::string> kUnbreakable = {"ama-pra.step", "fl-osteopathic.step"};

class ShippedRule : public ::testing::TestWithParam<RuleCase> {};

TEST_P(ShippedRule, IsKeptAndBroken) {
  SampleCertificate sample(GetParam().profession, GetParam().state);
  EXPECT_THAT(sample.Broken(), ::testing::IsEmpty());
  GetParam().spoil(sample);
  EXPECT_THAT(sample.Broken(), Contains(GetParam().rule));
}

INSTANTIATE_TEST_SUITE_P(All, ShippedRule, ::testing::ValuesIn(kCases),
                         [](const auto& tested) {
                           std::string name = tested.param.rule;
                           for (char& c : name) {
                             if (c == '.' || c == '-') c = '_';
                           }
                           return name + "_" + tested.param.profession;
                         });

TEST(ShippedRules, AreAllTried) {
  std::set<std::string> tried = kUnbreakable;
  for (const RuleCase& each : kCases) tried.insert(each.rule);
  for (const ContentRule& rule : RuleBook::Shipped().rules()) {
    EXPECT_TRUE(tried.contains(rule.id)) << rule.id;
  }
}

TEST(ShippedRules, AreForTheirProfessionsAndStatesAlone) {
  EXPECT_THAT(SampleCertificate("DO", "NY").Lines(),
              Not(Contains(::testing::HasSubstr("Florida"))));
  EXPECT_THAT(SampleCertificate("DDS", "NV").Lines(),
              Not(Contains(::testing::HasSubstr("Dental Board of California"))));
  SampleCertificate esthetician("Esthetician", "CA");
  esthetician.graduate.licence.clear();
  EXPECT_THAT(esthetician.Broken(), ::testing::IsEmpty());
  EXPECT_EQ(esthetician.Lines(),
            std::vector<std::string>{"Participated in a live activity that Example CME "
                                     "Institute designated for a maximum of 14 AMA PRA "
                                     "Category 1 Credit(s)™."});
}

TEST(ShippedRules, NinetyDaysAreNotTooLate) {
  SampleCertificate sample("RN", "CA");
  sample.today = *Date::ParseIso("2026-06-12");
  EXPECT_THAT(sample.Broken(), ::testing::IsEmpty());
}

TEST(ShippedRules, NameTheirSourceAndTheRow) {
  SampleCertificate sample("RN", "CA");
  sample.graduate.licence.clear();
  const Findings findings = sample.Check();
  ASSERT_EQ(findings.size(), 1u);
  const Finding& finding = findings.front();
  EXPECT_EQ(finding.severity, Severity::kError);
  EXPECT_EQ(finding.line, 4);
  EXPECT_EQ(finding.person, "Zoë Ångström");
  EXPECT_EQ(finding.column, "licence");
  EXPECT_EQ(finding.message,
            "California RN needs the licence number, and there is none");
  EXPECT_EQ(finding.remedy, "add it in a column \"License #\"");
  EXPECT_EQ(finding.rule->id, "ca-rn.licence");
  EXPECT_EQ(finding.rule->source,
            "California Board of Registered Nursing, 16 CCR § 1458(b)(1)");
  EXPECT_EQ(finding.rule->checked, "2026-11-26");
}

TEST(ShippedRules, FindEverythingAtOnce) {
  SampleCertificate sample("RN", "CA");
  sample.graduate.licence.clear();
  sample.graduate.credits = Hours("17");
  sample.location = "Board-certified hall";
  EXPECT_THAT(sample.Broken(),
              ::testing::UnorderedElementsAre("certificate.words",
                                              "certificate.claimed", "ca-rn.licence"));
}

TEST(ShippedRules, TakeTheBrandWithItsSignAndItsOwner) {
  SampleCertificate sample("RN", "CA");
  sample.course.title = "BOTOX® and Fillers";
  EXPECT_THAT(sample.Broken(), Contains("certificate.botox")) << "nobody owns it";
  sample.footer += " BOTOX® is a registered trademark of Allergan, Inc.";
  EXPECT_THAT(sample.Broken(), ::testing::IsEmpty()) << "and the footer may be longer";
  sample.course.title = "BOTOX and Fillers, BOTOX®";
  EXPECT_THAT(sample.Broken(), Contains("certificate.botox")) << "each time";
}

TEST(ShippedRules, LeaveATranslatedFooterAlone) {
  SampleCertificate sample("RN", "CA");
  sample.footer = "Dieses Zertifikat bescheinigt die oben beschriebene Ausbildung.";
  sample.in_english = false;
  EXPECT_THAT(sample.Broken(), ::testing::IsEmpty());
}

TEST(ShippedRules, KnowForbiddenWordsHoweverTheyAreWritten) {
  for (const char* words :
       {"Board Certified", "board-certified", "BOARD  certified", "Bóard certifiéd",
        "ｂｏａｒｄ certified", "board‑certified"}) {
    SampleCertificate sample("RN", "CA");
    sample.location = words;
    EXPECT_THAT(sample.Broken(), Contains("certificate.words")) << words;
  }
  SampleCertificate sample("RN", "CA");
  sample.location = "Keyboard Certification Hall";
  EXPECT_THAT(sample.Broken(), ::testing::IsEmpty());
}

// An earlier and a later approval of one scheme follow each other without a word.
TEST(ShippedRules, TakeALaterApprovalForAnEarlierOne) {
  SampleCertificate sample("RN", "CA");
  Accreditation earlier = sample.Of("ca-rn");
  earlier.first_day = *Date::ParseIso("2024-01-01");
  earlier.last_day = *Date::ParseIso("2025-12-31");
  sample.profile.accreditations.push_back(earlier);
  EXPECT_THAT(sample.Broken(), ::testing::IsEmpty());
}

// A statement as schools type it today is good where it says what the scheme demands.
TEST(ShippedRules, TakeATypedStatementThatSaysIt) {
  SampleCertificate sample("RN", "CA");
  sample.Type(
      "ca-rn",
      "Provider approved by the California Board of Registered Nursing, Provider "
      "Number CEP 00000, for {hours} contact hours. This document must be "
      "retained by the licensee for a period of four years after the course "
      "concludes. Licence number {licence}.");
  EXPECT_THAT(sample.Broken(), ::testing::IsEmpty());
  sample.Of("ca-rn").number.clear();
  EXPECT_THAT(sample.Broken(), ::testing::IsEmpty()) << "the number is typed";
}

}  // namespace
}  // namespace certseal
