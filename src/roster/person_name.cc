// SPDX-License-Identifier: Apache-2.0
#include "roster/person_name.h"

#include <algorithm>
#include <iterator>

#include "base/strings.h"
#include "base/unicode.h"
#include "roster/characters.h"
#include "roster/credentials.h"

namespace certseal {
namespace {

constexpr size_t kMaxCharacters = 120;

template <size_t N>
bool IsOneOf(const char* const (&list)[N], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::string WithoutDots(std::string_view word) {
  std::string out;
  for (char c : word) {
    if (c != '.') out += c;
  }
  return out;
}

bool IsSuffix(std::string_view word) {
  constexpr const char* kSuffixes[] = {"jr", "sr", "ii", "iii", "iv", "v", "vi"};
  return IsOneOf(kSuffixes, AsciiLower(WithoutDots(word)));
}

bool IsHonorific(std::string_view word) {
  constexpr const char* kHonorifics[] = {"dr",   "doctor", "mr",        "mrs", "ms",
                                         "miss", "prof",   "professor", "mx"};
  return IsOneOf(kHonorifics, AsciiLower(WithoutDots(word)));
}

// Letters that are also names: "Kim, DO" may be a doctor or Do Kim.
bool IsAlsoName(std::string_view letters) {
  constexpr const char* kNames[] = {"DO", "MA", "LE", "PA", "BA", "OD", "ND", "AN"};
  return IsOneOf(kNames, letters);
}

// In a name only the usual spelling counts as post-nominal letters: Do is a surname.
bool IsSpelledCredential(std::string_view word) {
  const auto known = KnownCredential(word);
  return known && *known == WithoutDots(word);
}

bool AreCredentials(std::string_view text) {
  const std::vector<std::string> words = SplitWords(text);
  return !words.empty() && std::all_of(words.begin(), words.end(), IsSpelledCredential);
}

bool AreSuffixes(std::string_view text) {
  const std::vector<std::string> words = SplitWords(text);
  return !words.empty() && std::all_of(words.begin(), words.end(), IsSuffix);
}

// "rn" after a comma is hardly a given name, but Do and Ma are.
bool LooksLikeLetters(std::string_view text) {
  const std::vector<std::string> words = SplitWords(text);
  if (!std::all_of(words.begin(), words.end(), KnownCredential)) return false;
  const bool title_case = words.size() == 1 && IsUpper(ToUtf32(text)[0]) &&
                          AsciiLower(text.substr(1)) == text.substr(1);
  return !(title_case && IsAlsoName(AsciiUpper(text)));
}

struct LetterCase {
  size_t upper = 0, lower = 0;
};

LetterCase CountCase(std::string_view text) {
  LetterCase count;
  for (const std::string& word : SplitWords(text)) {
    if (IsSuffix(word)) continue;
    for (char32_t c : ToUtf32(word)) {
      count.upper += IsUpper(c);
      count.lower += IsLower(c);
    }
  }
  return count;
}

bool IsNameMark(char32_t c) {
  constexpr char32_t kMarks[] = {U' ',   U'\'',  U'-',   U'.',   U',',   0x2019,
                                 0x2018, 0x2010, 0x2011, 0x2013, 0x00b7, 0x2027,
                                 0x30fb, 0x05be, 0x05f3, 0x05f4, 0x055a};
  return std::find(std::begin(kMarks), std::end(kMarks), c) != std::end(kMarks);
}

class Reader {
 public:
  explicit Reader(std::vector<NamePart> parts) {
    for (NamePart& part : parts) {
      if (first_column_.empty()) first_column_ = part.column;
      if (!part.value.empty()) parts_.push_back(std::move(part));
    }
  }

  NameReading Read() {
    for (NamePart& part : parts_) {
      TakeCredentialsAfterComma(part);
      TakeTrailingCredentials(part);
    }
    if (HasErrors(out_.findings)) return std::move(out_);
    std::vector<std::string> words;
    for (NamePart& part : parts_) {
      ResolveComma(part);
      CheckCharacters(part);
      words.push_back(part.value);
    }
    out_.name = Join(words, " ");
    CheckWhole();
    if (HasErrors(out_.findings)) out_.name.clear();
    return std::move(out_);
  }

 private:
  void Add(Severity severity, const NamePart& part, std::string message,
           std::string remedy = "", std::string repaired = "") {
    out_.findings.push_back({severity, 0, part.column, part.raw, std::move(message),
                             std::move(remedy), std::move(repaired)});
  }

  void RefuseToGuess(const NamePart& part, std::string_view tail) {
    Add(Severity::kError, part,
        StrCat("can be a family name and a given name, or a name and ", Quote(tail),
               " as letters after it"),
        "put the letters into a column \"Credentials\", or write the given name first");
  }

  // The only part of a name in capitals whose end may be a name or letters.
  bool IsAmbiguous(const NamePart& part, std::string_view before,
                   std::string_view tail) {
    return parts_.size() == 1 && IsAlsoName(Trim(tail)) &&
           CountCase(before).lower == 0 && CountCase(part.value).upper > 0;
  }

  void TakeCredentialsAfterComma(NamePart& part) {
    std::vector<std::string> moved;
    std::string_view rest = part.value;
    for (size_t comma; (comma = rest.rfind(',')) != std::string_view::npos;) {
      const std::string_view tail = rest.substr(comma + 1);
      if (!AreCredentials(tail) && !Trim(tail).empty()) break;
      if (moved.empty() && IsAmbiguous(part, rest.substr(0, comma), tail)) {
        RefuseToGuess(part, Trim(tail));
        return;
      }
      const std::vector<std::string> words = SplitWords(tail);
      moved.insert(moved.begin(), words.begin(), words.end());
      rest = rest.substr(0, comma);
    }
    Move(part, rest, moved);
  }

  void TakeTrailingCredentials(NamePart& part) {
    std::vector<std::string> words = SplitWords(part.value);
    std::vector<std::string> moved;
    if (CountCase(part.value).lower == 0) return;  // SEAN MD: nothing sets it off
    while (words.size() > 1 && IsSpelledCredential(words.back())) {
      if (IsAlsoName(words.back())) {
        Add(Severity::kWarning, part,
            StrCat(Quote(words.back()), " at the end may be letters after the name"),
            "if it is not the name, put it into a column \"Credentials\"");
        break;
      }
      moved.insert(moved.begin(), words.back());
      words.pop_back();
    }
    if (!moved.empty()) Move(part, Join(words, " "), moved);
  }

  void Move(NamePart& part, std::string_view name,
            const std::vector<std::string>& moved) {
    std::string kept(Trim(name));
    if (kept == part.value) return;
    part.value = std::move(kept);
    out_.credentials.insert(out_.credentials.end(), moved.begin(), moved.end());
    Add(Severity::kRepair, part,
        moved.empty() ? "comma at the end dropped"
                      : StrCat("letters after the name moved to the credentials: ",
                               Join(moved, ", ")),
        "", part.value);
  }

  void ResolveComma(NamePart& part) {
    const size_t comma = part.value.find(',');
    if (comma == std::string::npos) return;
    const std::string before(Trim(part.value.substr(0, comma)));
    const std::string after(Trim(part.value.substr(comma + 1)));
    if (AreSuffixes(after)) return;
    const bool single = after.find(',') == std::string::npos;
    if (parts_.size() != 1 || !single || before.empty() || after.empty()) {
      Add(Severity::kError, part,
          "has a comma that is neither before a given name nor "
          "before known letters",
          "put each part of the name, and the letters after it, into its own column");
      return;
    }
    if (LooksLikeLetters(after)) return RefuseToGuess(part, after);
    part.value = StrCat(after, " ", before);
    Add(Severity::kRepair, part, "family name and given name turned round", "",
        part.value);
  }

  void CheckCharacters(const NamePart& part) {
    for (char32_t c : ToUtf32(part.value)) {
      if (c >= U'0' && c <= U'9') {
        Add(Severity::kError, part, "a name has no digits", "correct the name");
        return;
      }
      if (IsLetter(c) || IsMark(c) || IsJoiner(c) || IsNameMark(c)) continue;
      const bool lost = c == U'?';
      Add(Severity::kError, part, StrCat("a name has no ", Quote(ToUtf8({&c, 1}))),
          lost
              ? "a letter was lost when the file was saved: type it again, and save as "
                "\"CSV UTF-8\""
              : "write the name as it shall be printed");
      return;
    }
  }

  void CheckWhole() {
    const std::u32string name = ToUtf32(out_.name);
    const NamePart whole{first_column_, "", ""};
    const NamePart& part = parts_.empty() ? whole : parts_[0];
    if (std::none_of(name.begin(), name.end(), IsLetter)) {
      if (!HasErrors(out_.findings))
        Add(Severity::kError, part, "there is no name", "add it");
      return;
    }
    if (name.size() > kMaxCharacters) {
      Add(Severity::kError, part,
          StrCat("the name is longer than ", kMaxCharacters, " characters"),
          "shorten it as the graduate wishes");
    }
    if (HasErrors(out_.findings)) return;
    WarnOfCase();
    WarnOfHonorific(part);
    if (parts_.size() > 1 &&
        std::all_of(parts_.begin(), parts_.end(), IsIdeographicPart)) {
      Add(Severity::kNotice, part,
          StrCat("is printed as ", Quote(out_.name), ": the first name first"),
          "for another order, give the name in one column");
    }
  }

  static bool IsIdeographicPart(const NamePart& part) {
    const std::u32string text = ToUtf32(part.value);
    return std::all_of(text.begin(), text.end(),
                       [](char32_t c) { return IsIdeographic(c) || c == U' '; });
  }

  void WarnOfCase() {
    for (const NamePart& part : parts_) {
      const LetterCase count = CountCase(part.value);
      const bool capitals = count.upper >= 3 && count.lower == 0;
      const bool small = count.lower >= 2 && count.upper == 0;
      if (!capitals && !small) continue;
      Add(Severity::kWarning, part,
          StrCat(
              capitals ? "is in capitals throughout" : "is in small letters throughout",
              "; the certificate will say ", Quote(out_.name)),
          "write it as it shall be printed");
      return;
    }
  }

  void WarnOfHonorific(const NamePart& part) {
    const std::vector<std::string> words = SplitWords(out_.name);
    if (words.size() < 2 || !IsHonorific(words[0])) return;
    Add(Severity::kWarning, part,
        StrCat("begins with the title ", Quote(words[0]), "; the certificate will say ",
               Quote(out_.name)),
        "leave the title out: the letters after the name say it");
  }

  std::vector<NamePart> parts_;
  std::string first_column_;
  NameReading out_;
};

}  // namespace

NameReading ReadPersonName(const std::vector<NamePart>& parts) {
  return Reader(parts).Read();
}

}  // namespace certseal
