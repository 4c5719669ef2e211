// SPDX-License-Identifier: Apache-2.0
#include "page/page_language.h"

#include <algorithm>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::string_view kRightToLeft[] = {"ar", "dv", "fa", "he", "ps", "ur", "yi"};
constexpr std::string_view kWithoutSpaces[] = {"ja", "yue", "zh"};

template <size_t N>
bool Among(const std::string_view (&list)[N], std::string_view one) {
  return std::find(std::begin(list), std::end(list), one) != std::end(list);
}

}  // namespace

bool IsPlainTag(std::string_view tag) {
  return !tag.empty() && std::all_of(tag.begin(), tag.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-';
  });
}

PageLanguage PageLanguage::Of(std::string_view tag) {
  PageLanguage language;
  language.primary = AsciiLower(tag.substr(0, tag.find('-')));
  language.right_to_left = Among(kRightToLeft, language.primary);
  language.breaks_anywhere = Among(kWithoutSpaces, language.primary);
  language.small_capitals = language.primary != "vi";
  return language;
}

}  // namespace certseal
