// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"
#include "base/result.h"
#include "issue/document_keys.h"
#include "issue/school_directory.h"
#include "keys/private_key.h"
#include "keys/secret.h"

namespace certseal {

// OpenIssuerKey is the newest issuer key of the trust file, opened.
struct OpenIssuerKey {
  IssuerKey listed;
  Ed25519PrivateKey key;
};

// OpenNewestIssuerKey decrypts keys/<id>.key and demands that it is the key that the
// trust file lists under that id. Takes about half a second.
Result<OpenIssuerKey> OpenNewestIssuerKey(const School& school, const Secret& passphrase);

// IssuingKeys are the two that issuing needs.
struct IssuingKeys {
  OpenIssuerKey issuer;
  DocumentIdentity document;
};

// OpenIssuingKeys opens both at once, in the time of one.
Result<IssuingKeys> OpenIssuingKeys(const School& school, const Secret& passphrase,
                                    Timestamp now);

}  // namespace certseal
