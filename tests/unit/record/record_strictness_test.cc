// SPDX-License-Identifier: Apache-2.0
//
// What must never be taken for a record, or for the record that was signed.
#include <gtest/gtest.h>

#include "json/canonical.h"
#include "record/credential.h"
#include "record/proof.h"
#include "unit/record/record_fixtures.h"

namespace certseal {
namespace {

using nlohmann::json;

std::string Why(std::string_view bytes) {
  const auto record = SignedRecord::Parse(bytes);
  return record ? "accepted" : record.error().message;
}

// WhyWith parses the sample with one change, correctly serialized.
template <typename Change>
std::string WhyWith(Change change) {
  json document = ParseJson(SampleRecord().bytes()).value();
  change(document);
  return Why(CanonicalJson(document));
}

std::string WhyWithout(const char* pointer) {
  return WhyWith([&](json& document) {
    const json::json_pointer at(pointer);
    json& parent = document.at(at.parent_pointer());
    if (parent.is_array()) {
      parent.erase(std::stoul(at.back()));
    } else {
      parent.erase(at.back());
    }
  });
}

std::string WhyWithValue(const char* pointer, const json& value) {
  return WhyWith(
      [&](json& document) { document[json::json_pointer(pointer)] = value; });
}

TEST(RecordStrictness, EveryFlippedBitIsRefused) {
  const Ed25519PublicKey key = TestSigner::OfRepeated(9).public_key();
  const std::string good = SampleRecord().bytes();
  size_t by_parse = 0, by_signature = 0;
  for (size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bytes = good;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    const auto record = SignedRecord::Parse(bytes);
    if (!record) {
      ++by_parse;
    } else {
      ASSERT_FALSE(record->VerifySignature(key)) << "bit " << bit;
      ++by_signature;
    }
  }
  EXPECT_GT(by_parse, by_signature);
  EXPECT_GT(by_signature, 100u);  // a letter of the name changed, for one
}

TEST(RecordStrictness, EveryTruncationIsRefused) {
  const std::string good = SampleRecord().bytes();
  for (size_t size = 0; size < good.size(); ++size) {
    ASSERT_FALSE(SignedRecord::Parse(good.substr(0, size))) << size;
  }
}

TEST(RecordStrictness, EveryMissingFieldIsNamed) {
  const json flat = ParseJson(SampleRecord().bytes()).value().flatten();
  for (const auto& [pointer, value] : flat.items()) {
    const std::string why = WhyWithout(pointer.c_str());
    // Without these it is another record, which the signature does not fit.
    if (pointer == "/validUntil" || pointer == "/credentialSubject/creditsEarned" ||
        pointer == "/credentialSubject/activityStartDate") {
      EXPECT_EQ(why, "accepted") << pointer;
    } else {
      EXPECT_NE(why, "accepted") << pointer;
    }
  }
  EXPECT_EQ(WhyWithout("/issuer/name"), "issuer.name: missing");
  EXPECT_EQ(WhyWithout("/name"), "name: missing");
  EXPECT_EQ(WhyWithout("/credentialSubject/identifier/0/hashed"),
            "credentialSubject.identifier[0].hashed: missing");
  EXPECT_EQ(WhyWithout("/proof"), "proof[0].verificationMethod: missing");
}

TEST(RecordStrictness, DroppingAnOptionalFieldBreaksTheSignature) {
  for (const char* pointer : {"/validUntil", "/credentialSubject/creditsEarned",
                              "/credentialSubject/activityStartDate"}) {
    json document = ParseJson(SampleRecord().bytes()).value();
    const json::json_pointer at(pointer);
    document.at(at.parent_pointer()).erase(at.back());
    const auto record = SignedRecord::Parse(CanonicalJson(document));
    ASSERT_TRUE(record) << pointer;
    EXPECT_FALSE(record->VerifySignature(TestSigner::OfRepeated(9).public_key()));
  }
}

TEST(RecordStrictness, EveryWrongTypeIsRefused) {
  const json flat = ParseJson(SampleRecord().bytes()).value().flatten();
  for (const auto& [pointer, value] : flat.items()) {
    for (const json& other : {json(nullptr), json(17.5), json(true), json("x"),
                              json::array(), json::object()}) {
      if (other.type() == value.type() || (other.is_number() && value.is_number())) {
        continue;
      }
      EXPECT_NE(WhyWithValue(pointer.c_str(), other), "accepted") << pointer << other;
    }
  }
}

TEST(RecordStrictness, UnknownFieldsAreNamed) {
  EXPECT_EQ(WhyWithValue("/credentialSubject/score", 97),
            "credentialSubject.score: unknown field");
  EXPECT_EQ(WhyWithValue("/evidence", json::array()), "evidence: unknown field");
  EXPECT_EQ(WhyWithValue("/proof/0/expires", "2030-01-01T00:00:00Z"),
            "proof[0].expires: unknown field");
  EXPECT_EQ(WhyWithValue("/issuer/endorsementJwt", json::array()),
            "issuer.endorsementJwt: unknown field");
  EXPECT_EQ(WhyWithValue("/credentialSubject/identifier/0/salt", "00"),
            "credentialSubject.identifier[0].salt: unknown field");
  EXPECT_EQ(WhyWithValue("/a\nb", 1), "a\\nb: unknown field");
}

TEST(RecordStrictness, DerivedFieldsMustFit) {
  EXPECT_EQ(WhyWithValue("/id", "https://verify.school.example/#0"),
            "id: must be \"https://verify.school.example/#" +
                SampleCredential().code.compact() + "\"");
  EXPECT_EQ(
      WhyWithValue("/name", "Board certification"),
      "name: must be \"Certificate of Completion: Botulinum Toxin Type A and Dermal "
      "Fillers\"");
  EXPECT_EQ(WhyWithValue("/issuer/id", "did:web:other.example"),
            "issuer.id: must be \"did:web:verify.school.example\"");
  EXPECT_EQ(WhyWithValue("/awardedDate", "2026-11-21T00:00:00Z"),
            "awardedDate: must be \"2026-11-20T00:00:00Z\"");
  EXPECT_EQ(WhyWithValue("/credentialStatus/statusListIndex", "94568"),
            "credentialStatus.id: must be "
            "\"https://verify.school.example/status/revocation/0#94568\"");
  EXPECT_EQ(WhyWithValue("/credentialSubject/identifier/1/hashed", false),
            "credentialSubject.identifier[1].hashed: must be true");
  EXPECT_EQ(WhyWithValue("/@context/1", "https://x.example/"),
            "@context[1]: must be "
            "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"");
}

TEST(RecordStrictness, FactsMustHaveTheirForm) {
  EXPECT_EQ(WhyWithValue("/issuer/url", "http://verify.school.example/"),
            R"(issuer.url: "http://verify.school.example/" is not a web address)");
  EXPECT_EQ(WhyWithValue("/validFrom", "2026-11-23T17:00:00+00:00"),
            R"(validFrom: "2026-11-23T17:00:00+00:00" is not a time in UTC)");
  EXPECT_EQ(WhyWithValue("/validUntil", "2028-11-20T00:00:01Z"),
            "validUntil: must be midnight");
  EXPECT_EQ(WhyWithValue("/credentialSubject/creditsEarned", 15.7),
            "credentialSubject.creditsEarned: must be quarters from 0 to 10000");
  EXPECT_EQ(
      WhyWithValue("/credentialSubject/result/0/value", "7.1"),
      R"(credentialSubject.result[0].value: "7.1" is not a number of quarter hours)");
  EXPECT_EQ(WhyWithValue("/credentialSubject/result/0/value", "7.00"),
            R"(credentialSubject.result[0].value: must be "7")");
  EXPECT_EQ(WhyWithValue("/credentialSubject/licenseNumber", "7K3M"),
            R"(credentialSubject.licenseNumber: "7K3M" is not a certificate's code)");
  EXPECT_EQ(WhyWithValue("/credentialSubject/achievement/achievementType", "License"),
            "credentialSubject.achievement.achievementType: unknown class of document "
            "\"License\"");
  EXPECT_EQ(WhyWithValue("/credentialStatus/statusListIndex", "094567"),
            R"(credentialStatus.statusListIndex: "094567" is not an index)");
  EXPECT_EQ(
      WhyWithValue("/credentialStatus/statusListCredential", "https://x.example/0"),
      "credentialStatus.statusListCredential: \"https://x.example/0\" is not "
      "https://verify.school.example/status/revocation/ and a number");
  EXPECT_EQ(
      WhyWithValue("/proof/0/verificationMethod", "did:web:other.example#key-1"),
      "proof[0].verificationMethod: must begin with did:web:verify.school.example#");
  EXPECT_EQ(WhyWithValue("/proof/0/proofValue", "z111"),
            R"(proof[0].proofValue: is not "z" and the base58btc of 64 bytes)");
  EXPECT_EQ(WhyWithValue("/proof/0/cryptosuite", "eddsa-jcs-2022"),
            R"(proof[0].cryptosuite: must be "eddsa-rdfc-2022")");
}

TEST(RecordStrictness, TextOutsideTheProfileIsRefused) {
  constexpr const char* kName = "/credentialSubject/identifier/0/identityHash";
  EXPECT_EQ(WhyWithValue(kName, ""), "holder name: is empty");
  EXPECT_EQ(WhyWithValue(kName, "A\u202eB"),
            R"(holder name: "A\u{202e}B" holds a character that may not be in it (a )"
            R"(control character or a mark of direction))");
}

TEST(RecordStrictness, TheSameFactsInOtherBytesAreRefused) {
  const std::string good = SampleRecord().bytes();
  const json document = ParseJson(good).value();
  const std::string why =
      "is not written as RFC 8785 says: something has rewritten the file";
  EXPECT_EQ(Why(document.dump(1)), why);
  EXPECT_EQ(Why(good + "\n"), why);
  EXPECT_EQ(Why(" " + good), why);
  std::string escaped = good;
  escaped.replace(escaped.find("injector"), 1, "\\u0069");
  EXPECT_EQ(Why(escaped), why);
  std::string number = good;
  number.replace(number.find("\"creditsAvailable\":16") + 21, 0, ".0");
  EXPECT_EQ(Why(number), why);
}

TEST(RecordStrictness, HostileJsonIsRefused) {
  const std::string good = SampleRecord().bytes();
  std::string twice = good;
  twice.insert(1, "\"@context\":[],");
  EXPECT_EQ(Why(twice), R"(1:25: the key "@context" stands twice in one object)");
  EXPECT_NE(Why(good + "{}").find("1:"), std::string::npos);
  EXPECT_EQ(Why(std::string(SignedRecord::kMaxBytes + 1, ' ')),
            "larger than 32768 bytes");
  EXPECT_EQ(Why(std::string(30'000, '[')), "1:9: nested too deeply");
  std::string many = "[";
  for (int i = 0; i < 1000; ++i) many += "0,";
  EXPECT_EQ(Why(many + "0]"), "1:401: too many values");
  for (const char* other : {"", "null", "[]", "{}", "0", "\"x\"", "\xef\xbb\xbf{}"}) {
    EXPECT_NE(Why(other), "accepted") << other;
  }
  std::string invalid = good;
  invalid[invalid.find("injector")] = '\xff';
  EXPECT_NE(Why(invalid).find("not valid UTF-8"), std::string::npos);
}

TEST(RecordStrictness, ASecondProofIsRefused) {
  EXPECT_EQ(WhyWith([](json& document) {
              document["proof"].push_back(document["proof"][0]);
            }),
            "proof: must have 1 elements");
  EXPECT_EQ(
      WhyWith([](json& document) { document["proof"] = json(document["proof"][0]); }),
      "proof[0].verificationMethod: missing");
}

std::string WhyProof(json document) {
  const auto ok = VerifyProof(document, TestSigner::OfRepeated(9).public_key());
  return ok ? "accepted" : ok.error().message;
}

TEST(VerifyProof, RefusesConditionsAndOtherSuites) {
  const json document = ParseJson(SampleRecord().bytes()).value();
  const auto with = [&](const char* field, const json& value) {
    json changed = document;
    changed["proof"][0][field] = value;
    return WhyProof(changed);
  };
  EXPECT_EQ(WhyProof(document), "accepted");
  EXPECT_EQ(with("expires", "2030-01-01T00:00:00Z"),
            R"(proof: "expires" is not supported)");
  EXPECT_EQ(with("@context", json::array()), R"(proof: "@context" is not supported)");
  EXPECT_EQ(with("cryptosuite", "eddsa-2022"),
            R"(proof.cryptosuite: must be "eddsa-rdfc-2022")");
  EXPECT_EQ(with("proofPurpose", "authentication"),
            R"(proof.proofPurpose: must be "assertionMethod")");
  EXPECT_EQ(with("type", "Ed25519Signature2020"),
            R"(proof.type: must be "DataIntegrityProof")");
  EXPECT_EQ(with("proofValue", "u111"),
            R"(proof.proofValue: must be "z" and the base58btc of 64 bytes)");
  EXPECT_EQ(with("created", "2026-11-23T17:00:02Z"), "the signature does not verify");
  json two = document;
  two["proof"].push_back(two["proof"][0]);
  EXPECT_EQ(WhyProof(two), "proof: must be one object");
  EXPECT_EQ(WhyProof(json::array()), "the document is not an object");
  EXPECT_EQ(WhyProof(json::object()), "proof: missing");
}

// Made by the first version of this program: every later one must read it.
TEST(RecordFixtures, VersionOneVerifiesForever) {
  const std::string bytes = ReadVector("fixtures/record-v1.json");
  const std::string key_text = ReadVector("fixtures/record-v1.key");
  const auto key =
      Ed25519PublicKey::FromMultikey(key_text.substr(0, key_text.find('\n')));
  ASSERT_TRUE(key);
  const auto record = SignedRecord::Parse(bytes);
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_TRUE(record->VerifySignature(*key));
  EXPECT_EQ(record->credential(), SampleCredential());
}

}  // namespace
}  // namespace certseal
