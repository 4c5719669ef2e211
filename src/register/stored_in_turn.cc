// SPDX-License-Identifier: Apache-2.0
#include "register/stored_in_turn.h"

#include <algorithm>
#include <utility>

namespace certseal {
namespace {

constexpr size_t kReadAtOnce = 64;

}  // namespace

Result<std::optional<StoredCertificate>> StoredInTurn::Next() {
  if (next_ == read_.size()) {
    const auto codes = rest_.first(std::min(kReadAtOnce, rest_.size()));
    ASSIGN_OR_RETURN(read_, register_.FindByCodes(codes));
    rest_ = rest_.subspan(codes.size());
    next_ = 0;
  }
  return std::move(read_[next_++]);
}

}  // namespace certseal
