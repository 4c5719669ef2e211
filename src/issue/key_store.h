// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/date.h"
#include "base/result.h"
#include "issue/document_keys.h"
#include "issue/school_directory.h"
#include "keys/private_key.h"
#include "keys/secret.h"
#include "ledger/ledger_signers.h"

namespace certseal {

// OpenIssuerKey is the newest issuer key of the trust file, opened.
struct OpenIssuerKey {
  IssuerKey listed;
  Ed25519PrivateKey key;
};

// OpenLogKey is the newest log key of the trust file, opened.
struct OpenLogKey {
  LogKey listed;
  Ed25519PrivateKey key;
};

// LogKeyName names the file of the trust file's n-th log key, counted from 0: log,
// log-2, log-3 ...
std::string LogKeyName(size_t n);

// NewestIssuer and NewestLog are the last listed keys that are still open, by their place
// in the trust file; an error where there is none.
Result<size_t> NewestIssuer(const TrustKeys& keys);
Result<size_t> NewestLog(const TrustKeys& keys);

// ReadEd25519Key decrypts a key's file and demands that it is the expected one. Takes
// about half a second.
Result<Ed25519PrivateKey> ReadEd25519Key(const std::filesystem::path& path,
                                         const Secret& passphrase,
                                         const Ed25519PublicKey& expected,
                                         std::string_view what);

// LedgerKeys are the two that every change of the register needs.
struct LedgerKeys {
  OpenIssuerKey issuer;
  OpenLogKey log;

  // The signers point into this object, which must outlive them and stay where it is.
  LedgerSigners Signers() const { return {issuer.listed, &issuer.key, log.listed, &log.key}; }
};

// OpenLedgerKeys decrypts both and demands that they are what the trust file lists.
Result<LedgerKeys> OpenLedgerKeys(const School& school, const Secret& passphrase);

// IssuingKeys are the three that issuing needs.
struct IssuingKeys {
  LedgerKeys ledger;
  DocumentIdentity document;
};

// OpenIssuingKeys opens all at once, in about the time of two.
Result<IssuingKeys> OpenIssuingKeys(const School& school, const Secret& passphrase,
                                    Timestamp now);

}  // namespace certseal
