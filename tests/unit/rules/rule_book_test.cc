// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/file.h"
#include "base/strings.h"
#include "unit/rules/sample.h"

namespace certseal {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string Why(std::string_view text) {
  const auto book = RuleBook::WithSchool(text, "rules.json");
  return book ? "accepted" : book.error().message;
}

// A rule of a school's own; what is in `changes` is as given there, without it as here.
std::string OneRule(std::map<std::string, std::string> changes = {}) {
  const std::map<std::string, std::string> usual = {
      {"id", R"("nevada.licence")"},
      {"title", R"("The licence number")"},
      {"source", R"({"authority": "Nevada Board", "document": "NAC 631"})"},
      {"checked", R"("2026-11-20")"},
      {"severity", R"("error")"},
      {"applies", R"({"states": ["NV"]})"},
      {"demands", R"({"field": "licence"})"}};
  changes.insert(usual.begin(), usual.end());
  std::vector<std::string> fields;
  for (const auto& [name, value] : changes) {
    if (!value.empty()) fields.push_back(StrCat('"', name, "\": ", value));
  }
  return StrCat("{\"rules\": [\n{", Join(fields, ",\n"), "}]}");
}

TEST(ShippedBook, SaysWhereEachRuleComesFrom) {
  const RuleBook& book = RuleBook::Shipped();
  EXPECT_GE(book.rules().size(), 40u);
  for (const ContentRule& rule : book.rules()) {
    EXPECT_FALSE(rule.title.empty() || rule.authority.empty() || rule.document.empty())
        << rule.id;
    EXPECT_GE(rule.checked, *Date::ParseIso("2026-11-01")) << rule.id;
  }
  EXPECT_TRUE(book.waivers().empty());
}

// What accreditors word themselves, to the character.
TEST(ShippedBook, HoldsTheMandatedWordings) {
  const std::map<std::string, std::string> wordings = {
      {"ama-pra.designation",
       "{provider} designates this live activity for a maximum of {maximum} *AMA PRA "
       "Category 1 Credit(s)*™. Physicians should claim only the credit commensurate "
       "with "
       "the extent of their participation in the activity."},
      {"ca-rn.provider",
       "Provider approved by the California Board of Registered Nursing, Provider "
       "Number "
       "{number}, for {hours} contact hours."},
      {"ca-rn.retention",
       "This document must be retained by the licensee for a period of four years "
       "after "
       "the course concludes."},
      {"agd-pace.provider",
       "Nationally Approved PACE Program Provider for FAGD/MAGD credit. Approval does "
       "not "
       "imply acceptance by any regulatory authority or AGD endorsement."},
      {"ca-dental.truthful",
       "All of the information contained on this certificate is truthful and "
       "accurate."},
      {"ca-dental.no-authorization",
       "Completion of this course does not constitute authorization for the attendee to "
       "perform any services that he or she is not legally authorized to perform based on "
       "his or her license or permit type."},
      {"certificate.footer",
       "This certificate records completion of the training described above. It is not a "
       "licence, registration or board certification and does not authorize any service "
       "the holder may not legally perform under their licence and the law of the place "
       "of practice."}};
  std::map<std::string, std::string> found;
  for (const ContentRule& rule : RuleBook::Shipped().rules()) {
    if (wordings.contains(rule.id)) found[rule.id] = rule.text;
  }
  EXPECT_EQ(found, wordings);
}

TEST(ShippedBook, IsDocumentedRuleByRule) {
  const std::string docs = *ReadFile(CERTSEAL_SOURCE_DIR "/docs/rules.md", 1 << 20);
  for (const ContentRule& rule : RuleBook::Shipped().rules()) {
    EXPECT_THAT(docs, HasSubstr(StrCat("| `", rule.id, "` |")));
  }
  for (const RuledField& field : RuledFields()) {
    EXPECT_THAT(docs, HasSubstr(StrCat("`", field.name, "`")));
  }
}

TEST(ShippedBook, KnowsASchemeByItsNames) {
  const RuleBook& book = RuleBook::Shipped();
  for (const char* name : {"ca-rn", "California RN", "california brn", "BRN"}) {
    ASSERT_NE(book.FindScheme(name), nullptr) << name;
    EXPECT_EQ(book.FindScheme(name)->id, "ca-rn");
  }
  EXPECT_EQ(book.FindScheme("Nevada"), nullptr);
}

TEST(SchoolBook, AddsRules) {
  const auto book = RuleBook::WithSchool(OneRule(), "rules.json");
  ASSERT_TRUE(book) << book.error().message;
  SampleCertificate sample("PA", "NV");
  sample.book = *book;
  EXPECT_THAT(sample.Broken(), IsEmpty());
  sample.graduate.licence.clear();
  EXPECT_THAT(sample.Broken(), Contains("nevada.licence"));
  EXPECT_EQ(sample.Check().front().message,
            "Nevada Board needs the licence number, and there is none");
  sample.graduate.licence_state = "UT";
  EXPECT_THAT(sample.Broken(), IsEmpty());
}

TEST(SchoolBook, AddsSchemesWithTheirLines) {
  const std::string rule =
      OneRule({{"id", R"("tx-rn.line")"},
               {"applies", R"({"schemes": ["tx-rn"]})"},
               {"demands", R"({"line": "Texas: {hours} hours."})"}});
  const auto book = RuleBook::WithSchool(
      R"({"schemes": [{"id": "tx-rn", "name": "Texas RN", "professions": ["RN"]}],)" +
          rule.substr(1),
      "rules.json");
  ASSERT_TRUE(book) << book.error().message;
  SampleCertificate sample("RN", "TX");
  sample.book = *book;
  sample.Of("ca-rn").scheme = "Texas RN";
  sample.Complete();
  EXPECT_EQ(sample.Lines().back(), "Texas: 13.75 hours.");
}

TEST(SchoolBook, CountsCreditsInItsOwnSteps) {
  SampleCertificate sample("RN", "CA");
  sample.book = *RuleBook::WithSchool(
      OneRule({{"applies", "{}"}, {"demands", R"({"creditStep": 0.5})"}}),
      "rules.json");
  EXPECT_THAT(sample.Broken(), Contains("nevada.licence"));
  EXPECT_EQ(sample.Check().front().message, "13.75 is not in steps of 0.5");
  sample.graduate.credits = Hours("13.5");
  EXPECT_THAT(sample.Broken(), IsEmpty());
}

TEST(SchoolBook, WaivesWithAReasonThatIsShown) {
  const auto book = RuleBook::WithSchool(
      R"({"waivers": [{"rule": "ca-rn.licence", "reason":
             "the board waived it in 2026"}]})",
      "rules.json");
  ASSERT_TRUE(book) << book.error().message;
  SampleCertificate sample("RN", "CA");
  sample.graduate.licence.clear();
  EXPECT_THAT(sample.Broken(), Contains("ca-rn.licence"));
  sample.book = *book;
  EXPECT_THAT(sample.Broken(), IsEmpty());
  const Findings notices = book->WaiverNotices();
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_EQ(notices[0].severity, Severity::kNotice);
  EXPECT_EQ(
      notices[0].message,
      "the rule ca-rn.licence is waived by the school's rules.json: the board waived "
      "it in 2026");
}

