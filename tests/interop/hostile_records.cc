// SPDX-License-Identifier: Apache-2.0
#include "interop/hostile_records.h"

#include <random>

#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

constexpr std::string_view kPieces[] = {
    "a",
    "Z",
    "0",
    " ",
    "  ",
    "\"",
    "\\",
    "\\u0041",
    "\\n",
    "/",
    "'",
    "<b>",
    "</script>",
    "{{x}}",
    "${x}",
    "%s%n",
    "@id",
    "_:c14n0",
    "https://x.example/#y",
    "^^<x>",
    "@en",
    " .",
    "\xc3\xa9",
    "e\xcc\x81",
    "\xc3\x85",
    "\xe2\x84\xab",
    "\xc5\x82",
    "\xe1\xbb\x85",
    "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
    "\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85",
    "\xe0\xa4\x95\xe0\xa5\x8d\xe0\xa4\xb7",
    "\xe0\xb8\x99\xe0\xb9\x89",
    "\xe6\xbc\xa2",
    "\xea\xb0\x80",
    "\xef\xac\x81",
    "\xef\xbf\xbd",
    "\xee\x80\x80",
    "\xf0\x9f\x98\x80",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xe2\x9a\x95\xef\xb8\x8f",
    "\xf0\x90\x80\x80",
    "\xf0\xa0\x9c\x8e",
    "\xf4\x8f\xbf\xbd",
    "\xe2\x80\x8d",
    "\xe2\x82\xac",
    "\xc2\xa0",
    "\xc2\xad"};

class Maker {
 public:
  explicit Maker(uint64_t seed) : engine_(seed) {}

  uint64_t Below(uint64_t n) { return engine_() % n; }
  bool Coin() { return Below(2) == 0; }

  std::string Text(size_t max_pieces) {
    std::string out;
    for (uint64_t i = 1 + Below(max_pieces); i > 0; --i) {
      out += kPieces[Below(std::size(kPieces))];
    }
    const std::string composed = Nfc(out);
    const std::string_view trimmed = Trim(composed);
    return trimmed.empty() ? "x" : std::string(trimmed);
  }

  Quarters Hours() { return *Quarters::FromCount(static_cast<long>(Below(200))); }

  Date Day(Date first) {
    return *Date::FromDays(first.DaysSinceEpoch() + static_cast<int64_t>(Below(400)));
  }

  Random Bytes() {
    return [this](size_t size) {
      std::string out(size, '\0');
      for (char& c : out) c = static_cast<char>(Below(256));
      return out;
    };
  }

  template <typename T, typename Make>
  std::optional<T> Maybe(Make make) {
    if (Coin()) return std::nullopt;
    return make();
  }

 private:
  std::mt19937_64 engine_;
};

CourseFacts HostileCourse(Maker& maker) {
  constexpr std::string_view kCodes[] = {"BDF-201", "a", "0.9_x-Y", "A.B"};
  constexpr std::string_view kLanguages[] = {"en", "pt-BR", "zh-Hant-TW", "es-419",
                                             "haw"};
  return CourseFacts{
      .code = std::string(kCodes[maker.Below(std::size(kCodes))]),
      .title = maker.Text(12),
      .description = maker.Text(40),
      .version = maker.Text(2),
      .language = std::string(kLanguages[maker.Below(std::size(kLanguages))]),
      .criteria = maker.Text(60),
      .total_hours = maker.Hours(),
      .didactic_hours = maker.Hours(),
      .hands_on_hours = maker.Hours()};
}

}  // namespace

Credential HostileCredential(uint64_t seed, uint64_t n) {
  Maker maker(seed * 1'000'003 + n);
  constexpr std::string_view kSites[] = {"https://verify.school.example/",
                                         "https://school.example:8443/a/b/",
                                         "https://xn--bcher-kva.example/~x/"};
  constexpr DocumentClass kClasses[] = {DocumentClass::kAttendance,
                                        DocumentClass::kCompletion,
                                        DocumentClass::kParticipation};
  const auto identity = [&] { return IdentityHash::Of(maker.Text(8), maker.Bytes()); };
  const Date started = maker.Day(*Date::ParseIso("2026-01-01"));
  const Date completed = maker.Day(started);
  const Date issued = maker.Day(completed);
  return Credential{
      .site = SiteAddress::Parse(kSites[maker.Below(std::size(kSites))]).value(),
      .school_name = maker.Text(12),
      .code = CertificateCode::Generate(maker.Bytes()),
      .document_class = kClasses[maker.Below(std::size(kClasses))],
      .holder_name = maker.Text(12),
      .email = maker.Maybe<IdentityHash>(identity),
      .licence = maker.Maybe<IdentityHash>(identity),
      .role = maker.Text(6),
      .assessment = maker.Text(12),
      .course = HostileCourse(maker),
      .didactic_hours = maker.Hours(),
      .hands_on_hours = maker.Hours(),
      .credits = maker.Maybe<Quarters>([&] { return maker.Hours(); }),
      .started = maker.Maybe<Date>([&] { return started; }),
      .completed = completed,
      .issued = Timestamp::AtMidnight(issued),
      .expires = maker.Maybe<Date>([&] { return maker.Day(issued); }),
      .status = {.block = static_cast<uint32_t>(maker.Below(3)),
                 .index = static_cast<uint32_t>(maker.Below(131'072))}};
}

}  // namespace certseal
