// SPDX-License-Identifier: Apache-2.0
#include <utf8proc.h>

#include "base/unicode.h"
#include "language/language.h"

namespace certseal {

std::string Capitalised(std::string_view text) {
  size_t rest = 0;
  if (text.empty()) return "";
  const std::optional<char32_t> first = DecodeUtf8(text, rest);
  if (!first) return std::string(text);
  std::string out;
  AppendUtf8(out, static_cast<char32_t>(utf8proc_toupper(static_cast<int>(*first))));
  return out.append(text.substr(rest));
}

}  // namespace certseal
