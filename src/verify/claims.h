// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "record/seal.h"

namespace certseal {

// Claims are what the employer was told, to be compared with the record.
struct Claims {
  std::optional<std::string> name = {};
  std::optional<std::string> course = {};  // code or title
  std::optional<Date> completed = {};

  bool empty() const { return !name && !course && !completed; }
};

// FindMismatches names the claims ("name", "course", "completion date") that differ
// from the facts. Names and titles compare without regard to case, accents and
// punctuation variants; a name may leave the post-nominals out.
std::vector<std::string> FindMismatches(const Claims& claims, const SealFacts& facts);

}  // namespace certseal
