// SPDX-License-Identifier: Apache-2.0
//
// What the claims of an audit have found out for those after them. For the .cc files of
// audit only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "audit/audit.h"
#include "audit/log_replay.h"
#include "audit/trust_history.h"
#include "base/file_lock.h"
#include "issue/school_directory.h"
#include "log/checkpoint.h"
#include "register/register.h"
#include "site/site_source.h"
#include "status/status_list.h"

namespace certseal {

// RegisterSnapshot is one state of what the register says of itself as a whole.
struct RegisterSnapshot {
  uint64_t size = 0;  // of the log
  std::optional<SignedCheckpoint> newest;
  std::vector<std::pair<uint64_t, std::string>> trust_files;
  std::vector<StoredStatusList> lists;
};

// BlockPlaces are the places of a block of the status lists, by what the log says of
// their certificates.
struct BlockPlaces {
  StatusBits taken;
  StatusBits revoked;  // replaced ones too
  StatusBits suspended;
};

// AuditedSite is the site at hand, locked against others.
struct AuditedSite {
  std::filesystem::path directory;
  DirectoryLock lock;
  SiteDirectory files;
  SignedCheckpoint checkpoint;
  HeadEntry head;          // its last entry
  const TrustFile* trust;  // the newest that it knows
  uint64_t cards = 0;      // of this register's certificates that are there

  uint64_t size() const { return checkpoint.tree().size; }
  // Must gives a file that has to be there.
  Result<std::string> Must(const std::string& path, size_t max_bytes) const;
};

using UsedTemplate = std::pair<std::string, Sha256Digest>;  // name, digest of the file

struct AuditContext {
  const AuditOptions& options;
  std::optional<School> school = {};
  std::optional<Register> reg = {};
  RegisterSnapshot snapshot = {};
  LogReplay log = {};
  TrustHistory trust = {};
  std::vector<RecoveredEntries> recoveries = {};
  std::set<uint64_t> lost = {};  // `issue` entries without a certificate
  std::map<uint32_t, BlockPlaces> places = {};
  std::set<UsedTemplate> templates = {};
  std::set<std::string> signatures = {};  // digests of the pictures on certificates
  std::optional<AuditedSite> site = {};

  uint64_t size() const { return snapshot.size; }
  Register& database() { return *reg; }
};

}  // namespace certseal