TEST(SchoolBook, CannotChangeARuleThatShips) {
  EXPECT_EQ(
      Why(OneRule({{"id", R"("ca-rn.licence")"}})),
      "rules.json:5: rules[0].id: \"ca-rn.licence\" is a rule that ships: it cannot "
      "be changed, only waived, under \"waivers\" and with a reason");
  EXPECT_EQ(Why(R"({"schemes": [{"id": "x", "name": "BRN"}]})"),
            "rules.json:1: schemes[0].id: \"BRN\" is a scheme that is there already");
  EXPECT_EQ(Why(R"({"waivers": [{"rule": "ca-rn.license", "reason": "x"},
                                {"rule": "ca-rn.number"}]})"),
            "rules.json:1: waivers[0].rule: \"ca-rn.license\" is no rule; did you mean "
            "\"ca-rn.licence\"?\n"
            "rules.json:2: waivers[1].reason: is missing");
}

TEST(SchoolBook, NamesLineAndFieldOfEveryProblem) {
  EXPECT_EQ(Why("{\n\"rules\": 7}"), "rules.json:2: rules: must be a list: [ ... ]");
  EXPECT_THAT(Why("{\n  \"rules\": [}"), ::testing::StartsWith("rules.json:2:"));
  EXPECT_EQ(Why(OneRule({{"id", R"("Nevada Licence")"},
                         {"title", ""},
                         {"source", R"({"authority": ""})"},
                         {"checked", R"("last week")"},
                         {"severity", R"("fatal")"}})),
            "rules.json:2: rules[0].title: is missing\n"
            "rules.json:3: rules[0].checked: must be a date as \"2026-03-14\"\n"
            "rules.json:5: rules[0].id: must be lower-case letters, digits, dots and "
            "hyphens\n"
            "rules.json:6: rules[0].severity: must be one of \"error\", \"warning\"\n"
            "rules.json:7: rules[0].source.authority: is empty\n"
            "rules.json:7: rules[0].source.document: is missing");
}

