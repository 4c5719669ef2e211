// SPDX-License-Identifier: Apache-2.0
#include "json/canonical.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <vector>

#include <nlohmann/json.hpp>

namespace certseal {
namespace {

using nlohmann::json;

// RFC 8785 §3.2.2.2
void AppendString(std::string& out, const std::string& text) {
  out += '"';
  for (char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          char buffer[8];
          std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(c));
          out += buffer;
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void AppendValue(std::string& out, const json& value);

void AppendObject(std::string& out, const json& object) {
  std::vector<json::const_iterator> members;
  members.reserve(object.size());
  for (auto it = object.begin(); it != object.end(); ++it) members.push_back(it);
  std::sort(members.begin(), members.end(),
            [](const auto& a, const auto& b) { return Utf16Less(a.key(), b.key()); });
  out += '{';
  for (size_t i = 0; i < members.size(); ++i) {
    if (i != 0) out += ',';
    AppendString(out, members[i].key());
    out += ':';
    AppendValue(out, members[i].value());
  }
  out += '}';
}

void AppendArray(std::string& out, const json& array) {
  out += '[';
  for (size_t i = 0; i < array.size(); ++i) {
    if (i != 0) out += ',';
    AppendValue(out, array[i]);
  }
  out += ']';
}

void AppendValue(std::string& out, const json& value) {
  switch (value.type()) {
    case json::value_t::object: AppendObject(out, value); break;
    case json::value_t::array: AppendArray(out, value); break;
    case json::value_t::string:
      AppendString(out, value.get_ref<const std::string&>());
      break;
    case json::value_t::boolean: out += value.get<bool>() ? "true" : "false"; break;
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
    case json::value_t::number_float:
      out += EcmaScriptNumber(value.get<double>());
      break;
    default: out += "null"; break;
  }
}

// Of "+05" or "-7": std::from_chars takes no plus.
int Exponent(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int exponent = 0;
  std::from_chars(text.data(), text.data() + text.size(), exponent);
  return exponent;
}

}  // namespace

std::string EcmaScriptNumber(double value) {
  if (value == 0) return "0";  // and -0
  // The shortest digits, as d.ddd…e±xx.
  char buffer[32];
  const auto printed = std::to_chars(buffer, buffer + sizeof buffer, value,
                                     std::chars_format::scientific);
  const std::string text(buffer, printed.ptr);
  const bool negative = text[0] == '-';
  const size_t e = text.find('e');
  std::string digits;
  for (char c : text.substr(negative, e - negative)) {
    if (c != '.') digits += c;
  }
  const int k = static_cast<int>(digits.size());
  const int n = Exponent(std::string_view(text).substr(e + 1)) + 1;  // 0.digits × 10^n
  const auto zeros = [](int count) { return std::string(static_cast<size_t>(count), '0'); };
  std::string out = negative ? "-" : "";
  if (k <= n && n <= 21) {
    out += digits + zeros(n - k);
  } else if (0 < n && n <= 21) {
    out += digits.substr(0, static_cast<size_t>(n)) + "." +
           digits.substr(static_cast<size_t>(n));
  } else if (-6 < n && n <= 0) {
    out += "0." + zeros(-n) + digits;
  } else {
    out += digits[0];
    if (k > 1) out += "." + digits.substr(1);
    out += n > 0 ? "e+" : "e-";
    out += std::to_string(std::abs(n - 1));
  }
  return out;
}

bool Utf16Less(const std::string& a, const std::string& b) {
  const size_t common = std::min(a.size(), b.size());
  const size_t i = static_cast<size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(common), b.begin())
          .first -
      a.begin());
  if (i == common) return a.size() < b.size();
  // In UTF-16 the code points past the BMP (lead bytes F0 to F4) are surrogates and so
  // come before U+E000 to U+FFFF (lead bytes EE and EF).
  const auto rank = [](char c) {
    const unsigned byte = static_cast<unsigned char>(c);
    return byte >= 0xf0 ? 0xedu * 256 + byte : byte * 256;
  };
  return rank(a[i]) < rank(b[i]);
}

std::string CanonicalJson(const json& value) {
  std::string out;
  AppendValue(out, value);
  return out;
}

}  // namespace certseal
