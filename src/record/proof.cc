// SPDX-License-Identifier: Apache-2.0
#include "record/proof.h"

#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "base/strings.h"
#include "crypto/digest.h"
#include "record/rdf.h"

namespace certseal {
namespace {

using nlohmann::json;

// A base58 text of 64 bytes has at most 88 characters.
constexpr size_t kMaxProofValue = 89;

bool IsMember(const json& object, const char* key, std::string_view value) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() &&
         it->get_ref<const std::string&>() == value;
}

// TakeProof removes the one proof from the document.
Result<json> TakeProof(json& document) {
  if (!document.is_object()) return Fail("the document is not an object");
  const auto it = document.find("proof");
  if (it == document.end()) return Fail("proof: missing");
  json proof = std::move(*it);
  document.erase(it);
  if (proof.is_array() && proof.size() == 1) proof = json(std::move(proof[0]));
  if (!proof.is_object()) return Fail("proof: must be one object");
  return proof;
}

Result<void> CheckConfiguration(const json& proof) {
  if (!IsMember(proof, "type", "DataIntegrityProof")) {
    return Fail("proof.type: must be \"DataIntegrityProof\"");
  }
  if (!IsMember(proof, "cryptosuite", "eddsa-rdfc-2022")) {
    return Fail("proof.cryptosuite: must be \"eddsa-rdfc-2022\"");
  }
  if (!IsMember(proof, "proofPurpose", "assertionMethod")) {
    return Fail("proof.proofPurpose: must be \"assertionMethod\"");
  }
  for (auto it = proof.begin(); it != proof.end(); ++it) {
    const std::string& key = it.key();
    if (key != "type" && key != "cryptosuite" && key != "proofPurpose" &&
        key != "created" && key != "verificationMethod") {
      return Fail(StrCat("proof: ", Quote(key, 60), " is not supported"));
    }
  }
  return {};
}

Result<Ed25519Signature> TakeProofValue(json& proof) {
  const auto it = proof.find("proofValue");
  if (it == proof.end() || !it->is_string()) return Fail("proof.proofValue: missing");
  const auto signature = DecodeProofValue(it->get_ref<const std::string&>());
  if (!signature) {
    return Fail("proof.proofValue: must be \"z\" and the base58btc of 64 bytes");
  }
  proof.erase(it);
  return *signature;
}

}  // namespace

std::string EncodeProofValue(const Ed25519Signature& signature) {
  return "z" + Base58Encode(signature.bytes());
}

std::optional<Ed25519Signature> DecodeProofValue(std::string_view text) {
  if (!text.starts_with('z') || text.size() > kMaxProofValue) return std::nullopt;
  const auto bytes = Base58Decode(text.substr(1));
  return bytes ? Ed25519Signature::FromBytes(*bytes) : std::nullopt;
}

Result<std::string> ProofHashData(const json& document, const json& configuration,
                                  const Vocabulary& vocabulary) {
  auto canonical_proof = CanonicalNQuads(configuration, vocabulary);
  if (!canonical_proof) return Within("proof", std::move(canonical_proof).error());
  ASSIGN_OR_RETURN(const std::string canonical_document,
                   CanonicalNQuads(document, vocabulary));
  return StrCat(Sha256(*canonical_proof).bytes(), Sha256(canonical_document).bytes());
}

json ProofConfiguration(std::string_view verification_method, Timestamp created,
                        const Vocabulary& vocabulary) {
  json proof = json::object();
  proof["@context"] = vocabulary.urls();
  proof["type"] = "DataIntegrityProof";
  proof["cryptosuite"] = "eddsa-rdfc-2022";
  proof["created"] = created.Rfc3339();
  proof["verificationMethod"] = verification_method;
  proof["proofPurpose"] = "assertionMethod";
  return proof;
}

json CompleteProof(json configuration, const Ed25519Signature& signature) {
  configuration.erase("@context");
  configuration["proofValue"] = EncodeProofValue(signature);
  return configuration;
}

Result<json> MakeProof(const json& document, std::string_view verification_method,
                       Timestamp created, const Ed25519Signer& signer,
                       const Vocabulary& vocabulary) {
  json proof = ProofConfiguration(verification_method, created, vocabulary);
  ASSIGN_OR_RETURN(const std::string hash_data,
                   ProofHashData(document, proof, vocabulary));
  return CompleteProof(std::move(proof), signer.Sign(hash_data));
}

Result<void> VerifyProof(const json& document, const Ed25519PublicKey& key,
                         const Vocabulary& vocabulary) {
  json unsigned_document = document;
  ASSIGN_OR_RETURN(json proof, TakeProof(unsigned_document));
  ASSIGN_OR_RETURN(const Ed25519Signature signature, TakeProofValue(proof));
  TRY(CheckConfiguration(proof));
  proof["@context"] = vocabulary.urls();
  ASSIGN_OR_RETURN(const std::string hash_data,
                   ProofHashData(unsigned_document, proof, vocabulary));
  if (!key.Verify(hash_data, signature)) return Fail("the signature does not verify");
  return {};
}

}  // namespace certseal
