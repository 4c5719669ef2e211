// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace certseal {

// Secret owns bytes that are overwritten before their memory is given back. It moves and
// is never copied.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view bytes) : bytes_(bytes.begin(), bytes.end()) {}
  Secret(Secret&&) noexcept = default;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { Wipe(); }

  std::string_view view() const { return {bytes_.data(), bytes_.size()}; }
  bool empty() const { return bytes_.empty(); }
  bool operator==(const Secret& other) const { return bytes_ == other.bytes_; }

 private:
  void Wipe();
  std::vector<char> bytes_;
};

// WipeString overwrites a string's bytes and empties it: for buffers of libraries that
// take nothing but std::string.
void WipeString(std::string& bytes);

}  // namespace certseal
