// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "crypto/aead.h"
#include "crypto/digest.h"
#include "crypto/ed25519.h"
#include "crypto/random.h"

namespace certseal {
namespace {

std::string Hex(std::string_view text) { return *HexDecode(text); }

TEST(Digest, AgreesWithFips180) {
  EXPECT_EQ(Sha256("abc").Hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256("").Base64(), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  EXPECT_EQ(Sha256Digest::FromHex(Sha256("x").Hex()), Sha256("x"));
  EXPECT_FALSE(Sha256Digest::FromBytes("short"));
}

TEST(Hkdf, AgreesWithRfc5869CaseOne) {
  EXPECT_EQ(HexEncode(HkdfSha256(std::string(22, '\x0b'), Hex("000102030405060708090a0b0c"),
                                 Hex("f0f1f2f3f4f5f6f7f8f9"), 42)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b8"
            "87185865");
}

// NIST GCM test vector, AES-256 with associated data (case 16).
TEST(Aead, AgreesWithTheGcmSpecification) {
  const std::string key =
      Hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  const std::string nonce = Hex("cafebabefacedbaddecaf888");
  const std::string plain =
      Hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c959568"
          "09532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
  const std::string data = Hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  const std::string sealed = Aes256GcmSeal(key, nonce, plain, data);
  EXPECT_EQ(HexEncode(sealed),
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590d"
            "bb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b");
  EXPECT_EQ(Aes256GcmOpen(key, nonce, sealed, data), plain);
  EXPECT_FALSE(Aes256GcmOpen(key, nonce, sealed, "other"));
  EXPECT_FALSE(Aes256GcmOpen(key, nonce, sealed.substr(0, 15), data));
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    std::string bent = sealed;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_FALSE(Aes256GcmOpen(key, nonce, bent, data)) << bit;
  }
}

// RFC 8032 §7.1, test 3.
TEST(Ed25519, AgreesWithRfc8032AndRefusesEveryFlippedBit) {
  const auto key = *Ed25519PublicKey::FromBytes(
      Hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"));
  const std::string message = Hex("af82");
  const std::string bytes =
      Hex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f2"
          "90ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
  EXPECT_TRUE(key.Verify(message, *Ed25519Signature::FromBytes(bytes)));
  EXPECT_FALSE(key.Verify("af82", *Ed25519Signature::FromBytes(bytes)));
  for (size_t bit = 0; bit < 512; ++bit) {
    std::string bent = bytes;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_FALSE(key.Verify(message, *Ed25519Signature::FromBytes(bent))) << bit;
  }
}

TEST(Ed25519, ReadsMultikeysAsTheyArePrinted) {
  const std::string text = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
  const auto key = Ed25519PublicKey::FromMultikey(text);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->Multikey(), text);
  EXPECT_FALSE(Ed25519PublicKey::FromMultikey(text.substr(1)));
  EXPECT_FALSE(Ed25519PublicKey::FromMultikey("z" + Base58Encode(key->bytes())));
}

TEST(Random, DiffersEachTime) {
  EXPECT_EQ(SystemRandom(32).size(), 32u);
  EXPECT_NE(SystemRandom(32), SystemRandom(32));
}

}  // namespace
}  // namespace certseal
