// SPDX-License-Identifier: Apache-2.0
//
// Certificates in every language: what the page says, and that it can be drawn.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "base/strings.h"
#include "base/unicode.h"
#include "issue/page_content.h"
#include "language/language.h"
#include "rules/rule_book.h"
#include "unit/issue/language_pages.h"
#include "unit/issue/sample_award.h"
#include "unit/page/tools.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;

SchoolProfile Profile() { return SignedSchool(); }

PageContent PageOf(const Graduate& graduate, const Course& course,
                   const SchoolProfile& profile = Profile()) {
  const Award award = Award::Make(graduate, course, profile);
  PageContent page = MakePage(award, profile, kSampleCode, kSampleTime, "");
  page.fields["qr"] = profile.site.url() + "#" + std::string(300, 'W');
  return page;
}

std::string FactNamed(const PageContent& page, const std::string& label) {
  for (const auto& fact : page.lists.at("facts")) {
    if (fact.at("label") == label) return fact.at("value");
  }
  return "none";
}

TEST(PageLanguages, SayEverythingInTheirWords) {
  Graduate graduate = SampleGraduate();
  graduate.language = "de";
  const PageContent page = PageOf(graduate, SampleCourse());
  EXPECT_EQ(page.language, "de");
  EXPECT_EQ(page.fields.at("document.class"), "Abschlusszertifikat");
  EXPECT_EQ(page.fields.at("words.certifies"), "Hiermit wird bescheinigt, dass");
  EXPECT_EQ(page.fields.at("verb"), "den Kurs");
  EXPECT_EQ(page.fields.at("words.after-title"), "abgeschlossen hat");
  EXPECT_EQ(page.fields.at("words.issued"), "Ausgestellt am 20. März 2026");
  EXPECT_EQ(page.fields.at("words.verify"), "Prüfen unter verify.school.example");
  EXPECT_EQ(page.fields.at("words.replaces"), "");
  EXPECT_EQ(FactNamed(page, "Abgeschlossen am"), "14. März 2026");
  EXPECT_EQ(FactNamed(page, "Theoriestunden"), "7,5");
  EXPECT_EQ(FactNamed(page, "Teilnahme"), "Praktisch, mit Injektion");
  EXPECT_EQ(FactNamed(page, "Prüfung"), "Schriftlich und praktisch, bestanden");
  EXPECT_EQ(FactNamed(page, "Gültig bis"), "14. März 2028");
}

TEST(PageLanguages, SayWhoOnlyAttended) {
  Graduate graduate = SampleGraduate();
  graduate.language = "ja";
  graduate.role = "didactic only";
  const PageContent page = PageOf(graduate, SampleCourse());
  EXPECT_EQ(page.fields.at("document.class"), "受講証明書");
  EXPECT_EQ(page.fields.at("words.after-title"), "受講したことを証します。");
  EXPECT_EQ(FactNamed(page, "受講区分"), "講義のみ");
  EXPECT_EQ(FactNamed(page, "評価"), "受講のみ（評価なし）");
}

TEST(PageLanguages, KeepWhatTheSchoolWroteItself) {
  Graduate graduate = SampleGraduate();
  graduate.language = "fr";
  Course course = SampleCourse();
  course.assessment = "viva voce";
  const PageContent page = PageOf(graduate, course);
  EXPECT_EQ(page.fields.at("course.title"), course.title);
  EXPECT_EQ(FactNamed(page, "Contrôle des acquis"), "Viva voce, avec succès");
}

