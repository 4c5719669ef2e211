// SPDX-License-Identifier: Apache-2.0
#include "issue/key_access.h"

#include <future>

#include "base/strings.h"
#include "issue/init_school.h"
#include "issue/key_files.h"
#include "keys/school_certificates.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr size_t kMaxCertificateFile = 64 * 1024;

// A key that will sign, and the contents of its file where it is new.
template <typename Open>
struct Signing {
  Open open;
  std::optional<std::string> pem;
};

Result<Signing<OpenIssuerKey>> OpenIssuer(const School& school,
                                          const KeyAccess& access) {
  const TrustKeys& keys = school.trust.keys();
  ASSIGN_OR_RETURN(const size_t n, NewestIssuer(keys));
  const IssuerKey& listed = keys.issuers[n];
  ASSIGN_OR_RETURN(Ed25519PrivateKey key,
                   ReadEd25519Key(school.paths.key(listed.id), access.passphrase,
                                  listed.key.key(), listed.id));
  return Signing<OpenIssuerKey>{{listed, std::move(key)}, {}};
}

Result<Signing<OpenIssuerKey>> MakeIssuer(const School& school,
                                          const KeyAccess& access) {
  ASSIGN_OR_RETURN(const std::string id, NewIssuerId(school, access.clock().date()));
  Ed25519PrivateKey key = Ed25519PrivateKey::Generate();
  const std::string name = StrCat(school.trust.keys().site.origin(), '/', id);
  ASSIGN_OR_RETURN(VerifierKey verifier, VerifierKey::Make(name, key.public_key()));
  ASSIGN_OR_RETURN(std::string pem, key.ToEncryptedPem(access.passphrase));
  return Signing<OpenIssuerKey>{{{id, std::move(verifier), {}}, std::move(key)},
                                std::move(pem)};
}

Result<Signing<OpenLogKey>> OpenLog(const School& school, const KeyAccess& access) {
  const TrustKeys& keys = school.trust.keys();
  ASSIGN_OR_RETURN(const size_t n, NewestLog(keys));
  const fs::path path = school.paths.key(LogKeyName(n));
  std::error_code error;
  if (!fs::exists(path, error)) {
    return Fail(
        StrCat("the log key is not at ", Quote(path.string())),
        {"bring it back from a backup",
         "where it is lost, put a new one in its place: certseal keys rotate log"});
  }
  ASSIGN_OR_RETURN(
      Ed25519PrivateKey key,
      ReadEd25519Key(path, access.passphrase, keys.logs[n].key.key(), "the log key"));
  return Signing<OpenLogKey>{{keys.logs[n], std::move(key)}, {}};
}

// Its name is the log's origin, as that of every log key is.
Result<Signing<OpenLogKey>> MakeLog(const School& school, const KeyAccess& access) {
  Ed25519PrivateKey key = Ed25519PrivateKey::Generate();
  ASSIGN_OR_RETURN(
      VerifierKey verifier,
      VerifierKey::Make(school.trust.keys().site.origin(), key.public_key()));
  ASSIGN_OR_RETURN(std::string pem, key.ToEncryptedPem(access.passphrase));
  return Signing<OpenLogKey>{{{std::move(verifier), {}}, std::move(key)},
                             std::move(pem)};
}

Result<P256PrivateKey> OpenAuthorityKey(const School& school, const KeyAccess& access) {
  const fs::path path = access.authority_key.empty() ? school.paths.key(kAuthorityKey)
                                                     : access.authority_key;
  std::error_code error;
  if (!fs::exists(path, error)) {
    return Fail(
        StrCat("the key of the school's authority is not at ", Quote(path.string()),
               ": it signs a new document certificate"),
        {"bring the stick that it is on: --ca-key /media/STICK/school-ca.key",
         "or use a purchased certificate: certseal keys import-document --p12 FILE"});
  }
  ASSIGN_OR_RETURN(const std::string pem, ReadFile(path, kMaxKeyFile));
  Result<P256PrivateKey> key = P256PrivateKey::FromEncryptedPem(pem, access.passphrase);
  if (!key) return Within(path.string(), key.error());
  return key;
}

