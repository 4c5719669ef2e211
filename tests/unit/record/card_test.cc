// SPDX-License-Identifier: Apache-2.0
#include "record/card.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/strings.h"
#include "crypto/aead.h"
#include "crypto/digest.h"
#include "record/seal.h"
#include "unit/record/record_fixtures.h"

namespace certseal {
namespace {

const SiteAddress& Site() {
  static const auto site = SiteAddress::FromOrigin("verify.school.example").value();
  return site;
}

const CertificateCode& Code() {
  static const auto code = CertificateCode::Parse("7K3M-9QXT-2A8R-W5DH-N4V2").value();
  return code;
}

Card SampleCard() {
  return {.record = R"({"a":1,"b":"ü"})",
          .proof = "c2sp.org/tlog-proof@v1\nindex 4\n\ncheckpoint\n",
          .events = {{12, "status 4 suspended 1800000000 withdrawn-by-issuer"},
                     {15, "status 4 reinstated 1800000100 withdrawn-by-issuer"},
                     {19, "status 4 replaced 1800000200 replaced 18", Code()}}};
}

// Encrypt puts any text into a file, as a school's key thief could.
std::string Encrypt(std::string_view text) {
  const std::string key =
      HkdfSha256(Code().compact(), Site().origin(), "certseal card key", kAeadKeySize);
  const std::string nonce(kAeadNonceSize, 'n');
  return nonce + Aes256GcmSeal(key, nonce, text, Site().origin());
}

std::string Why(std::string_view text) {
  const auto card = Card::Decrypt(Encrypt(text), Site(), Code());
  return card ? "accepted" : card.error().message;
}

std::string WhyBent(std::string_view from, std::string_view to) {
  std::string text = SampleCard().Text();
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return Why(text.replace(at, from.size(), to));
}

TEST(Card, PrintsItsForm) {
  Card card{.record = R"({"a":1})", .proof = "p\n", .events = {}};
  EXPECT_EQ(card.Text(), R"({"events":[],"proof":"p\n","record":{"a":1}})");
  card.events = {{1, "status 0 revoked 1 issued-in-error"}, {2, "x", Code()}};
  EXPECT_EQ(card.Text(),
            R"({"events":[{"entry":"status 0 revoked 1 issued-in-error","index":1},)"
            R"({"entry":"x","index":2,"successor":")" +
                Code().compact() + R"("}],"proof":"p\n","record":{"a":1}})");
}

TEST(Card, ReadsWhatItEncrypts) {
  const Card card = SampleCard();
  const auto read =
      Card::Decrypt(card.Encrypt(Site(), Code(), SystemRandom), Site(), Code());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->record, card.record);
  EXPECT_EQ(read->proof, card.proof);
  EXPECT_EQ(read->events, card.events);
}

TEST(Card, ReadsTheFirstVersion) {
  const auto qr = QrText::Parse(Trim(ReadVector("fixtures/qr-v1.txt")));
  ASSERT_TRUE(qr) << qr.error().message;
  const auto card =
      Card::Decrypt(ReadVector("fixtures/school-v1.card"), qr->site, qr->code);
  ASSERT_TRUE(card) << card.error().message;
  EXPECT_EQ(card->record, ReadVector("fixtures/school-v1-record.json"));
  EXPECT_EQ(card->proof, "");
  EXPECT_TRUE(card->events.empty());
  EXPECT_EQ(Card{card->record}.Text(), "{\"record\":" + card->record + "}");
}

TEST(Card, OpensWithItsCodeOnly) {
  const std::string file = SampleCard().Encrypt(Site(), Code(), SystemRandom);
  const auto other = CertificateCode::Generate(SystemRandom);
  EXPECT_FALSE(Card::Decrypt(file, Site(), other));
  EXPECT_FALSE(Card::Decrypt(file, *SiteAddress::FromOrigin("b.example"), Code()));
  for (size_t bit = 0; bit < file.size() * 8; ++bit) {
    std::string bent = file;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_FALSE(Card::Decrypt(bent, Site(), Code())) << bit;
  }
  for (size_t size = 0; size < file.size(); ++size) {
    ASSERT_FALSE(Card::Decrypt(file.substr(0, size), Site(), Code())) << size;
  }
  EXPECT_FALSE(Card::Decrypt(std::string(Card::kMaxBytes + 1, 'x'), Site(), Code()));
}

TEST(Card, ShowsNothing) {
  const std::string file = SampleCard().Encrypt(Site(), Code(), SystemRandom);
  for (const char* word : {"\"a\"", "record", "status", "tlog"}) {
    EXPECT_EQ(file.find(word), std::string::npos) << word;
  }
  EXPECT_EQ(file.find(Code().compact()), std::string::npos);
  EXPECT_NE(file, SampleCard().Encrypt(Site(), Code(), SystemRandom));
  const std::string path = Card::PathOf(Site(), Code());
  EXPECT_EQ(path.size(), 2u + 3 + 3 + 60);
  EXPECT_NE(path, Card::PathOf(Site(), CertificateCode::Generate(SystemRandom)));
  EXPECT_NE(path, Card::PathOf(*SiteAddress::FromOrigin("b.example"), Code()));
}

