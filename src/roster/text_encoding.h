// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace certseal {

constexpr size_t kMaxRosterBytes = 16 * 1024 * 1024;

// DecodedText is a file's text in UTF-8, and the name of the encoding it was in:
// "UTF-8", "UTF-8 with BOM", "UTF-16 LE", "UTF-16 BE" or "Windows-1252".
struct DecodedText {
  std::string text;  // well-formed UTF-8 without NUL and without a byte order mark
  std::string encoding;
};

// DecodeText finds the encoding by the byte order mark; without one, by the zero bytes
// of UTF-16, by whether it is UTF-8, and otherwise takes it for Windows-1252. Bytes
// that the encoding does not have are an error that names the line, never a replacement
// character; so is a file that is UTF-8 but for a few bytes. A spreadsheet's own format
// is told from text, and the error says how to save it.
Result<DecodedText> DecodeText(std::string_view bytes);

// UndoMojibake gives what a text was before somebody read its UTF-8 as Windows-1252
// ("José" from "JosÃ©"), or nothing where that is not what happened.
std::optional<std::string> UndoMojibake(std::string_view text);

}  // namespace certseal
