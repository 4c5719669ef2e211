// SPDX-License-Identifier: Apache-2.0
#include "status/status_list.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "crypto/verifier_key.h"
#include "json/canonical.h"
#include "json/parse.h"
#include "record/credential_json.h"
#include "record/proof.h"

namespace certseal {
namespace {

using nlohmann::json;

constexpr JsonLimits kLimits = {
    .max_bytes = StatusList::kMaxBytes, .max_depth = 4, .max_values = 40};

Result<void> CheckKeyId(std::string_view id) {
  if (IsIssuerKeyId(id)) return {};
  return Fail(StrCat(Quote(id, 60), " is not a key's id"));
}

Result<void> CheckTimes(Timestamp valid_from, Timestamp valid_until) {
  if (valid_until < valid_from) return Fail("validUntil: comes before validFrom");
  return {};
}

// What a list states, with the bits in the form in which they stand in it.
json Document(const StatusListFacts& facts, const std::string& encoded) {
  const std::string id = facts.site.url() + facts.id.Path();
  json subject = json::object();
  subject["id"] = id + "#list";
  subject["type"] = "BitstringStatusList";
  subject["statusPurpose"] = StatusPurposeText(facts.id.purpose);
  subject["encodedList"] = encoded;
  json out = json::object();
  out["@context"] = Vocabulary::OfStatusLists().urls();
  out["id"] = id;
  out["type"] = {"VerifiableCredential", "BitstringStatusListCredential"};
  out["issuer"] = facts.site.did();
  out["validFrom"] = facts.valid_from.Rfc3339();
  out["validUntil"] = facts.valid_until.Rfc3339();
  out["credentialSubject"] = std::move(subject);
  return out;
}

json Configuration(const StatusListFacts& facts, std::string_view key_id) {
  return ProofConfiguration(StrCat(facts.site.did(), "#", key_id), facts.valid_from,
                            Vocabulary::OfStatusLists());
}

// Complete adds the proof to the document, and gives the bytes of the file.
std::string Complete(json& document, json configuration,
                     const Ed25519Signature& signature) {
  document["proof"] = json::array();
  document["proof"].push_back(CompleteProof(std::move(configuration), signature));
  return CanonicalJson(document);
}

std::optional<uint32_t> ParseBlock(std::string_view text) {
  const auto block = ParseDecimal(text);
  if (!block || *block > UINT32_MAX) return std::nullopt;
  return static_cast<uint32_t>(*block);
}

struct ListAddress {
  SiteAddress site;
  StatusListId id;
};

// <site>status/<purpose>/<block>, read from the end: a site may have any path.
Result<ListAddress> ReadAddress(const json& document) {
  ASSIGN_OR_RETURN(const std::string address, TextAt(document, "id"));
  const auto wrong = [&] {
    return Fail(StrCat("id: ", Quote(address), " is not the address of a status list"));
  };
  std::vector<std::string_view> parts = Split(address, '/');
  if (parts.size() < 4 || parts[parts.size() - 3] != "status") return wrong();
  const auto purpose = ParseStatusPurpose(parts[parts.size() - 2]);
  const auto block = ParseBlock(parts.back());
  if (!purpose || !block) return wrong();
  const StatusListId id{*purpose, *block};
  auto site = SiteAddress::Parse(
      std::string_view(address).substr(0, address.size() - id.Path().size()));
  if (!site) return wrong();
  return ListAddress{std::move(*site), id};
}

Result<Timestamp> ReadTime(const json& document, std::string_view path) {
  ASSIGN_OR_RETURN(const std::string text, TextAt(document, path));
  const auto time = Timestamp::ParseRfc3339(text);
  if (!time) return Fail(StrCat(path, ": ", Quote(text, 60), " is not a time in UTC"));
  return *time;
}

Result<StatusListFacts> ReadFacts(const json& document, std::string_view encoded) {
  ASSIGN_OR_RETURN(ListAddress address, ReadAddress(document));
  ASSIGN_OR_RETURN(const Timestamp from, ReadTime(document, "validFrom"));
  ASSIGN_OR_RETURN(const Timestamp until, ReadTime(document, "validUntil"));
  TRY(CheckTimes(from, until));
  Result<StatusBits> bits = StatusBits::Decode(encoded);
  if (!bits) return Within("credentialSubject.encodedList", bits.error());
  return StatusListFacts{std::move(address.site), address.id, from, until,
                         std::move(*bits)};
}

Result<std::string> ReadKeyId(const json& document, const SiteAddress& site) {
  constexpr std::string_view kPath = "proof[0].verificationMethod";
  ASSIGN_OR_RETURN(const std::string method, TextAt(document, kPath));
  const std::string prefix = site.did() + "#";
  if (!method.starts_with(prefix)) {
    return Fail(StrCat(kPath, ": must begin with ", prefix));
  }
  std::string id = method.substr(prefix.size());
  if (auto ok = CheckKeyId(id); !ok) return Within(kPath, std::move(ok).error());
  return id;
}

Result<Ed25519Signature> ReadSignature(const json& document) {
  ASSIGN_OR_RETURN(const std::string value, TextAt(document, "proof[0].proofValue"));
  const auto signature = DecodeProofValue(value);
  if (!signature) {
    return Fail("proof[0].proofValue: is not \"z\" and the base58btc of 64 bytes");
  }
  return *signature;
}

// Unlike says how a list departs from the canonical bytes of what it says.
tl::unexpected<Error> Unlike(const json& expected, const json& actual) {
  const std::string difference = FirstDifference(expected, actual);
  if (!difference.empty()) return Fail(difference);
  return Fail("is not written as RFC 8785 says: something has rewritten the file");
}

}  // namespace

std::string_view StatusPurposeText(StatusPurpose purpose) {
  return purpose == StatusPurpose::kRevocation ? "revocation" : "suspension";
}

std::optional<StatusPurpose> ParseStatusPurpose(std::string_view text) {
  for (const auto purpose : {StatusPurpose::kRevocation, StatusPurpose::kSuspension}) {
    if (text == StatusPurposeText(purpose)) return purpose;
  }
  return std::nullopt;
}

std::string StatusListId::Path() const {
  return StrCat("status/", StatusPurposeText(purpose), "/", block);
}

Result<StatusList> StatusList::Sign(const StatusListFacts& facts,
                                    std::string_view key_id,
                                    const Ed25519Signer& signer) {
  TRY(CheckTimes(facts.valid_from, facts.valid_until));
  TRY(CheckKeyId(key_id));
  json document = Document(facts, facts.bits.Encode());
  json configuration = Configuration(facts, key_id);
  ASSIGN_OR_RETURN(std::string hash_data,
                   ProofHashData(document, configuration, Vocabulary::OfStatusLists()));
  const Ed25519Signature signature = signer.Sign(hash_data);
  std::string bytes = Complete(document, std::move(configuration), signature);
  return StatusList(std::move(bytes), facts, std::string(key_id), std::move(hash_data),
                    signature);
}

Result<StatusList> StatusList::Parse(std::string_view bytes) {
  ASSIGN_OR_RETURN(const json actual, ParseJson(bytes, kLimits));
  ASSIGN_OR_RETURN(const std::string encoded,
                   TextAt(actual, "credentialSubject.encodedList"));
  ASSIGN_OR_RETURN(StatusListFacts facts, ReadFacts(actual, encoded));
  ASSIGN_OR_RETURN(std::string key_id, ReadKeyId(actual, facts.site));
  ASSIGN_OR_RETURN(const Ed25519Signature signature, ReadSignature(actual));
  json document = Document(facts, encoded);
  json configuration = Configuration(facts, key_id);
  ASSIGN_OR_RETURN(std::string hash_data,
                   ProofHashData(document, configuration, Vocabulary::OfStatusLists()));
  std::string expected = Complete(document, std::move(configuration), signature);
  if (expected != bytes) return Unlike(document, actual);
  return StatusList(std::move(expected), std::move(facts), std::move(key_id),
                    std::move(hash_data), signature);
}

bool StatusList::VerifySignature(const Ed25519PublicKey& issuer_key) const {
  return issuer_key.Verify(hash_data_, signature_);
}

}  // namespace certseal
