// SPDX-License-Identifier: Apache-2.0
#include "status/status_list.h"

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "json/canonical.h"
#include "json/parse.h"
#include "record/proof.h"
#include "unit/status/status_samples.h"

namespace certseal {
namespace {

using nlohmann::json;

json SampleJson() { return ParseJson(SampleList().bytes()).value(); }

// Why says why a text is not a list.
std::string Why(std::string_view bytes) {
  const auto list = StatusList::Parse(bytes);
  return list ? "accepted" : list.error().message;
}

// WhyNot changes the sample and signs it again with the true key: its form alone must
// be the reason.
std::string WhyNot(const std::function<void(json&)>& change) {
  json document = SampleJson();
  document.erase("proof");
  change(document);
  const auto proof =
      MakeProof(document, "did:web:verify.school.example#key-2026-01",
                SampleFacts().valid_from, SampleSigner(), Vocabulary::OfStatusLists());
  if (!proof) return "cannot be signed: " + proof.error().message;
  document["proof"] = json::array({*proof});
  return Why(CanonicalJson(document));
}

std::string WhyNotProof(const std::function<void(json&)>& change) {
  json document = SampleJson();
  change(document["proof"]);
  return Why(CanonicalJson(document));
}

TEST(StatusList, NeverChangesItsForm) {
  constexpr std::string_view kLines[] = {
      R"({"@context":["https://www.w3.org/ns/credentials/v2"],)",
      R"("credentialSubject":{"encodedList":"uH4sIAAAAAAAAA-3OMQ0AAAgDsOHfNBp2kZBW)",
      R"(QRMAAAAAAAAAAAAAAL6Z6wAAAAAAtQVQdb5gAEAAAA",)",
      R"("id":"https://verify.school.example/status/revocation/0#list",)",
      R"("statusPurpose":"revocation","type":"BitstringStatusList"},)",
      R"("id":"https://verify.school.example/status/revocation/0",)",
      R"("issuer":"did:web:verify.school.example",)",
      R"("proof":[{"created":"2026-11-23T17:00:00Z","cryptosuite":"eddsa-rdfc-2022",)",
      R"("proofPurpose":"assertionMethod","proofValue":"z3B8tfXwDGTyR7hMF1xNzxqYfKWR59)",
      R"(qGqN8P8GzLW2JmJgJMpCe4ybDB8jjKzmBmbhiR1kpRUFSGtX42cfYd1pzQx",)",
      R"("type":"DataIntegrityProof",)",
      R"("verificationMethod":"did:web:verify.school.example#key-2026-01"}],)",
      R"("type":["VerifiableCredential","BitstringStatusListCredential"],)",
      R"("validFrom":"2026-11-23T17:00:00Z","validUntil":"2026-11-30T17:00:00Z"})"};
  std::string expected;
  for (const std::string_view line : kLines) expected += line;
  EXPECT_EQ(SampleList().bytes(), expected);
}

TEST(StatusList, ReadsWhatItSigns) {
  for (const char* site :
       {"https://verify.school.example/", "https://school.example:8443/a/b/",
        "https://a.example/status/revocation/0/"}) {
    for (const auto purpose :
         {StatusPurpose::kRevocation, StatusPurpose::kSuspension}) {
      for (const uint32_t block : {0u, 7u, 4'294'967'295u}) {
        StatusListFacts facts = SampleFacts();
        facts.site = SiteAddress::Parse(site).value();
        facts.id = {purpose, block};
        const StatusList list = SampleList(facts);
        const auto read = StatusList::Parse(list.bytes());
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(read->facts(), facts);
        EXPECT_EQ(read->bytes(), list.bytes());
        EXPECT_EQ(read->key_id(), "key-2026-01");
        EXPECT_TRUE(read->VerifySignature(SampleSigner().public_key()));
        EXPECT_TRUE(list.VerifySignature(SampleSigner().public_key()));
      }
    }
  }
}

TEST(StatusList, VerifiesForItsKeyOnly) {
  const TestSigner stranger = TestSigner::OfRepeated(10);
  EXPECT_FALSE(SampleList().VerifySignature(stranger.public_key()));
  const auto forged = StatusList::Sign(SampleFacts(), "key-2026-01", stranger);
  ASSERT_TRUE(StatusList::Parse(forged->bytes()));
  EXPECT_FALSE(
      StatusList::Parse(forged->bytes())->VerifySignature(SampleSigner().public_key()));
}

TEST(StatusList, RefusesEveryFlippedBit) {
  const std::string bytes = SampleList().bytes();
  const Ed25519PublicKey key = SampleSigner().public_key();
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string bent = bytes;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    const auto list = StatusList::Parse(bent);
    ASSERT_FALSE(list && list->VerifySignature(key)) << "bit " << bit;
  }
  for (size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_FALSE(StatusList::Parse(bytes.substr(0, size))) << size;
  }
  EXPECT_FALSE(StatusList::Parse(bytes + "\n"));
  EXPECT_FALSE(StatusList::Parse(" " + bytes));
}

