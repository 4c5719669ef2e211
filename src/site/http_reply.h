// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace certseal {

// HttpReplyReader reads a server's answer to one GET (RFC 9112), piece by piece as it
// comes, and holds never more than the allowed body and 16 KB. It refuses what RFC 9112
// lets a client refuse: line ends without CR, folded fields, a length that is given
// twice or beside a transfer coding, codings but "chunked". Interim answers (1xx) are
// skipped.
//
// Of an answer of another status than 200 the body is counted and not kept.
class HttpReplyReader {
 public:
  static constexpr size_t kMaxHead = 16 * 1024;  // status line, fields and trailers
  static constexpr size_t kMaxOtherBody = 64 * 1024;  // of another status than 200

  explicit HttpReplyReader(size_t max_body) : max_body_(max_body) {}

  // Feed takes the next bytes. After a failure, and once done(), there are no more.
  Result<void> Feed(std::string_view bytes);
  // End says that the server closed the connection properly.
  Result<void> End();

  bool started() const { return started_; }  // a byte of it has come
  bool head_done() const { return state_ >= State::kSized; }
  bool done() const { return state_ == State::kDone; }
  // keep_alive tells, once done, whether the next request may go the same way: the
  // server does not close, and has sent nothing behind the answer.
  bool keep_alive() const { return head_.keep_alive && !surplus_; }

  int status() const { return head_.status; }  // once head_done()
  const std::string& location() const {
    return head_.location;
  }  // of a redirection, or ""
  std::string TakeBody() { return std::move(body_); }

 private:
  // Those from kSized on come after the head.
  enum class State {
    kStatusLine,
    kFields,
    kSized,
    kUntilClose,
    kChunkSize,
    kChunk,
    kChunkEnd,
    kTrailers,
    kDone
  };

  Result<void> Step(std::string_view& bytes);
  Result<std::optional<std::string>> TakeLine(std::string_view& bytes);
  Result<void> OnLine(std::string_view line);
  Result<void> OnStatusLine(std::string_view line);
  Result<void> OnField(std::string_view line);
  Result<void> OnFieldValue(std::string_view name, std::string_view value);
  Result<void> OnHeadEnd();
  void BeginBody();
  Result<void> OnChunkSize(std::string_view line);
  Result<void> DemandRoom(uint64_t size) const;
  void TakeData(std::string_view& bytes);

  struct Head {
    int status = 0;
    bool http_1_1 = false;
    bool keep_alive = false;
    bool chunked = false;
    bool encoded = false;
    std::optional<uint64_t> length = {};
    std::string location = {};
  };

  size_t max_body_;
  State state_ = State::kStatusLine;
  Head head_;
  std::string line_;  // the part of it that has come
  size_t head_bytes_ = 0;
  bool started_ = false;
  bool surplus_ = false;

  uint64_t left_ = 0;        // of the body or chunk
  uint64_t body_bytes_ = 0;  // that have come, or are kept
  std::string body_;
};

}  // namespace certseal
