// SPDX-License-Identifier: Apache-2.0
#include "page/ornament_reader.h"

#include <algorithm>
#include <cmath>

#include "page/guilloche.h"

namespace certseal {
namespace {

// Hairlines below this disappear on an office printer.
constexpr double kThinnest = 0.05, kThickest = 20;
constexpr size_t kMaxOrnament = 200'000;  // curves and cells, some ten megabytes of them

class OrnamentReader {
 public:
  OrnamentReader(Source source, const Named& named)
      : source_(source), named_(named) {}

  Result<Element> ReadLine(const Statement& s);
  Result<Element> ReadFrame(const Statement& s);
  Result<Element> ReadCircle(const Statement& s);
  Result<Element> ReadBand(const Statement& s);
  Result<Element> ReadRibbon(const Statement& s);
  Result<Element> ReadRosette(const Statement& s);

 private:
  Settings Open(const Statement& s) const { return Settings(source_, s, named_); }
  void ReadWeave(Settings& settings, Weave& out);
  Result<Weave::Wave> ReadWave(const Statement& s);
  Result<void> Spend(const Statement& s, size_t curves, double cells) const {
    return SpendOrnament(source_, s.at, named_,
                         curves + static_cast<size_t>(std::min(cells, 1e9)));
  }

  Source source_;
  const Named& named_;
};

Result<Element> OrnamentReader::ReadLine(const Statement& s) {
  Line out;
  Settings settings = Open(s);
  settings.PointOf("from", out.from, true);
  settings.PointOf("to", out.to, true);
  ReadStroke(settings, out.stroke);
  TRY(settings.Finish());
  return Element(out);
}

Result<Element> OrnamentReader::ReadFrame(const Statement& s) {
  Frame out;
  Settings settings = Open(s);
  settings.BoxOf("box", out.box, true);
  settings.Number("radius", 0, 500, out.radius);
  ReadStroke(settings, out.stroke);
  TRY(settings.Finish());
  return Element(out);
}

Result<Element> OrnamentReader::ReadCircle(const Statement& s) {
  Circle out;
  Settings settings = Open(s);
  settings.PointOf("center", out.center, true);
  settings.Number("radius", 0.1, 2000, out.radius, true);
  settings.Flag("filled", out.filled);
  ReadStroke(settings, out.stroke);
  TRY(settings.Finish());
  return Element(out);
}

// wave CYCLES AMPLITUDE [turn N] [phase N] [nest]
Result<Weave::Wave> OrnamentReader::ReadWave(const Statement& s) {
  const auto fail = [&](Position at, std::string_view message) {
    return Fail(SyntaxError(source_, at, message));
  };
  const auto number = [&](size_t i) {
    return i < s.values.size() && s.values[i].kind == Value::Kind::kNumber;
  };
  if (!number(0) || !number(1))
    return fail(s.at, "\"wave\" takes cycles and amplitude");
  Weave::Wave out;
  out.cycles = static_cast<int>(s.values[0].number);
  out.amplitude = s.values[1].number;
  if (out.cycles < 0 || out.cycles > 40 || out.cycles != s.values[0].number) {
    return fail(s.values[0].at, "cycles must be a whole number from 0 to 40");
  }
  for (size_t i = 2; i < s.values.size(); ++i) {
    const std::string& word = s.values[i].text;
    if (word == "nest") {
      out.nest = true;
    } else if ((word == "turn" || word == "phase") && number(i + 1)) {
      (word == "turn" ? out.turn : out.phase) = s.values[++i].number;
    } else {
      return fail(s.values[i].at, "a wave may have: turn NUMBER, phase NUMBER, nest");
    }
  }
  return out;
}

void OrnamentReader::ReadWeave(Settings& settings, Weave& out) {
  settings.Integer("strands", 1, 64, out.strands, true);
  ReadStroke(settings, out.stroke);
  settings.Each("wave", [&](const Statement& s) -> Result<void> {
    ASSIGN_OR_RETURN(Weave::Wave wave, ReadWave(s));
    if (out.waves.size() == 8) {
      return Fail(SyntaxError(source_, s.at, "more than 8 waves"));
    }
    out.waves.push_back(wave);
    return {};
  });
}

Result<Element> OrnamentReader::ReadBand(const Statement& s) {
  Band out;
  Settings settings = Open(s);
  settings.BoxOf("box", out.box, true);
  settings.Number("depth", 1, 200, out.depth, true);
  double radius = 0, open = 0;
  settings.Number("radius", 1, 500, radius);
  settings.Number("open", 1, 500, open);
  settings.Number("cell", 5, 1000, out.cell, true);
  ReadWeave(settings, out.weave);
  out.open = open > 0;
  out.corner = std::max(radius, open);
  const double room = std::min(out.box.width, out.box.height) / 2;
  if ((radius > 0) == out.open) {
    settings.Fail(s.at, "a band needs either \"radius\" or \"open\"");
  } else if (out.corner < out.depth || out.corner >= room) {
    settings.Fail(s.at, "a corner must be from the band's depth to half the box");
  }
  TRY(settings.Finish());
  const double round = 2 * (out.box.width + out.box.height);
  TRY(Spend(s, 3 * CurveCount(out.weave), round / out.cell));
  return Element(std::move(out));
}

Result<Element> OrnamentReader::ReadRibbon(const Statement& s) {
  Ribbon out;
  Settings settings = Open(s);
  settings.PointOf("from", out.from, true);
  settings.PointOf("to", out.to, true);
  settings.Number("depth", 1, 200, out.depth, true);
  settings.Number("cell", 5, 1000, out.cell, true);
  ReadWeave(settings, out.weave);
  if (out.from == out.to) settings.Fail(s.at, "a ribbon needs two different ends");
  TRY(settings.Finish());
  const double length = std::hypot(out.to.x - out.from.x, out.to.y - out.from.y);
  TRY(Spend(s, CurveCount(out.weave), length / out.cell));
  return Element(std::move(out));
}

Result<Element> OrnamentReader::ReadRosette(const Statement& s) {
  Rosette out;
  Settings settings = Open(s);
  settings.PointOf("center", out.center, true);
  const auto take = [&](const std::vector<double>& n) {
    out.inner = n[0];
    out.outer = n[1];
    if (out.inner >= out.outer) settings.Fail(s.at, "the inner radius comes first");
  };
  settings.Numbers("radius", 2, 2, 0, 2000, take, true);
  settings.Integer("petals", 1, 360, out.petals, true);
  ReadWeave(settings, out.weave);
  TRY(settings.Finish());
  TRY(Spend(s, CurveCount(out.weave), out.petals));
  return Element(std::move(out));
}

}  // namespace

Result<void> SpendOrnament(Source source, Position at, const Named& named,
                           size_t curves) {
  if (!named.ornament || (*named.ornament += curves) <= kMaxOrnament) return {};
  return Fail(SyntaxError(source, at,
                          "the ornaments up to here are more than a page can carry",
                          {"fewer strands, waves of fewer cycles, larger cells"}));
}

const std::vector<std::string>& OrnamentWords() {
  static const std::vector<std::string> words = {"line", "frame", "circle", "band",
                                                 "ribbon", "rosette"};
  return words;
}

std::optional<Result<Element>> ReadOrnament(Source source, const Statement& s,
                                            const Named& named) {
  OrnamentReader reader(source, named);
  if (s.word == "line") return reader.ReadLine(s);
  if (s.word == "frame") return reader.ReadFrame(s);
  if (s.word == "circle") return reader.ReadCircle(s);
  if (s.word == "band") return reader.ReadBand(s);
  if (s.word == "ribbon") return reader.ReadRibbon(s);
  if (s.word == "rosette") return reader.ReadRosette(s);
  return std::nullopt;
}

void ReadStroke(Settings& settings, Stroke& out) {
  settings.Number("width", kThinnest, kThickest, out.width);
  settings.ColorOf("color", out.color, true);
}

}  // namespace certseal
