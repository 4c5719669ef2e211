// SPDX-License-Identifier: Apache-2.0
#include "issue/key_files.h"

#include "base/strings.h"
#include "issue/init_school.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr int kMaxNames = 1000;

// A name that cannot be looked at counts as taken.
bool IsTaken(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  return status.type() != fs::file_type::not_found;
}

std::string RootName(int number) {
  return number == 1 ? std::string(kRootKey) : StrCat(kRootKey, '-', number);
}

// The newest first.
std::vector<fs::path> RootFiles(const SchoolPaths& paths) {
  std::vector<fs::path> files;
  for (int number = kMaxNames; number > 0; --number) {
    const fs::path path = paths.key(RootName(number));
    if (IsTaken(path)) files.push_back(path);
  }
  return files;
}

Result<Ed25519PrivateKey> ReadRoot(const fs::path& path, const Secret& passphrase,
                                   const Ed25519PublicKey& expected) {
  ASSIGN_OR_RETURN(const std::string pem, ReadFile(path, kMaxKeyFile));
  Result<Ed25519PrivateKey> root = Ed25519PrivateKey::FromEncryptedPem(pem, passphrase);
  if (!root) return Within(path.string(), root.error());
  if (root->public_key() == expected) return root;
  return Fail(
      StrCat(path.string(), ": is not the root key of this school"),
      {"certseal keys list shows its fingerprint; name its file with --root-key"});
}

tl::unexpected<Error> RootIsAway(const fs::path& path) {
  return Fail(StrCat("the root key is not at ", Quote(path.string()),
                     ": it signs the new trust file"),
              {"bring the stick with the root key, and name the file on it: --root-key "
               "/media/STICK/root.key; it is read there and not copied"});
}

}  // namespace

NewKeyFiles::~NewKeyFiles() {
  std::error_code ignored;
  for (const fs::path& each : created_) fs::remove(each, ignored);
}

Result<void> NewKeyFiles::Create(const fs::path& path, std::string_view contents,
                                 Permissions permissions) {
  TRY(CreateFileDurably(path, contents, permissions));
  created_.push_back(path);
  return {};
}

Result<std::string> NewIssuerId(const School& school, Date today) {
  const std::string year = today.Iso().substr(0, 4);
  for (int number = 1; number < kMaxNames; ++number) {
    std::string id = StrCat("key-", year, number < 10 ? "-0" : "-", number);
    if (!school.trust.FindIssuer(id) && !IsTaken(school.paths.key(id))) return id;
  }
  return Fail(StrCat(school.paths.keys().string(), " holds too many issuer keys"));
}

Result<std::string> NewRootName(const SchoolPaths& paths) {
  for (int number = 1; number <= kMaxNames; ++number) {
    if (!IsTaken(paths.key(RootName(number)))) return RootName(number);
  }
  return Fail(StrCat(paths.keys().string(), " holds too many root keys"));
}

std::optional<fs::path> NewestRootFile(const SchoolPaths& paths) {
  const std::vector<fs::path> files = RootFiles(paths);
  return files.empty() ? std::nullopt : std::optional(files.front());
}

Result<Ed25519PrivateKey> OpenRootKey(const School& school, const fs::path& path,
                                      const Secret& passphrase) {
  const std::vector<fs::path> files =
      path.empty() ? RootFiles(school.paths) : std::vector<fs::path>{path};
  if (files.empty()) return RootIsAway(school.paths.key(kRootKey));
  if (!IsTaken(files.front())) return RootIsAway(files.front());
  std::optional<Error> why;
  for (const fs::path& file : files) {
    Result<Ed25519PrivateKey> root =
        ReadRoot(file, passphrase, school.trust.keys().root.key());
    if (root) return root;
    if (!why) why = root.error();
  }
  return Fail(*why);
}

Result<std::optional<fs::path>> SetAside(const fs::path& path) {
  if (!IsTaken(path)) return std::optional<fs::path>();
  for (int number = 1; number <= kMaxNames; ++number) {
    fs::path other = path;
    other += number == 1 ? std::string(".unused") : StrCat(".unused-", number);
    if (IsTaken(other)) continue;
    std::error_code error;
    fs::rename(path, other, error);
    if (!error) return std::optional(std::move(other));
    return Fail(StrCat("cannot rename ", Quote(path.string()), ": ", error.message()));
  }
  return Fail(StrCat("too many files beside ", Quote(path.string())));
}

}  // namespace certseal
