// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "register/register.h"

namespace certseal {

// EntryReader reads the first `end` entries of the register's log, a few thousand at a
// time; indexes that ascend cost least. The register must outlive it.
class EntryReader {
 public:
  EntryReader(Register& reg, uint64_t end) : register_(reg), end_(end) {}

  // At gives the entry; the pointer counts until the next call.
  Result<const std::string*> At(uint64_t index);

 private:
  Register& register_;
  uint64_t end_;
  uint64_t first_ = 0;  // of what is held
  std::vector<std::string> held_;
};

}  // namespace certseal
