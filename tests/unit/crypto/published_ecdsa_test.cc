// SPDX-License-Identifier: Apache-2.0
//
// Project Wycheproof's edge cases of ECDSA over P-256, against our verifier.
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "crypto/ecdsa_p256.h"
#include "support/vector_file.h"

namespace certseal {
namespace {

// Of a valid signature and its twin only one is a signature for us: so a vector whose s
// lies in the upper half is refused as it stands, and verifies when it is normalized.
struct Judgement {
  bool as_it_stands = false;
  bool normalized = false;
};

Judgement Judge(const EcdsaP256PublicKey& key, const WycheproofCase& vector) {
  const std::string message = *HexDecode(vector.message);
  const std::string der = *HexDecode(vector.signature);
  Judgement judgement;
  if (const auto strict = EcdsaP256Signature::FromDer(der)) {
    judgement.as_it_stands = key.Verify(message, *strict);
  }
  if (const auto either = EcdsaP256Signature::Normalize(der)) {
    judgement.normalized = key.Verify(message, *either);
  }
  return judgement;
}

TEST(EcdsaP256, JudgesProjectWycheproofsVectors) {
  const nlohmann::json file = ReadVectorFile("wycheproof/ecdsa-p256-sha256.json");
  int tests = 0;
  int low = 0;
  int high = 0;
  for (const auto& group : file["groups"]) {
    const auto key =
        EcdsaP256PublicKey::FromSpki(*HexDecode(group["key"].get<std::string>()));
    ASSERT_TRUE(key) << group["key"];
    for (const auto& test : group["tests"]) {
      const WycheproofCase vector(test);
      const Judgement judgement = Judge(*key, vector);
      // "acceptable" is a number that lacks its leading zero: not DER.
      EXPECT_EQ(judgement.normalized, vector.result == "valid")
          << vector.id << " " << vector.comment;
      EXPECT_FALSE(judgement.as_it_stands && !judgement.normalized) << vector.id;
      ++tests;
      if (judgement.as_it_stands)
        ++low;
      else if (judgement.normalized)
        ++high;
    }
  }
  EXPECT_EQ(tests, file["numberOfTests"]);
  EXPECT_EQ(low + high, 147);
  EXPECT_GT(low, 50);
  EXPECT_GT(high, 50);
}

}  // namespace
}  // namespace certseal
