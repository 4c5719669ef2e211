// SPDX-License-Identifier: Apache-2.0
#include "publish/did_document.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "json/canonical.h"

namespace certseal {

std::string DidDocumentPath(const SiteAddress& site) {
  const bool has_path = site.origin().find('/') != std::string::npos;
  return has_path ? "did.json" : ".well-known/did.json";
}

std::string DidDocument(const TrustKeys& keys) {
  const std::string did = keys.site.did();
  nlohmann::json methods = nlohmann::json::array();
  nlohmann::json assertion = nlohmann::json::array();
  for (const IssuerKey& issuer : keys.issuers) {
    const std::string id = StrCat(did, '#', issuer.id);
    methods.push_back({{"id", id},
                       {"type", "Multikey"},
                       {"controller", did},
                       {"publicKeyMultibase", issuer.key.key().Multikey()}});
    assertion.push_back(id);
  }
  return CanonicalJson({{"@context",
                         {"https://www.w3.org/ns/did/v1",
                          "https://w3id.org/security/multikey/v1"}},
                        {"id", did},
                        {"verificationMethod", std::move(methods)},
                        {"assertionMethod", std::move(assertion)}});
}

}  // namespace certseal
