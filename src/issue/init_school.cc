// SPDX-License-Identifier: Apache-2.0
#include "issue/init_school.h"

#include <future>

#include "base/file.h"
#include "base/leftovers.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "keys/private_key.h"
#include "keys/school_certificates.h"
#include "ledger/ledger_commit.h"
#include "register/register.h"
#include "school/database_field.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr size_t kMaxName = 120;  // characters, as school.json has it

// Staging is the directory while it is being made; what is not kept is removed, with what
// an earlier program that was killed has left.
class Staging {
 public:
  explicit Staging(const fs::path& final_path)
      : final_(final_path), path_(TemporaryBeside(final_path)) {
    RemoveLeftoversOf(final_path);
  }
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  ~Staging() {
    std::error_code ignored;
    if (!kept_) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

  // An empty directory of the final name is replaced; any other fails.
  Result<void> Keep() {
    std::error_code error;
    fs::rename(path_, final_, error);
    if (error) {
      return Fail(StrCat("cannot create ", Quote(final_.string()), ": ", error.message()));
    }
    kept_ = true;
    return SyncDirectoryOf(final_);
  }

 private:
  fs::path final_;
  fs::path path_;
  bool kept_ = false;
};

struct NewKeys {
  Ed25519PrivateKey root = Ed25519PrivateKey::Generate();
  Ed25519PrivateKey issuer = Ed25519PrivateKey::Generate();
  Ed25519PrivateKey log = Ed25519PrivateKey::Generate();
  P256PrivateKey authority = P256PrivateKey::Generate();
  P256PrivateKey document = P256PrivateKey::Generate();
};

Result<void> DemandEmptyPlace(const fs::path& directory) {
  std::error_code error;
  if (fs::exists(directory, error) && !fs::is_empty(directory, error)) {
    return Fail(StrCat(Quote(directory.string()), " exists already and is not empty"),
                {"choose another directory: nothing of a school is ever overwritten"});
  }
  return {};
}

Result<TrustKeys> MakeTrustKeys(const SiteAddress& site, std::string_view name,
                                const std::string& issuer_id, const NewKeys& keys) {
  const auto verifier = [&](std::string_view suffix, const Ed25519PrivateKey& key) {
    return VerifierKey::Make(StrCat(site.origin(), suffix), key.public_key());
  };
  ASSIGN_OR_RETURN(VerifierKey root, verifier("/root", keys.root));
  // A checkpoint's first line and its signer's name are both the log's origin.
  ASSIGN_OR_RETURN(VerifierKey log, verifier("", keys.log));
  ASSIGN_OR_RETURN(VerifierKey issuer, verifier("/" + issuer_id, keys.issuer));
  return TrustKeys{site,
                   std::string(name),
                   1,
                   std::move(root),
                   {{std::move(log), {}}},
                   {{issuer_id, std::move(issuer), {}}},
                   {{keys.document.SpkiDigest(), {}}}};
}

// Encrypting a key takes half a second by design: all at once.
Result<void> WriteKeys(const SchoolPaths& paths, const NewKeys& keys,
                       const std::string& issuer_id, const Secret& passphrase) {
  const auto encrypt = [&passphrase](const auto& key) {
    return std::async(std::launch::async, [&] { return key.ToEncryptedPem(passphrase); });
  };
  std::pair<std::string, std::future<Result<std::string>>> pems[] = {
      {std::string(kRootKey), encrypt(keys.root)},
      {issuer_id, encrypt(keys.issuer)},
      {std::string(kLogKey), encrypt(keys.log)},
      {std::string(kAuthorityKey), encrypt(keys.authority)},
      {std::string(kDocumentKey), encrypt(keys.document)}};
  for (auto& [name, future] : pems) {
    ASSIGN_OR_RETURN(const std::string pem, future.get());
    TRY(CreateFileDurably(paths.key(name), pem, Permissions::kPrivate));
  }
  return {};
}

Result<void> WritePublicKeys(const SchoolPaths& paths, const NewKeys& keys,
                             const TrustKeys& trust, Timestamp now) {
  ASSIGN_OR_RETURN(const SchoolCertificates certificates,
                   MakeSchoolCertificates(trust.name, keys.authority, keys.document, now));
  TRY(CreateFileDurably(paths.keys() / "school-ca.crt", certificates.authority,
                        Permissions::kPublic));
  TRY(CreateFileDurably(paths.keys() / "document.crt", certificates.document,
                        Permissions::kPublic));
  return CreateFileDurably(paths.trust(), TrustFile::Sign(trust, keys.root),
                           Permissions::kPublic);
}

// The log begins with the first trust file.
Result<void> CreateRegister(const SchoolPaths& paths, const NewKeys& keys, Timestamp now) {
  ASSIGN_OR_RETURN(const School school, School::Open(paths.root));
  ASSIGN_OR_RETURN(Register reg, Register::Create(school.Location()));
  const TrustKeys& listed = school.trust.keys();
  const LedgerContext context{
      reg,
      {school.trust},
      {listed.issuers.front(), &keys.issuer, listed.logs.front(), &keys.log},
      {},
      [now] { return now; }};
  ASSIGN_OR_RETURN(LedgerCommit commit, LedgerCommit::Begin(context));
  TRY(commit.Finish().map([](const SignedCheckpoint&) {}));
  return {};
}

Result<void> DemandName(std::string_view name) {
  const bool plain = !FindInvalidUtf8(name) && EscapeControls(name) == name;
  if (!plain || Trim(name).empty() || ToUtf32(name).size() > kMaxName) {
    return Fail(StrCat("--name ", Quote(name), " is not a school's name"),
                {StrCat("give it in one line of at most ", kMaxName, " characters")});
  }
  return {};
}

// The directory's own name, without a slash behind it.
Result<fs::path> PlaceOf(const fs::path& directory) {
  std::error_code error;
  fs::path place = fs::absolute(directory, error).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  if (place == fs::current_path(error)) {
    return Fail("a school cannot be made in the current directory itself",
                {"name a new directory: certseal init school ..."});
  }
  return place;
}

}  // namespace

