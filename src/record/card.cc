// SPDX-License-Identifier: Apache-2.0
#include "record/card.h"

#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "base/strings.h"
#include "crypto/aead.h"
#include "crypto/digest.h"
#include "json/canonical.h"
#include "json/parse.h"

namespace certseal {
namespace {

using nlohmann::json;

std::string KeyOf(const SiteAddress& site, const CertificateCode& code) {
  return HkdfSha256(code.compact(), site.origin(), "certseal card key", kAeadKeySize);
}

json EventJson(const CardEvent& event) {
  json out = json::object();
  out["entry"] = event.entry;
  out["index"] = event.index;
  if (event.successor) out["successor"] = event.successor->compact();
  return out;
}

// Members that should not be there are found by printing the card again.
Result<CardEvent> ReadEvent(const json& event) {
  if (!event.is_object()) return Fail("is not an object");
  const auto index = event.find("index");
  if (index == event.end() || !index->is_number_unsigned()) {
    return Fail("index: is not a number");
  }
  const auto entry = event.find("entry");
  if (entry == event.end() || !entry->is_string())
    return Fail("entry: is not a string");
  CardEvent out{index->get<uint64_t>(), entry->get<std::string>()};
  if (out.entry.size() > Card::kMaxEventBytes) return Fail("entry: is too long");
  const auto successor = event.find("successor");
  if (successor == event.end()) return out;
  if (!successor->is_string()) return Fail("successor: is not a string");
  ASSIGN_OR_RETURN(out.successor, CertificateCode::ParseCompact(
                                      successor->get_ref<const std::string&>()));
  return out;
}

Result<std::vector<CardEvent>> ReadEvents(const json& events) {
  if (!events.is_array()) return Fail("events: is not an array");
  if (events.size() > Card::kMaxEvents) {
    return Fail(StrCat("events: there are more than ", Card::kMaxEvents));
  }
  std::vector<CardEvent> out;
  for (const json& each : events) {
    const std::string path = StrCat("events[", out.size(), "]");
    Result<CardEvent> event = ReadEvent(each);
    if (!event) return Within(path, std::move(event).error());
    if (!out.empty() && event->index <= out.back().index) {
      return Fail(StrCat(path, ": is not in the order of the log"));
    }
    out.push_back(std::move(*event));
  }
  return out;
}

Result<Card> ReadCard(const json& document) {
  const auto record = document.find("record");
  if (!document.is_object() || record == document.end() || !record->is_object()) {
    return Fail("holds no record");
  }
  Card card{CanonicalJson(*record)};
  if (const auto proof = document.find("proof"); proof != document.end()) {
    if (!proof->is_string()) return Fail("proof: is not a string");
    card.proof = proof->get<std::string>();
    if (card.proof.size() > Card::kMaxProofBytes) return Fail("proof: is too long");
  }
  if (const auto events = document.find("events"); events != document.end()) {
    ASSIGN_OR_RETURN(card.events, ReadEvents(*events));
  }
  return card;
}

}  // namespace

std::string Card::PathOf(const SiteAddress& site, const CertificateCode& code) {
  const std::string hex =
      HexEncode(HkdfSha256(code.compact(), site.origin(), "certseal card path", 32));
  return StrCat("c/", hex.substr(0, 2), '/', hex.substr(2, 2), '/', hex.substr(4));
}

std::string Card::Encrypt(const SiteAddress& site, const CertificateCode& code,
                          const Random& random) const {
  const std::string nonce = random(kAeadNonceSize);
  return nonce + Aes256GcmSeal(KeyOf(site, code), nonce, Text(), site.origin());
}

Result<Card> Card::Decrypt(std::string_view file, const SiteAddress& site,
                           const CertificateCode& code) {
  if (file.size() > kMaxBytes) return Fail("the card is too large");
  if (file.size() < kAeadNonceSize) return Fail("the card is too short");
  const auto plaintext =
      Aes256GcmOpen(KeyOf(site, code), file.substr(0, kAeadNonceSize),
                    file.substr(kAeadNonceSize), site.origin());
  if (!plaintext)
    return Fail("the card does not open: it is damaged or of another code");
  return Parse(*plaintext);
}

std::string Card::Text() const {
  // The record is canonical already, so it stands in the object as it is.
  if (proof.empty() && events.empty()) return StrCat("{\"record\":", record, '}');
  json list = json::array();
  for (const CardEvent& event : events) list.push_back(EventJson(event));
  return StrCat("{\"events\":", CanonicalJson(list),
                ",\"proof\":", CanonicalJson(json(proof)), ",\"record\":", record, '}');
}

Result<Card> Card::Parse(std::string_view text) {
  Result<json> document = ParseJson(text);
  if (!document) return Within("the card", std::move(document).error());
  Result<Card> card = ReadCard(*document);
  if (!card) return Within("the card", std::move(card).error());
  if (card->Text() != text)
    return Fail("the card: is not written in its canonical form");
  return card;
}

}  // namespace certseal
