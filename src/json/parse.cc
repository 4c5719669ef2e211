// SPDX-License-Identifier: Apache-2.0
#include "json/parse.h"

#include <set>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/unicode.h"
#include "json/canonical.h"

namespace certseal {
namespace {

using nlohmann::json;

// CountingIterator feeds the library's lexer and remembers how far it has read.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, size_t* count) : at_(at), count_(count) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*count_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  size_t* count_;
};

std::string PointerStep(std::string_view key) {
  std::string out = "/";
  for (char c : key) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
  return out;
}

// Moves a position past one byte of UTF-8.
void Advance(TextPosition& at, char c) {
  if (c == '\n') {
    ++at.line;
    at.column = 1;
  } else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) {
    ++at.column;
  }
}

// Builder receives the library's events, builds the value and stops at the first thing
// that ParseJson refuses. The lexer recurses on nothing, so depth costs only memory.
class Builder {
 public:
  using number_integer_t = json::number_integer_t;
  using number_unsigned_t = json::number_unsigned_t;
  using number_float_t = json::number_float_t;
  using string_t = json::string_t;
  using binary_t = json::binary_t;

  Builder(std::string_view text, const JsonLimits& limits, const size_t& offset,
          JsonPositions* positions)
      : text_(text), limits_(limits), offset_(offset), positions_(positions) {}

  bool null() { return Put(nullptr, offset_); }
  bool boolean(bool value) { return Put(value, offset_); }
  // The lexer sees a number's end only by reading one character past it.
  bool number_integer(number_integer_t value) { return PutInteger(value); }
  bool number_unsigned(number_unsigned_t value) { return PutInteger(value); }
  bool number_float(number_float_t value, const string_t& text) {
    const bool integer = text.find_first_of(".eE") == std::string::npos;
    if (integer && EcmaScriptNumber(value) != text) return RefuseInexact();
    return Put(value, NumberEnd());
  }
  bool string(string_t& value) { return Put(std::move(value), offset_); }
  bool binary(binary_t&) { return Refuse("binary is not JSON"); }

  bool start_object(size_t) { return Open(json::object()); }
  bool key(string_t& value) {
    if (!keys_.back().insert(value).second) {
      return Refuse(StrCat("the key ", Quote(value, 60), " stands twice in one object"));
    }
    key_ = std::move(value);
    return true;
  }
  bool end_object() { return Close(); }
  bool start_array(size_t) { return Open(json::array()); }
  bool end_array() { return Close(); }

  template <typename Exception>
  bool parse_error(size_t, const std::string&, const Exception& error) {
    // The library's text: "[json.exception.parse_error.101] parse error at line 1,
    // column 2: syntax error while ...; last read: ...". What follows the position is
    // of use; what it last read may hold anything. 406 is a number past a double.
    if (error.id == 406) return Refuse("a number is out of range");
    std::string what = error.what();
    const size_t colon = what.find(": ");
    if (colon != std::string::npos) what.erase(0, colon + 2);
    const size_t last_read = what.find("; last read");
    if (last_read != std::string::npos) what.erase(last_read);
    return Refuse(EscapeControls(what));
  }

  json Take() { return std::move(root_); }
  const std::string& message() const { return message_; }

 private:
  bool Refuse(std::string_view message) {
    const TextPosition at = LocateOffset(text_, offset_ > 0 ? offset_ - 1 : 0);
    message_ = StrCat(at.line, ":", at.column, ": ", message);
    return false;
  }

  bool RefuseInexact() { return Refuse("an integer beyond 2^53 is not exact in JSON"); }

  // Beyond 2^53 only what a double prints again as it was read: 10000000000000000, which
  // is what 1e16 is in its canonical form.
  template <typename Integer>
  bool PutInteger(Integer value) {
    constexpr Integer kExact = Integer{1} << 53;
    bool exact = value <= kExact;
    if constexpr (std::is_signed_v<Integer>) exact = exact && value >= -kExact;
    if (exact) return Put(value, NumberEnd());
    const auto nearest = static_cast<double>(value);
    if (EcmaScriptNumber(nearest) != std::to_string(value)) return RefuseInexact();
    return Put(nearest, NumberEnd());
  }

  size_t NumberEnd() const { return offset_ > 0 ? offset_ - 1 : 0; }

  json* Attach(json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    return &(parent[key_] = std::move(value));
  }

  void Locate(const std::string& pointer, size_t end) {
    if (positions_) (*positions_)[pointer] = PositionOf(end > 0 ? end - 1 : 0);
  }

  // LocateOffset from where the last call left off: offsets grow from value to value, and
  // starting over for each would take quadratic time.
  TextPosition PositionOf(size_t offset) {
    if (offset < located_offset_) {
      located_ = {};
      located_offset_ = 0;
    }
    for (; located_offset_ < offset && located_offset_ < text_.size(); ++located_offset_) {
      Advance(located_, text_[located_offset_]);
    }
    return located_;
  }

  std::string PointerOfNext() const {
    if (!positions_ || open_.empty()) return "";
    const json& parent = *open_.back();
    return pointers_.back() + (parent.is_array() ? StrCat("/", parent.size())
                                                 : PointerStep(key_));
  }

  bool Count() {
    if (++values_ > limits_.max_values) return Refuse("too many values");
    return true;
  }

  bool Put(json value, size_t end) {
    if (!Count()) return false;
    Locate(PointerOfNext(), end);
    Attach(std::move(value));
    return true;
  }

  bool Open(json value) {
    if (!Count()) return false;
    if (open_.size() >= limits_.max_depth) return Refuse("nested too deeply");
    std::string pointer = PointerOfNext();
    Locate(pointer, offset_);
    open_.push_back(Attach(std::move(value)));
    pointers_.push_back(std::move(pointer));
    keys_.emplace_back();
    return true;
  }

  bool Close() {
    open_.pop_back();
    pointers_.pop_back();
    keys_.pop_back();
    return true;
  }

  std::string_view text_;
  const JsonLimits& limits_;
  const size_t& offset_;
  JsonPositions* positions_;
  json root_;
  std::vector<json*> open_;
  std::vector<std::string> pointers_;
  std::vector<std::set<std::string>> keys_;
  std::string key_;
  size_t values_ = 0;
  TextPosition located_;
  size_t located_offset_ = 0;
  std::string message_;
};

}  // namespace

TextPosition LocateOffset(std::string_view text, size_t offset) {
  TextPosition at;
  for (size_t i = 0; i < offset && i < text.size(); ++i) Advance(at, text[i]);
  return at;
}

Result<json> ParseJson(std::string_view text, const JsonLimits& limits,
                       JsonPositions* positions) {
  const auto refuse = [&](size_t offset, std::string_view what) {
    const TextPosition at = LocateOffset(text, offset);
    return Fail(StrCat(at.line, ":", at.column, ": ", what));
  };
  if (text.size() > limits.max_bytes) {
    return Fail(StrCat("larger than ", limits.max_bytes, " bytes"));
  }
  if (text.starts_with("\xef\xbb\xbf")) return refuse(0, "begins with a byte order mark");
  if (const auto bad = FindInvalidUtf8(text)) return refuse(*bad, "not valid UTF-8");
  // The library takes a NUL for the end of the text.
  if (const size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return refuse(nul, "holds a NUL byte");
  }
  size_t offset = 0;
  Builder builder(text, limits, offset, positions);
  const CountingIterator begin(text.data(), &offset);
  const CountingIterator end(text.data() + text.size(), &offset);
  if (!json::sax_parse(begin, end, &builder)) return Fail(builder.message());
  return builder.Take();
}

}  // namespace certseal
