// SPDX-License-Identifier: Apache-2.0
#include "register/stored_in_turn.h"

#include <utility>

#include "base/take_first.h"

namespace certseal {
namespace {

constexpr size_t kReadAtOnce = 64;

}  // namespace

Result<std::optional<StoredCertificate>> StoredInTurn::Next() {
  if (next_ == read_.size()) {
    const auto codes = TakeFirst(rest_, kReadAtOnce);
    ASSIGN_OR_RETURN(read_, register_.FindByCodes(codes));
    next_ = 0;
  }
  return std::move(read_[next_++]);
}

}  // namespace certseal
