// SPDX-License-Identifier: Apache-2.0
#include "language/language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "json/parse.h"
#include "language/texts.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> Tags() {
  std::vector<std::string> tags;
  for (const Language& language : Language::All()) tags.push_back(language.tag());
  return tags;
}

std::string TagOf(std::string_view tag) {
  const Language* language = Language::Find(tag);
  return language ? language->tag() : "none";
}

std::string NameOf(std::string_view text) {
  const Language* language = Language::FindByName(text);
  return language ? language->tag() : "none";
}

// The reader demands every word with its placeholder: so all of them are whole.
TEST(Languages, AreAllWhole) {
  for (const LanguageText& text : LanguageTexts()) {
    const Result<Language> language = Language::Parse(text.tag, text.json);
    EXPECT_TRUE(language) << text.tag << ": " << language.error().message;
    EXPECT_EQ(Nfc(text.json), text.json) << text.tag;
  }
  EXPECT_THAT(Tags(), ::testing::ElementsAre("ar", "de", "en-GB", "en-US", "es", "fr",
                                             "ja", "ko", "pt", "ru", "vi", "zh-Hans"));
}

TEST(Languages, AreRefusedWhereAWordOrAPlaceholderIsMissing) {
  const std::string german(LanguageTexts()[1].json);
  const auto complaint = [&](const std::string& from, const std::string& to) {
    std::string text = german;
    const size_t at = text.find(from);
    if (at == std::string::npos) return "no " + from;
    text.replace(at, from.size(), to);
    const auto language = Language::Parse("de", text);
    return language ? std::string("none") : language.error().message;
  };
  EXPECT_EQ(complaint("\"number\"", "\"nummer\""), "words has no \"number\"");
  EXPECT_EQ(complaint("{date}", ""), "issued: must have {date} once");
  EXPECT_EQ(complaint("am {date}", "{date} {date}"), "issued: must have {date} once");
  EXPECT_EQ(complaint("am {date}", "{date} {day}"),
            "issued: has a placeholder that nothing stands for");
  EXPECT_EQ(complaint("{month} ", ""), "date: must have {month} once");
  EXPECT_EQ(complaint("\"Januar\", ", ""), "months: are not twelve");
  EXPECT_EQ(complaint("Zertifikatsnummer", ""), "number: is empty");
  EXPECT_EQ(complaint("Hiermit wird bescheinigt, dass", ""), "none");
  EXPECT_EQ(complaint("\"number\"", "\"color\": \"rot\", \"number\""),
            "words has \"color\", which no certificate says");
}

TEST(Languages, AreFoundByTag) {
  EXPECT_EQ(TagOf("en"), "en-US");
  EXPECT_EQ(TagOf("EN-gb"), "en-GB");
  EXPECT_EQ(TagOf("en_AU"), "en-GB") << "the day comes before the month there";
  EXPECT_EQ(TagOf("en-CA"), "en-US");
  EXPECT_EQ(TagOf("pt-BR"), "pt");
  EXPECT_EQ(TagOf("es-419"), "es");
  EXPECT_EQ(TagOf("zh"), "zh-Hans");
  EXPECT_EQ(TagOf("zh-Hans-SG"), "zh-Hans");
  for (const char* none : {"zh-TW", "zh-Hant", "it", "", "-", "english", "e", "en-"}) {
    EXPECT_EQ(TagOf(none), std::string_view(none) == "en-" ? "en-US" : "none") << none;
  }
}

TEST(Languages, AreFoundByName) {
  EXPECT_EQ(NameOf("Spanish"), "es");
  EXPECT_EQ(NameOf("espanol"), "es");
  EXPECT_EQ(NameOf("DEUTSCH"), "de");
  EXPECT_EQ(NameOf("English (UK)"), "en-GB");
  EXPECT_EQ(NameOf("中文"), "zh-Hans");
  EXPECT_EQ(NameOf("العربية"), "ar");
  EXPECT_EQ(NameOf("Klingon"), "none");
}

// Judged by ICU: tests/vectors/languages/make.mjs.
TEST(Languages, WriteDatesAndDecimalsAsCldrDoes) {
  const auto text =
      ReadFile(CERTSEAL_SOURCE_DIR "/tests/vectors/languages/cldr.json", 1 << 20);
  const nlohmann::json cldr = nlohmann::json::parse(*text);
  for (const Language& language : Language::All()) {
    const nlohmann::json& expected = cldr.at("languages").at(language.tag());
    EXPECT_EQ(expected.at("dates").size(), 12u);
    for (const auto& [iso, spelled] : expected.at("dates").items()) {
      EXPECT_EQ(language.LongDate(*Date::ParseIso(iso)), spelled.get<std::string>())
          << language.tag();
    }
    for (const auto& [plain, written] : expected.at("decimals").items()) {
      EXPECT_EQ(language.Decimal(*Quarters::Parse(plain)), written.get<std::string>())
          << language.tag();
    }
  }
}

TEST(Languages, SayEnglishAsEverBefore) {
  const Language& english = Language::English();
  const Date day = *Date::ParseIso("2026-03-04");
  EXPECT_EQ(english.LongDate(day), day.EnglishLong());
  EXPECT_EQ(english.Word("issued", "today"), "Issued today");
  EXPECT_EQ(english.Assessment("written"), "written");
}

// A training record certifies no person: no form of these words of a person.
TEST(Languages, ClaimNoQualification) {
  for (const Language& language : Language::All()) {
    for (const WordRule& rule : WordRules()) {
      const std::string text = FoldForSearch(language.Word(rule.key));
      for (const char* word : {"certified", "zertifiziert", "qualifi", "kompeten", "competen",
                               "licensed", "approved", "aprobad", "aprovad", "garanti",
                               "certifie ", "авторизован", "квалиф", "компетент"}) {
        EXPECT_THAT(text, Not(HasSubstr(word))) << language.tag() << ' ' << rule.key;
      }
    }
  }
}

TEST(Languages, TranslateEveryAssessmentOfTheStarterCatalogue) {
  const auto text = ReadFile(CERTSEAL_SOURCE_DIR "/src/school/courses.json", 1 << 20);
  const nlohmann::json starter = nlohmann::json::parse(*text);
  for (const nlohmann::json& course : starter.at("courses")) {
    const std::string english = course.at("assessment");
    for (const Language& language : Language::All()) {
      if (language.tag().starts_with("en") || english.empty()) continue;
      EXPECT_NE(language.Assessment(english), english) << language.tag();
    }
  }
  EXPECT_EQ(Language::Find("de")->Assessment("viva voce"), "viva voce");
}

TEST(Capitals, AreThoseOfTheScript) {
  EXPECT_EQ(Capitalised("écrit"), "Écrit");
  EXPECT_EQ(Capitalised("письменно"), "Письменно");
  EXPECT_EQ(Capitalised("笔试"), "笔试");
  EXPECT_EQ(Capitalised(""), "");
}

}  // namespace
}  // namespace certseal