TEST(SchoolBook, TakesOnlyDemandsThatItKnows) {
  std::string applies = R"({"schemes": ["ca-rn"]})";
  const auto demands = [&](const std::string& value) {
    const std::string why = Why(OneRule({{"applies", applies}, {"demands", value}}));
    const std::string begin = "rules.json:4: rules[0].demands";
    return why.starts_with(begin) ? why.substr(begin.size()) : why;
  };
  EXPECT_THAT(
      demands(R"({"field": "license"})"),
      ::testing::StartsWith(".field: \"license\" is no field that a rule can ask "
                            "for; did you mean \"licence\"?; fields: licence,"));
  EXPECT_EQ(demands(R"({"line": "for {hour} hours"})"),
            ".line: \"{hour}\" is no placeholder; did you mean \"hours\"?");
  EXPECT_EQ(demands(R"({"line": "for { hours"})"), ".line: \"{}\" is no placeholder");
  EXPECT_EQ(demands(R"({"line": "*AMA"})"),
            ".line: has one * without another: italics stand between two");
  const std::string no_scheme =
      "rules.json:2: rules[0].applies: names no \"schemes\", which this demand is "
      "about";
  applies = "{}";
  EXPECT_EQ(demands(R"({"sentence": "As taught."})"), no_scheme);
  EXPECT_EQ(demands(R"({"limit": "designated-within-course"})"), no_scheme);
  applies = R"({"schemes": ["ca-rn"]})";
  EXPECT_THAT(demands(R"({"limit": "hours"})"),
              HasSubstr(".limit: must be one of \"hours-within-course\""));
  EXPECT_THAT(demands(R"({"creditStep": 0})"), HasSubstr("must be more than 0"));
  EXPECT_THAT(demands(R"({"issuedWithinDays": 0})"), HasSubstr("a whole number"));
  EXPECT_EQ(demands(R"({"inForce": false})"), ".inForce: can only be true");
  EXPECT_EQ(demands(R"({"noWords": []})"), ".noWords: lists no words");
  EXPECT_THAT(demands(R"({"marked": {"phrase": "X"}})"),
              HasSubstr(".marked.with: is missing"));
  EXPECT_THAT(demands(R"({"signature": "me"})"),
              HasSubstr("must be one of \"school\""));
  EXPECT_THAT(demands("{}"), HasSubstr(": must hold one of: creditStep, field,"));
  EXPECT_THAT(demands(R"({"field": "licence", "inForce": true})"),
              HasSubstr("must hold one of"));
  EXPECT_THAT(demands(R"({"fields": "licence"})"),
              HasSubstr("did you mean \"field\"?"));
}

TEST(SchoolBook, ChecksWhomARuleIsFor) {
  EXPECT_EQ(
      Why(OneRule({{"applies", R"({"schemes": ["ca-nurse"], "states": ["Nv"],
 "documents": ["diploma"]})"}})),
      "rules.json:2: rules[0].applies.states: \"Nv\" is not two letters, as \"CA\"\n"
      "rules.json:2: rules[0].applies.schemes: \"ca-nurse\" is no scheme's id\n"
      "rules.json:3: rules[0].applies.documents: \"diploma\" is no class of document: "
      "completion, attendance, participation");
}

SchoolProfile ProfileWith(const std::string& accreditation) {
  const auto profile = SchoolProfile::Parse(
      StrCat("{\"name\": \"A\", \"url\": \"https://a.example/\",\n\"accreditations\": "
             "[\n{",
             accreditation,
             ",\n\"firstDay\": \"2026-01-01\", \"lastDay\": \"2026-12-31\"}]}"),
      "school.json");
  return *profile;
}

TEST(Accreditations, NeedAStatementOrAKnownScheme) {
  SchoolProfile profile = ProfileWith(R"("scheme": "Californa RN")");
  const auto completed = CompleteAccreditations(RuleBook::Shipped(), profile);
  ASSERT_FALSE(completed);
  EXPECT_EQ(
      completed.error().message,
      "school.json:3: accreditations[0].statement: is missing, and \"Californa RN\" "
      "is no scheme whose wording is known; did you mean \"California RN\"?");
  EXPECT_EQ(completed.error().hints,
            std::vector<std::string>{"known schemes: AMA PRA, California RN, Florida "
                                     "osteopathic, California dental, AGD PACE"});
  profile = ProfileWith(R"("scheme": "Nevada", "statement": "For {hours} hours.")");
  EXPECT_TRUE(CompleteAccreditations(RuleBook::Shipped(), profile));
}

TEST(Accreditations, NameTheirPlaceholders) {
  SchoolProfile profile =
      ProfileWith(R"("scheme": "Nevada", "statement": "For {hour} hours.")");
  EXPECT_EQ(
      CompleteAccreditations(RuleBook::Shipped(), profile).error().message,
      "school.json:3: accreditations[0].statement: \"{hour}\" is no placeholder; did "
      "you mean \"hours\"?");
}

TEST(Accreditations, TakeProfessionsAndStatesOfTheirScheme) {
  SchoolProfile profile = ProfileWith(R"("scheme": "California dental")");
  ASSERT_TRUE(CompleteAccreditations(RuleBook::Shipped(), profile));
  EXPECT_EQ(profile.accreditations[0].professions,
            (std::vector<std::string>{"DDS", "DMD", "RDH"}));
  EXPECT_EQ(profile.accreditations[0].states, std::vector<std::string>{"CA"});
  profile = ProfileWith(R"("scheme": "California dental", "statement": "As typed.")");
  ASSERT_TRUE(CompleteAccreditations(RuleBook::Shipped(), profile));
  EXPECT_THAT(profile.accreditations[0].professions, IsEmpty())
      << "what is typed is for whom the school says";
}

}  // namespace
}  // namespace certseal
