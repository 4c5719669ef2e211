// SPDX-License-Identifier: Apache-2.0
#include "site/http_reply.h"

#include <algorithm>
#include <charconv>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr size_t kMaxChunkLine = 256;  // a size and what extensions may follow it
constexpr size_t kMaxChunkDigits = 8;

tl::unexpected<Error> Broken(std::string_view what) {
  return Fail(StrCat("the answer breaks HTTP: ", what));
}

bool IsTokenCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool IsToken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsTokenCharacter);
}

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
}

// RFC 9112 §4: HTTP-version SP status-code SP [ reason-phrase ]; many leave out the
// last SP.
bool IsStatusLine(std::string_view line) {
  return line.size() >= 12 &&
         (line.starts_with("HTTP/1.1 ") || line.starts_with("HTTP/1.0 ")) &&
         line[9] >= '1' && line[9] <= '5' && line[10] >= '0' && line[10] <= '9' &&
         line[11] >= '0' && line[11] <= '9' && (line.size() == 12 || line[12] == ' ');
}

bool ListHolds(std::string_view list, std::string_view word) {
  for (std::string_view part : Split(list, ',')) {
    if (AsciiLower(Trim(part)) == word) return true;
  }
  return false;
}

}  // namespace

Result<void> HttpReplyReader::Feed(std::string_view bytes) {
  started_ = started_ || !bytes.empty();
  while (!bytes.empty() && !done()) TRY(Step(bytes));
  surplus_ = surplus_ || !bytes.empty();
  return {};
}

Result<void> HttpReplyReader::End() {
  if (state_ == State::kUntilClose) state_ = State::kDone;
  if (done()) return {};
  return Fail(head_done() ? "the answer ends before its end"
                          : "the server closed the connection without an answer");
}

Result<void> HttpReplyReader::Step(std::string_view& bytes) {
  if (state_ == State::kSized || state_ == State::kChunk) {
    TakeData(bytes);
    return {};
  }
  if (state_ == State::kUntilClose) {
    TRY(DemandRoom(bytes.size()));
    left_ = bytes.size();
    TakeData(bytes);
    return {};
  }
  ASSIGN_OR_RETURN(const std::optional<std::string> line, TakeLine(bytes));
  return line ? OnLine(*line) : Result<void>();
}

// Gives a line without its CRLF once it is whole.
Result<std::optional<std::string>> HttpReplyReader::TakeLine(std::string_view& bytes) {
  const size_t newline = bytes.find('\n');
  const size_t size = newline == bytes.npos ? bytes.size() : newline + 1;
  const bool of_chunk = state_ == State::kChunkSize || state_ == State::kChunkEnd;
  if (of_chunk ? size > kMaxChunkLine - line_.size() : size > kMaxHead - head_bytes_) {
    return of_chunk ? Broken("a chunk without a size")
                    : Fail(StrCat("the answer has a head of more than ", kMaxHead,
                                  " bytes"));
  }
  if (!of_chunk) head_bytes_ += size;
  line_.append(bytes.substr(0, size));
  bytes.remove_prefix(size);
  if (newline == bytes.npos) return std::optional<std::string>();
  if (!line_.ends_with("\r\n")) return Broken("a line ends without CR");
  line_.resize(line_.size() - 2);
  if (HasControl(line_)) return Broken("a control character");
  return std::optional<std::string>(std::exchange(line_, {}));
}

Result<void> HttpReplyReader::OnLine(std::string_view line) {
  switch (state_) {
    case State::kStatusLine:
      return OnStatusLine(line);
    case State::kFields:
      return line.empty() ? OnHeadEnd() : OnField(line);
    case State::kChunkSize:
      return OnChunkSize(line);
    case State::kChunkEnd:
      if (!line.empty()) return Broken("a chunk is longer than its size");
      state_ = State::kChunkSize;
      return {};
    default:
      if (line.empty()) state_ = State::kDone;  // trailers say nothing of use
      return {};
  }
}

