// SPDX-License-Identifier: Apache-2.0
// links: trust
// seeds: fixtures/school-v1.trust fuzz/trust/*
//
// Any bytes as a trust file, and its text without signatures. What is accepted prints
// as it was read; nothing made from a trust file without its root key takes its place.
#include "fuzz/fuzz.h"
#include "trust/trust_file.h"
#include "trust/trust_text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace certseal;
  static const auto genuine = *TrustFile::Parse(ReadVector("fixtures/school-v1.trust"));
  const std::string_view text = TextOf(data, size);
  if (const auto trust = TrustFile::Parse(text)) {
    Require(trust->bytes() == text && text.starts_with(trust->keys().Text()));
    Require(!genuine.CheckSuccessor(*trust));
  }
  // A note's text on its own too: no mutation finds a signature that verifies.
  const std::string_view lines = text.substr(0, text.find("\n\n") + 1);
  if (const auto keys = ReadTrustKeys(lines)) Require(keys->Text() == lines);
  if (const auto key = VerifierKey::Parse(text)) Require(key->Text() == text);
  return 0;
}
