// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "base/date.h"
#include "base/result.h"
#include "crypto/random.h"
#include "issue/issue_roster.h"
#include "issue/school_directory.h"
#include "register/register.h"

namespace certseal {

struct PublishSummary {
  size_t new_cards = 0;
  size_t present_cards = 0;
};

// PublishSite writes the school's site: the trust file as keys/<version>, a card for
// every certificate (record/card.h), and last the time, as `published`. A card or trust
// file once published stays, byte for byte. No file of the site holds a name or a code
// in the clear.
Result<PublishSummary> PublishSite(const School& school, Register& reg,
                                   const std::filesystem::path& directory, Timestamp now,
                                   const Random& random, const Progress& progress);

}  // namespace certseal
