// SPDX-License-Identifier: Apache-2.0
// links: record
// seeds: fixtures/*record*.json open-badges/*.json
//
// Any bytes as a record, any JSON as a document to canonize. What is accepted prints as
// it was read, and nothing but the genuine record verifies under the genuine key.
#include <nlohmann/json.hpp>

#include "fuzz/fuzz.h"
#include "json/canonical.h"
#include "json/parse.h"
#include "record/credential.h"
#include "record/rdf.h"

namespace certseal {
namespace {

struct Genuine {
  std::string bytes = ReadVector("fixtures/record-v1.json");
  Ed25519PublicKey key = *Ed25519PublicKey::FromMultikey(KeyText());

  static std::string KeyText() {
    std::string text = ReadVector("fixtures/record-v1.key");
    return text.substr(0, text.find('\n'));
  }
};

void ReadRecord(std::string_view text) {
  static const Genuine genuine;
  const auto record = SignedRecord::Parse(text);
  if (!record) return;
  Require(record->bytes() == text && CheckCredential(record->credential()).has_value());
  Require(record->VerifySignature(genuine.key) == (text == genuine.bytes));
}

void Canonize(std::string_view text) {
  const auto document = ParseJson(text);
  if (!document) return;
  const auto again = ParseJson(CanonicalJson(*document));
  Require(again.has_value());
  for (const Vocabulary* vocabulary :
       {&Vocabulary::OfRecords(), &Vocabulary::OfStatusLists()}) {
    const auto quads = CanonicalNQuads(*document, *vocabulary);
    // A document's RDF does not depend on how its JSON is written.
    const auto same = CanonicalNQuads(*again, *vocabulary);
    Require(quads.has_value() == same.has_value() && (!quads || *quads == *same));
    Require(!quads || quads->empty() || quads->back() == '\n');
  }
}

}  // namespace
}  // namespace certseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = certseal::TextOf(data, size);
  certseal::ReadRecord(text);
  certseal::Canonize(text);
  return 0;
}
