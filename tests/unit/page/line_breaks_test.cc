// SPDX-License-Identifier: Apache-2.0
//
// Lines end where a typesetter would end them: no widow, nothing torn apart.
#include "page/line_breaks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/strings.h"
#include "layouter.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using testing::Layouter;

TEST(Clings, KnowsWhatReadsAsOne) {
  for (const auto& [word, next] : std::vector<std::pair<const char*, const char*>>{
           {"Dr.", "Weiss"}, {"J.", "Smith"}, {"40", "hours"}, {"7.5", "credits"},
           {"Category", "1"}, {"1", "Credit(s)™"}, {"March", "14,"}, {"14,", "2026"},
           {"Suite", "300,"}, {"Number", "17000,"}, {"14", "March"},
           {"Type", "A"}}) {
    EXPECT_TRUE(Clings(word, next)) << word << " " << next;
  }
  for (const auto& [word, next] : std::vector<std::pair<const char*, const char*>>{
           {"for", "16"}, {"CA.", "This"}, {"300,", "San"}, {"Nursing,", "Provider"},
           {"completed", "the"}, {"such", "A"}, {"hours,", "2026"}}) {
    EXPECT_FALSE(Clings(word, next)) << word << " " << next;
  }
}

// Every way to break words into so many lines, none too wide.
void EachWay(const std::vector<BreakWord>& words, size_t lines, double most,
             std::vector<size_t> starts,
             const std::function<void(const std::vector<size_t>&)>& visit) {
  const size_t start = starts.back();
  double width = 0;
  for (size_t end = start + 1; end <= words.size(); ++end) {
    if (width + words[end - 1].ink_width > most) return;
    if (starts.size() == lines && end == words.size()) visit(starts);
    if (starts.size() < lines && end < words.size()) {
      starts.push_back(end);
      EachWay(words, lines, most, starts, visit);
      starts.pop_back();
    }
    width += words[end - 1].width;
  }
}

bool EndsInWidow(const std::vector<BreakWord>& words, const std::vector<size_t>& starts,
                 double target) {
  double width = 0;
  for (size_t i = starts.back(); i < words.size(); ++i) {
    width += i + 1 < words.size() ? words[i].width : words[i].ink_width;
  }
  return IsWidow(words.size() - starts.back(), width, target);
}

// Held against every other way, for words as they come.
TEST(CarefulStarts, LeaveAWidowOnlyWhereEveryWayDoes) {
  std::mt19937 random(7);
  const auto up_to = [&](unsigned n) { return static_cast<double>(random() % n); };
  int ways_seen = 0, avoided = 0;
  for (int round = 0; round < 3000; ++round) {
    std::vector<BreakWord> words(3 + random() % 8);
    for (BreakWord& word : words) {
      word.ink_width = 5 + up_to(60);
      word.width = word.ink_width + 5;
    }
    const size_t lines = 2 + random() % 3;
    const double target = 60 + up_to(100), most = target * (1 + up_to(20) / 100);
    bool any = false, any_without = false, any_with = false;
    EachWay(words, lines, most, {0}, [&](const std::vector<size_t>& starts) {
      any = true;
      (EndsInWidow(words, starts, target) ? any_with : any_without) = true;
    });
    if (!any) continue;
    ++ways_seen;
    const std::vector<size_t> starts = CarefulStarts(words, lines, target, most);
    ASSERT_EQ(starts.size(), lines);
    EXPECT_EQ(EndsInWidow(words, starts, target), !any_without) << round;
    avoided += any_with && any_without;
    bool is_a_way = false;
    EachWay(words, lines, most, {0}, [&](const auto& way) { is_a_way |= way == starts; });
    EXPECT_TRUE(is_a_way) << round;
  }
  EXPECT_GT(ways_seen, 500);
  EXPECT_GT(avoided, 200);
}

TEST(CarefulStarts, KeepTogetherWhatClings) {
  std::vector<BreakWord> words(6, {30, 25, false});
  EXPECT_THAT(CarefulStarts(words, 2, 85, 120), ElementsAre(0, 3));
  words[2].clings = true;
  EXPECT_THAT(CarefulStarts(words, 2, 85, 120), ElementsAre(0, 2));
  // Where there is no room for that it is torn.
  EXPECT_THAT(CarefulStarts(words, 2, 85, 86), ElementsAre(0, 3));
}

std::vector<std::string> LinesOf(const std::string& text, int width,
                                 const std::string& optical) {
  const Layouter layouter = Layouter::OfText(StrCat(R"(template "one"
page 700 300
color ink #16263f
font serif { face "EB Garamond" file "EBGaramond08-Regular.ttf" package "p" }
style prose { font serif; size 10 9; color ink; )",
                                                    optical, R"( }
text { box 20 20 )", width, R"( 250; style prose; fit wrap; lines 9; say "{name}" }
)"));
  PageContent content;
  content.fields = {{"name", text}, {"words.number", "No."}};
  const PageLayout layout = layouter.LayOut(content);
  if (!layout.problems.empty()) throw std::runtime_error(layout.problems[0].message);
  std::vector<std::string> lines;
  for (const SetLine& line : Layouter::TextOf(layout, "").text.lines) {
    const certseal::Run& run = *line.runs.at(0).run;
    const uint32_t begin = run.glyphs[line.runs[0].first].cluster;
    const uint32_t last = run.glyphs[line.runs[0].last - 1].cluster;
    lines.push_back(text.substr(begin, last + 1 - begin));
    EXPECT_LE(line.width, width + 0.01);
  }
  return lines;
}

constexpr char kCredit[] =
    "The Example School designates this live activity for a maximum of 16 AMA PRA "
    "Category 1 Credits under Dr. Weiss on March 14, 2026 in Suite 300, San Diego.";

// Over every width of a column: optical prose has no more lines than any other, and no
// last line of one short word.
TEST(OpticalProse, EndsWithoutAWidow) {
  int plain_widows = 0;
  for (int width = 90; width < 620; width += 3) {
    const auto plain = LinesOf(kCredit, width, "");
    const auto careful = LinesOf(kCredit, width, "optical");
    EXPECT_EQ(plain.size(), careful.size()) << width;
    if (careful.size() == 1) continue;
    plain_widows += plain.back().find(' ') == std::string::npos;
    EXPECT_NE(careful.back().find(' '), std::string::npos) << width;
  }
  RecordProperty("plain_widows", plain_widows);
}

TEST(OpticalProse, KeepsNumbersWithTheirWords) {
  int torn_plain = 0, torn = 0;
  const auto count = [](const std::vector<std::string>& lines) {
    int out = 0;
    for (size_t i = 0; i + 1 < lines.size(); ++i) {
      for (const char* end : {" 16", " 1", "Dr.", "March", "14,", "Suite", "Category"}) {
        out += lines[i].ends_with(end);
      }
    }
    return out;
  };
  for (int width = 90; width < 620; width += 3) {
    torn_plain += count(LinesOf(kCredit, width, ""));
    torn += count(LinesOf(kCredit, width, "optical"));
  }
  // Narrow columns have no room for all of them.
  EXPECT_LT(torn * 2, torn_plain) << torn << " of " << torn_plain;
}

}  // namespace
}  // namespace certseal
