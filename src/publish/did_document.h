// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "trust/trust_file.h"

namespace certseal {

// DidDocumentPath is where did:web looks for the site's document: .well-known/did.json,
// or did.json where the site has a path of its own.
std::string DidDocumentPath(const SiteAddress& site);

// DidDocument lists every issuer key of the trust file for verifiers that know did:web
// and nothing of this school: rotation adds a method and keeps the old ones. Windows in
// the log it cannot express.
std::string DidDocument(const TrustKeys& keys);

}  // namespace certseal
