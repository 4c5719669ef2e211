// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/database_url.h"
#include "base/date.h"
#include "base/result.h"
#include "issue/school_directory.h"
#include "keys/secret.h"

namespace certseal {

struct InitOptions {
  std::filesystem::path directory;  // must not exist, or be empty
  std::string name;
  std::string url;
  const Secret& passphrase;
  Timestamp now;
  std::optional<DatabaseUrl> database = {};  // the register's; none: a file
};

struct InitSummary {
  std::string fingerprint;  // of the root key
  std::string issuer_key_id;
};

// InitSchool makes a school's directory: profile, catalogue, keys, trust file, an empty
// register. The directory appears whole or not at all.
Result<InitSummary> InitSchool(const InitOptions& options);

// Key files under keys/, each with the suffix ".key".
inline constexpr std::string_view kRootKey = "root";
inline constexpr std::string_view kLogKey = "log";
inline constexpr std::string_view kDocumentKey = "document";
inline constexpr std::string_view kAuthorityKey = "school-ca";

}  // namespace certseal
