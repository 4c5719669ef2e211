// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "crypto/ed25519.h"
#include "record/rdf_vocabulary.h"

namespace certseal {

// Data Integrity proofs of the cryptosuite eddsa-rdfc-2022 (W3C Data Integrity EdDSA
// Cryptosuites 1.0 §3.2): what is signed is
//
//   SHA-256(canonical proof configuration) ‖ SHA-256(canonical document without proof)
//
// where the configuration is the proof without proofValue, with the document's
// @context, and both are in the canonical form of rdf.h.

// ProofConfiguration is what every proof made here says but for its value.
// `verification_method` must be an absolute IRI (else ProofHashData fails).
nlohmann::json ProofConfiguration(std::string_view verification_method,
                                  Timestamp created, const Vocabulary& vocabulary);

// ProofHashData gives these 64 bytes. `document` has no proof; `configuration` has the
// @context.
Result<std::string> ProofHashData(const nlohmann::json& document,
                                  const nlohmann::json& configuration,
                                  const Vocabulary& vocabulary);

// CompleteProof turns the configuration into the proof to add to the document.
nlohmann::json CompleteProof(nlohmann::json configuration,
                             const Ed25519Signature& signature);

// MakeProof does all three: it gives the proof to add to a document that has none.
// Fails where the document has no canonical form.
Result<nlohmann::json> MakeProof(const nlohmann::json& document,
                                 std::string_view verification_method,
                                 Timestamp created, const Ed25519Signer& signer,
                                 const Vocabulary& vocabulary);

// VerifyProof checks the one proof of a document, which stands alone or in an array of
// one. Success means: `key` signed exactly this graph. The caller alone decides which
// key that is; verificationMethod is not looked at. Fails, saying why, for a wrong
// signature, another suite or purpose, and proofs with conditions nobody here checks
// (expires, domain, challenge, previousProof ...).
Result<void> VerifyProof(const nlohmann::json& document, const Ed25519PublicKey& key,
                         const Vocabulary& vocabulary = Vocabulary::OfRecords());

// "z" and base58btc of the signature; reading accepts only what writing gives.
std::string EncodeProofValue(const Ed25519Signature& signature);
std::optional<Ed25519Signature> DecodeProofValue(std::string_view text);

}  // namespace certseal