Result<InitSummary> InitSchool(const InitOptions& options) {
  ASSIGN_OR_RETURN(const SiteAddress site, SiteAddress::Parse(options.url));
  TRY(DemandName(options.name));
  ASSIGN_OR_RETURN(const fs::path place, PlaceOf(options.directory));
  TRY(DemandEmptyPlace(options.directory));
  const std::string name = Nfc(Trim(options.name));
  const std::string issuer_id =
      StrCat("key-", options.now.date().Iso().substr(0, 4), "-01");

  Staging staging(place);
  const SchoolPaths paths{staging.path()};
  TRY(MakeDirectories(paths.keys()));
  TRY(MakeDirectories(paths.templates()));
  TRY(MakeDirectories(paths.certificates()));
  ASSIGN_OR_RETURN(const std::string profile,
                   WithDatabase(NewSchoolJson(name, site), options.database));
  TRY(CreateFileDurably(paths.profile(), profile, Permissions::kPublic));
  TRY(CreateFileDurably(paths.catalogue(), StarterCatalogueJson(), Permissions::kPublic));
  const NewKeys keys;
  ASSIGN_OR_RETURN(const TrustKeys trust, MakeTrustKeys(site, name, issuer_id, keys));
  TRY(WriteKeys(paths, keys, issuer_id, options.passphrase));
  TRY(WritePublicKeys(paths, keys, trust, options.now));
  TRY(CreateRegister(paths, keys, options.now));
  // What was written must read back before anyone relies on it.
  ASSIGN_OR_RETURN(const School school, School::Open(staging.path()));
  TRY(staging.Keep());
  return InitSummary{school.trust.Fingerprint(), issuer_id};
}

}  // namespace certseal
