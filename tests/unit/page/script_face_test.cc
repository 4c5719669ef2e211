// SPDX-License-Identifier: Apache-2.0
//
// Names in a script face, where the page asks for it and the face has all of the name.
#include "page/script_face.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "layouter.h"

namespace certseal {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Ne;
using testing::Layouter;

constexpr char kChancery[] = "EBGaramond12-Italic.ttf";

PageContent Named(const std::string& name, bool script = true) {
  PageContent content = testing::SampleContent();
  content.fields["name"] = name;
  if (script) content.fields["names.script"] = "script";
  return content;
}

class ScriptNames : public ::testing::TestWithParam<const char*> {
 protected:
  std::vector<std::string> FilesOf(const PageContent& content) const {
    const PageLayout layout = layouter_.LayOut(content);
    std::vector<std::string> files;
    const auto& text = Layouter::TextOf(layout, content.fields.at("name"));
    for (const auto& run : text.text.paragraph->runs) {
      files.push_back(run.face->spec().file);
    }
    return files;
  }
  std::vector<FitProblem> NotesOf(const PageContent& content) const {
    const PageLayout layout = layouter_.LayOut(content);
    for (const FitProblem& problem : layout.problems) ADD_FAILURE() << problem.message;
    return layout.notes;
  }
  const Layouter layouter_ = Layouter::OfShipped(GetParam());
};

TEST_P(ScriptNames, AreSetWhereThePageAsksForThem) {
  for (const char* name : {"Zoë Ångström", "Łukasz Żółkiewski", "Đặng Thị Ngọc Ẩn",
                           "Quincy Thompson III", "Їжак Ґанна", "Ὀδυσσεύς"}) {
    EXPECT_THAT(FilesOf(Named(name)), Each(std::string(kChancery))) << name;
    EXPECT_TRUE(NotesOf(Named(name)).empty()) << name;
    EXPECT_THAT(FilesOf(Named(name, false)), Each(Ne(std::string(kChancery)))) << name;
  }
}

TEST_P(ScriptNames, GiveWayAsAWholeToTheNamesOwnFace) {
  for (const char* name :
       {"محمد عبد الله", "Anna Ꜳbel Öz", "ZOË ÅNGSTRÖM", "Ali علي", "山田 太郎"}) {
    const PageContent content = Named(name);
    EXPECT_THAT(FilesOf(content), Each(Ne(std::string(kChancery)))) << name;
    const auto notes = NotesOf(content);
    ASSERT_EQ(notes.size(), 1u) << name;
    EXPECT_EQ(notes[0].field, "name");
    EXPECT_THAT(notes[0].message, HasSubstr(name));
    // As large as if nobody had asked for script.
    const PageLayout asked = layouter_.LayOut(content);
    const PageLayout plain = layouter_.LayOut(Named(name, false));
    EXPECT_EQ(Layouter::TextOf(asked, name).text.scale,
              Layouter::TextOf(plain, name).text.scale);
  }
}

// Swashes lie within what the layout keeps free for the line, and within the sheet.
TEST_P(ScriptNames, StayOnThePageHoweverLong) {
  PageContent content = testing::LongContent();
  content.fields["names.script"] = "script";
  EXPECT_TRUE(NotesOf(content).empty());
  content.fields["name"] = "Quentin Qvist-Jørgensen Åbenrå";
  EXPECT_TRUE(NotesOf(content).empty());
}

INSTANTIATE_TEST_SUITE_P(All, ScriptNames,
                         ::testing::Values("classic", "academic", "transcript"));

TEST(WhyNotInScript, NamesTheLetterThatIsMissing) {
  const auto face = *Face::Find({"EB Garamond", kChancery, "fonts-ebgaramond-extra"});
  EXPECT_EQ(WhyNotInScript("Zoe\u0308 McDonald JR", *face), "");
  EXPECT_EQ(WhyNotInScript("Anna Ꜳbel", *face),
            "\"Anna Ꜳbel\" is not set in script: EB Garamond has no \"Ꜳ\"");
  EXPECT_EQ(WhyNotInScript("ANNA ABEL", *face),
            "\"ANNA ABEL\" is not set in script, whose capitals do not make up whole "
            "words");
}

TEST(OtherStyle, MustBeThereAlready) {
  const auto page = ReadTemplate("a.template", R"(template "a"
page 100 100
color ink #000000
font f { face "F" file "f.ttf" package "p" }
style script { font f; size 9; color ink; otherwise name }
)");
  ASSERT_FALSE(page);
  EXPECT_THAT(page.error().message, HasSubstr("a.template:5:53: unknown style \"name\""));
}

}  // namespace
}  // namespace certseal
