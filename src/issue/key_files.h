// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/file.h"
#include "base/result.h"
#include "issue/school_directory.h"
#include "keys/private_key.h"
#include "keys/secret.h"

namespace certseal {

inline constexpr size_t kMaxKeyFile = 16 * 1024;

// NewKeyFiles creates files that must not exist yet, durably, and removes them again
// unless they are kept.
class NewKeyFiles {
 public:
  NewKeyFiles() = default;
  NewKeyFiles(const NewKeyFiles&) = delete;
  NewKeyFiles& operator=(const NewKeyFiles&) = delete;
  ~NewKeyFiles();

  Result<void> Create(const std::filesystem::path& path, std::string_view contents,
                      Permissions permissions);
  void Keep() { created_.clear(); }
  const std::vector<std::filesystem::path>& created() const { return created_; }

 private:
  std::vector<std::filesystem::path> created_;
};

// NewIssuerId is the next id of the year, key-2026-02, that neither the trust file nor
// a file in keys/ has.
Result<std::string> NewIssuerId(const School& school, Date today);

// NewRootName is the first of root, root-2, root-3 ... of which there is no file in
// keys/.
Result<std::string> NewRootName(const SchoolPaths& paths);

// NewestRootFile is the last of them that is there.
std::optional<std::filesystem::path> NewestRootFile(const SchoolPaths& paths);

// OpenRootKey decrypts the school's root key where it lies; it is never copied. `path`
// empty: the root*.key in keys/ that is it. Takes about half a second a file.
Result<Ed25519PrivateKey> OpenRootKey(const School& school,
                                      const std::filesystem::path& path,
                                      const Secret& passphrase);

// SetAside gives a file another name, <name>.unused, and says which. For a key that an
// interrupted change left under a name that is needed: no trust file lists it. Whoever
// calls it holds the right to write to the register. Nothing there: nothing is done.
Result<std::optional<std::filesystem::path>> SetAside(
    const std::filesystem::path& path);

}  // namespace certseal
