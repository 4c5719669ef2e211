// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/file_batch.h"
#include "base/result.h"
#include "register/register.h"
#include "status/manifest.h"

namespace certseal {

// StatusFiles are the status lists and the manifest of the register as one head commits
// to them.
struct StatusFiles {
  StatusManifest manifest;
  std::vector<StoredStatusList> lists;
};

// ReadStatusFiles fails where they are not what the head's digest says.
Result<StatusFiles> ReadStatusFiles(Register& reg, uint64_t trust_version,
                                    const Sha256Digest& manifest_sha256);

// StageByDigest stages what the directory does not have yet of status/sha256/: what our
// lookup reads, so that the former checkpoint's files stay while the new ones come.
Result<void> StageByDigest(const StatusFiles& status,
                           const std::filesystem::path& directory, FileBatch& files);

// StageByName stages status/<purpose>/<block> and the manifest under the names that other
// verifiers know, each list valid by itself.
Result<void> StageByName(const StatusFiles& status, FileBatch& files);

// RemoveOldDigests removes from status/sha256/ what neither of two manifests lists: the
// one published now and the one before.
Result<void> RemoveOldDigests(const std::filesystem::path& directory,
                              const StatusFiles& now, const std::string& before);

}  // namespace certseal