TEST(PageLanguages, NameTheLanguageOfWhatTheSchoolWrote) {
  Graduate graduate = SampleGraduate();
  SchoolProfile profile = Profile();
  profile.accreditations = {{"BRN", "Provider approved for {hours} contact hours.",
                             *Date::ParseIso("2026-01-01"),
                             *Date::ParseIso("2026-12-31"), {}, {}}};
  graduate.language = "de";
  const PageContent german = PageOf(graduate, SampleCourse(), profile);
  EXPECT_EQ(german.fields.at("course.language"), "en");
  EXPECT_EQ(german.lists.at("credits").at(0).at("language"), "en");
  graduate.language = "en-GB";
  const PageContent british = PageOf(graduate, SampleCourse(), profile);
  EXPECT_FALSE(british.fields.contains("course.language"));
  EXPECT_FALSE(british.lists.at("credits").at(0).contains("language"));
}

// A scheme's lines are in their mandated English, whatever the school writes.
TEST(PageLanguages, NameTheLanguageOfASchemesLines) {
  Graduate graduate = SampleGraduate();
  graduate.licence = "445566";
  graduate.licence_state = "CA";
  SchoolProfile profile = Profile();
  profile.default_language = "de";
  profile.accreditations = {{"California RN", "", *Date::ParseIso("2026-01-01"),
                             *Date::ParseIso("2026-12-31"), {}, {}}};
  ASSERT_TRUE(CompleteAccreditations(RuleBook::Shipped(), profile));
  const PageContent german = PageOf(graduate, SampleCourse(), profile);
  const PageRow& line = german.lists.at("credits").at(0);
  EXPECT_THAT(line.at("text"), HasSubstr("Provider approved by the California Board"));
  EXPECT_EQ(line.at("language"), "en");
  profile.accreditations[0].statement = "Anerkannt für {hours} Stunden.";
  EXPECT_FALSE(PageOf(graduate, SampleCourse(), profile).lists.at("credits").at(0).contains(
      "language"));
}

TEST(PageLanguages, AreChosenByRowThenCourseThenSchool) {
  Graduate graduate = SampleGraduate();
  Course course = SampleCourse();
  SchoolProfile profile = Profile();
  profile.default_language = "ru";
  EXPECT_EQ(PageOf(graduate, course, profile).fields.at("completed"), "14 марта 2026 г.");
  course.language = "ko";
  EXPECT_EQ(PageOf(graduate, course, profile).fields.at("completed"), "2026년 3월 14일");
  graduate.language = "pt-BR";
  const PageContent page = PageOf(graduate, course, profile);
  EXPECT_EQ(page.fields.at("completed"), "14 de março de 2026");
  EXPECT_EQ(page.language, "pt-BR");
}

TEST(PageLanguages, SayItASecondTimeWhereAskedTo) {
  Graduate graduate = SampleGraduate();
  graduate.language = "de";
  graduate.second_language = "en";
  const PageContent page = PageOf(graduate, SampleCourse());
  EXPECT_EQ(page.fields.at("second.language"), "en");
  EXPECT_EQ(page.fields.at("document.class"), "Abschlusszertifikat");
  EXPECT_EQ(page.fields.at("second.document.class"), "Certificate of Completion");
  EXPECT_EQ(page.fields.at("second.words.issued"), "Issued March 20, 2026");
  EXPECT_THAT(page.fields.at("second.footer"), HasSubstr("not a licence"));
  const PageRow& completed = page.lists.at("facts").at(0);
  EXPECT_EQ(completed.at("label"), "Abgeschlossen am");
  EXPECT_EQ(completed.at("second.label"), "Completed");
  EXPECT_EQ(completed.at("value"), "14. März 2026");
  EXPECT_EQ(completed.at("second.value"), "March 14, 2026");
  // 7,5 is read as 7.5 by everybody, and a place has one name.
  EXPECT_EQ(page.lists.at("facts").at(1).at("value"), "7,5");
  EXPECT_FALSE(page.lists.at("facts").at(1).contains("second.value"));
}

