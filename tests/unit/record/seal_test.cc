// SPDX-License-Identifier: Apache-2.0
#include "record/seal.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/strings.h"
#include "keys/private_key.h"

namespace certseal {
namespace {

class SealTest : public testing::Test {
 protected:
  Seal Sign(const SealFacts& facts) {
    return *Seal::Sign(facts, site_, issuer_, key_);
  }
  // A seal whose signature is right over facts of any form.
  std::string SignRaw(const std::string& facts) {
    const std::string signature(
        key_.Sign("certseal-seal/v1\n" + site_.origin() + "\n" + facts).bytes());
    const std::string id(issuer_.id().begin(), issuer_.id().end());
    return Base64UrlEncode("\x01" + id + signature + facts);
  }

  const SiteAddress site_ = *SiteAddress::FromOrigin("verify.school.example");
  const Ed25519PrivateKey key_ = Ed25519PrivateKey::Generate();
  const VerifierKey issuer_ =
      *VerifierKey::Make("verify.school.example/key-2026-01", key_.public_key());
  const CertificateCode code_ = CertificateCode::Generate(SystemRandom);
  const SealFacts facts_ = {code_,
                            "Zoë Ångström, BSN, RN",
                            "BDF-201",
                            "Botulinum Toxin Type A and Dermal Fillers",
                            *Date::ParseIso("2026-11-20"),
                            Date::ParseIso("2028-11-20")};
};

TEST_F(SealTest, ReadsWhatItPrints) {
  const Seal seal = Sign(facts_);
  const auto parsed = Seal::Parse(seal.Text());
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->facts(), facts_);
  EXPECT_TRUE(parsed->Verify(site_, issuer_));
  SealFacts lasting = facts_;
  lasting.expires.reset();
  EXPECT_EQ(Seal::Parse(Sign(lasting).Text())->facts(), lasting);
}

TEST_F(SealTest, VerifiesForItsSchoolAndKeyOnly) {
  const Seal seal = Sign(facts_);
  EXPECT_FALSE(seal.Verify(*SiteAddress::FromOrigin("other.example"), issuer_));
  const auto stranger = Ed25519PrivateKey::Generate();
  EXPECT_FALSE(seal.Verify(site_, *VerifierKey::Make(issuer_.name(), stranger.public_key())));
}

TEST_F(SealTest, RefusesEveryFlippedBit) {
  const std::string bytes = *Base64UrlDecode(Sign(facts_).Text());
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string bent = bytes;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    const auto parsed = Seal::Parse(Base64UrlEncode(bent));
    ASSERT_FALSE(parsed && parsed->Verify(site_, issuer_)) << bit;
  }
  const std::string text = Sign(facts_).Text();
  for (size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string bent = text;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    const auto parsed = Seal::Parse(bent);
    ASSERT_FALSE(parsed && parsed->Verify(site_, issuer_)) << bit;
  }
}

TEST_F(SealTest, RefusesOtherForms) {
  const std::string good = code_.compact() + "\nName\nA-1\nTitle\n2026-11-20\n-";
  EXPECT_TRUE(Seal::Parse(SignRaw(good)));
  for (const std::string& bad : std::vector<std::string>{
           good + "\n", good + "\nmore", "\n" + good,
           code_.compact() + "\n\nA-1\nTitle\n2026-11-20\n-",
           code_.Printed() + "\nName\nA-1\nTitle\n2026-11-20\n-",
           code_.compact() + "\nName\nA-1\nTitle\n2026-11-31\n-",
           code_.compact() + "\nName\nA-1\nTitle\n2026-11-20\n",
           code_.compact() + "\nName\nA-1\nTitle\n2026-11-20\nnever",
           code_.compact() + "\nNa\x07me\nA-1\nTitle\n2026-11-20\n-",
           code_.compact() + "\ne\xcc\x88\nA-1\nTitle\n2026-11-20\n-",
           code_.compact() + "\n\xff\nA-1\nTitle\n2026-11-20\n-"}) {
    EXPECT_FALSE(Seal::Parse(SignRaw(bad))) << Quote(bad);
  }
  EXPECT_FALSE(Seal::Parse(""));
  EXPECT_FALSE(Seal::Parse("AQ"));
  EXPECT_FALSE(Seal::Parse(std::string(5000, 'A')));
  SealFacts two_lines = facts_;
  two_lines.holder_name = "A\nB";
  EXPECT_FALSE(Seal::Sign(two_lines, site_, issuer_, key_));
}

TEST_F(SealTest, QrTextBindsCodeAndSeal) {
  const QrText qr{site_, code_, Sign(facts_)};
  const auto parsed = QrText::Parse(qr.Text());
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->Text(), qr.Text());
  EXPECT_LT(qr.Text().size(), 331u) << "QR version 14 at level M holds 331 bytes";
  const QrText other{site_, CertificateCode::Generate(SystemRandom), Sign(facts_)};
  EXPECT_FALSE(QrText::Parse(other.Text()));
  EXPECT_FALSE(QrText::Parse("https://verify.school.example/#" + code_.compact()));
  EXPECT_FALSE(QrText::Parse("http" + qr.Text().substr(5)));
  EXPECT_FALSE(QrText::Parse(qr.Text() + "="));
  EXPECT_FALSE(QrText::Parse(""));
}

}  // namespace
}  // namespace certseal
