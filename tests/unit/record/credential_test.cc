// SPDX-License-Identifier: Apache-2.0
#include "record/credential.h"

#include <gtest/gtest.h>

#include "json/canonical.h"
#include "record/proof.h"
#include "unit/record/record_fixtures.h"

namespace certseal {
namespace {

using nlohmann::json;

std::string Why(const Credential& credential) {
  const auto ok = CheckCredential(credential);
  return ok ? "accepted" : ok.error().message;
}

// WhyWith checks the sample with one thing changed.
template <typename Change>
std::string WhyWith(Change change) {
  Credential credential = SampleCredential();
  change(credential);
  return Why(credential);
}

TEST(IdentityHash, IsThatOfTheStandard) {
  // Open Badges 3.0, IdentityHash: its example.
  const IdentityHash example{
      "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399",
      "Kosher"};
  EXPECT_TRUE(example.Matches("a@example.com"));
  EXPECT_FALSE(example.Matches("b@example.com"));
}

TEST(IdentityHash, SaltsWithText) {
  const IdentityHash made = IdentityHash::Of("zoe@example.com", Repeat('\xab'));
  EXPECT_EQ(made.salt, "abababababababababababababababab");
  EXPECT_EQ(made.hash.substr(0, 7), "sha256$");
  EXPECT_TRUE(made.Matches("zoe@example.com"));
  EXPECT_FALSE(made.Matches("zoe@example.con"));
}

TEST(Credential, HasTheProfileOfTheExample) {
  // Every path of the example that docs/formats.md explains, and its constant values.
  const json example = ReadJsonVector("open-badges/profile-example-unsigned.json");
  const json record = ParseJson(SampleRecord().bytes()).value();
  const json flat_example = example.flatten();
  const json flat_record = record.flatten();
  for (const auto& [path, value] : flat_example.items()) {
    ASSERT_TRUE(flat_record.contains(path)) << path;
    EXPECT_EQ(flat_record[path].type(), value.type()) << path;
  }
  for (const char* path :
       {"/@context", "/type", "/issuer", "/name", "/awardedDate", "/validFrom",
        "/credentialStatus", "/credentialSubject/achievement/criteria",
        "/credentialSubject/achievement/resultDescription/0",
        "/credentialSubject/identifier/0", "/credentialSubject/creditsEarned"}) {
    EXPECT_EQ(record.at(json::json_pointer(path)),
              example.at(json::json_pointer(path)));
  }
}

TEST(Credential, NamesItsClass) {
  EXPECT_EQ(DocumentClassTitle(DocumentClass::kAttendance),
            "Certificate of Attendance");
  EXPECT_EQ(DocumentClassTitle(DocumentClass::kCompletion),
            "Certificate of Completion");
  EXPECT_EQ(DocumentClassTitle(DocumentClass::kParticipation),
            "Participation Certificate");
}

TEST(CheckCredential, RefusesBadText) {
  const auto holder = [](const std::string& name) {
    return WhyWith([&](Credential& c) { c.holder_name = name; });
  };
  EXPECT_EQ(holder("Nguyễn Thị Minh"), "accepted");
  EXPECT_EQ(holder("محمد 😀 O'\"\\"), "accepted");
  EXPECT_EQ(holder(""), "holder name: is empty");
  EXPECT_EQ(holder(" A"), R"(holder name: " A" begins or ends with a space)");
  EXPECT_EQ(holder("A\xff"), "holder name: is not valid UTF-8");
  EXPECT_EQ(holder("e\xcc\x81"),
            "holder name: \"e\xcc\x81\" is not in Unicode's normalization form C");
  EXPECT_EQ(holder(std::string(301, 'x')),
            "holder name: has 301 bytes, at most 300 fit");
  for (const char* bad : {"a\nb",
                          "a\x7f"
                          "b",
                          "a\xc2\x85"
                          "b",
                          "a\u2028b", "a\u202eb", "a\u200eb", "a\u2066b", "a\ufeffb",
                          "a\uffffb", "a\U0001fffeb", "a\ufdd0b"}) {
    EXPECT_NE(holder(bad).find("holds a character"), std::string::npos) << bad;
  }
}

TEST(CheckCredential, ChecksEveryField) {
  using C = Credential;
  EXPECT_EQ(WhyWith([](C&) {}), "accepted");
  EXPECT_EQ(WhyWith([](C& c) { c.school_name = ""; }), "school name: is empty");
  EXPECT_EQ(WhyWith([](C& c) { c.role = ""; }), "role: is empty");
  EXPECT_EQ(WhyWith([](C& c) { c.assessment = ""; }), "assessment: is empty");
  EXPECT_EQ(WhyWith([](C& c) { c.course.title = ""; }), "course title: is empty");
  EXPECT_EQ(WhyWith([](C& c) { c.course.description = ""; }),
            "course description: is empty");
  EXPECT_EQ(WhyWith([](C& c) { c.course.version = ""; }), "course version: is empty");
  EXPECT_EQ(WhyWith([](C& c) { c.course.criteria = ""; }), "course criteria: is empty");
  for (const char* code : {"", "..", "a/b", "a b", "é", ".a", "a#b"}) {
    EXPECT_EQ(WhyWith([&](C& c) { c.course.code = code; }).substr(0, 12),
              "course code:");
  }
  for (const char* language : {"", "e", "EN", "en-us", "en_US", "en-", "english-x"}) {
    EXPECT_EQ(WhyWith([&](C& c) { c.course.language = language; }).substr(0, 16),
              "course language:");
  }
  EXPECT_EQ(WhyWith([](C& c) { c.course.language = "zh-Hant-TW"; }), "accepted");
  EXPECT_EQ(WhyWith([](C& c) { c.email->hash += "0"; }),
            R"(e-mail: the hash is not "sha256$" and 64 hex digits)");
  EXPECT_EQ(WhyWith([](C& c) { c.licence->salt = "Kosher"; }),
            "licence: the salt is not 32 hex digits");
  EXPECT_EQ(WhyWith([](C& c) { c.status.index = 131'072; }),
            "status index: 131072 is not below 131072");
  EXPECT_EQ(WhyWith([](C& c) { c.started = *Date::ParseIso("2026-11-21"); }),
            "the course is completed before it starts");
  EXPECT_EQ(WhyWith([](C& c) { c.started.reset(); }), "accepted");
  EXPECT_EQ(WhyWith([](C& c) { c.expires = *Date::ParseIso("2026-11-19"); }),
            "the certificate expires before the course is completed");
}

TEST(SignedRecord, RefusesToSignOutsideTheProfile) {
  const TestSigner signer = TestSigner::OfRepeated(9);
  Credential credential = SampleCredential();
  for (const char* id : {"", "Key", "key#1", "a_b", "key 1"}) {
    EXPECT_FALSE(SignedRecord::Sign(credential, id, signer, SampleTime())) << id;
  }
  credential.role = "";
  const auto refused = SignedRecord::Sign(credential, "key-1", signer, SampleTime());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "role: is empty");
}

TEST(SignedRecord, LargestCredentialFits) {
  Credential credential = SampleCredential();
  const std::string quotes(4000, '"');
  for (std::string* text :
       {&credential.school_name, &credential.holder_name, &credential.role,
        &credential.assessment, &credential.course.title}) {
    *text = quotes.substr(0, 300);
  }
  credential.course.description = quotes.substr(0, 2000);
  credential.course.version = quotes.substr(0, 40);
  credential.course.criteria = quotes;
  const auto record = SignedRecord::Sign(credential, std::string(64, 'k'),
                                         TestSigner::OfRepeated(9), SampleTime());
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_TRUE(SignedRecord::Parse(record->bytes()));
}

TEST(SignedRecord, ReadsBackWhatItSigned) {
  const SignedRecord record = SampleRecord();
  const auto read = SignedRecord::Parse(record.bytes());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->credential(), SampleCredential());
  EXPECT_EQ(read->bytes(), record.bytes());
  EXPECT_EQ(read->key_id(), "key-2026-01");
  EXPECT_EQ(read->created(), SampleTime());
  EXPECT_TRUE(read->VerifySignature(TestSigner::OfRepeated(9).public_key()));
  EXPECT_FALSE(read->VerifySignature(TestSigner::OfRepeated(8).public_key()));
}

TEST(SignedRecord, WorksWithoutTheOptionalFields) {
  Credential credential = SampleCredential();
  credential.email.reset();
  credential.credits.reset();
  credential.expires.reset();
  credential.started.reset();
  credential.site = SiteAddress::Parse("https://school.example:8443/a/b/").value();
  for (const bool with_licence : {true, false}) {
    if (!with_licence) credential.licence.reset();
    const auto record = SignedRecord::Sign(credential, "key-2026-01",
                                           TestSigner::OfRepeated(9), SampleTime());
    ASSERT_TRUE(record) << record.error().message;
    const auto read = SignedRecord::Parse(record->bytes());
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->credential(), credential);
    EXPECT_EQ(record->bytes().find("null"), std::string::npos);
  }
}

TEST(SignedRecord, IsAGeneralProofToo) {
  const json document = ParseJson(SampleRecord().bytes()).value();
  EXPECT_TRUE(VerifyProof(document, TestSigner::OfRepeated(9).public_key()));
  EXPECT_FALSE(VerifyProof(document, TestSigner::OfRepeated(8).public_key()));
}

}  // namespace
}  // namespace certseal