Result<void> HttpReplyReader::OnStatusLine(std::string_view line) {
  if (!IsStatusLine(line)) return Fail("the answer is not HTTP/1.1");
  head_ = {};
  head_.http_1_1 = line[7] == '1';
  head_.keep_alive = head_.http_1_1;
  head_.status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
  state_ = State::kFields;
  return {};
}

Result<void> HttpReplyReader::OnField(std::string_view line) {
  const size_t colon = line.find(':');
  if (colon == line.npos || !IsToken(line.substr(0, colon))) {
    return Broken("a line of its head is no field");
  }
  return OnFieldValue(AsciiLower(line.substr(0, colon)), Trim(line.substr(colon + 1)));
}

Result<void> HttpReplyReader::OnFieldValue(std::string_view name,
                                           std::string_view value) {
  if (name == "content-length") {
    if (head_.length) return Broken("its length is given twice");
    head_.length = ParseDecimal(value);
    if (!head_.length) return Broken("its length is not a number");
  } else if (name == "transfer-encoding") {
    if (head_.chunked || AsciiLower(value) != "chunked") {
      return Broken("a transfer coding that was not asked for");
    }
    head_.chunked = true;
  } else if (name == "content-encoding") {
    head_.encoded = head_.encoded || AsciiLower(value) != "identity";
  } else if (name == "connection") {
    if (ListHolds(value, "close")) head_.keep_alive = false;
  } else if (name == "location") {
    head_.location = value;
  }
  return {};
}

Result<void> HttpReplyReader::OnHeadEnd() {
  if (head_.chunked && (head_.length || !head_.http_1_1)) {
    return Broken("two ways to tell its length");
  }
  if (head_.status == 101) return Broken("it goes over to another protocol");
  if (head_.status < 200) {
    state_ = State::kStatusLine;
    return {};
  }
  if (head_.status == 200 && head_.encoded) {
    return Fail("the answer is in an encoding that was not asked for");
  }
  BeginBody();
  return DemandRoom(left_);
}

// RFC 9112 §6.3
void HttpReplyReader::BeginBody() {
  left_ = head_.length.value_or(0);
  if (head_.status == 204 || head_.status == 304) {
    left_ = 0;
    state_ = State::kDone;
  } else if (head_.chunked) {
    state_ = State::kChunkSize;
  } else if (head_.length) {
    state_ = left_ == 0 ? State::kDone : State::kSized;
  } else {
    state_ = State::kUntilClose;
    head_.keep_alive = false;
  }
}

// RFC 9112 §7.1: chunk-size [ chunk-ext ]
Result<void> HttpReplyReader::OnChunkSize(std::string_view line) {
  const std::string_view digits = Trim(line.substr(0, line.find(';')));
  const char* const end = digits.data() + digits.size();
  uint64_t size = 0;
  const auto parsed = std::from_chars(digits.data(), end, size, 16);
  if (digits.empty() || digits.size() > kMaxChunkDigits || parsed.ptr != end) {
    return Broken("a chunk without a size");
  }
  TRY(DemandRoom(size));
  left_ = size;
  state_ = size == 0 ? State::kTrailers : State::kChunk;
  return {};
}

Result<void> HttpReplyReader::DemandRoom(uint64_t size) const {
  const uint64_t max = head_.status == 200 ? max_body_ : kMaxOtherBody;
  if (size <= max - body_bytes_) return {};
  return Fail(StrCat("the answer is larger than ", max, " bytes"));
}

void HttpReplyReader::TakeData(std::string_view& bytes) {
  const size_t size = static_cast<size_t>(std::min<uint64_t>(left_, bytes.size()));
  if (head_.status == 200) body_.append(bytes.substr(0, size));
  bytes.remove_prefix(size);
  left_ -= size;
  body_bytes_ += size;
  if (left_ == 0 && state_ == State::kSized) state_ = State::kDone;
  if (left_ == 0 && state_ == State::kChunk) state_ = State::kChunkEnd;
}

}  // namespace certseal
