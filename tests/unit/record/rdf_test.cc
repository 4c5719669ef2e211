// SPDX-License-Identifier: Apache-2.0
#include "record/rdf.h"

#include <gtest/gtest.h>

#include "record/rdf_literal.h"
#include "unit/record/record_fixtures.h"

namespace certseal {
namespace {

using nlohmann::json;

// Canonical gives the N-Quads of a document with these members beside @context.
std::string Canonical(const std::string& members) {
  json document = ParseJson("{" + members + "}").value();
  document["@context"] = Vocabulary::OfRecords().urls();
  const auto text = CanonicalNQuads(document, Vocabulary::OfRecords());
  return text ? *text : text.error().message;
}

TEST(Rdf, EscapesLiterals) {
  std::string out;
  AppendQuoted(out, std::string("\b\t\n\f\r\"\\ \x01\x0b\x1f\x7f\0 é\xc2\x85😀", 22));
  EXPECT_EQ(
      out,
      "\"\\b\\t\\n\\f\\r\\\"\\\\ \\u0001\\u000B\\u001F\\u007F\\u0000 é\xc2\x85😀\"");
}

TEST(Rdf, PrintsNumbers) {
  const auto text = [](double value) {
    const auto number = ToRdfNumber(value);
    return number ? number->text + (number->is_integer ? " integer" : "") : "refused";
  };
  EXPECT_EQ(text(0), "0 integer");
  EXPECT_EQ(text(-0.0), "0 integer");
  EXPECT_EQ(text(16), "16 integer");
  EXPECT_EQ(text(-7), "-7 integer");
  EXPECT_EQ(text(9007199254740992), "9007199254740992 integer");
  EXPECT_EQ(text(15.75), "1.575E1");
  EXPECT_EQ(text(0.25), "2.5E-1");
  EXPECT_EQ(text(0.2), "2.0E-1");
  EXPECT_EQ(text(-1234.5), "-1.2345E3");
  EXPECT_EQ(text(1.0 / 3), "3.333333333333333E-1");
  EXPECT_EQ(text(1.5e-10), "1.5E-10");
  EXPECT_EQ(text(9007199254740994), "refused");
  EXPECT_EQ(text(1e21), "refused");
  EXPECT_EQ(text(1e-7), "refused");
  EXPECT_EQ(text(100000000000000.25), "refused");  // a tie in the 16th digit
}

TEST(Rdf, TypeScopedContextsDoNotPropagate) {
  // In Achievement, "criteria" is a term; in the node below it, it is not.
  EXPECT_EQ(Canonical(R"("type":"Achievement","criteria":{"criteria":"x"})"),
            "criteria.criteria: unknown term");
  EXPECT_EQ(Canonical(R"("criteria":{"narrative":"x"})"), "criteria: unknown term");
  // resultDescription: nodes in an Achievement, an address as text in a Result.
  EXPECT_EQ(
      Canonical(R"("id":"urn:a","type":"Achievement","resultDescription":[
                {"id":"urn:d","name":"D"}])"),
      "<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
      "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement> .\n"
      "<urn:a> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#resultDescription> "
      "<urn:d> .\n"
      "<urn:d> <https://schema.org/name> \"D\" .\n");
  EXPECT_EQ(
      Canonical(R"("id":"urn:a","type":"Result","resultDescription":"urn:d")"),
      "<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
      "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#Result> .\n"
      "<urn:a> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#resultDescription> "
      "\"urn:d\"^^<https://www.w3.org/2001/XMLSchema#anyURI> .\n");
}

TEST(Rdf, PropertyScopedContextsReachScalarsAndNodes) {
  EXPECT_EQ(Canonical(R"("id":"urn:p","type":"DataIntegrityProof",
                "proofPurpose":"authentication")"),
            "<urn:p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            "<https://w3id.org/security#DataIntegrityProof> .\n"
            "<urn:p> <https://w3id.org/security#proofPurpose> "
            "<https://w3id.org/security#authenticationMethod> .\n");
  EXPECT_EQ(Canonical(R"("id":"urn:p","cnf":{"id":"urn:c","kid":"urn:k"})"),
            "<urn:c> <https://www.iana.org/assignments/jwt#kid> <urn:k> .\n"
            "<urn:p> <https://www.iana.org/assignments/jwt#cnf> <urn:c> .\n");
  EXPECT_EQ(Canonical(R"("type":"DataIntegrityProof","proofPurpose":"nothing")"),
            R"(proofPurpose: unknown term "nothing")");
}

TEST(Rdf, JoinsNodesOfOneIdAndDropsRepetitions) {
  EXPECT_EQ(Canonical(R"("id":"urn:a","name":["x","b","x"],
                "endorsement":[{"id":"urn:a","name":["x","c"]},{"id":"urn:b"}])"),
            "<urn:a> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsement> "
            "<urn:a> .\n"
            "<urn:a> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsement> "
            "<urn:b> .\n"
            "<urn:a> <https://schema.org/name> \"b\" .\n"
            "<urn:a> <https://schema.org/name> \"c\" .\n"
            "<urn:a> <https://schema.org/name> \"x\" .\n");
}

TEST(Rdf, RefusesWhatIsOutsideTheClosedSet) {
  const std::pair<const char*, const char*> kCases[] = {
      {R"("nome":"x")", "nome: unknown term"},
      {R"("type":"Nonsense")", R"(unknown type "Nonsense")"},
      {R"("type":[["Profile"]])", "type: must be a type's name or an array of them"},
      {R"("type":[1])", "type: must be a type's name or an array of them"},
      {R"("type":["a","b","c","d","e","f","g","h","i"])", "type: too many types"},
      {R"("id":"relative")", "id: must be an absolute IRI in ASCII"},
      {R"("id":"_:b0")", "id: must be an absolute IRI in ASCII"},
      {R"("id":"urn:é")", "id: must be an absolute IRI in ASCII"},
      {R"("id":"urn:a> <urn:b")", "id: must be an absolute IRI in ASCII"},
      {R"("id":["urn:a"])", "id: must be an absolute IRI in ASCII"},
      {R"("image":"/relative.png")", "image: must be an absolute IRI in ASCII"},
      {R"("image":5)", "image: must be an IRI"},
      {R"("image":true)", "image: must be an IRI"},
      {R"("name":null)", "name: null"},
      {R"("name":["a",null])", "name[1]: null"},
      {R"("name":["a",["b"]])", "name[1]: an array in an array"},
      {R"("name":1e-7)", "name: a number whose canonical form readers do not agree on"},
      {R"("name":{"@value":"x"})", "name.@value: keywords are not supported"},
      {R"("@graph":[])", "@graph: keywords are not supported"},
      {R"("issuer":"urn:a")", "issuer: unknown term"},
      {R"("endorsement":{"@context":{"x":"urn:x"},"x":"y"})",
       "endorsement.@context: only the document may have a context"},
      {R"("_sd":{})", R"(_sd: the context's @type "@json" is not supported)"},
      {R"("type":"VerifiableCredential","proof":{})",
       R"(proof: the context's @container "@graph" is not supported)"},
      {R"("type":"ResultDescription","allowedValue":["a"])",
       R"(allowedValue: the context's @container "@list" is not supported)"},
      {R"("type":["Result","Achievement"])",
       R"(the type "Result" redefines a protected term)"},
      {R"("endorsement":[{"name":"a"},{"name":"a"}])",
       "holds two nodes without id that cannot be told apart"},
      {R"("name":["\ue000","\ud800\udc00"])",
       "holds strings of one property that readers sort differently"},
  };
  for (const auto& [members, why] : kCases)
    EXPECT_EQ(Canonical(members), why) << members;
}

TEST(Rdf, RefusesOtherContexts) {
  const json good = Vocabulary::OfRecords().urls();
  for (const json& context :
       {json(nullptr), good[0], json::array({good[0]}), json::array({good[1], good[0]}),
        json::array({good[0], good[1], "https://x.example/"}),
        json::array({good[0], good[1], json{{"x", "urn:x"}}})}) {
    const auto text = CanonicalNQuads(json{{"@context", context}, {"name", "x"}},
                                      Vocabulary::OfRecords());
    ASSERT_FALSE(text) << context;
    EXPECT_EQ(text.error().message,
              "@context: must be exactly [https://www.w3.org/ns/credentials/v2, "
              "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json]");
  }
  EXPECT_FALSE(CanonicalNQuads(json::array(), Vocabulary::OfRecords()));
}

TEST(Rdf, RefusesDepth) {
  json node = {{"name", "x"}};
  for (int i = 0; i < 5000; ++i) node = json{{"endorsement", std::move(node)}};
  node["@context"] = Vocabulary::OfRecords().urls();
  const auto text = CanonicalNQuads(node, Vocabulary::OfRecords());
  ASSERT_FALSE(text);
  EXPECT_NE(text.error().message.find("nested too deeply"), std::string::npos);
}

}  // namespace
}  // namespace certseal
