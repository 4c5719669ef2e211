// SPDX-License-Identifier: Apache-2.0
#include "school/field_rules.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

bool IsPlain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         c == '.' || c == '_' || c == '-';
}

}  // namespace

void CheckWording(JsonObjectReader& reader, std::string_view field,
                  std::string_view text) {
  std::string folded = FoldForSearch(text);
  std::replace(folded.begin(), folded.end(), '-', ' ');
  for (const char* words : {"certified injector", "board certified"}) {
    if (folded.find(words) == std::string::npos) continue;
    reader.Problem(field,
                   StrCat("must not say ", Quote(words),
                          ": a certificate of training certifies no such thing"));
  }
}

bool IsCourseCode(std::string_view code) {
  return !code.empty() && code.size() <= 32 &&
         std::all_of(code.begin(), code.end(), IsPlain);
}

bool IsTemplateName(std::string_view name) {
  return !name.empty() && name.size() <= 32 && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

bool IsPictureFile(std::string_view name) {
  const std::vector<std::string_view> parts = Split(name, '/');
  return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
    return !part.empty() && part.front() != '.' &&
           std::all_of(part.begin(), part.end(), IsPlain);
  });
}

bool IsLanguageTag(std::string_view tag) {
  const std::vector<std::string_view> parts = Split(tag, '-');
  for (size_t i = 0; i < parts.size(); ++i) {
    const size_t size = parts[i].size();
    if (i == 0 ? size < 2 || size > 3 : size < 1 || size > 8) return false;
    for (char c : parts[i]) {
      const bool letter = (c >= 'a' && c <= 'z') || (i > 0 && c >= 'A' && c <= 'Z');
      if (!letter && !(i > 0 && c >= '0' && c <= '9')) return false;
    }
  }
  return true;
}

}  // namespace certseal
