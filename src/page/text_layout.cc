// SPDX-License-Identifier: Apache-2.0
#include "page/text_layout.h"

#include <algorithm>
#include <cmath>

#include "page/letter_fit.h"
#include "page/line_breaks.h"

namespace certseal {
namespace {

// Widths are compared with this much slack, in points, for the sake of rounding.
constexpr double kSlack = 1e-6;

struct Word {
  uint32_t begin = 0, end = 0;      // bytes, with the space after it
  uint32_t ink_end = 0;             // without
  double width = 0, ink_width = 0;  // points at scale 1
};

class Breaker {
 public:
  Breaker(const Paragraph& paragraph, const std::vector<Style>& styles, bool ideographs)
      : paragraph_(&paragraph), styles_(&styles) {
    std::vector<uint32_t> cuts = paragraph.breaks;
    if (ideographs) {
      cuts.insert(cuts.end(), paragraph.soft_breaks.begin(),
                  paragraph.soft_breaks.end());
      std::sort(cuts.begin(), cuts.end());
    }
    cuts.push_back(static_cast<uint32_t>(paragraph.text.size()));
    uint32_t begin = 0;
    for (const uint32_t end : cuts) {
      words_.push_back(MakeWord(begin, end));
      begin = end;
    }
    MeasureWords();
  }

  double Unit(const Run& run) const {
    return (*styles_)[run.style].size * run.face->scale() / run.face->units_per_em();
  }

  // The first word of each line when no line is wider than `width`; empty if a word is.
  std::vector<size_t> Fill(double width) const {
    std::vector<size_t> starts = {0};
    double used = 0;
    for (size_t i = 0; i < words_.size(); ++i) {
      if (words_[i].ink_width > width + kSlack) return {};
      if (used + words_[i].ink_width > width + kSlack) {
        starts.push_back(i);
        used = 0;
      }
      used += words_[i].width;
    }
    return starts;
  }

  // The least width in which the text takes at most `lines` lines.
  double Narrowest(size_t lines) const {
    double low = 0, high = LineWidth(0, words_.size());
    if (lines == 1) return high;
    for (int step = 0; step < 24; ++step) {
      const double middle = (low + high) / 2;
      const size_t count = Fill(middle).size();
      (count > 0 && count <= lines ? high : low) = middle;
    }
    return high;
  }

  double LineWidth(size_t first, size_t last) const {
    double width = 0;
    for (size_t i = first; i + 1 < last; ++i) width += words_[i].width;
    return first < last ? width + words_[last - 1].ink_width : 0;
  }

  // As many lines as Fill makes, broken with care; none is wider than `most`.
  std::vector<size_t> FillWithCare(double width, double most) const {
    const size_t lines = Fill(width).size();
    std::vector<BreakWord> words;
    for (size_t i = 0; i < words_.size(); ++i) {
      const bool spaced = words_[i].ink_end < words_[i].end;
      const bool clings =
          spaced && i + 1 < words_.size() && Clings(InkOf(words_[i]), InkOf(words_[i + 1]));
      words.push_back({words_[i].width, words_[i].ink_width, clings});
    }
    return CarefulStarts(words, lines, width, std::max(width, most));
  }

  std::vector<SetLine> MakeLines(const std::vector<size_t>& starts, double scale) const {
    std::vector<SetLine> lines;
    for (size_t i = 0; i < starts.size(); ++i) {
      const size_t last = i + 1 < starts.size() ? starts[i + 1] : words_.size();
      lines.push_back(MakeLine(starts[i], last, scale));
    }
    return lines;
  }

 private:
  std::string_view InkOf(const Word& word) const {
    return std::string_view(paragraph_->text).substr(word.begin, word.ink_end - word.begin);
  }

  Word MakeWord(uint32_t begin, uint32_t end) const {
    Word word{begin, end, end, 0, 0};
    const std::string_view text = paragraph_->text;
    while (word.ink_end > begin && text[word.ink_end - 1] == ' ') --word.ink_end;
    return word;
  }

  void MeasureWords() {
    for (const Run& run : paragraph_->runs) {
      const double unit = Unit(run);
      const double tracking = run.tracking * (*styles_)[run.style].size;
      for (const Glyph& glyph : run.glyphs) {
        const auto word =
            std::upper_bound(words_.begin(), words_.end(), glyph.cluster,
                             [](uint32_t byte, const Word& w) { return byte < w.end; });
        if (word == words_.end()) continue;
        word->width += glyph.advance * unit;
        if (glyph.cluster < word->ink_end) word->ink_width = word->width - tracking;
      }
    }
  }

  SetLine MakeLine(size_t first, size_t last, double scale) const {
    const uint32_t begin = words_[first].begin, end = words_[last - 1].ink_end;
    SetLine line;
    line.width = LineWidth(first, last) * scale;
    for (const Run& run : paragraph_->runs) {
      if (run.end <= begin || run.begin >= end) continue;
      LineRun part{&run, 0, run.glyphs.size()};
      const auto outside = [&](size_t i) {
        return run.glyphs[i].cluster < begin || run.glyphs[i].cluster >= end;
      };
      while (part.first < part.last && outside(part.first)) ++part.first;
      while (part.last > part.first && outside(part.last - 1)) --part.last;
      if (part.first < part.last) line.runs.push_back(part);
    }
    Reorder(line.runs);
    return line;
  }

