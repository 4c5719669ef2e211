// SPDX-License-Identifier: Apache-2.0
#include "record/seal.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

constexpr char kVersion = '\x01';
constexpr size_t kHeaderSize = 1 + 4 + Ed25519Signature::kSize;
constexpr size_t kLines = 6;

std::string FactLines(const SealFacts& facts) {
  return StrCat(facts.code.compact(), '\n', facts.holder_name, '\n', facts.course_code,
                '\n', facts.course_title, '\n', facts.completed.Iso(), '\n',
                facts.expires ? facts.expires->Iso() : "-");
}

std::string SignedBytes(const SealFacts& facts, const SiteAddress& site) {
  return StrCat("certseal-seal/v1\n", site.origin(), '\n', FactLines(facts));
}

bool IsPlainLine(std::string_view line) {
  return !line.empty() && !FindInvalidUtf8(line) && Nfc(line) == line &&
         std::none_of(line.begin(), line.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
         });
}

Result<SealFacts> ParseFacts(std::string_view text) {
  const std::vector<std::string_view> lines = Split(text, '\n');
  if (lines.size() != kLines) {
    return Fail(StrCat("the seal has ", lines.size(), " lines, not ", kLines));
  }
  if (!std::all_of(lines.begin(), lines.end(), IsPlainLine)) {
    return Fail("a line of the seal is empty or not plain NFC text");
  }
  ASSIGN_OR_RETURN(CertificateCode code, CertificateCode::ParseCompact(lines[0]));
  const auto completed = Date::ParseIso(lines[4]);
  const auto expires = Date::ParseIso(lines[5]);
  if (!completed || (!expires && lines[5] != "-")) {
    return Fail("a date of the seal is not a date");
  }
  return SealFacts{std::move(code),       std::string(lines[1]), std::string(lines[2]),
                   std::string(lines[3]), *completed,            expires};
}

}  // namespace

SealFacts SealFacts::Of(const Credential& credential) {
  return {credential.code,         credential.holder_name, credential.course.code,
          credential.course.title, credential.completed,   credential.expires};
}

Result<Seal> Seal::Sign(const SealFacts& facts, const SiteAddress& site,
                        const VerifierKey& issuer, const Ed25519Signer& signer) {
  for (const std::string* line :
       {&facts.holder_name, &facts.course_code, &facts.course_title}) {
    if (!IsPlainLine(*line)) return Fail(StrCat(Quote(*line), " cannot stand in a seal"));
  }
  Seal seal(facts, issuer.id(), signer.Sign(SignedBytes(facts, site)));
  if (seal.Text().size() > kMaxText) return Fail("name and title are too long for a seal");
  return seal;
}

Result<Seal> Seal::Parse(std::string_view text) {
  if (text.size() > kMaxText) return Fail("the seal is too long");
  const auto bytes = Base64UrlDecode(text);
  if (!bytes) return Fail("the seal is not base64url");
  if (bytes->size() <= kHeaderSize) return Fail("the seal is too short");
  if (bytes->front() != kVersion) {
    return Fail("the seal is of a version that this program does not know");
  }
  const std::string_view view(*bytes);
  NoteKeyId key_id;
  std::copy_n(view.begin() + 1, key_id.size(), key_id.begin());
  const auto signature =
      Ed25519Signature::FromBytes(view.substr(1 + key_id.size(), Ed25519Signature::kSize));
  ASSIGN_OR_RETURN(SealFacts facts, ParseFacts(view.substr(kHeaderSize)));
  return Seal(std::move(facts), key_id, *signature);
}

bool Seal::Verify(const SiteAddress& site, const VerifierKey& issuer) const {
  return key_id_ == issuer.id() &&
         issuer.key().Verify(SignedBytes(facts_, site), signature_);
}

std::string Seal::Text() const {
  const std::string_view id(reinterpret_cast<const char*>(key_id_.data()), key_id_.size());
  return Base64UrlEncode(StrCat(kVersion, id, signature_.bytes(), FactLines(facts_)));
}

Result<QrText> QrText::Parse(std::string_view text) {
  if (text.size() > Seal::kMaxText + 1024) return Fail("the QR's text is too long");
  const size_t hash = text.find('#');
  const size_t dot = hash == std::string_view::npos ? hash : text.find('.', hash);
  if (dot == std::string_view::npos) {
    return Fail("not the text of a certificate's QR: https://.../#CODE.SEAL");
  }
  ASSIGN_OR_RETURN(SiteAddress site, SiteAddress::Parse(text.substr(0, hash)));
  ASSIGN_OR_RETURN(CertificateCode code,
                   CertificateCode::ParseCompact(text.substr(hash + 1, dot - hash - 1)));
  ASSIGN_OR_RETURN(Seal seal, Seal::Parse(text.substr(dot + 1)));
  if (seal.facts().code != code) return Fail("the seal is of another code than the QR's");
  return QrText{std::move(site), std::move(code), std::move(seal)};
}

std::string QrText::Text() const {
  return StrCat(site.url(), '#', code.compact(), '.', seal.Text());
}

}  // namespace certseal
