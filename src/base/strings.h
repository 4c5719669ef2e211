// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certseal {

namespace internal {
inline std::string_view Piece(std::string_view s) { return s; }
inline std::string Piece(char c) { return std::string(1, c); }
inline std::string Piece(std::integral auto n) { return std::to_string(n); }
}  // namespace internal

// StrCat joins strings, characters and integers.
template <typename... Args>
std::string StrCat(const Args&... args) {
  std::string out;
  (out.append(internal::Piece(args)), ...);
  return out;
}

std::string Join(const std::vector<std::string>& parts, std::string_view separator);

// Split cuts at every separator; "" gives one empty part.
std::vector<std::string_view> Split(std::string_view text, char separator);

// Trim removes ASCII white space at both ends.
std::string_view Trim(std::string_view text);

std::string AsciiLower(std::string_view text);
std::string AsciiUpper(std::string_view text);

// Quote makes a value from outside safe to show on a terminal: in double quotes,
// control characters, line and direction marks and invalid UTF-8 as \u{..} or \x..,
// cut after `max_length` bytes with an ellipsis.
std::string Quote(std::string_view value, size_t max_length = 120);

// EscapeControls is Quote without the quotes and without the cut: what goes to a
// terminal in running text.
std::string EscapeControls(std::string_view value);

// EscapeMarkup makes text safe between tags and in quoted attributes of XML and HTML.
std::string EscapeMarkup(std::string_view text);

// ErrnoText is the system's words for an error number. Safe from several threads, which
// std::strerror is not.
std::string ErrnoText(int code);

// ParseDecimal reads a canonical decimal: digits only, no sign, no leading zero but
// "0" itself, within uint64_t.
std::optional<uint64_t> ParseDecimal(std::string_view text);

}  // namespace certseal
