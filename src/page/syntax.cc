// SPDX-License-Identifier: Apache-2.0
#include "page/syntax.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

constexpr size_t kMaxBytes = 256 * 1024;
constexpr int kMaxStatements = 5000;
constexpr int kMaxDepth = 8;
constexpr size_t kMaxValues = 16;

bool IsWordStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsWordChar(char c) { return IsWordStart(c) || IsDigit(c) || c == '-' || c == '.'; }

class Parser {
 public:
  explicit Parser(Source source) : source_(source), text_(source.text) {}

  Result<std::vector<Statement>> ParseFile() {
    if (text_.size() > kMaxBytes) return Error("the template is larger than 256 KB");
    if (auto bad = FindInvalidUtf8(text_)) {
      Skip(*bad);
      return Error("the template is not UTF-8");
    }
    return ParseBlock(0);
  }

 private:
  bool AtEnd() const { return pos_ >= text_.size(); }
  char Peek() const { return AtEnd() ? '\0' : text_[pos_]; }
  bool LooksAt(std::string_view s) const { return text_.substr(pos_).starts_with(s); }

  void Skip(size_t bytes) {
    for (; bytes > 0 && !AtEnd(); --bytes, ++pos_) {
      const unsigned char c = static_cast<unsigned char>(text_[pos_]);
      if (c == '\n') {
        at_ = {at_.line + 1, 1};
      } else if ((c & 0xC0) != 0x80) {
        ++at_.column;
      }
    }
  }

  // Blank space and comments; line ends too where statements may begin.
  void SkipBlank(bool line_ends) {
    while (!AtEnd()) {
      const char c = Peek();
      if (c == ' ' || c == '\t' || c == '\r') {
        Skip(1);
      } else if (line_ends && (c == '\n' || c == ';')) {
        Skip(1);
      } else if (LooksAt("//")) {
        Skip(std::min(text_.find('\n', pos_), text_.size()) - pos_);
      } else {
        return;
      }
    }
  }

  tl::unexpected<certseal::Error> Error(std::string_view message,
                                        std::vector<std::string> hints = {}) const {
    return Fail(SyntaxError(source_, at_, message, std::move(hints)));
  }

  Result<std::vector<Statement>> ParseBlock(int depth) {
    if (depth > kMaxDepth) return Error("blocks are nested more than 8 deep");
    std::vector<Statement> out;
    for (SkipBlank(true); !AtEnd() && Peek() != '}'; SkipBlank(true)) {
      ASSIGN_OR_RETURN(Statement statement, ParseStatement(depth));
      out.push_back(std::move(statement));
    }
    if (depth == 0 && !AtEnd()) return Error("\"}\" closes nothing");
    if (depth > 0 && AtEnd()) return Error("the file ends inside a block");
    return out;
  }

  Result<Statement> ParseStatement(int depth) {
    Statement out;
    out.at = at_;
    if (!IsWordStart(Peek())) return Error("a statement must begin with a word");
    if (++statements_ > kMaxStatements) return Error("more than 5,000 statements");
    out.word = TakeWord();
    for (SkipBlank(false); !EndsStatement(); SkipBlank(false)) {
      if (Peek() == '{') {
        TRY(ParseChildren(out, depth));
        break;
      }
      ASSIGN_OR_RETURN(Value value, ParseValue());
      if (out.values.size() == kMaxValues) return Error("more than 16 values");
      out.values.push_back(std::move(value));
    }
    return out;
  }

  bool EndsStatement() const {
    const char c = Peek();
    return AtEnd() || c == '\n' || c == ';' || c == '}';
  }

  Result<void> ParseChildren(Statement& out, int depth) {
    Skip(1);
    ASSIGN_OR_RETURN(out.children, ParseBlock(depth + 1));
    Skip(1);
    out.has_block = true;
    SkipBlank(false);
    if (!EndsStatement()) return Error("a block ends its statement");
    return {};
  }

  std::string TakeWord() {
    size_t end = pos_;
    while (end < text_.size() && IsWordChar(text_[end])) ++end;
    std::string word(text_.substr(pos_, end - pos_));
    Skip(word.size());
    return word;
  }

  Result<Value> ParseValue() {
    const char c = Peek();
    if (c == '"') return ParseString();
    if (c == '#') return ParseColor();
    if (IsDigit(c) || c == '-' || c == '.') return ParseNumber();
    if (!IsWordStart(c)) return Error("expected a word, number, \"string\" or #color");
    Value value;
    value.at = at_;
    value.text = TakeWord();
    return value;
  }

