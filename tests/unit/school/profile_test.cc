// SPDX-License-Identifier: Apache-2.0
#include "school/profile.h"

#include <gtest/gtest.h>

namespace certseal {
namespace {

SiteAddress Site() { return *SiteAddress::Parse("https://verify.school.example/"); }

std::string Why(std::string_view text) {
  const auto profile = SchoolProfile::Parse(text, "school.json");
  return profile ? "accepted" : profile.error().message;
}

constexpr const char* kFull = R"({
  "name": "Example School of Aesthetics",
  "legalName": "Example Aesthetics LLC",
  "url": "https://verify.school.example",
  "address": ["1 Main Street", "Reno, NV"],
  "providerNumbers": [{"scheme": "California BRN", "number": "CEP 00000"}],
  "signatories": [
    {"name": "Zoe\u0308 Example", "credentials": "MD", "title": "Medical Director"},
    {"name": "", "credentials": "", "title": ""}
  ],
  "accreditations": [
    {"scheme": "California BRN",
     "statement": "Provider approved, for {hours} contact hours.",
     "firstDay": "2026-01-01", "lastDay": "2027-12-31",
     "professions": ["RN"], "courses": ["BDF-201"]}
  ],
  "defaults": {"location": "Reno", "dateOrder": "mdy", "names": "script"},
  "tsa": "https://timestamp.example/tsa"
})";

TEST(SchoolProfile, ReadsEveryField) {
  const auto profile = SchoolProfile::Parse(kFull, "school.json");
  ASSERT_TRUE(profile) << profile.error().message;
  EXPECT_EQ(profile->name, "Example School of Aesthetics");
  EXPECT_EQ(profile->legal_name, "Example Aesthetics LLC");
  EXPECT_EQ(profile->site.url(), "https://verify.school.example/");
  EXPECT_EQ(profile->address, (std::vector<std::string>{"1 Main Street", "Reno, NV"}));
  ASSERT_EQ(profile->provider_numbers.size(), 1u);
  EXPECT_EQ(profile->provider_numbers[0].number, "CEP 00000");
  ASSERT_EQ(profile->signatories.size(), 1u) << "the empty form counts as absent";
  EXPECT_EQ(profile->signatories[0].name, "Zo\u00eb Example") << "composed to NFC";
  ASSERT_EQ(profile->accreditations.size(), 1u);
  EXPECT_EQ(profile->accreditations[0].last_day.Iso(), "2027-12-31");
  EXPECT_EQ(profile->accreditations[0].professions, std::vector<std::string>{"RN"});
  EXPECT_EQ(profile->default_location, "Reno");
  EXPECT_EQ(profile->default_template, "classic");
  EXPECT_EQ(profile->default_language, "en");
  EXPECT_EQ(profile->date_order, "mdy");
  EXPECT_EQ(profile->default_names, "script");
  EXPECT_EQ(profile->tsa, "https://timestamp.example/tsa");
}

TEST(SchoolProfile, TakesSignaturesFromItsOwnDirectoryAlone) {
  const auto with = [](const std::string& file) {
    return R"({"name": "A", "url": "https://a.example/",
  "signatories": [{"name": "B", "title": "C", "signature": ")" + file + R"("}]})";
  };
  const auto profile = SchoolProfile::Parse(with("signatures/okafor.png"), "school.json");
  ASSERT_TRUE(profile) << profile.error().message;
  EXPECT_EQ(profile->signatories[0].signature, "signatures/okafor.png");
  EXPECT_EQ(profile->signatories[0].where, "school.json:2: signatories[0].signature");
  for (const char* file : {"/etc/passwd", "../a.png", "a/../b.png", "a//b.png", ".a.png",
                           "a/", "a b.png", "C:a.png"}) {
    EXPECT_EQ(Why(with(file)),
              "school.json:2: signatories[0].signature: must be a file in the school's "
              "directory, as \"signatures/okafor.png\"")
        << file;
  }
}