// What one list says, another's signature does not cover.
TEST(StatusList, SignaturesAreNotInterchangeable) {
  StatusListFacts other = SampleFacts();
  const auto verifies = [&] {
    json document = ParseJson(SampleList(other).bytes()).value();
    document["proof"] = SampleJson()["proof"];
    document["proof"][0]["created"] = other.valid_from.Rfc3339();
    const auto list = StatusList::Parse(CanonicalJson(document));
    EXPECT_TRUE(list) << list.error().message;
    return list->VerifySignature(SampleSigner().public_key());
  };
  EXPECT_TRUE(verifies());
  other.id.block = 1;
  EXPECT_FALSE(verifies());
  other = SampleFacts();
  other.id.purpose = StatusPurpose::kSuspension;
  EXPECT_FALSE(verifies());
  other = SampleFacts();
  other.bits.Set(94'567, false);
  EXPECT_FALSE(verifies());
  other = SampleFacts();
  other.valid_until = *Timestamp::ParseRfc3339("2036-11-30T17:00:00Z");
  EXPECT_FALSE(verifies());
  other = SampleFacts();
  other.valid_from = *Timestamp::ParseRfc3339("2026-11-24T17:00:00Z");
  EXPECT_FALSE(verifies());
}

// The bits may be compressed in another way; the signature is over the text.
TEST(StatusList, TakesAnotherCompressionIfItIsSigned) {
  const std::string other =
      "uH4sIAAAAAAAA_-3OMQ0AAAgDsOHfNBp2kZBWQRMAAAAAAAAAAAAAAL6Z6wAAAAAAtQVQdb5gAEAAAA";
  ASSERT_NE(SampleFacts().bits.Encode(), other);
  json document = SampleJson();
  document["credentialSubject"]["encodedList"] = other;
  const auto unsigned_list = StatusList::Parse(CanonicalJson(document));
  ASSERT_TRUE(unsigned_list) << unsigned_list.error().message;
  EXPECT_FALSE(unsigned_list->VerifySignature(SampleSigner().public_key()));
  EXPECT_EQ(
      WhyNot([&](json& list) { list["credentialSubject"]["encodedList"] = other; }),
      "accepted");
}

TEST(StatusList, RefusesOtherForms) {
  const auto set = [](const char* pointer, const json& value) {
    return WhyNot([&](json& list) { list[json::json_pointer(pointer)] = value; });
  };
  EXPECT_EQ(set("/id", "https://verify.school.example/status/revocation/1"),
            "credentialSubject.id: must be "
            "\"https://verify.school.example/status/revocation/1#list\"");
  for (const char* id :
       {"http://verify.school.example/status/revocation/0",
        "https://verify.school.example/status/revocation/00",
        "https://verify.school.example/status/revocation/4294967296",
        "https://verify.school.example/status/message/0",
        "https://verify.school.example/revocation/0", "https://status/revocation/0",
        "https://verify.school.example/status/revocation/0#list",
        "https://verify.school.example//status/revocation/0"}) {
    EXPECT_EQ(set("/id", id),
              StrCat("id: ", Quote(id), " is not the address of a status list"));
  }
  EXPECT_EQ(set("/issuer", "did:web:other.example"),
            "issuer: must be \"did:web:verify.school.example\"");
  EXPECT_EQ(set("/issuer", {{"id", "did:web:verify.school.example"}}),
            "issuer: must be \"did:web:verify.school.example\"");
  EXPECT_EQ(set("/type/2", "VerifiablePresentation"), "type: must have 2 elements");
  EXPECT_EQ(set("/type", {"BitstringStatusListCredential", "VerifiableCredential"}),
            "type[0]: must be \"VerifiableCredential\"");
  EXPECT_EQ(set("/credentialSubject/statusPurpose", "suspension"),
            "credentialSubject.statusPurpose: must be \"revocation\"");
  EXPECT_EQ(set("/credentialSubject/ttl", 300000),
            "credentialSubject.ttl: unknown field");
  EXPECT_EQ(set("/credentialSubject/encodedList", "u"),
            "credentialSubject.encodedList: not a whole gzip file");
  EXPECT_EQ(set("/validFrom", "2026-11-23T18:00:00+01:00"),
            "validFrom: \"2026-11-23T18:00:00+01:00\" is not a time in UTC");
  EXPECT_EQ(set("/validUntil", "2026-11-23T16:59:59Z"),
            "validUntil: comes before validFrom");
  EXPECT_EQ(set("/name", "A list"), "name: unknown field");
  EXPECT_EQ(WhyNot([](json& list) { list.erase("validUntil"); }),
            "validUntil: missing");
  EXPECT_EQ(WhyNot([](json& list) {
              json subject = list["credentialSubject"];
              list["credentialSubject"] = json::array({subject});
            }),
            "credentialSubject.encodedList: missing");
}

TEST(StatusList, RefusesOtherProofs) {
  EXPECT_EQ(WhyNotProof([](json& proof) { proof = json(proof[0]); }),
            "proof[0].verificationMethod: missing");
  EXPECT_EQ(WhyNotProof([](json& proof) { proof.push_back(proof[0]); }),
            "proof: must have 1 elements");
  EXPECT_EQ(
      WhyNotProof([](json& proof) { proof[0]["expires"] = "2027-01-01T00:00:00Z"; }),
      "proof[0].expires: unknown field");
  EXPECT_EQ(
      WhyNotProof([](json& proof) { proof[0]["created"] = "2026-11-23T17:00:01Z"; }),
      "proof[0].created: must be \"2026-11-23T17:00:00Z\"");
  EXPECT_EQ(
      WhyNotProof([](json& proof) { proof[0]["proofPurpose"] = "authentication"; }),
      "proof[0].proofPurpose: must be \"assertionMethod\"");
  EXPECT_EQ(
      WhyNotProof([](json& proof) {
        proof[0]["verificationMethod"] = "did:web:other.example#key-2026-01";
      }),
      "proof[0].verificationMethod: must begin with did:web:verify.school.example#");
  EXPECT_EQ(WhyNotProof([](json& proof) {
              proof[0]["verificationMethod"] = "did:web:verify.school.example#";
            }),
            "proof[0].verificationMethod: \"\" is not a key's id");
  EXPECT_EQ(WhyNotProof([](json& proof) { proof[0]["proofValue"] = "z1"; }),
            "proof[0].proofValue: is not \"z\" and the base58btc of 64 bytes");
}

TEST(StatusList, RefusesOtherBytes) {
  const json document = SampleJson();
  EXPECT_EQ(Why(document.dump(1)),
            "is not written as RFC 8785 says: something has rewritten the file");
  EXPECT_FALSE(StatusList::Parse(std::string(StatusList::kMaxBytes + 1, ' ')));
  EXPECT_FALSE(StatusList::Parse("[]"));
  EXPECT_FALSE(StatusList::Parse("{}"));
  EXPECT_FALSE(StatusList::Parse(""));
}

TEST(StatusList, SignsOnlyWhatItWouldRead) {
  StatusListFacts facts = SampleFacts();
  facts.valid_until = *Timestamp::FromUnix(facts.valid_from.unix_seconds() - 1);
  EXPECT_FALSE(StatusList::Sign(facts, "key-2026-01", SampleSigner()));
  facts.valid_until = facts.valid_from;
  EXPECT_TRUE(StatusList::Parse(SampleList(facts).bytes()));
  for (const std::string& id : {std::string(), std::string("KEY"), std::string("a b"),
                                std::string("a#b"), std::string(65, 'a')}) {
    EXPECT_FALSE(StatusList::Sign(SampleFacts(), id, SampleSigner())) << id;
  }
}

TEST(StatusList, AFullListFits) {
  StatusListFacts facts = SampleFacts();
  facts.site = SiteAddress::Parse("https://verify.school.example:8443/" +
                                  std::string(100, 'a') + "/")
                   .value();
  for (uint32_t i = 0; i < StatusBits::kCount; ++i) {
    facts.bits.Set(i, (i * 2'654'435'761u) >> 31);
  }
  const StatusList list = SampleList(facts);
  EXPECT_LT(list.bytes().size(), StatusList::kMaxBytes / 2);
  EXPECT_EQ(StatusList::Parse(list.bytes())->bits(), facts.bits);
}

TEST(StatusListId, NamesItsFile) {
  EXPECT_EQ((StatusListId{StatusPurpose::kRevocation, 0}.Path()),
            "status/revocation/0");
  EXPECT_EQ((StatusListId{StatusPurpose::kSuspension, 12}.Path()),
            "status/suspension/12");
  EXPECT_EQ(ParseStatusPurpose("suspension"), StatusPurpose::kSuspension);
  EXPECT_FALSE(ParseStatusPurpose("Revocation"));
  EXPECT_FALSE(ParseStatusPurpose(""));
}

}  // namespace
}  // namespace certseal
