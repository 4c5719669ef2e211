// SPDX-License-Identifier: Apache-2.0
#include "issue/import_document.h"

#include <algorithm>

#include "base/strings.h"
#include "issue/document_keys.h"
#include "issue/key_files.h"
#include "issue/key_store.h"
#include "keys/pkcs12.h"
#include "signing/document_signer.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr size_t kMaxSignature = 32'767;  // DocumentInfo::signature_bytes

bool IsListed(const TrustKeys& keys, const Sha256Digest& spki) {
  return std::any_of(keys.documents.begin(), keys.documents.end(),
                     [&](const DocumentKey& each) { return each.spki == spki; });
}

// Files of a key that is not listed are what an interrupted import has left.
Result<void> DemandNew(const X509Certificate& leaf, const School& school) {
  if (!IsListed(school.trust.keys(), leaf.spki_digest())) return {};
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
      ReadPkcs12(options.pkcs12, options.pkcs12_passphrase, options.access.clock());
  if (!identity) return Within(options.pkcs12_file, identity.error());
  if (auto is_new = DemandNew(identity->chain.front(), school); !is_new) {
    return Within(options.pkcs12_file, is_new.error());
  }
  if (auto fit = DemandFit(*identity); !fit) {
    return Within(options.pkcs12_file, fit.error());
  }
  return identity;
}

// Issuing will open the key with the passphrase that opens the others.
Result<void> DemandPassphrase(const School& school, const Secret& passphrase) {
  const TrustKeys& keys = school.trust.keys();
  ASSIGN_OR_RETURN(const size_t n, NewestIssuer(keys));
  const IssuerKey& issuer = keys.issuers[n];
  TRY(ReadEd25519Key(school.paths.key(issuer.id), passphrase, issuer.key.key(),
                     issuer.id)
          .map([](const Ed25519PrivateKey&) {}));
  return {};
}

Result<ImportSummary> Renew(const School& school, const DocumentIdentity& identity,
                            const Secret& passphrase) {
  TRY(DemandPassphrase(school, passphrase));
  ASSIGN_OR_RETURN(const std::string name, NewDocumentName(school.paths));
  ASSIGN_OR_RETURN(const std::string pem, identity.key.ToEncryptedPem(passphrase));
  const fs::path file = school.paths.key(name);
  NewKeyFiles files;
  TRY(files.Create(file, pem, Permissions::kPrivate));
  TRY(files.Create(school.paths.keys() / StrCat(name, ".crt"),
                   CertificatesToPem(identity.chain), Permissions::kPublic));
  files.Keep();
  return ImportSummary{file, identity.chain};
}

}  // namespace

Result<ImportSummary> ImportDocument(School& school, Register& reg,
                                     const ImportOptions& options) {
  const KeyAccess& access = options.access;
  ASSIGN_OR_RETURN(DocumentIdentity identity, ReadPurchase(school, options));
  const DocumentKey* current = CurrentDocumentKey(school.trust);
  if (current && current->spki == identity.chain.front().spki_digest()) {
    return Renew(school, identity, access.passphrase);
  }
  ASSIGN_OR_RETURN(KeyChange change, OpenKeyChange(school, access, {}));
  ASSIGN_OR_RETURN(std::string pem, identity.key.ToEncryptedPem(access.passphrase));
  const std::vector<X509Certificate> chain = identity.chain;
  change.fresh_document = FreshDocumentKey{std::move(identity), std::move(pem)};
  ASSIGN_OR_RETURN(KeyChangeSummary summary,
                   CommitKeyChange(school, reg, change, access.clock));
  return ImportSummary{summary.files.front(), chain, std::move(summary)};
}

}  // namespace certseal