TEST(SchoolProfile, ReadsWhatIsApprovedOfACourse) {
  const std::string begin =
      R"({"name": "A", "url": "https://a.example/", "footerNote": "And more.",
          "accreditations": [{"scheme": "AGD PACE", "number": "214", "provider": "B",
                              "states": ["NV"],
                              "firstDay": "2026-01-01", "lastDay": "2026-12-31",)";
  const auto profile = SchoolProfile::Parse(
      begin + R"("activities": [{"course": "BDF-201", "maximumCredits": 13.75,
        "registration": "R", "subject": "780", "delivery": "lecture"}]}]})",
      "school.json");
  ASSERT_TRUE(profile) << profile.error().message;
  EXPECT_EQ(profile->footer_note, "And more.");
  const Accreditation& read = profile->accreditations.at(0);
  EXPECT_EQ(read.statement, "") << "the scheme's own";
  EXPECT_EQ(read.number + read.provider, "214B");
  EXPECT_EQ(read.states, std::vector<std::string>{"NV"});
  EXPECT_EQ(read.courses, std::vector<std::string>{"BDF-201"}) << "no others";
  const Activity& activity = read.activities.at(0);
  EXPECT_EQ(activity.maximum->Text(), "13.75");
  EXPECT_EQ(activity.registration + activity.subject + activity.delivery, "R780lecture");
  EXPECT_EQ(Why(begin + R"("courses": ["EMG-010"],
    "activities": [{"course": "BDF-201"}, {"course": "B D", "maximumCredits": 0.1}]}]})"),
            "school.json:5: accreditations[0].activities[0].course: is not among the "
            "accreditation's courses\n"
            "school.json:5: accreditations[0].activities[1].maximumCredits: must be a number "
            "from 0 to 10000 in steps of 0.25, without quotes\n"
            "school.json:5: accreditations[0].activities[1].course: \"B D\" is no course "
            "code\n"
            "school.json:5: accreditations[0].activities[1].course: is not among the "
            "accreditation's courses");
  EXPECT_EQ(Why(begin + R"(
    "activities": [{"course": "BDF-201"}, {"course": "BDF-201"}]}]})"),
            "school.json:5: accreditations[0].activities[1].course: \"BDF-201\" stands "
            "twice");
}

TEST(SchoolProfile, TakesAWebAddressForTimestamps) {
  const std::string begin = R"({"name": "A", "url": "https://a.example/", "tsa": )";
  EXPECT_EQ(Why(begin + R"(""})"), "accepted");
  EXPECT_EQ(Why(begin + R"("http://127.0.0.1:8080/"})"), "accepted");
  EXPECT_EQ(Why(begin + R"("timestamp.example"})"),
            "school.json:1: tsa: must be a web address, as "
            "\"https://timestamp.example/tsa\"");
  EXPECT_NE(Why(begin + "7}"), "accepted");
}

TEST(SchoolProfile, ReportsAllProblemsWithLineAndField) {
  EXPECT_EQ(
      Why(R"({
  "name": "",
  "url": "http://school.example/",
  "signatories": [
    {"name": "A", "title": "T"},
    {"name": "B", "tittle": "x"}
  ],
  "accreditations": [
    {"scheme": "S", "statement": "{hour}", "firstDay": "2026-02-30", "lastDay": 7}
  ],
  "defaults": {"dateOrder": "us", "template": "../x", "language": "english"},
  "logo": "x"
})"),
      "school.json:2: name: is empty\n"
      "school.json:3: url: the web address \"http://school.example/\" does not begin "
      "with https://\n"
      "school.json:6: signatories[1].tittle: no such field; did you mean \"title\"?\n"
      "school.json:6: signatories[1].title: is missing\n"
      "school.json:9: accreditations[0].firstDay: must be a date as \"2026-03-14\"\n"
      "school.json:9: accreditations[0].lastDay: must be a date as \"2026-03-14\"\n"
      "school.json:11: defaults.dateOrder: must be one of \"\", \"mdy\", \"dmy\", "
      "\"ymd\"\n"
      "school.json:11: defaults.template: must be lower-case letters, digits and "
      "hyphens\n"
      "school.json:11: defaults.language: must be a language tag as \"en\"\n"
      "school.json:12: logo: no such field");
}

TEST(SchoolProfile, RefusesTextsThatCannotBePrinted) {
  const auto named = [](std::string_view name) {
    return Why("{\"name\":\"" + std::string(name) +
               "\",\"url\":\"https://a.example/\"}");
  };
  EXPECT_EQ(named("Schule für Ästhetik"), "accepted");
  const std::string hidden =
      "school.json:1: name: holds a line break, a control or an invisible character";
  EXPECT_EQ(named("A\\nB"), hidden);
  EXPECT_EQ(named("A\\u202eB"), hidden);
  EXPECT_EQ(named("A\\u200bB"), hidden);
  EXPECT_EQ(named("A\\ufffeB"), hidden);
  EXPECT_EQ(named("A "), "school.json:1: name: has a space at its beginning or end");
  EXPECT_EQ(named(std::string(121, 'a')),
            "school.json:1: name: is longer than 120 characters");
  EXPECT_EQ(named(std::string(120, 'a')), "accepted");
}

TEST(SchoolProfile, RefusesTheWordsACertificateMustNotSay) {
  EXPECT_EQ(Why(R"({"name":"A","url":"https://a.example/","signatories":[
    {"name":"B","title":"Board-Certified  Trainer"}]})"),
            "school.json:2: signatories[0].title: must not say \"board certified\": a "
            "certificate of training certifies no such thing");
}

