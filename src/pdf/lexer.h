// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "pdf/refusal.h"

namespace certseal {

enum class PdfTokenKind {
  kInteger,
  kReal,
  kName,
  kString,
  kHexString,
  kArrayBegin,
  kArrayEnd,
  kDictionaryBegin,
  kDictionaryEnd,
  kKeyword,
};

struct PdfToken {
  PdfTokenKind kind;
  size_t offset;          // of its first byte
  std::string_view text;  // without the delimiters of names and strings
  int64_t integer = 0;    // kInteger
};

// PdfLexer cuts the inside of an object into tokens (ISO 32000-1 §7.2), as far as the
// writer uses the syntax: where the standard knows several spellings of one thing, one
// is read and the others are refused (PdfRule::kObjectSyntax), so that no two readers
// can take the same bytes for different things:
// - white space is spaces and line feeds; there are no comments
// - a name escapes exactly the characters that must be escaped, in upper-case hex; so
//   two names are the same when their bytes are
// - numbers are decimal without "+", an integer of at most ten digits
// - literal strings escape every parenthesis and backslash, octal always in three
//   digits, and do not run over a line; hex strings are whole bytes without gaps
class PdfLexer {
 public:
  // Views of the tokens point into `file`. Needs pos <= file.size().
  PdfLexer(std::string_view file, size_t pos) : file_(file), pos_(pos) {}

  // Next reads one token; past the last one the file's end is refused.
  PdfResult<PdfToken> Next();

  // SkipIf moves over `text` if it stands at the position and ends there as a token.
  bool SkipIf(std::string_view text);

  size_t pos() const { return pos_; }

 private:
  PdfToken Take(PdfTokenKind kind, size_t size);
  PdfResult<PdfToken> ReadName();
  PdfResult<PdfToken> ReadLiteral();
  PdfResult<PdfToken> ReadHex();
  PdfResult<PdfToken> ReadNumber();
  PdfResult<PdfToken> ReadKeyword();
  size_t RegularEnd() const;

  std::string_view file_;
  size_t pos_;
};

}  // namespace certseal
