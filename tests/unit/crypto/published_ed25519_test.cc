// SPDX-License-Identifier: Apache-2.0
//
// Edge cases of Ed25519 that others published, against our verifier.
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "crypto/ed25519.h"
#include "support/vector_file.h"

namespace certseal {
namespace {

bool Verifies(std::string_view key_hex, std::string_view message_hex,
              std::string_view signature_hex) {
  const auto key = Ed25519PublicKey::FromBytes(*HexDecode(key_hex));
  const auto signature = Ed25519Signature::FromBytes(*HexDecode(signature_hex));
  return key && signature && key->Verify(*HexDecode(message_hex), *signature);
}

TEST(Ed25519, JudgesProjectWycheproofsVectorsAsTheyDo) {
  const nlohmann::json file = ReadVectorFile("wycheproof/ed25519.json");
  int valid = 0;
  int invalid = 0;
  for (const auto& group : file["groups"]) {
    const std::string key = group["key"];
    for (const auto& test : group["tests"]) {
      const WycheproofCase vector(test);
      EXPECT_EQ(Verifies(key, vector.message, vector.signature),
                vector.result == "valid")
          << vector.id << " " << vector.comment;
      ++(vector.result == "valid" ? valid : invalid);
    }
  }
  EXPECT_EQ(valid, 84);
  EXPECT_EQ(invalid, 61);
}

// What each case is about, in the order of the file. Points A (the key) and R are small
// where their order divides the cofactor, mixed where it is a multiple of it. All hold
// multiplied by the cofactor where nothing else is said; ours checks without it, hashes
// R as it stands and takes no small A.
struct Speccheck {
  const char* about;
  bool accepted;
};

constexpr Speccheck kSpeccheck[] = {
    {"A small, R small, S zero", false},
    {"A small, R small, S zero; holds without the cofactor", false},
    {"A small, R mixed", false},
    {"A small, R mixed; holds without the cofactor", false},
    {"A mixed, R small", false},
    {"A mixed, R small; holds without the cofactor", true},
    {"A mixed, R mixed; holds without the cofactor", true},
    {"A mixed, R mixed", false},
    {"A mixed, R not", false},
    {"S above the group's order", false},
    {"S far above the group's order", false},
    {"R small and not canonical; holds where it is reduced before it is hashed", false},
    {"R small and not canonical; holds where it is hashed as it stands", false},
    {"A small and not canonical", false},
    {"A small and not canonical; holds without the cofactor", false},
};

TEST(Ed25519, JudgesTheCasesOfTamingTheManyEdDsas) {
  const nlohmann::json cases = ReadVectorFile("speccheck/cases.json");
  ASSERT_EQ(cases.size(), std::size(kSpeccheck));
  for (size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(Verifies(cases[i]["pub_key"].get<std::string>(),
                       cases[i]["message"].get<std::string>(),
                       cases[i]["signature"].get<std::string>()),
              kSpeccheck[i].accepted)
        << i << ": " << kSpeccheck[i].about;
  }
}

// Every encoding of a point whose order divides the cofactor, and of coordinates not
// below 2^255 - 19.
TEST(Ed25519, TakesNoKeyUnderWhichSignaturesProveNothing) {
  for (const char* key :
       {"0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}) {
    EXPECT_FALSE(Ed25519PublicKey::FromBytes(*HexDecode(key))) << key;
  }
  EXPECT_TRUE(Ed25519PublicKey::FromBytes(
      *HexDecode("ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")));
}

}  // namespace
}  // namespace certseal