TEST(SchoolProfile, RefusesWrongShapes) {
  EXPECT_EQ(Why("[]"), "school.json:1: must be an object: { ... }");
  EXPECT_EQ(Why(R"({"name":1,"url":"https://a.example/","address":"x","defaults":[]})"),
            "school.json:1: name: must be a text in double quotes\n"
            "school.json:1: address: must be a list: [ ... ]\n"
            "school.json:1: defaults: must be an object: { ... }");
  EXPECT_EQ(Why("{\n\"name\": \"A\",\n}"),
            "school.json:3:1: syntax error while parsing object key - unexpected '}'; "
            "expected string literal");
  EXPECT_EQ(Why(std::string(2'000'000, ' ')), "school.json: larger than 1048576 bytes");
  EXPECT_EQ(
      Why(R"({"name":"A","url":"https://a.example/","accreditations":[{"scheme":"S",
    "statement":"x","firstDay":"2026-02-01","lastDay":"2026-01-31"}]})"),
      "school.json:2: accreditations[0].lastDay: is before firstDay");
}

TEST(SchoolProfile, StopsListingAfterFiftyProblems) {
  std::string text = "{\"name\":\"A\",\"url\":\"https://a.example/\"";
  for (int i = 0; i < 80; ++i) text += ",\n\"unknown" + std::to_string(i) + "\":1";
  const std::string why = Why(text + "}");
  EXPECT_EQ(std::count(why.begin(), why.end(), '\n'), 50);
  EXPECT_TRUE(why.ends_with("\nschool.json: and 30 more problems")) << why;
}

TEST(NewSchoolJson, IsCompleteAndReadsBack) {
  const std::string text = NewSchoolJson("École \"Zoë\" \\ 1", Site());
  const auto profile = SchoolProfile::Parse(text, "school.json");
  ASSERT_TRUE(profile) << profile.error().message;
  EXPECT_EQ(profile->name, "École \"Zoë\" \\ 1");
  EXPECT_EQ(profile->legal_name, profile->name);
  EXPECT_EQ(profile->site, Site());
  EXPECT_TRUE(profile->signatories.empty());
  EXPECT_TRUE(profile->accreditations.empty());
  EXPECT_TRUE(profile->date_order.empty());
  for (const char* field :
       {"address", "providerNumbers", "signatories", "accreditations", "statement",
        "firstDay", "location", "dateOrder", "tsa"}) {
    EXPECT_NE(text.find('"' + std::string(field) + '"'), std::string::npos) << field;
  }
}

}  // namespace
}  // namespace certseal
