// SPDX-License-Identifier: Apache-2.0
//
// The published vectors: every intermediate value, step by step.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/strings.h"
#include "crypto/digest.h"
#include "record/proof.h"
#include "record/rdf.h"
#include "unit/record/record_fixtures.h"

namespace certseal {
namespace {

using nlohmann::json;

std::string Canonical(const json& document, const Vocabulary& vocabulary) {
  const auto text = CanonicalNQuads(document, vocabulary);
  return text ? *text : "refused: " + text.error().message;
}

json WithoutProof(json document) {
  document.erase("proof");
  return document;
}

json ConfigurationOf(const json& document) {
  json proof = document["proof"].is_array() ? document["proof"][0] : document["proof"];
  proof.erase("proofValue");
  proof["@context"] = document["@context"];
  return proof;
}

// The W3C's vectors use a further context each.
struct W3cCase {
  std::string folder, context_url, context_file, unsigned_file;
};

class W3cVectors : public testing::TestWithParam<W3cCase> {
 protected:
  W3cVectors()
      : context_(ReadVector(GetParam().context_file)),
        vocabulary_(Vocabulary::Make(
            {CredentialsContext(), {GetParam().context_url, context_}})) {}

  std::string Read(const std::string& name) {
    return ReadVector(GetParam().folder + name);
  }

  const std::string context_;
  const Result<Vocabulary> vocabulary_;
};

TEST_P(W3cVectors, EveryStep) {
  ASSERT_TRUE(vocabulary_) << vocabulary_.error().message;
  const json document = ReadJsonVector(GetParam().unsigned_file);
  const json configuration =
      ReadJsonVector(GetParam().folder + "proofConfigDataInt.json");
  const std::string canonical = Canonical(document, *vocabulary_);
  EXPECT_EQ(canonical, Read("canonDocDataInt.txt"));
  EXPECT_EQ(Sha256(canonical).Hex(), Read("docHashDataInt.txt"));
  const std::string canonical_proof = Canonical(configuration, *vocabulary_);
  EXPECT_EQ(canonical_proof, Read("proofCanonDataInt.txt"));
  EXPECT_EQ(Sha256(canonical_proof).Hex(), Read("proofHashDataInt.txt"));
  const std::string hash_data =
      ProofHashData(document, configuration, *vocabulary_).value();
  EXPECT_EQ(HexEncode(hash_data), Read("combinedHashDataInt.txt"));

  const json keys = ReadJsonVector("data-integrity/keyPair.json");
  const TestSigner signer =
      TestSigner::FromMultikey(keys["privateKeyMultibase"].get<std::string>());
  EXPECT_EQ(signer.public_key().Multikey(), keys["publicKeyMultibase"]);
  const Ed25519Signature signature = signer.Sign(hash_data);
  EXPECT_EQ(HexEncode(signature.bytes()), Read("sigHexDataInt.txt"));
  EXPECT_EQ(EncodeProofValue(signature), Read("sigBTC58DataInt.txt"));
}

TEST_P(W3cVectors, SignsAndVerifies) {
  const json published = ReadJsonVector(GetParam().folder + "signedDataInt.json");
  const json keys = ReadJsonVector("data-integrity/keyPair.json");
  const TestSigner signer =
      TestSigner::FromMultikey(keys["privateKeyMultibase"].get<std::string>());
  const auto verified = VerifyProof(published, signer.public_key(), *vocabulary_);
  EXPECT_TRUE(verified) << verified.error().message;

  const auto proof =
      MakeProof(WithoutProof(published),
                published["proof"]["verificationMethod"].get<std::string>(),
                *Timestamp::ParseRfc3339("2023-02-24T23:36:38Z"), signer, *vocabulary_);
  ASSERT_TRUE(proof);
  EXPECT_EQ(*proof, published["proof"]);
}

INSTANTIATE_TEST_SUITE_P(
    All, W3cVectors,
    testing::Values(W3cCase{"data-integrity/eddsa-rdfc-2022/",
                            "https://www.w3.org/ns/credentials/examples/v2",
                            "contexts/credentials-examples-v2.json",
                            "data-integrity/unsigned.json"},
                    W3cCase{"data-integrity/eddsa-rdfc-2022/employ/",
                            "https://w3id.org/citizenship/v4rc1",
                            "contexts/citizenship-v4rc1.json",
                            "data-integrity/employmentAuth.json"}));

TEST(OpenBadgesVectors, CanonicalFormsAndSignature) {
  const json document = ReadJsonVector("open-badges/ob3-linked-data-proof-signed.json");
  const Vocabulary& vocabulary = Vocabulary::OfRecords();
  const std::string canonical = Canonical(WithoutProof(document), vocabulary);
  EXPECT_EQ(canonical, ReadVector("open-badges/document-canon.txt"));
  EXPECT_THAT(Sha256(canonical).Hex(), testing::AllOf(testing::StartsWith("87f65a76"),
                                                      testing::EndsWith("9e0773")));
  const std::string canonical_proof = Canonical(ConfigurationOf(document), vocabulary);
  EXPECT_EQ(canonical_proof, ReadVector("open-badges/proof-canon.txt"));
  EXPECT_THAT(Sha256(canonical_proof).Hex(), testing::StartsWith("d34009ce"));

  const auto key = Ed25519PublicKey::FromMultikey(
      "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi");
  ASSERT_TRUE(key);
  const auto verified = VerifyProof(document, *key);
  EXPECT_TRUE(verified) << verified.error().message;
}

TEST(ProfileVectors, CanonicalFormIsThatOfJsonldJs) {
  EXPECT_EQ(Canonical(ReadJsonVector("open-badges/profile-example-unsigned.json"),
                      Vocabulary::OfRecords()),
            ReadVector("open-badges/profile-example-unsigned.nq"));
}

TEST(ProfileVectors, ProofUnderADidKeyVerifies) {
  const auto key = Ed25519PublicKey::FromMultikey(
      "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2");
  json document = ReadJsonVector("open-badges/profile-example-signed-did-key.json");
  const auto verified = VerifyProof(document, *key);
  EXPECT_TRUE(verified) << verified.error().message;

  document["credentialSubject"]["identifier"][0]["identityHash"] =
      "Zoe Ångström, BSN, RN";
  const auto changed = VerifyProof(document, *key);
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().message, "the signature does not verify");
}

}  // namespace
}  // namespace certseal
