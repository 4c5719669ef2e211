// SPDX-License-Identifier: Apache-2.0
#include "base/strings.h"

#include <charconv>
#include <cstdio>
#include <cstring>

#include "base/unicode.h"

namespace certseal {
namespace {

// The characters that change how a terminal shows what follows, or hide in it:
// C0 and C1 controls, zero-width characters, bidi marks, line separators, the BOM.
bool MustEscape(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

void AppendEscaped(std::string& out, std::string_view value) {
  char buffer[16];
  for (size_t i = 0; i < value.size();) {
    const size_t start = i;
    const std::optional<char32_t> c = DecodeUtf8(value, i);
    if (!c) {
      i = start + 1;
      std::snprintf(buffer, sizeof buffer, "\\x%02x",
                    static_cast<unsigned char>(value[start]));
      out += buffer;
    } else if (*c == '\n') {
      out += "\\n";
    } else if (MustEscape(*c)) {
      std::snprintf(buffer, sizeof buffer, "\\u{%x}", static_cast<unsigned>(*c));
      out += buffer;
    } else {
      out.append(value, start, i - start);
    }
  }
}

}  // namespace

std::string Join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) out += separator;
    out += parts[i];
  }
  return out;
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  const size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::string AsciiLower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string AsciiUpper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string Quote(std::string_view value, size_t max_length) {
  const bool cut = value.size() > max_length;
  if (cut) value = Utf8Prefix(value, max_length);
  std::string out = "\"";
  AppendEscaped(out, value);
  out += cut ? "…\"" : "\"";
  return out;
}

std::string EscapeControls(std::string_view value) {
  std::string out;
  AppendEscaped(out, value);
  return out;
}

std::string EscapeMarkup(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string ErrnoText(int code) {
  char buffer[256];
  return ::strerror_r(code, buffer, sizeof buffer);
}

std::optional<uint64_t> ParseDecimal(std::string_view text) {
  if (text.empty() || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
  }
  uint64_t value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace certseal