  // UAX 9, rule L2: from the highest level down to the lowest odd one, turn round every
  // sequence of runs at that level or higher.
  static void Reorder(std::vector<LineRun>& runs) {
    uint8_t highest = 0;
    for (const LineRun& r : runs) highest = std::max(highest, r.run->level);
    for (uint8_t level = highest; level > 0; --level) {
      for (auto begin = runs.begin(); begin != runs.end();) {
        const auto below = [&](const LineRun& r) { return r.run->level < level; };
        const auto end = std::find_if(begin, runs.end(), below);
        std::reverse(begin, end);
        begin = std::find_if_not(end, runs.end(), below);
      }
    }
  }

  const Paragraph* paragraph_;
  const std::vector<Style>* styles_;
  std::vector<Word> words_;
};

SetText Finish(std::shared_ptr<const Paragraph> paragraph, const Breaker& breaker,
               const Style& style, double narrowest, double most, double scale) {
  SetText out;
  const double size = style.size * scale;
  const double line = paragraph->ascent + paragraph->descent;
  out.scale = scale;
  out.lines = breaker.MakeLines(style.optical ? breaker.FillWithCare(narrowest, most)
                                              : breaker.Fill(narrowest),
                                scale);
  out.first_baseline = paragraph->ascent * size;
  out.pitch = std::max(style.leading, line) * size;
  out.height = line * size + out.pitch * static_cast<double>(out.lines.size() - 1);
  out.paragraph = std::move(paragraph);
  return out;
}

// A paragraph with what measured it.
struct Measured {
  std::shared_ptr<const Paragraph> paragraph;
  Breaker breaker;
  double narrowest;  // points at scale 1, on so many lines
};

Measured MeasureAt(double share, const Measured& wide, const std::vector<Style>& styles,
                   bool ideographs, size_t lines) {
  auto paragraph = Tighten(*wide.paragraph, styles, share);
  Breaker breaker(*paragraph, styles, ideographs);
  const double narrowest = breaker.Narrowest(lines);
  return {std::move(paragraph), std::move(breaker), narrowest};
}

// Sets letters closer, as far as they may and as far as it takes, to come down to `width`
// points at scale 1.
Measured MeasureTight(const Measured& wide, const std::vector<Style>& styles,
                      bool ideographs, size_t lines, double width) {
  Measured tight = MeasureAt(1, wide, styles, ideographs, lines);
  if (tight.narrowest >= width) return tight;
  // A hair more than it takes: units of a face are whole.
  const double share =
      (wide.narrowest - width) / (wide.narrowest - tight.narrowest) + 0.01;
  return share < 1 ? MeasureAt(share, wide, styles, ideographs, lines) : tight;
}

// FitText with breaks between ideographs or without.
std::optional<SetText> Fitted(const std::shared_ptr<const Paragraph>& paragraph,
                              const Text& text, const std::vector<Style>& styles,
                              double width, double squeeze, bool ideographs) {
  const Style& style = styles[text.phrases[0].style];
  const double floor = style.min_size / style.size;
  const double top = 1 - squeeze * (1 - floor);
  const bool wrap = text.fit == Fit::kWrap;
  const bool may_tighten = MayTighten(*paragraph, styles);
  const Breaker breaker(*paragraph, styles, ideographs);
  const auto limit = [&](size_t lines) {
    const bool limited = lines > 1 && text.line_size > 0;
    return limited ? std::max(floor, std::min(top, text.line_size / style.size)) : top;
  };
  std::optional<SetText> best;
  double best_scale = 0;
  for (size_t lines = 1; lines <= static_cast<size_t>(text.lines); ++lines) {
    const double narrowest = breaker.Narrowest(lines);
    Measured set{paragraph, breaker, narrowest};
    if (may_tighten && narrowest * limit(lines) > width) {
      set = MeasureTight(set, styles, ideographs, lines, width / limit(lines));
    }
    const double scale = std::min(limit(lines), width / set.narrowest);
    if (scale < floor - kSlack || scale <= best_scale * 1.02) continue;
    best = Finish(set.paragraph, set.breaker, style, set.narrowest, width / scale, scale);
    best_scale = scale;
    // Shrinking comes first: the first count of lines that fits is the answer. Where
    // wrapping does, further lines are welcome as long as they make it larger.
    if (!wrap || scale >= limit(lines) - kSlack) break;
  }
  return best;
}

}  // namespace

std::optional<SetText> FitText(const std::shared_ptr<const Paragraph>& paragraph,
                               const Text& text, const std::vector<Style>& styles,
                               double width, double squeeze) {
  if (paragraph->runs.empty()) return std::nullopt;
  const bool wrap = text.fit == Fit::kWrap;
  std::optional<SetText> set = Fitted(paragraph, text, styles, width, squeeze, wrap);
  // A title of ideographs alone has no other place to break; a name is not broken there.
  const bool is_name = styles[text.phrases[0].style].one_face;
  if (set || wrap || is_name || paragraph->soft_breaks.empty()) return set;
  return Fitted(paragraph, text, styles, width, squeeze, true);
}

}  // namespace certseal
