// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "log/checkpoint.h"
#include "log/tree.h"
#include "site/site_source.h"
#include "trust/trust_file.h"

namespace certseal {

// PublishedCheckpoint is what the world has been shown at one place.
struct PublishedCheckpoint {
  std::string where;
  SignedCheckpoint checkpoint;
};

// ReadPublished gives the checkpoint of every place that has one. A place that cannot be
// read, or holds something else than a checkpoint signed by this school, is an error:
// what was published must be known before the log may grow.
Result<std::vector<PublishedCheckpoint>> ReadPublished(
    std::span<const SiteSource* const> places, const TrustFile& trust);

// DemandPrefix succeeds where everything that was published is a prefix of the log in
// `tree`. Otherwise this register is an old copy, or two have been written to, and going
// on would fork the log: the error says which, and the ways out.
Result<void> DemandPrefix(std::span<const PublishedCheckpoint> published, TreeReader& tree);

}  // namespace certseal
