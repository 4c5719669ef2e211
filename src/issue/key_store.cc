// SPDX-License-Identifier: Apache-2.0
#include "issue/key_store.h"

#include <future>

#include "base/file.h"
#include "base/strings.h"
#include "issue/init_school.h"
#include "issue/key_files.h"

namespace certseal {
namespace {

template <typename Key>
Result<size_t> NewestOpen(const std::vector<Key>& keys, std::string_view kind) {
  for (size_t n = keys.size(); n > 0; --n) {
    if (!keys[n - 1].window.end) return n - 1;
  }
  return Fail(StrCat("the trust file lists no ", kind, " key that is still open"),
              {StrCat("make a new one: certseal keys rotate ", kind)});
}

Result<OpenIssuerKey> OpenIssuer(const School& school, const Secret& passphrase) {
  const TrustKeys& keys = school.trust.keys();
  ASSIGN_OR_RETURN(const size_t n, NewestIssuer(keys));
  const IssuerKey& listed = keys.issuers[n];
  ASSIGN_OR_RETURN(Ed25519PrivateKey key,
                   ReadEd25519Key(school.paths.key(listed.id), passphrase,
                                  listed.key.key(), listed.id));
  return OpenIssuerKey{listed, std::move(key)};
}

Result<OpenLogKey> OpenLog(const School& school, const Secret& passphrase) {
  const TrustKeys& keys = school.trust.keys();
  ASSIGN_OR_RETURN(const size_t n, NewestLog(keys));
  ASSIGN_OR_RETURN(Ed25519PrivateKey key,
                   ReadEd25519Key(school.paths.key(LogKeyName(n)), passphrase,
                                  keys.logs[n].key.key(), "the log key"));
  return OpenLogKey{keys.logs[n], std::move(key)};
}

}  // namespace

std::string LogKeyName(size_t n) {
  return n == 0 ? std::string(kLogKey) : StrCat(kLogKey, '-', n + 1);
}

Result<size_t> NewestIssuer(const TrustKeys& keys) {
  return NewestOpen(keys.issuers, "issuer");
}

Result<size_t> NewestLog(const TrustKeys& keys) { return NewestOpen(keys.logs, "log"); }

Result<Ed25519PrivateKey> ReadEd25519Key(const std::filesystem::path& path,
                                         const Secret& passphrase,
                                         const Ed25519PublicKey& expected,
                                         std::string_view what) {
  ASSIGN_OR_RETURN(const std::string pem, ReadFile(path, kMaxKeyFile));
  Result<Ed25519PrivateKey> key = Ed25519PrivateKey::FromEncryptedPem(pem, passphrase);
  if (!key) {
    Error error = key.error();
    error.hints.push_back("try again; without the passphrase the key is of no use");
    return Within(path.string(), std::move(error));
  }
  if (key->public_key() != expected) {
    return Fail(
        StrCat(path.string(), ": is not the key that the trust file lists as ", what));
  }
  return key;
}

Result<LedgerKeys> OpenLedgerKeys(const School& school, const Secret& passphrase) {
  auto log = std::async(std::launch::async, [&] { return OpenLog(school, passphrase); });
  Result<OpenIssuerKey> issuer = OpenIssuer(school, passphrase);
  Result<OpenLogKey> opened = log.get();
  if (!issuer) return Fail(issuer.error());
  if (!opened) return Fail(opened.error());
  return LedgerKeys{std::move(*issuer), std::move(*opened)};
}

Result<IssuingKeys> OpenIssuingKeys(const School& school, const Secret& passphrase,
                                    Timestamp now) {
  auto document = std::async(std::launch::async,
                             [&] { return OpenDocumentKey(school, passphrase, now); });
  Result<LedgerKeys> ledger = OpenLedgerKeys(school, passphrase);
  Result<DocumentIdentity> identity = document.get();
  if (!ledger) return Fail(ledger.error());
  if (!identity) return Fail(identity.error());
  return IssuingKeys{std::move(*ledger), std::move(*identity)};
}

}  // namespace certseal
