// SPDX-License-Identifier: Apache-2.0
#include "record/credential.h"

#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "base/strings.h"
#include "crypto/verifier_key.h"
#include "crypto/digest.h"
#include "json/canonical.h"
#include "json/parse.h"
#include "record/credential_json.h"
#include "record/proof.h"

namespace certseal {
namespace {

using nlohmann::json;

constexpr size_t kSaltSize = 16;
constexpr JsonLimits kLimits = {
    .max_bytes = SignedRecord::kMaxBytes, .max_depth = 8, .max_values = 200};

std::string HashOf(std::string_view value, std::string_view salt) {
  return "sha256$" + Sha256(StrCat(value, salt)).Hex();
}

Result<void> CheckKeyId(std::string_view id) {
  if (IsIssuerKeyId(id)) return {};
  return Fail(StrCat(Quote(id, 60),
                     " is not a key's id: lower-case letters, digits and ", "hyphens"));
}

// ProofFacts is what a record's proof says beside what every proof says.
struct ProofFacts {
  std::string key_id;
  Timestamp created;
  Ed25519Signature signature;
};

Result<ProofFacts> ReadProof(const json& document, const Credential& credential) {
  ASSIGN_OR_RETURN(const std::string method,
                   TextAt(document, "proof[0].verificationMethod"));
  const std::string prefix = credential.site.did() + "#";
  if (!method.starts_with(prefix)) {
    return Fail(StrCat("proof[0].verificationMethod: must begin with ", prefix));
  }
  std::string key_id = method.substr(prefix.size());
  if (auto ok = CheckKeyId(key_id); !ok) {
    return Within("proof[0].verificationMethod", std::move(ok).error());
  }
  ASSIGN_OR_RETURN(const std::string created, TextAt(document, "proof[0].created"));
  const auto time = Timestamp::ParseRfc3339(created);
  if (!time) {
    return Fail(
        StrCat("proof[0].created: ", Quote(created, 60), " is not a time in UTC"));
  }
  ASSIGN_OR_RETURN(const std::string value, TextAt(document, "proof[0].proofValue"));
  const auto signature = DecodeProofValue(value);
  if (!signature) {
    return Fail("proof[0].proofValue: is not \"z\" and the base58btc of 64 bytes");
  }
  return ProofFacts{std::move(key_id), *time, *signature};
}

json Configuration(const Credential& credential, std::string_view key_id,
                   Timestamp created) {
  return ProofConfiguration(StrCat(credential.site.did(), "#", key_id), created,
                            Vocabulary::OfRecords());
}

// Attach adds the proof to the document, as an array of one.
void Attach(json& document, json configuration, const Ed25519Signature& signature) {
  document["proof"] = json::array();
  document["proof"].push_back(CompleteProof(std::move(configuration), signature));
}

// Unlike says how a record departs from the canonical bytes of what it says.
tl::unexpected<Error> Unlike(const json& expected, const json& actual) {
  const std::string difference = FirstDifference(expected, actual);
  if (!difference.empty()) return Fail(difference);
  return Fail("is not written as RFC 8785 says: something has rewritten the file",
              {"ask for the record as it was issued"});
}

}  // namespace

IdentityHash IdentityHash::Of(std::string_view value, const Random& random) {
  std::string salt = HexEncode(random(kSaltSize));
  return {HashOf(value, salt), salt};
}

bool IdentityHash::Matches(std::string_view value) const {
  return hash == HashOf(value, salt);
}

Result<SignedRecord> SignedRecord::Sign(const Credential& credential,
                                        std::string_view key_id,
                                        const Ed25519Signer& signer,
                                        Timestamp created) {
  TRY(CheckCredential(credential));
  TRY(CheckKeyId(key_id));
  json document = CredentialToJson(credential);
  json configuration = Configuration(credential, key_id, created);
  ASSIGN_OR_RETURN(std::string hash_data,
                   ProofHashData(document, configuration, Vocabulary::OfRecords()));
  const Ed25519Signature signature = signer.Sign(hash_data);
  Attach(document, std::move(configuration), signature);
  std::string bytes = CanonicalJson(document);
  if (bytes.size() > kMaxBytes) {
    return Fail(StrCat("the record would have more than ", kMaxBytes, " bytes"));
  }
  return SignedRecord(std::move(bytes), credential, std::string(key_id), created,
                      std::move(hash_data), signature);
}

Result<SignedRecord> SignedRecord::Parse(std::string_view bytes) {
  ASSIGN_OR_RETURN(const json actual, ParseJson(bytes, kLimits));
  ASSIGN_OR_RETURN(Credential credential, CredentialFromJson(actual));
  TRY(CheckCredential(credential));
  ASSIGN_OR_RETURN(ProofFacts proof, ReadProof(actual, credential));
  json document = CredentialToJson(credential);
  json configuration = Configuration(credential, proof.key_id, proof.created);
  ASSIGN_OR_RETURN(std::string hash_data,
                   ProofHashData(document, configuration, Vocabulary::OfRecords()));
  Attach(document, std::move(configuration), proof.signature);
  std::string expected = CanonicalJson(document);
  if (expected != bytes) return Unlike(document, actual);
  return SignedRecord(std::move(expected), std::move(credential),
                      std::move(proof.key_id), proof.created, std::move(hash_data),
                      proof.signature);
}

bool SignedRecord::VerifySignature(const Ed25519PublicKey& issuer_key) const {
  return issuer_key.Verify(hash_data_, signature_);
}

}  // namespace certseal