  Result<Value> ParseString() {
    Value value{.kind = Value::Kind::kString, .at = at_};
    Skip(1);
    while (Peek() != '"') {
      if (AtEnd() || Peek() == '\n') return Error("a string must end on its line");
      if (Peek() == '\\') {
        Skip(1);
        if (Peek() != '"' && Peek() != '\\')
          return Error("only \\\" and \\\\ are escapes");
      }
      value.text += Peek();
      Skip(1);
    }
    Skip(1);
    return value;
  }

  Result<Value> ParseColor() {
    Value value{.kind = Value::Kind::kColor, .at = at_};
    const std::string_view hex = text_.substr(pos_ + 1, 6);
    unsigned rgb = 0;
    const auto [end, error] =
        std::from_chars(hex.data(), hex.data() + hex.size(), rgb, 16);
    const bool longer = pos_ + 7 < text_.size() && IsWordChar(text_[pos_ + 7]);
    if (error != std::errc() || end != hex.data() + 6 || longer) {
      return Error("a color is # and six hexadecimal digits, as #1b2a41");
    }
    Skip(7);
    value.color = {(rgb >> 16) / 255.0, ((rgb >> 8) & 255) / 255.0,
                   (rgb & 255) / 255.0};
    return value;
  }

  Result<Value> ParseNumber() {
    Value value{.kind = Value::Kind::kNumber, .at = at_};
    const char* begin = text_.data() + pos_;
    const char* limit = text_.data() + text_.size();
    const auto [end, error] =
        std::from_chars(begin, limit, value.number, std::chars_format::fixed);
    const bool glued = end != limit && IsWordChar(*end);
    if (error != std::errc() || glued || !(std::abs(value.number) <= 100000)) {
      return Error("this is not a number");
    }
    Skip(static_cast<size_t>(end - begin));
    return value;
  }

  Source source_;
  std::string_view text_;
  size_t pos_ = 0;
  Position at_;
  int statements_ = 0;
};

std::string_view LineAt(std::string_view text, int line) {
  for (; line > 1; --line) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return "";
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find('\n'));
}

// The line of a place and a caret below the place, each on a line of its own. Of a long
// line what is near. Nothing where there is nothing to see.
std::string Excerpt(std::string_view text, Position at) {
  constexpr size_t kBefore = 60, kMost = 76;
  std::vector<std::string> characters;
  const std::string_view line = LineAt(text, at.line);
  for (size_t pos = 0; pos < line.size();) {
    const size_t begin = pos;
    if (!DecodeUtf8(line, pos)) return "";
    const bool plain = static_cast<unsigned char>(line[begin]) >= 0x20;
    characters.emplace_back(plain ? line.substr(begin, pos - begin) : " ");
  }
  const size_t column = static_cast<size_t>(at.column) - 1;
  size_t first = column > kBefore ? column - kBefore : 0;
  while (first < characters.size() && characters[first] == " ") ++first;
  if (first >= characters.size() || column < first) return "";
  std::string shown;
  for (size_t i = first; i < std::min(characters.size(), first + kMost); ++i) {
    shown += characters[i];
  }
  return StrCat("\n    ", Trim(shown), "\n    ", std::string(column - first, ' '), "^");
}

size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

Result<std::vector<Statement>> ParseStatements(std::string_view file_name,
                                               std::string_view text) {
  return Parser({file_name, text}).ParseFile();
}

Error SyntaxError(Source source, Position at, std::string_view message,
                  std::vector<std::string> hints) {
  return {StrCat(source.name, ':', at.line, ':', at.column, ": ", message,
                 Excerpt(source.text, at)),
          std::move(hints)};
}

std::string Suggest(std::string_view word, const std::vector<std::string>& choices) {
  const std::string* best = nullptr;
  size_t best_distance = std::max<size_t>(2, word.size() / 3) + 1;
  for (const std::string& choice : choices) {
    const size_t distance = EditDistance(word.substr(0, 64), choice);
    if (distance < best_distance) {
      best = &choice;
      best_distance = distance;
    }
  }
  if (best != nullptr) return StrCat("did you mean \"", *best, "\"?");
  if (choices.empty()) return "none are defined";
  return StrCat("known here: ", Join(choices, ", "));
}

}  // namespace certseal
