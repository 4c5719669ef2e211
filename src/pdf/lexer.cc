// SPDX-License-Identifier: Apache-2.0
#include "pdf/lexer.h"

#include <charconv>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr size_t kMaxNumber = 20;
constexpr size_t kMaxDigits = 10;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsHexDigit(char c) {
  return IsDigit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

bool IsRegular(char c) {
  return c > ' ' && c <= '~' &&
         std::string_view("()<>[]{}/%").find(c) == std::string_view::npos;
}

// What a name may hold only as #xx, which it then must.
bool MustEscapeInName(char c) { return !IsRegular(c) || c == '#' || c == '\\'; }

int UpperHexValue(char c) {
  if (IsDigit(c)) return c - '0';
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool IsEscapedByte(std::string_view hex) {
  if (hex.size() < 2) return false;
  const int high = UpperHexValue(hex[0]);
  const int low = UpperHexValue(hex[1]);
  if (high < 0 || low < 0) return false;
  const int value = high * 16 + low;
  return value != 0 && MustEscapeInName(static_cast<char>(value));
}

// The length of the escape at the begin of text, a backslash; 0 if it is not whole.
size_t LiteralEscape(std::string_view text) {
  if (text.size() < 2) return 0;
  if (std::string_view("nrtbf()\\").find(text[1]) != std::string_view::npos) return 2;
  const auto octal = [](char c, char last) { return c >= '0' && c <= last; };
  const bool whole = text.size() >= 4 && octal(text[1], '3') && octal(text[2], '7') &&
                     octal(text[3], '7');
  return whole ? 4 : 0;
}

tl::unexpected<PdfRefusal> BadSyntax(std::string detail, size_t offset) {
  return Refuse(PdfRule::kObjectSyntax, std::move(detail), offset);
}

}  // namespace

PdfResult<PdfToken> PdfLexer::Next() {
  while (pos_ < file_.size() && (file_[pos_] == ' ' || file_[pos_] == '\n')) ++pos_;
  if (pos_ == file_.size()) return BadSyntax("the file ends inside an object", pos_);
  const std::string_view rest = file_.substr(pos_);
  switch (rest[0]) {
    case '[':
      return Take(PdfTokenKind::kArrayBegin, 1);
    case ']':
      return Take(PdfTokenKind::kArrayEnd, 1);
    case '/':
      return ReadName();
    case '(':
      return ReadLiteral();
    default:
      break;
  }
  if (rest.starts_with("<<")) return Take(PdfTokenKind::kDictionaryBegin, 2);
  if (rest.starts_with(">>")) return Take(PdfTokenKind::kDictionaryEnd, 2);
  if (rest[0] == '<') return ReadHex();
  if (IsDigit(rest[0]) || rest[0] == '-') return ReadNumber();
  return ReadKeyword();
}

bool PdfLexer::SkipIf(std::string_view text) {
  if (!file_.substr(pos_).starts_with(text)) return false;
  const size_t end = pos_ + text.size();
  if (end < file_.size() && IsRegular(file_[end])) return false;
  pos_ = end;
  return true;
}

PdfToken PdfLexer::Take(PdfTokenKind kind, size_t size) {
  const PdfToken token{kind, pos_, file_.substr(pos_, size)};
  pos_ += size;
  return token;
}

size_t PdfLexer::RegularEnd() const {
  size_t end = pos_;
  while (end < file_.size() && IsRegular(file_[end])) ++end;
  return end;
}

PdfResult<PdfToken> PdfLexer::ReadName() {
  const size_t begin = pos_++;
  const std::string_view text = file_.substr(pos_, RegularEnd() - pos_);
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '#' && IsEscapedByte(text.substr(i + 1))) {
      i += 2;
    } else if (MustEscapeInName(text[i])) {
      return BadSyntax(StrCat("the name ", Quote(text, 40), " is written unusually"),
                       begin);
    }
  }
  pos_ += text.size();
  return PdfToken{PdfTokenKind::kName, begin, text};
}

PdfResult<PdfToken> PdfLexer::ReadLiteral() {
  const size_t begin = pos_;
  for (size_t i = begin + 1; i < file_.size();) {
    const char c = file_[i];
    if (c == ')') {
      pos_ = i + 1;
      return PdfToken{PdfTokenKind::kString, begin,
                      file_.substr(begin + 1, i - begin - 1)};
    }
    const size_t size = c == '\\' ? LiteralEscape(file_.substr(i)) : 1;
    if (size == 0 || c == '(' || c == '\n' || c == '\r') break;
    i += size;
  }
  return BadSyntax("a text string is written unusually or has no end", begin);
}

PdfResult<PdfToken> PdfLexer::ReadHex() {
  const size_t begin = pos_;
  size_t end = begin + 1;
  while (end < file_.size() && IsHexDigit(file_[end])) ++end;
  const std::string_view digits = file_.substr(begin + 1, end - begin - 1);
  if (end == file_.size() || file_[end] != '>' || digits.size() % 2 != 0) {
    return BadSyntax("a hexadecimal string is written unusually or has no end", begin);
  }
  pos_ = end + 1;
  return PdfToken{PdfTokenKind::kHexString, begin, digits};
}

PdfResult<PdfToken> PdfLexer::ReadNumber() {
  const size_t begin = pos_;
  const std::string_view text = file_.substr(begin, RegularEnd() - begin);
  const std::string_view number = text.substr(text[0] == '-' ? 1 : 0);
  const size_t point = number.find('.');
  const bool real = point != std::string_view::npos;
  const std::string_view whole = number.substr(0, point);
  const std::string_view fraction = real ? number.substr(point + 1) : "0";
  const auto digits = [](std::string_view part) {
    return !part.empty() &&
           part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (text.size() > kMaxNumber || whole.size() > kMaxDigits || !digits(whole) ||
      !digits(fraction)) {
    return BadSyntax(StrCat("the number ", Quote(text, 40), " is written unusually"),
                     begin);
  }
  pos_ += text.size();
  PdfToken token{real ? PdfTokenKind::kReal : PdfTokenKind::kInteger, begin, text};
  if (!real) std::from_chars(text.data(), text.data() + text.size(), token.integer);
  return token;
}

PdfResult<PdfToken> PdfLexer::ReadKeyword() {
  const size_t begin = pos_;
  const std::string_view text = file_.substr(begin, RegularEnd() - begin);
  if (text.empty()) {
    return BadSyntax(StrCat("unexpected ", Quote(file_.substr(begin, 1))), begin);
  }
  pos_ += text.size();
  return PdfToken{PdfTokenKind::kKeyword, begin, text};
}

}  // namespace certseal