// HKDF of a fixed code, computed with `openssl kdf`: paths published today are asked
// for in thirty years.
TEST(Card, PathNeverChanges) {
  const auto code = *CertificateCode::ParseCompact("0123456789ABCDEFGHJS");
  EXPECT_EQ(Card::PathOf(Site(), code),
            "c/51/97/"
            "6fbfd1ae6ea32787d367734d86b897aedb91da16e74fceea628dafeff43b");
}

// A text with one bit changed is refused, or it is another card.
TEST(Card, AcceptsOnlyWhatPrintsBack) {
  const std::string text = SampleCard().Text();
  ASSERT_EQ(Card::Parse(text)->Text(), text);
  for (size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string bent = text;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    const auto card = Card::Parse(bent);
    ASSERT_TRUE(!card || card->Text() == bent) << bit;
  }
}

TEST(Card, RefusesOtherForms) {
  constexpr std::string_view kOther = "the card: is not written in its canonical form";
  EXPECT_EQ(Why("[]"), "the card: holds no record");
  EXPECT_EQ(Why("{}"), "the card: holds no record");
  EXPECT_EQ(Why(R"({"record":"text"})"), "the card: holds no record");
  EXPECT_EQ(Why(R"({"record":{"b":1,"a":1}})"), kOther);
  EXPECT_EQ(Why(R"({"record": {"a":1}})"), kOther);
  EXPECT_EQ(Why(R"({"events":[],"proof":"","record":{}})"), kOther);
  EXPECT_EQ(Why(R"({"proof":"p","record":{}})"), kOther);
  EXPECT_EQ(Why(R"({"events":[{"entry":"x","index":1}],"record":{}})"), kOther);
  EXPECT_EQ(Why(R"({"events":[],"name":"n","proof":"p","record":{}})"), kOther);
  EXPECT_EQ(Why(R"({"events":[],"proof":1,"record":{}})"),
            "the card: proof: is not a string");
  EXPECT_EQ(Why(R"({"events":{},"proof":"p","record":{}})"),
            "the card: events: is not an array");
  EXPECT_EQ(Why(R"({"record":{},"record":{}})").substr(0, 9), "the card:");
}

TEST(Card, RefusesOtherEvents) {
  EXPECT_EQ(WhyBent("\"index\":15", "\"index\":12"),
            "the card: events[1]: is not in the order of the log");
  EXPECT_EQ(WhyBent("\"index\":15", "\"index\":20"),
            "the card: events[2]: is not in the order of the log");
  EXPECT_EQ(WhyBent("\"index\":12", "\"index\":-1"),
            "the card: events[0]: index: is not a number");
  EXPECT_EQ(WhyBent("\"index\":12", "\"index\":1.5"),
            "the card: events[0]: index: is not a number");
  EXPECT_EQ(WhyBent("\"index\":12", "\"at\":12"),
            "the card: events[0]: index: is not a number");
  EXPECT_EQ(WhyBent("\"entry\":", "\"text\":"),
            "the card: events[0]: entry: is not a string");
  EXPECT_EQ(WhyBent("\"index\":12", "\"index\":12,\"more\":1"),
            "the card: is not written in its canonical form");
  EXPECT_EQ(Why(R"({"events":[7],"proof":"p","record":{}})"),
            "the card: events[0]: is not an object");
  EXPECT_EQ(WhyBent("\"successor\":\"" + Code().compact() + "\"", "\"successor\":7"),
            "the card: events[2]: successor: is not a string");
  for (const std::string& code :
       {Code().Printed(), AsciiLower(Code().compact()), std::string()}) {
    EXPECT_NE(WhyBent(Code().compact(), code), "accepted") << code;
  }
}

TEST(Card, HasLimits) {
  const auto accepted = [](const Card& card) { return Why(card.Text()); };
  Card card = SampleCard();
  card.events.clear();
  for (uint64_t i = 0; i < Card::kMaxEvents; ++i) card.events.push_back({i, "status"});
  EXPECT_EQ(accepted(card), "accepted");
  card.events.push_back({Card::kMaxEvents, "status"});
  EXPECT_EQ(accepted(card), "the card: events: there are more than 1000");
  card = SampleCard();
  card.events[0].entry = std::string(Card::kMaxEventBytes, 'e');
  EXPECT_EQ(accepted(card), "accepted");
  card.events[0].entry += 'e';
  EXPECT_EQ(accepted(card), "the card: events[0]: entry: is too long");
  card = SampleCard();
  card.proof = std::string(Card::kMaxProofBytes, 'p');
  EXPECT_EQ(accepted(card), "accepted");
  card.proof += 'p';
  EXPECT_EQ(accepted(card), "the card: proof: is too long");
}

}  // namespace
}  // namespace certseal
