// SPDX-License-Identifier: Apache-2.0
#include "record/contexts.h"

#include <gtest/gtest.h>

#include "crypto/digest.h"
#include "record/rdf_vocabulary.h"
#include "unit/record/record_fixtures.h"

namespace certseal {
namespace {

std::string Why(const std::vector<ContextDocument>& contexts) {
  const auto vocabulary = Vocabulary::Make(contexts);
  return vocabulary ? "accepted" : vocabulary.error().message;
}

// The whole of a small context that has what every one must have.
std::string WithTerms(const std::string& terms) {
  return R"({"@context":{"@protected":true,"id":"@id","type":"@type",)" + terms + "}}";
}

TEST(Contexts, AreThePublishedBytes) {
  EXPECT_EQ(Sha256(CredentialsContext().json).Hex(), kCredentialsContextSha256);
  EXPECT_EQ(Sha256(OpenBadgesContext().json).Hex(), kOpenBadgesContextSha256);
  // What the record of their origin says, independently of the constants.
  EXPECT_EQ(Sha256(CredentialsContext().json).Hex().substr(0, 8), "59955ced");
  EXPECT_EQ(Sha256(OpenBadgesContext().json).Hex().substr(0, 8), "ef2fa9c7");
}

TEST(Contexts, RecordsUseExactlyTheTwo) {
  EXPECT_EQ(Vocabulary::OfRecords().urls(),
            (std::vector<std::string>{
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"}));
  EXPECT_EQ(Vocabulary::OfStatusLists().urls(),
            std::vector<std::string>{"https://www.w3.org/ns/credentials/v2"});
  EXPECT_EQ(Vocabulary::OfRecords().fallback(), "");
}

TEST(Vocabulary, ReadsTermDefinitions) {
  const TermTable& terms = Vocabulary::OfRecords().terms();
  EXPECT_EQ(terms.at("name").iri, "<https://schema.org/name>");
  EXPECT_EQ(terms.at("url").datatype, "^^<https://www.w3.org/2001/XMLSchema#anyURI>");
  EXPECT_EQ(terms.at("awardedDate").datatype, "^^<xsd:dateTime>");
  EXPECT_EQ(terms.at("image").coercion, Term::Coercion::kIri);
  // A term defined by another term.
  EXPECT_EQ(terms.at("AchievementCredential").iri, terms.at("OpenBadgeCredential").iri);
  const TermTable& proof = terms.at("DataIntegrityProof").scoped->terms;
  EXPECT_EQ(proof.at("proofPurpose").coercion, Term::Coercion::kVocabulary);
  EXPECT_TRUE(proof.at("proofPurpose").scoped->terms.contains("assertionMethod"));
}

TEST(Vocabulary, MarksWhatItDoesNotSupport) {
  const TermTable& terms = Vocabulary::OfRecords().terms();
  const TermTable& credential = terms.at("VerifiableCredential").scoped->terms;
  EXPECT_EQ(credential.at("proof").unsupported,
            R"(the context's @container "@graph" is not supported)");
  EXPECT_EQ(terms.at("_sd").unsupported,
            R"(the context's @type "@json" is not supported)");
  EXPECT_EQ(terms.at("ResultDescription").scoped->terms.at("allowedValue").unsupported,
            R"(the context's @container "@list" is not supported)");
}

TEST(Vocabulary, RefusesOtherContexts) {
  const std::string term = R"("a":"https://a.example/a")";
  EXPECT_EQ(Why({{"u", WithTerms(term)}}), "accepted");
  EXPECT_EQ(Why({{"u", R"({"@context":{)" + term + "}}"}}),
            R"(no context defines "id" and "type")");
  EXPECT_EQ(Why({{"u", "[]"}}), R"("u" is not a context)");
  EXPECT_EQ(Why({{"u", R"({"@context":["https://b.example/"]})"}}),
            R"("u": a context is not an object)");
  for (const char* keyword : {"@base", "@language", "@import", "@propagate", "@foo"}) {
    EXPECT_EQ(Why({{"u", WithTerms("\"" + std::string(keyword) + "\":\"x\"")}}),
              "\"u\": the context's " + std::string(keyword) + " is not supported");
  }
  EXPECT_EQ(Why({{"u", R"({"@context":{"id":"@type","type":"@type"}})"}}),
            R"("u": the context's id is not supported)");
}

TEST(Vocabulary, KeepsProtectedTerms) {
  const std::string one = WithTerms(R"("a":"https://a.example/a")");
  const std::string same = WithTerms(R"("a":{"@id":"https://a.example/a"})");
  const std::string other = WithTerms(R"("a":"https://a.example/other")");
  EXPECT_EQ(Why({{"u", one}, {"v", same}}), "accepted");
  EXPECT_EQ(Why({{"u", one}, {"v", other}}), R"("v" redefines the term "a")");
}

}  // namespace
}  // namespace certseal
