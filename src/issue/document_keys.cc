// SPDX-License-Identifier: Apache-2.0
#include "issue/document_keys.h"

#include "base/file.h"
#include "base/strings.h"
#include "issue/init_school.h"
#include "issue/key_files.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr size_t kMaxCertificateFile = 256 * 1024;
constexpr int kMaxNames = 1000;

std::string NameOf(int number) {
  return number == 1 ? std::string(kDocumentKey) : StrCat(kDocumentKey, '-', number);
}

fs::path CertificateFile(const SchoolPaths& paths, std::string_view name) {
  return paths.keys() / StrCat(name, ".crt");
}

Result<std::vector<X509Certificate>> ReadPem(const fs::path& path) {
  ASSIGN_OR_RETURN(const std::string pem, ReadFile(path, kMaxCertificateFile));
  auto certificates = CertificatesFromPem(pem);
  if (!certificates) return Within(path.string(), certificates.error());
  return certificates;
}

// Authorities that may stand above a document certificate: what its own file brings,
// then the school's.
Result<std::vector<X509Certificate>> ReadChain(const SchoolPaths& paths,
                                               std::string_view name) {
  ASSIGN_OR_RETURN(std::vector<X509Certificate> found,
                   ReadPem(CertificateFile(paths, name)));
  std::error_code error;
  const fs::path own = paths.keys() / "school-ca.crt";
  if (fs::exists(own, error)) {
    ASSIGN_OR_RETURN(const std::vector<X509Certificate> authority, ReadPem(own));
    found.insert(found.end(), authority.begin(), authority.end());
  }
  return OrderChain(found.front(), found);
}

}  // namespace

Result<std::vector<StoredDocumentCertificate>> ListDocumentCertificates(
    const SchoolPaths& paths) {
  std::vector<StoredDocumentCertificate> all;
  std::error_code error;
  for (int number = 1; number <= kMaxNames; ++number) {
    const std::string name = NameOf(number);
    if (!fs::exists(CertificateFile(paths, name), error)) continue;
    ASSIGN_OR_RETURN(std::vector<X509Certificate> chain, ReadChain(paths, name));
    all.push_back({name, std::move(chain)});
  }
  return all;
}

Result<std::string> NewDocumentName(const SchoolPaths& paths) {
  std::error_code error;
  for (int number = 1; number <= kMaxNames; ++number) {
    const std::string name = NameOf(number);
    if (!fs::exists(CertificateFile(paths, name), error) &&
        !fs::exists(paths.key(name), error)) {
      return name;
    }
  }
  return Fail(StrCat(paths.keys().string(), " holds too many document keys"));
}

const DocumentKey* CurrentDocumentKey(const TrustFile& trust) {
  const DocumentKey* current = nullptr;
  for (const DocumentKey& each : trust.keys().documents) {
    if (!each.window.end) current = &each;
  }
  return current;
}

Result<StoredDocumentCertificate> CurrentDocumentCertificate(const School& school) {
  const DocumentKey* current = CurrentDocumentKey(school.trust);
  if (!current) return Fail("the trust file lists no document key that is still open");
  ASSIGN_OR_RETURN(auto all, ListDocumentCertificates(school.paths));
  for (auto each = all.rbegin(); each != all.rend(); ++each) {
    if (each->chain.front().spki_digest() == current->spki) return std::move(*each);
  }
  return Fail(
      StrCat(school.paths.keys().string(), " holds no certificate of the document ",
             "key that the trust file lists, ", current->spki.Base64()),
      {"bring the files document*.crt and document*.key back from a backup"});
}

Result<DocumentIdentity> OpenDocumentKey(const School& school, const Secret& passphrase,
                                         Timestamp now) {
  ASSIGN_OR_RETURN(StoredDocumentCertificate stored,
                   CurrentDocumentCertificate(school));
  const X509Certificate& leaf = stored.chain.front();
  if (leaf.not_after() < now) {
    return Fail(StrCat(CertificateFile(school.paths, stored.name).string(),
                       ": expired on ", leaf.not_after().date().Iso()),
                {"import the renewed one: certseal keys import-document --p12 FILE"});
  }
  const fs::path path = school.paths.key(stored.name);
  ASSIGN_OR_RETURN(const std::string pem, ReadFile(path, kMaxKeyFile));
  Result<P256PrivateKey> key = P256PrivateKey::FromEncryptedPem(pem, passphrase);
  if (!key) return Within(path.string(), key.error());
  if (key->SpkiDigest() != leaf.spki_digest()) {
    return Fail(StrCat(path.string(), ": is not the key of ", stored.name, ".crt"));
  }
  return DocumentIdentity{std::move(*key), std::move(stored.chain)};
}

}  // namespace certseal
