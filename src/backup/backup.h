// SPDX-License-Identifier: Apache-2.0
//
// A school's directory as one encrypted file, and back. docs/backup.md describes both.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "issue/school_directory.h"
#include "keys/secret.h"
#include "register/register.h"

namespace certseal {

// BackupFacts is what a backup says of itself.
struct BackupFacts {
  std::string school;  // its name
  std::string url;
  Timestamp made = Timestamp::Epoch();
  uint64_t log_size = 0;
  std::string checkpoint = {};  // the newest signed note of its log; empty: there is none
  size_t files = 0;
  uint64_t bytes = 0;  // of the files
};

// BackUp writes `file`, which must not exist and must lie outside the school's directory,
// whole or not at all. The register in it is of one moment, whoever writes meanwhile; others
// wait while it is copied. What `render` and `publish` make again (certificates/, site/) is
// not in it.
Result<BackupFacts> BackUp(const School& school, Register& reg, const Secret& passphrase,
                           const std::filesystem::path& file, Timestamp now);

// CheckBackup reads and authenticates every byte of a backup, and keeps nothing.
Result<BackupFacts> CheckBackup(const std::filesystem::path& file, const Secret& passphrase);

// Restore makes `directory`, which must not exist, the school that was backed up, whole or
// not at all, once school, register and checkpoint were found sound. It marks it as restored:
// nothing is signed there before it was compared with what was published (restored.h).
Result<BackupFacts> Restore(const std::filesystem::path& file, const Secret& passphrase,
                            const std::filesystem::path& directory);

}  // namespace certseal
