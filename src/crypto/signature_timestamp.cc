// SPDX-License-Identifier: Apache-2.0
#include "crypto/signature_timestamp.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/strings.h"
#include "crypto/der.h"
#include "crypto/oids.h"
#include "crypto/openssl.h"
#include "crypto/x509_certificate.h"

namespace certseal {
namespace {

using namespace std::string_view_literals;

const std::string kVersion1 = Der(kDerInteger, "\x01");
const std::string kVersion3 = Der(kDerInteger, "\x03");
const std::string kNull = Der(kDerNull, "");

// One digest, and the signature algorithms that go with it.
struct Algorithm {
  const char* digest;  // OpenSSL's name
  std::string_view digest_oid;
  std::string_view rsa_oid;
  std::string_view ecdsa_oid;
};
constexpr Algorithm kAlgorithms[] = {
    {"SHA256", "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv,
     "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"sv,
     "\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02"sv},
    {"SHA384", "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02"sv,
     "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c"sv,
     "\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x03"sv},
    {"SHA512", "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03"sv,
     "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d"sv,
     "\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x04"sv},
};
constexpr auto kRsaOid = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"sv;

std::string DigestOf(const char* name, std::string_view bytes) {
  unsigned char out[EVP_MAX_MD_SIZE];
  size_t size = 0;
  ossl::Must(EVP_Q_digest(nullptr, name, nullptr, bytes.data(), bytes.size(), out,
                          &size) == 1);
  return std::string(reinterpret_cast<char*>(out), size);
}

// An AlgorithmIdentifier of this type whose parameters are NULL or absent.
bool IsPlain(std::string_view identifier, std::string_view oid) {
  return identifier == Der(kDerSequence, oid) ||
         identifier == Der(kDerSequence, {oid, kNull});
}

// Parts are what a token is made of, all views of whole DER values but the contents.
struct Parts {
  std::string_view digest_algorithm;  // of the set
  std::string_view content;           // TSTInfo
  std::vector<X509Certificate> certificates;
  std::string_view signer_id;
  std::string_view signer_digest_algorithm;
  std::string_view attributes;  // contents of the [0]
  std::string_view signature_algorithm;
  std::string_view signature;  // contents
};

Result<Parts> FindParts(std::string_view der) {
  if (der.size() > SignatureTimestamp::kMaxBytes)
    return Fail("it is larger than 32 KB");
  Parts parts;
  DerReader outer(der);
  DerReader content = outer.Enter(kDerSequence);
  content.Take(kDerOid);
  DerReader data = content.Enter(DerContext(0)).Enter(kDerSequence);
  data.Take(kDerInteger);
  parts.digest_algorithm = data.Enter(kDerSet).Take(kDerSequence).whole;
  DerReader encapsulated = data.Enter(kDerSequence);
  encapsulated.Take(kDerOid);
  parts.content = encapsulated.Enter(DerContext(0)).Take(kDerOctetString).contents;
  DerReader certificates = data.Enter(DerContext(0));
  while (certificates.ok() && !certificates.AtEnd()) {
    if (parts.certificates.size() == SignatureTimestamp::kMaxCertificates) {
      return Fail("it carries more than 8 certificates");
    }
    ASSIGN_OR_RETURN(X509Certificate each,
                     X509Certificate::FromDer(certificates.Take().whole));
    parts.certificates.push_back(std::move(each));
  }
  if (data.NextIs(DerContext(1))) data.Take();
  DerReader signer = data.Enter(kDerSet).Enter(kDerSequence);
  signer.Take(kDerInteger);
  parts.signer_id = signer.Take(kDerSequence).whole;
  parts.signer_digest_algorithm = signer.Take(kDerSequence).whole;
  parts.attributes = signer.Take(DerContext(0)).contents;
  parts.signature_algorithm = signer.Take(kDerSequence).whole;
  parts.signature = signer.Take(kDerOctetString).contents;
  if (!signer.ok()) return Fail("it is no signed timestamp");
  return parts;
}

std::string Build(const Parts& parts) {
  std::string certificates;
  for (const X509Certificate& each : parts.certificates) certificates += each.der();
  const std::string signer = Der(
      kDerSequence, {kVersion1, parts.signer_id, parts.signer_digest_algorithm,
                     Der(DerContext(0), parts.attributes), parts.signature_algorithm,
                     Der(kDerOctetString, parts.signature)});
  const std::string content =
      Der(kDerSequence,
          {oid::kTstInfo, Der(DerContext(0), Der(kDerOctetString, parts.content))});
  const std::string data =
      Der(kDerSequence, {kVersion3, Der(kDerSet, parts.digest_algorithm), content,
                         Der(DerContext(0), certificates), Der(kDerSet, signer)});
  return Der(kDerSequence, {oid::kSignedData, Der(DerContext(0), data)});
}

bool IsSigner(const Parts& parts, const X509Certificate& each) {
  return Der(kDerSequence, {each.issuer(), each.serial()}) == parts.signer_id;
}

bool HasIssuer(const Parts& parts, const X509Certificate& certificate) {
  return std::ranges::any_of(parts.certificates, [&](const X509Certificate& other) {
    return certificate.IsIssuedBy(other);
  });
}

Result<X509Certificate> FindSigner(const Parts& parts) {
  const auto is_signer = [&](const auto& each) { return IsSigner(parts, each); };
  if (std::ranges::count_if(parts.certificates, is_signer) != 1) {
    return Fail("it does not carry its signer's certificate once");
  }
  return *std::ranges::find_if(parts.certificates, is_signer);
}

Result<Algorithm> FindAlgorithm(const Parts& parts, const X509Certificate& signer) {
  const auto algorithm = std::ranges::find_if(kAlgorithms, [&](const Algorithm& each) {
    return IsPlain(parts.signer_digest_algorithm, each.digest_oid) &&
           IsPlain(parts.digest_algorithm, each.digest_oid);
  });
  if (algorithm == std::end(kAlgorithms)) {
    return Fail("its digest is none of SHA-256, SHA-384 and SHA-512");
  }
  DerReader spki(signer.spki());
  const bool rsa = spki.Enter(kDerSequence).Enter(kDerSequence).Take().whole == kRsaOid;
  const std::string_view id = parts.signature_algorithm;
  const bool fits = rsa ? IsPlain(id, kRsaOid) || IsPlain(id, algorithm->rsa_oid)
                        : id == Der(kDerSequence, algorithm->ecdsa_oid);
  if (!fits) return Fail("its signature's algorithm is not its key's");
  return *algorithm;
}

// The one value of the attribute of a type, which must stand there once.
std::optional<DerValue> AttributeOf(std::string_view attributes,
                                    std::string_view type) {
  std::optional<DerValue> found;
  DerReader reader(attributes);
  while (reader.ok() && !reader.AtEnd()) {
    DerReader attribute = reader.Enter(kDerSequence);
    const bool wanted = attribute.Take(kDerOid).whole == type;
    DerReader values = attribute.Enter(kDerSet);
    const DerValue value = values.Take();
    if (!wanted) continue;
    if (found || !values.Finished()) return std::nullopt;
    found = value;
  }
  return reader.ok() ? found : std::nullopt;
}

// SigningCertificate[V2] ::= SEQUENCE { certs SEQUENCE OF SEQUENCE {
//   [hashAlgorithm DEFAULT sha256, V2 only], certHash OCTET STRING, ... }, ... }
bool NamesSigner(const DerValue& value, bool v2, const X509Certificate& signer) {
  DerReader outer(value.whole);
  DerReader id = outer.Enter(kDerSequence).Enter(kDerSequence).Enter(kDerSequence);
  const char* digest = v2 ? "SHA256" : "SHA1";
  if (v2 && id.NextIs(kDerSequence)) {
    const std::string_view algorithm = id.Take(kDerSequence).whole;
    const auto known = std::ranges::find_if(kAlgorithms, [&](const Algorithm& each) {
      return IsPlain(algorithm, each.digest_oid);
    });
    if (known == std::end(kAlgorithms)) return false;
    digest = known->digest;
  }
  return id.Take(kDerOctetString).contents == DigestOf(digest, signer.der());
}

bool NamesSigner(const Parts& parts, const X509Certificate& signer) {
  const auto v2 = AttributeOf(parts.attributes, oid::kSigningCertificateV2);
  if (v2) return NamesSigner(*v2, true, signer);
  const auto v1 = AttributeOf(parts.attributes, oid::kSigningCertificate);
  return v1 && NamesSigner(*v1, false, signer);
}

Result<void> CheckSignature(const Parts& parts, const X509Certificate& signer) {
  ASSIGN_OR_RETURN(const Algorithm algorithm, FindAlgorithm(parts, signer));
  const auto type = AttributeOf(parts.attributes, oid::kContentType);
  const auto digest = AttributeOf(parts.attributes, oid::kMessageDigest);
  if (!type || type->whole != oid::kTstInfo || !digest ||
      digest->whole !=
          Der(kDerOctetString, DigestOf(algorithm.digest, parts.content))) {
    return Fail("its signed attributes are of another content");
  }
  if (!NamesSigner(parts, signer)) return Fail("it names another signing certificate");
  if (!signer.Verify(algorithm.digest, Der(kDerSet, parts.attributes),
                     parts.signature)) {
    return Fail("its signature does not verify");
  }
  for (const X509Certificate& each : parts.certificates) {
    if (!(each == signer) && !HasIssuer(parts, each))
      return Fail("a certificate in it lacks its issuer");
  }
  return {};
}

// GeneralizedTime of RFC 3161 §2.4.2: YYYYMMDDhhmmss[.s...]Z.
std::optional<Timestamp> ReadTime(std::string_view text) {
  if (text.size() < 15 || !text.ends_with('Z')) return std::nullopt;
  const std::string_view fraction = text.substr(14, text.size() - 15);
  if (!fraction.empty() &&
      (fraction[0] != '.' || fraction.size() < 2 || fraction.back() == '0' ||
       fraction.find_first_not_of("0123456789", 1) != std::string_view::npos)) {
    return std::nullopt;
  }
  const auto part = [&](size_t at, size_t size) { return text.substr(at, size); };
  return Timestamp::ParseRfc3339(StrCat(part(0, 4), '-', part(4, 2), '-', part(6, 2),
                                        'T', part(8, 2), ':', part(10, 2), ':',
                                        part(12, 2), 'Z'));
}

// TSTInfo ::= SEQUENCE { version 1, policy, messageImprint { hashAlgorithm,
//   hashedMessage }, serialNumber, genTime, ... }
Result<Timestamp> ReadContent(std::string_view content, const Sha256Digest& imprint) {
  if (!IsWholeDer(content)) return Fail("its content is not DER");
  DerReader outer(content);
  DerReader info = outer.Enter(kDerSequence);
  const bool version1 = info.Take(kDerInteger).whole == kVersion1;
  info.Take(kDerOid);
  DerReader message = info.Enter(kDerSequence);
  const bool sha256 =
      IsPlain(message.Take(kDerSequence).whole, kAlgorithms[0].digest_oid);
  const std::string_view digest = message.Take(kDerOctetString).contents;
  info.Take(kDerInteger);
  const auto time = ReadTime(info.Take(kDerGeneralizedTime).contents);
  if (!version1 || !time) return Fail("its content is no TSTInfo of version 1");
  if (!sha256 || !message.Finished() || digest != imprint.bytes()) {
    return Fail("it is the timestamp of another signature");
  }
  return *time;
}

}  // namespace

Result<SignatureTimestamp> SignatureTimestamp::Read(std::string_view der,
                                                    const Sha256Digest& imprint) {
  ASSIGN_OR_RETURN(const Parts parts, FindParts(der));
  if (Build(parts) != der) return Fail("it has parts that no signature covers");
  ASSIGN_OR_RETURN(const X509Certificate signer, FindSigner(parts));
  ASSIGN_OR_RETURN(const Timestamp time, ReadContent(parts.content, imprint));
  TRY(CheckSignature(parts, signer));
  if (!signer.IsForTimestamps()) {
    return Fail("its signer's certificate is not one for timestamps");
  }
  if (time < signer.not_before() || time > signer.not_after()) {
    return Fail("its signer's certificate was not valid at its time");
  }
  return SignatureTimestamp(std::string(der), time, signer.CommonName());
}

Result<std::string> SignatureTimestamp::Trim(std::string_view der) {
  ASSIGN_OR_RETURN(Parts parts, FindParts(der));
  // Taking one out may leave another without its issuer.
  const auto stray = [&](const X509Certificate& each) {
    return !IsSigner(parts, each) && !HasIssuer(parts, each);
  };
  for (;;) {
    const auto at = std::ranges::find_if(parts.certificates, stray);
    if (at == parts.certificates.end()) return Build(parts);
    parts.certificates.erase(at);
  }
}

}  // namespace certseal
