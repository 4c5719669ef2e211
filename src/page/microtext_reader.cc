// SPDX-License-Identifier: Apache-2.0
#include "page/microtext_reader.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "page/ornament_reader.h"

namespace certseal {
namespace {

// Below this a good press smears; above, the eye sees letters.
constexpr double kSmallest = 0.7, kLargest = 3;
constexpr size_t kCurves = 4000;  // that a line counts for among the template's ornaments
// A line of fewer letters says nothing.
constexpr double kShortest = 20;  // sizes

double ShortestSide(const Microtext& m) {
  if (m.length > 0) return m.length;
  if (m.box) return std::min(m.box->width, m.box->height);
  return std::hypot(m.to.x - m.from.x, m.to.y - m.from.y);
}

}  // namespace

Result<Element> ReadMicrotext(Source source, const Statement& s, const Named& named,
                              const PhraseReader& phrases) {
  Microtext out;
  int from = 0, to = 0, box = 0;
  for (const Statement& child : s.children) {
    from += child.word == "from";
    to += child.word == "to";
    box += child.word == "box";
  }
  Settings settings(source, s, named);
  settings.PointOf("from", out.from);
  settings.PointOf("to", out.to);
  if (box > 0) settings.BoxOf("box", out.box.emplace());
  settings.Number("length", 1, 5000, out.length);
  settings.Number("size", kSmallest, kLargest, out.size);
  settings.ColorOf("color", out.color, true);
  phrases.ReadPhrases(settings, out.phrases);
  TRY(settings.Finish());
  const auto fail = [&](std::string_view message,
                        std::vector<std::string> hints = {}) {
    return Fail(SyntaxError(source, s.at, message, std::move(hints)));
  };
  if (from != to || from + box + (out.length > 0 ? 1 : 0) != 1) {
    return fail("\"microtext\" needs \"from\" and \"to\", or \"box\", or \"length\"",
                {"from X Y; to X Y: a line", "box X Y W H: round a rectangle",
                 "length N: in a stack"});
  }
  if (out.phrases.empty()) return fail("\"microtext\" needs \"say\"");
  if (ShortestSide(out) < kShortest * out.size) {
    return fail(StrCat("is too short to say anything: at least ",
                       std::lround(std::ceil(kShortest * out.size)), " points"));
  }
  TRY(SpendOrnament(source, s.at, named, kCurves));
  return Element(std::move(out));
}

}  // namespace certseal
