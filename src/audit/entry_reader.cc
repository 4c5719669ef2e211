// SPDX-License-Identifier: Apache-2.0
#include "audit/entry_reader.h"

#include <algorithm>

#include "base/strings.h"

namespace certseal {

Result<const std::string*> EntryReader::At(uint64_t index) {
  constexpr uint64_t kChunk = 4096;
  if (index >= end_) return Fail(StrCat("the log has no entry ", index));
  if (index < first_ || index - first_ >= held_.size()) {
    ASSIGN_OR_RETURN(held_,
                     register_.Entries(index, index + std::min(kChunk, end_ - index)));
    first_ = index;
  }
  return &held_[index - first_];
}

}  // namespace certseal
