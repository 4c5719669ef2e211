// SPDX-License-Identifier: Apache-2.0
//
// Lines that are too wide are set closer before they are made smaller.
#include "page/letter_fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "layouter.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;
using testing::Layouter;

std::string TemplateOf(const std::string& tracking) {
  return R"(template "one"
page 600 300
color ink #16263f
font serif {
  face "EB Garamond" file "EBGaramond12-Regular.ttf" package "fonts-ebgaramond-extra"
  face "Noto Naskh Arabic" file "NotoNaskhArabic-Regular.ttf" package "fonts-noto-core"
}
style head { font serif; size 20 10; color ink; tracking )" +
         tracking + R"( }
text { box 50 50 300 60; style head; say "{name}" }
)";
}

SetText Set(const Layouter& layouter, const std::string& name) {
  PageContent content;
  content.fields = {{"name", name}, {"words.number", "No."}};
  const PageLayout layout = layouter.LayOut(content);
  for (const FitProblem& p : layout.problems) throw std::runtime_error(p.message);
  return Layouter::TextOf(layout, "").text;
}

double WidthOf(const SetText& text) { return text.lines.at(0).width; }

class LetterFit : public ::testing::Test {
 protected:
  const Layouter fixed_ = Layouter::OfText(TemplateOf("0.16"));
  const Layouter loose_ = Layouter::OfText(TemplateOf("0.16 0.06"));
  const Layouter tight_ = Layouter::OfText(TemplateOf("0.06"));
};

TEST_F(LetterFit, LeavesAloneWhatFits) {
  EXPECT_EQ(WidthOf(Set(loose_, "School")), WidthOf(Set(fixed_, "School")));
}

TEST_F(LetterFit, TightensNoFurtherThanItTakes) {
  // The width at full size lies between that of the least tracking and that of the wished.
  const std::string name = "Coastal Academy of Aesthetics";
  ASSERT_LT(Set(fixed_, name).scale, 1);
  ASSERT_EQ(Set(tight_, name).scale, 1);
  const SetText set = Set(loose_, name);
  EXPECT_EQ(set.scale, 1);
  EXPECT_LE(WidthOf(set), 300);
  EXPECT_GT(WidthOf(set), 298);
  EXPECT_GT(WidthOf(set), WidthOf(Set(tight_, name)));
}

TEST_F(LetterFit, ThenMakesItSmaller) {
  const std::string name = "Coastal Academy of Aesthetic Medicine and Surgery";
  const double fixed = Set(fixed_, name).scale, loose = Set(loose_, name).scale;
  EXPECT_GT(loose, fixed * 1.08);
  EXPECT_LT(loose, 1);
  EXPECT_NEAR(loose, Set(tight_, name).scale, 0.01);
  EXPECT_LE(WidthOf(Set(loose_, name)), 300.001);
}

// What is joined by hand is never set closer.
TEST_F(LetterFit, SparesScriptsThatJoin) {
  const Layouter close = Layouter::OfText(TemplateOf("0 -0.1"));
  const std::string name = "مدرسة الساحل للتجميل والعناية بالبشرة في سان دييغو وضواحيها الكبرى";
  EXPECT_EQ(WidthOf(Set(close, name)), WidthOf(Set(fixed_, name)));
  EXPECT_GT(Set(close, "Coastal Academy of Aesthetic Medicine").scale,
            Set(Layouter::OfText(TemplateOf("0")),
                "Coastal Academy of Aesthetic Medicine").scale);
}

// The letters a reader extracts stand where they are drawn: the accent over its letter.
TEST_F(LetterFit, KeepsMarksOverTheirLetters) {
  const std::string name = "Q\u0308Q\u0308 Academy of Aesthetic Medicine and Surgery";
  const SetText set = Set(loose_, name);
  const SetText tight = Set(tight_, name);
  const auto& a = set.paragraph->runs.at(0);
  const auto& b = tight.paragraph->runs.at(0);
  ASSERT_EQ(a.glyphs.size(), b.glyphs.size());
  for (size_t i = 0; i < a.glyphs.size(); ++i) {
    EXPECT_NEAR(a.glyphs[i].dx, b.glyphs[i].dx, 1) << i;
    EXPECT_NEAR(a.glyphs[i].advance, b.glyphs[i].advance, 1) << i;
  }
}

TEST_F(LetterFit, WantsTheWiderFirst) {
  const auto page = ReadTemplate("a.template", TemplateOf("0.06 0.16"));
  ASSERT_FALSE(page);
  EXPECT_THAT(page.error().message, HasSubstr("the wider tracking comes first"));
}

}  // namespace
}  // namespace certseal