TEST(PageLanguages, SecondIsChosenByRowThenCourseThenSchool) {
  Graduate graduate = SampleGraduate();
  Course course = SampleCourse();
  SchoolProfile profile = Profile();
  const auto second = [&] { return Award::Make(graduate, course, profile).second_language; };
  EXPECT_EQ(second(), "");
  profile.default_second_language = "es";
  EXPECT_EQ(second(), "es");
  course.second_language = "fr";
  EXPECT_EQ(second(), "fr");
  graduate.second_language = "ko";
  EXPECT_EQ(second(), "ko");
  graduate.second_language = "none";
  EXPECT_EQ(second(), "");
  graduate.second_language = "en-GB";  // the page is in English
  EXPECT_EQ(second(), "");
}

TEST(PageLanguages, ShowTheTitleInThePagesOtherLanguage) {
  Graduate graduate = SampleGraduate();
  Course course = SampleCourse();
  course.titles = {{"es", "Toxina botulínica"}, {"fr", "Toxine botulique"}};
  course.modules = {{"Theory", course.didactic_hours, Quarters(), {{"es", "Teoría"}}},
                    {"Practice", Quarters(), course.hands_on_hours}};
  EXPECT_FALSE(PageOf(graduate, course).fields.contains("translated.title"));
  graduate.language = "es-MX";
  PageContent page = PageOf(graduate, course);
  EXPECT_EQ(page.fields.at("course.title"), course.title);
  EXPECT_EQ(page.fields.at("translated.title"), "Toxina botulínica");
  EXPECT_EQ(page.fields.at("translated.language"), "es-MX");
  EXPECT_EQ(page.lists.at("modules").at(0).at("translated.module"), "Teoría");
  EXPECT_FALSE(page.lists.at("modules").at(1).contains("translated.module"));
  graduate.language = "en";
  graduate.second_language = "fr";
  page = PageOf(graduate, course);
  EXPECT_EQ(page.fields.at("translated.title"), "Toxine botulique");
  graduate.second_language = "ko";
  EXPECT_FALSE(PageOf(graduate, course).fields.contains("translated.title"));
}

// The record is of the course: it stays what employers and programs read, in any language.
TEST(PageLanguages, LeaveTheRecordAlone) {
  Graduate graduate = SampleGraduate();
  graduate.language = "es";
  const Award award = Award::Make(graduate, SampleCourse(), Profile());
  const Credential record =
      MakeCredential(award, Profile(), kSampleCode, {0, 7}, kSampleTime, SystemRandom);
  EXPECT_EQ(record.course.language, "en");
  EXPECT_EQ(record.assessment, "written and practical, passed");
  EXPECT_EQ(record.role, "injector");
}

class PageInLanguage : public ::testing::TestWithParam<Writing> {};

// A page of two languages says in the second what it says in the first.
class TwoLanguages : public ::testing::TestWithParam<std::string> {};

