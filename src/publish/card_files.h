// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/file_batch.h"
#include "base/result.h"
#include "base/site_address.h"
#include "crypto/random.h"
#include "issue/issue_roster.h"
#include "register/register.h"

namespace certseal {

struct CardWork {
  const SiteAddress& site;
  Register& reg;
  uint64_t from;  // the log's size that was published before
  uint64_t size;  // that is published now
  const Random& random;
  const Progress& progress;
};

// StageCards stages the cards of certificates issued, or with an event, from `from` up to
// `size`, and commits them by the thousand; gives their number.
Result<size_t> StageCards(const CardWork& work, FileBatch& files);

// RemoveErasedCards removes the cards of everyone who was erased, durably, and what an
// interrupted publication left of them; gives how many cards were there.
Result<size_t> RemoveErasedCards(const SiteAddress& site, Register& reg,
                                 const std::filesystem::path& directory);

}  // namespace certseal
