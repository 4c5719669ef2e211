// SPDX-License-Identifier: Apache-2.0
#include "issue/key_store.h"

#include <future>

#include "base/file.h"
#include "base/strings.h"

namespace certseal {
namespace {

constexpr size_t kMaxKeyFile = 16 * 1024;

// The last listed key that is still open.
const IssuerKey* Newest(const TrustFile& trust) {
  const IssuerKey* newest = nullptr;
  for (const IssuerKey& issuer : trust.keys().issuers) {
    if (!issuer.window.end) newest = &issuer;
  }
  return newest;
}

}  // namespace

Result<OpenIssuerKey> OpenNewestIssuerKey(const School& school, const Secret& passphrase) {
  const IssuerKey* listed = Newest(school.trust);
  if (!listed) return Fail("the trust file lists no issuer key that is still open");
  const std::filesystem::path path = school.paths.key(listed->id);
  ASSIGN_OR_RETURN(const std::string pem, ReadFile(path, kMaxKeyFile));
  Result<Ed25519PrivateKey> key = Ed25519PrivateKey::FromEncryptedPem(pem, passphrase);
  if (!key) {
    Error error = key.error();
    error.hints.push_back("try again; without the passphrase the key is of no use");
    return Within(path.string(), std::move(error));
  }
  if (key->public_key() != listed->key.key()) {
    return Fail(StrCat(path.string(), ": is not the key that the trust file lists as ",
                       listed->id));
  }
  return OpenIssuerKey{*listed, std::move(*key)};
}

Result<IssuingKeys> OpenIssuingKeys(const School& school, const Secret& passphrase,
                                    Timestamp now) {
  auto document = std::async(std::launch::async,
                             [&] { return OpenDocumentKey(school, passphrase, now); });
  Result<OpenIssuerKey> issuer = OpenNewestIssuerKey(school, passphrase);
  Result<DocumentIdentity> identity = document.get();
  if (!issuer) return Fail(issuer.error());
  if (!identity) return Fail(identity.error());
  return IssuingKeys{std::move(*issuer), std::move(*identity)};
}

}  // namespace certseal