TEST_P(TwoLanguages, IsDrawnWholeInEveryTemplate) {
  const Renderer& renderer = testing::Shipped(GetParam());
  for (const Writing& writing : Writings()) {
    const bool english = std::string_view(writing.tag).starts_with("en");
    const char* other = english ? "es" : "en-US";
    for (const auto& [first, second] :
         {std::pair(writing.tag, other), std::pair(other, writing.tag)}) {
      for (const bool longest : {false, true}) {
        const PageContent page = BilingualPage(
            first, second, longest ? Length::kLongest : Length::kOrdinary);
        const std::string what =
            StrCat(GetParam(), "-", first, "-", second, longest ? "-long" : "");
        for (const FitProblem& problem : renderer.Check(page)) {
          ADD_FAILURE() << what << ": " << problem.field << ": " << problem.message;
        }
        const char* keep = std::getenv("CERTSEAL_KEEP_PAGES");
        if (!keep || !renderer.Check(page).empty()) continue;
        std::ofstream(StrCat(keep, "/", what, ".pdf"), std::ios::binary)
            << testing::DrawOrThrow(renderer, page);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Templates, TwoLanguages,
                         ::testing::ValuesIn(testing::ShippedNames()),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::erase(name, '-');
                           return name;
                         });

// Letters without the marks and signs that readers put elsewhere in right-to-left text,
// in any order: readers turn such text round, each in its way.
std::u32string Letters(const std::string& text) {
  std::u32string out = ToUtf32(text);
  std::erase_if(out, [](char32_t c) {
    return c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x206F) || c == '\f';
  });
  return out;
}

bool HasLettersOf(const std::string& page, const std::string& text, bool in_order) {
  std::u32string copied = Letters(page), typed = Letters(text);
  if (in_order) return copied.find(typed) != std::u32string::npos;
  std::sort(copied.begin(), copied.end());
  std::sort(typed.begin(), typed.end());
  return std::includes(copied.begin(), copied.end(), typed.begin(), typed.end());
}

TEST_P(PageInLanguage, IsDrawnWholeAndCopiesWell) {
  const testing::Directory dir;
  const bool in_order = std::string_view(GetParam().tag) != "ar";
  for (const PageContent& page : {OrdinaryPage(GetParam()), LongestPage(GetParam())}) {
    for (const FitProblem& problem : testing::Classic().Check(page)) {
      ADD_FAILURE() << problem.field << ": " << problem.message;
    }
    if (HasFailure()) return;
    const std::string pdf = testing::DrawOrThrow(testing::Classic(), page);
    if (const char* keep = std::getenv("CERTSEAL_KEEP_PAGES")) {
      std::ofstream(StrCat(keep, "/", GetParam().tag, "-",
                           page.fields.at("replaces").empty() ? "ordinary" : "longest",
                           ".pdf"))
          << pdf;
    }
    const std::string file = dir.Write("page.pdf", pdf);
    EXPECT_EQ(testing::RunCommand("qpdf --check " + file).status, 0);
    const testing::Outcome drawn =
        testing::RunCommand("mutool draw -o /dev/null " + file);
    EXPECT_EQ(drawn.status, 0);
    EXPECT_THAT(drawn.output, Not(HasSubstr("error")));
    const std::string text = testing::ExtractText(pdf);
    for (const char* field : {"document.class", "words.certifies", "verb", "name",
                              "course.title", "words.after-title", "words.number",
                              "words.issued", "words.replaces", "footer"}) {
      EXPECT_TRUE(HasLettersOf(text, page.fields.at(field), in_order))
          << field << ": " << page.fields.at(field) << "\n" << text;
    }
  }
}

TEST_P(PageInLanguage, FitsEveryShippedTemplate) {
  for (const std::string& name : testing::ShippedNames()) {
    for (const PageContent& page : {OrdinaryPage(GetParam()), LongestPage(GetParam())}) {
      const std::string what =
          page.fields.at("replaces").empty() ? "ordinary" : "longest";
      const std::vector<FitProblem> problems = testing::Shipped(name).Check(page);
      for (const FitProblem& problem : problems) {
        ADD_FAILURE() << name << " " << what << ": " << problem.field << ": "
                      << problem.message;
      }
      const char* keep = std::getenv("CERTSEAL_KEEP_PAGES");
      if (keep == nullptr || !problems.empty()) continue;
      std::ofstream(StrCat(keep, "/", name, "-", GetParam().tag, "-", what, ".pdf"))
          << testing::DrawOrThrow(testing::Shipped(name), page);
    }
  }
}

TEST_P(PageInLanguage, TellsItsLanguage) {
  const testing::Directory dir;
  const std::string file =
      dir.Write("page.pdf", testing::DrawOrThrow(testing::Classic(), OrdinaryPage(GetParam())));
  EXPECT_THAT(testing::RunCommand("mutool show " + file + " trailer/Root/Lang").output,
              HasSubstr(StrCat("(", GetParam().tag, ")")));
}

INSTANTIATE_TEST_SUITE_P(All, PageInLanguage, ::testing::ValuesIn(Writings().begin(), Writings().end()),
                         [](const auto& test) {
                           std::string name = test.param.tag;
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace certseal
