// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "log/checkpoint.h"
#include "log/entry.h"
#include "log/tree.h"
#include "site/site_source.h"
#include "status/manifest.h"
#include "trust/trust_file.h"

namespace certseal {

// SiteHistory is what a site shows of a log from an index on. Its entries are not
// proven before they give the checkpoint's tree together with those before them.
struct SiteHistory {
  SignedCheckpoint checkpoint;
  HeadEntry head;                      // its last entry
  std::vector<std::string> entries;    // from the index on
  std::vector<LogEntry> parsed;        // the same
  std::vector<TrustFile> trust_files;  // of the `keys` entries among them
  std::vector<StatusList> lists;       // that the head commits to

  uint64_t size() const { return checkpoint.tree().size; }
};

// SiteKeys are the trust files that a site adds to those that a log knows.
struct SiteKeys {
  std::vector<TrustFile> added;  // ascending
  TrustFile newest;
};

// FollowSiteKeys goes from the newest file that the log knows, none: from keys/1, to
// the newest of the site. Each must be the successor of the one before, and that of the
// school's own version must be the school's own.
Result<SiteKeys> FollowSiteKeys(const SiteSource& site,
                                const std::optional<TrustFile>& logged,
                                const TrustFile& school);

// TilesOf reads the tiles of a site, which must outlive it.
TileSource TilesOf(const SiteSource& site);

// ReadSiteHistory reads what comes behind the first `from` entries, of which there must
// be more under the checkpoint. Every file is what the head or a `keys` entry says.
Result<SiteHistory> ReadSiteHistory(const SiteSource& site, const SiteKeys& keys,
                                    const SignedCheckpoint& checkpoint, uint64_t from);

}  // namespace certseal
