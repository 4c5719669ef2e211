// SPDX-License-Identifier: Apache-2.0
#include "issue/import_document.h"

#include <algorithm>

#include "base/file.h"
#include "base/strings.h"
#include "issue/document_keys.h"
#include "issue/init_school.h"
#include "issue/key_store.h"
#include "keys/pkcs12.h"
#include "signing/document_signer.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr size_t kMaxKeyFile = 16 * 1024;
constexpr size_t kMaxSignature = 32'767;  // DocumentInfo::signature_bytes

// NewFiles removes what it created, unless it is kept.
class NewFiles {
 public:
  NewFiles() = default;
  NewFiles(const NewFiles&) = delete;
  NewFiles& operator=(const NewFiles&) = delete;
  ~NewFiles() {
    std::error_code ignored;
    for (const fs::path& each : created_) fs::remove(each, ignored);
  }
  Result<void> Create(const fs::path& path, std::string_view contents,
                      Permissions permissions) {
    TRY(CreateFileDurably(path, contents, permissions));
    created_.push_back(path);
    return {};
  }
  void Keep() { created_.clear(); }

 private:
  std::vector<fs::path> created_;
};

Result<void> DemandNew(const X509Certificate& leaf, const School& school) {
  ASSIGN_OR_RETURN(const auto stored, ListDocumentCertificates(school.paths));
  for (const StoredDocumentCertificate& each : stored) {
    if (each.chain.front() == leaf) {
      return Fail(StrCat("this certificate is here already, as ", each.name, ".crt"));
    }
  }
  return {};
}

// A signature with this chain and a timestamp must find room in a PDF.
Result<void> DemandFit(const DocumentIdentity& identity) {
  const auto no_server = [](const Sha256Digest&) -> Result<std::string> {
    return Fail("there is no server");
  };
  ASSIGN_OR_RETURN(
      const DocumentSigner signer,
      DocumentSigner::Make(identity.key.Share(), identity.chain, no_server));
  if (signer.ReservedBytes() <= kMaxSignature) return {};
  return Fail("its chain of certificates is too large to be put into every PDF",
              {"make a .p12 file without the certificates that are not needed"});
}

Result<DocumentIdentity> ReadPurchase(const School& school,
                                      const ImportOptions& options) {
  Result<DocumentIdentity> identity =
      ReadPkcs12(options.pkcs12, options.pkcs12_passphrase, options.now);
  if (!identity) return Within(options.pkcs12_file, identity.error());
  TRY(DemandNew(identity->chain.front(), school));
  if (auto fit = DemandFit(*identity); !fit)
    return Within(options.pkcs12_file, fit.error());
  return identity;
}

Result<Ed25519PrivateKey> OpenRootKey(const School& school,
                                      const ImportOptions& options) {
  std::error_code error;
  if (!fs::exists(options.root_key, error)) {
    return Fail(
        StrCat("the root key is not at ", Quote(options.root_key.string()),
               ": it signs the new trust file, which must list this key"),
        {"bring the stick with the root key, and name the file on it: --root-key "
         "/media/STICK/root.key; it is read there and not copied"});
  }
  ASSIGN_OR_RETURN(const std::string pem, ReadFile(options.root_key, kMaxKeyFile));
  Result<Ed25519PrivateKey> root =
      Ed25519PrivateKey::FromEncryptedPem(pem, options.passphrase);
  if (!root) return Within(options.root_key.string(), root.error());
  if (root->public_key() != school.trust.keys().root.key()) {
    return Fail(
        StrCat(options.root_key.string(), ": is not the root key of this school"));
  }
  return root;
}

// The next version, with the key listed last: the last open one signs.
Result<TrustKeys> ListKey(const TrustFile& trust, const Sha256Digest& spki) {
  TrustKeys keys = trust.keys();
  const auto listed =
      std::find_if(keys.documents.begin(), keys.documents.end(),
                   [&](const DocumentKey& each) { return each.spki == spki; });
  DocumentKey entry{spki, {}};
  if (listed != keys.documents.end()) {
    if (listed->window.end) return Fail("its key was closed in the trust file");
    entry = *listed;
    keys.documents.erase(listed);
  }
  keys.documents.push_back(entry);
  ++keys.version;
  return keys;
}

Result<std::string> NextTrustFile(const School& school, const Sha256Digest& spki,
                                  const ImportOptions& options) {
  ASSIGN_OR_RETURN(const TrustKeys keys, ListKey(school.trust, spki));
  ASSIGN_OR_RETURN(const Ed25519PrivateKey root, OpenRootKey(school, options));
  std::string bytes = TrustFile::Sign(keys, root);
  TRY(TrustFile::Parse(bytes).map([](const TrustFile&) {}));
  return bytes;
}

// Versions are kept: employers follow them from the one they have.
Result<void> ReplaceTrustFile(const School& school, const std::string& next) {
  const fs::path former =
      school.paths.keys() / StrCat("school-", school.trust.keys().version, ".trust");
  std::error_code error;
  if (!fs::exists(former, error)) {
    TRY(CreateFileDurably(former, school.trust.bytes(), Permissions::kPublic));
  }
  return WriteFileAtomically(school.paths.trust(), next);
}

}  // namespace

Result<ImportSummary> ImportDocument(const School& school,
                                     const ImportOptions& options) {
  ASSIGN_OR_RETURN(const DocumentIdentity identity, ReadPurchase(school, options));
  const X509Certificate& leaf = identity.chain.front();
  // The passphrase must be the one that issuing will open this key with.
  TRY(OpenNewestIssuerKey(school, options.passphrase).map([](const OpenIssuerKey&) {}));
  const DocumentKey* current = CurrentDocumentKey(school.trust);
  const bool renewed = current && current->spki == leaf.spki_digest();
  std::string next;
  if (!renewed) {
    ASSIGN_OR_RETURN(next, NextTrustFile(school, leaf.spki_digest(), options));
  }
  ASSIGN_OR_RETURN(const std::string name, NewDocumentName(school.paths));
  ASSIGN_OR_RETURN(const std::string pem,
                   identity.key.ToEncryptedPem(options.passphrase));

  NewFiles files;
  TRY(files.Create(school.paths.key(name), pem, Permissions::kPrivate));
  TRY(files.Create(school.paths.keys() / StrCat(name, ".crt"),
                   CertificatesToPem(identity.chain), Permissions::kPublic));
  ImportSummary summary{name, identity.chain, {}};
  if (!renewed) {
    TRY(ReplaceTrustFile(school, next));
    summary.trust_version = school.trust.keys().version + 1;
  }
  files.Keep();
  return summary;
}

}  // namespace certseal
