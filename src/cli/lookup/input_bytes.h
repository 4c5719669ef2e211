// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace certseal {

// InputBytes reads a regular file, or standard input, from its beginning. It never
// holds more than it was asked for, so that a picture passes through in pieces.
class InputBytes {
 public:
  // Open gives nothing where `argument` is neither "-" nor a regular file that can be
  // read.
  static std::optional<InputBytes> Open(const std::string& argument);

  InputBytes(InputBytes&& other) noexcept;
  InputBytes& operator=(InputBytes&&) = delete;
  ~InputBytes();

  // Peek shows the first bytes, `size` of them where there are so many.
  Result<std::string_view> Peek(size_t size);

  // Next gives the following piece, what was peeked at first; empty at the end.
  Result<std::string> Next();

 private:
  InputBytes(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  Result<size_t> ReadMore(size_t most);

  int fd_;
  std::string name_;
  std::string held_;
};

}  // namespace certseal
