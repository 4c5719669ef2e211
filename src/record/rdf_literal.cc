// SPDX-License-Identifier: Apache-2.0
#include "record/rdf_literal.h"

#include <charconv>
#include <cmath>
#include <cstdint>

#include "json/canonical.h"

namespace certseal {
namespace {

constexpr double kExactIntegers = 9007199254740992;  // 2^53

bool IsAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool IsSchemeCharacter(char c) {
  return IsAlpha(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

bool MustEscape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

void AppendEscaped(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  switch (c) {
    case '\b':
      out += "\\b";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\r':
      out += "\\r";
      return;
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    default:
      break;
  }
  out += "\\u00";
  out += kHex[static_cast<unsigned char>(c) >> 4];
  out += kHex[static_cast<unsigned char>(c) & 15];
}

// Scientific prints value as [-]d.ddd…e±xx with so many digits after the point.
std::string Scientific(double value, int digits) {
  char buffer[64];
  const auto printed = std::to_chars(buffer, buffer + sizeof buffer, value,
                                     std::chars_format::scientific, digits);
  return std::string(buffer, printed.ptr);
}

bool IsTieAt16Digits(double value) {
  const std::string exact = Scientific(value, 40);
  const size_t first_dropped = exact.find('.') + 1 + 15;
  return exact[first_dropped] == '5' &&
         exact.find_first_not_of('0', first_dropped + 1) == exact.find('e');
}

// 1.575000000000000e+01 becomes 1.575E1.
std::string CanonicalDouble(double value) {
  const std::string text = Scientific(value, 15);
  const size_t e = text.find('e');
  std::string mantissa = text.substr(0, e);
  mantissa.erase(mantissa.find_last_not_of('0') + 1);
  if (mantissa.back() == '.') mantissa += '0';
  size_t digits = text.find_first_not_of('0', e + 2);
  if (digits == std::string::npos) digits = text.size() - 1;
  return mantissa + (text[e + 1] == '-' ? "E-" : "E") + text.substr(digits);
}

}  // namespace

bool IsAbsoluteIri(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !IsAlpha(text[0])) return false;
  for (char c : text.substr(0, colon)) {
    if (!IsSchemeCharacter(c)) return false;
  }
  for (char c : text) {
    if (c <= 0x20 || c >= 0x7f) return false;
    switch (c) {
      case '<':
      case '>':
      case '"':
      case '{':
      case '}':
      case '|':
      case '^':
      case '`':
      case '\\':
        return false;
      default:
        break;
    }
  }
  return true;
}

void AppendQuoted(std::string& out, std::string_view text) {
  out += '"';
  size_t plain = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!MustEscape(text[i])) continue;
    out.append(text, plain, i - plain);
    AppendEscaped(out, text[i]);
    plain = i + 1;
  }
  out.append(text, plain);
  out += '"';
}

std::optional<RdfNumber> ToRdfNumber(double value) {
  if (std::trunc(value) == value) {
    if (std::abs(value) > kExactIntegers) return std::nullopt;
    return RdfNumber{std::to_string(static_cast<int64_t>(value)), true};
  }
  const bool has_point = EcmaScriptNumber(value).find('.') != std::string::npos;
  if (!std::isfinite(value) || !has_point || IsTieAt16Digits(value))
    return std::nullopt;
  return RdfNumber{CanonicalDouble(value), false};
}

}  // namespace certseal
