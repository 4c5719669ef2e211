// SPDX-License-Identifier: Apache-2.0
// links: record
// seeds: fixtures/school-v1.card fixtures/*record*.json fuzz/card/*
//
// Any bytes as a card, opened and closed. What is accepted prints as it was read, and
// no code opens what was not closed with it.
#include "fuzz/fuzz.h"
#include "record/card.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace certseal;
  static const auto site = *SiteAddress::FromOrigin("verify.school.example");
  static const auto code = *CertificateCode::Parse("7K3M-9QXT-2A8R-W5DH-N4V2");
  const std::string_view text = TextOf(data, size);
  if (const auto card = Card::Parse(text)) {
    Require(card->Text() == text);
    const Random zeros = [](size_t count) { return std::string(count, '\0'); };
    std::string file = card->Encrypt(site, code, zeros);
    Require(Card::Decrypt(file, site, code)->Text() == card->Text());
    file.back() = static_cast<char>(file.back() ^ 1);
    Require(!Card::Decrypt(file, site, code));
  }
  Require(!Card::Decrypt(text, site, code));
  return 0;
}