Result<FreshDocumentKey> MakeDocument(const School& school, const KeyAccess& access) {
  const fs::path path = school.paths.keys() / StrCat(kAuthorityKey, ".crt");
  ASSIGN_OR_RETURN(const std::string authority_pem,
                   ReadFile(path, kMaxCertificateFile));
  const auto authority = CertificatesFromPem(authority_pem);
  if (!authority) return Within(path.string(), authority.error());
  ASSIGN_OR_RETURN(const P256PrivateKey authority_key,
                   OpenAuthorityKey(school, access));
  P256PrivateKey key = P256PrivateKey::Generate();
  const auto certificate = MakeDocumentCertificate(
      school.trust.keys().name, authority->front(), authority_key, key, access.clock());
  if (!certificate) return Within(path.string(), certificate.error());
  ASSIGN_OR_RETURN(std::string pem, key.ToEncryptedPem(access.passphrase));
  // The authority's certificate stays in its own file.
  return FreshDocumentKey{{std::move(key), {*certificate}}, std::move(pem)};
}

Result<FreshRootKey> MakeRoot(const School& school, const KeyAccess& access) {
  fs::path file = access.new_root_key;
  if (file.empty()) {
    ASSIGN_OR_RETURN(const std::string name, NewRootName(school.paths));
    file = school.paths.key(name);
  }
  std::error_code error;
  if (fs::exists(file, error)) {
    return Fail(StrCat(Quote(file.string()), " exists already: no key is overwritten"),
                {"name another file with --new-root-key"});
  }
  Ed25519PrivateKey key = Ed25519PrivateKey::Generate();
  ASSIGN_OR_RETURN(std::string pem, key.ToEncryptedPem(access.passphrase));
  return FreshRootKey{std::move(key), std::move(pem), std::move(file)};
}

template <typename Make>
auto Start(Make* make, const School& school, const KeyAccess& access) {
  return std::async(std::launch::async,
                    [make, &school, &access] { return make(school, access); });
}

}  // namespace

std::string_view KeyKindText(KeyKind kind) {
  switch (kind) {
    case KeyKind::kIssuer:
      return "issuer";
    case KeyKind::kLog:
      return "log";
    case KeyKind::kDocument:
      return "document";
    case KeyKind::kRoot:
      return "root";
  }
  return "";
}

// Each takes half a second by design: all at once, but for the one that shows that the
// passphrase is right.
Result<KeyChange> OpenKeyChange(const School& school, const KeyAccess& access,
                                const std::set<KeyKind>& fresh) {
  ASSIGN_OR_RETURN(Ed25519PrivateKey root,
                   OpenRootKey(school, access.root_key, access.passphrase));
  auto issuing =
      Start(fresh.contains(KeyKind::kIssuer) ? MakeIssuer : OpenIssuer, school, access);
  auto logging =
      Start(fresh.contains(KeyKind::kLog) ? MakeLog : OpenLog, school, access);
  std::future<Result<FreshDocumentKey>> document;
  std::future<Result<FreshRootKey>> next_root;
  if (fresh.contains(KeyKind::kDocument))
    document = Start(MakeDocument, school, access);
  if (fresh.contains(KeyKind::kRoot)) next_root = Start(MakeRoot, school, access);
  ASSIGN_OR_RETURN(auto issuer, issuing.get());
  ASSIGN_OR_RETURN(auto log, logging.get());
  KeyChange change{std::move(root), {std::move(issuer.open), std::move(log.open)}};
  change.fresh_issuer = std::move(issuer.pem);
  change.fresh_log = std::move(log.pem);
  if (document.valid()) {
    ASSIGN_OR_RETURN(change.fresh_document, document.get());
  }
  if (next_root.valid()) {
    ASSIGN_OR_RETURN(change.fresh_root, next_root.get());
  }
  return change;
}

}  // namespace certseal
