// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "trust/trust_file.h"

namespace certseal {

// PinnedSchools keeps the trust files of the schools that an employer has accepted, one
// file each, in a directory of his.
class PinnedSchools {
 public:
  // The directory need not exist yet.
  explicit PinnedSchools(std::filesystem::path directory);

  // All reads every pinned school, by origin. One unreadable file is an error that
  // names it: a school silently missing would turn its certificates into strangers'.
  Result<std::vector<TrustFile>> All() const;

  // Add pins a school. An older version of a pinned school's file, or one with another
  // root key, is refused; the same file again is fine.
  Result<void> Add(const TrustFile& trust) const;

  // Update replaces the pinned file by `to` if it is still `from`, byte for byte;
  // otherwise (another program was faster, or the school is no longer pinned) it leaves
  // all as it is and succeeds. For callers who have followed the versions from the one
  // to the other with TrustFile::CheckSuccessor, also to another root. Fails where `to`
  // is of another site or not newer, and where reading or writing fails.
  Result<void> Update(const TrustFile& from, const TrustFile& to) const;

  // Remove unpins the school of that origin.
  Result<void> Remove(std::string_view origin) const;

  const std::filesystem::path& directory() const { return directory_; }

 private:
  std::filesystem::path PathOf(std::string_view origin) const;
  std::filesystem::path directory_;
};

}  // namespace certseal
