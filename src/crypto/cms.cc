// SPDX-License-Identifier: Apache-2.0
#include "crypto/cms.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "crypto/der.h"
#include "crypto/oids.h"

namespace certseal {
namespace {

const std::string kVersion1 = Der(kDerInteger, "\x01");

std::string Attribute(std::string_view type, std::string_view value) {
  return Der(kDerSequence, {type, Der(kDerSet, value)});
}

std::string IssuerAndSerial(const X509Certificate& certificate) {
  return Der(kDerSequence, {certificate.issuer(), certificate.serial()});
}

// IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber }; a directoryName is
// [4] EXPLICIT. hashAlgorithm is absent, for SHA-256 is its default.
std::string EssCertIdV2(const X509Certificate& certificate) {
  const std::string names = Der(kDerSequence, Der(DerContext(4), certificate.issuer()));
  const std::string issuer_serial = Der(kDerSequence, {names, certificate.serial()});
  return Der(kDerSequence,
             {Der(kDerOctetString, Sha256(certificate.der()).bytes()), issuer_serial});
}

// The set has no order of its own: after the signer's, by their bytes.
std::vector<X509Certificate> InOrder(std::vector<X509Certificate> certificates) {
  std::sort(certificates.begin() + 1, certificates.end(),
            [](const auto& a, const auto& b) { return a.der() < b.der(); });
  return certificates;
}

std::string SigningCertificateV2(const std::vector<X509Certificate>& certificates) {
  std::string ids;
  for (const X509Certificate& each : InOrder(certificates)) ids += EssCertIdV2(each);
  return Der(kDerSequence, Der(kDerSequence, ids));
}

std::string AttributeSet(uint8_t tag, const Sha256Digest& message,
                         const std::vector<X509Certificate>& certificates) {
  return DerSetOf(
      tag, {Attribute(oid::kContentType, oid::kData),
            Attribute(oid::kMessageDigest, Der(kDerOctetString, message.bytes())),
            Attribute(oid::kSigningCertificateV2, SigningCertificateV2(certificates))});
}

std::string SignerInfo(const SignedData& parts) {
  std::string unsigned_attributes;
  if (parts.timestamp) {
    unsigned_attributes =
        Der(DerContext(1), Attribute(oid::kSignatureTimeStamp, parts.timestamp->der()));
  }
  return Der(kDerSequence,
             {kVersion1, IssuerAndSerial(parts.signer()), oid::kSha256Algorithm,
              AttributeSet(DerContext(0), parts.message, parts.certificates),
              oid::kEcdsaWithSha256Algorithm,
              Der(kDerOctetString, parts.signature.der()), unsigned_attributes});
}

// RawParts are the parts of an encoding before anything is known about them.
struct RawParts {
  std::string_view set;  // the certificates together
  std::vector<std::string_view> certificates;
  std::string_view signer_id;
  std::string_view message;
  std::string_view signature;
  std::string_view timestamp;  // empty: none
};

std::string_view MessageDigestOf(DerReader attributes) {
  while (!attributes.AtEnd() && attributes.ok()) {
    DerReader attribute = attributes.Enter(kDerSequence);
    if (attribute.Take(kDerOid).whole == oid::kMessageDigest) {
      return attribute.Enter(kDerSet).Take(kDerOctetString).contents;
    }
  }
  return {};
}

// Only finds the parts: whatever else stands between them, and how, is settled by
// comparing with what is built from them.
RawParts FindParts(std::string_view der) {
  RawParts raw;
  DerReader outer(der);
  DerReader content = outer.Enter(kDerSequence);
  content.Take(kDerOid);
  DerReader data = content.Enter(DerContext(0)).Enter(kDerSequence);
  data.Take(kDerInteger);
  data.Take(kDerSet);
  data.Take(kDerSequence);
  raw.set = data.Take(DerContext(0)).contents;
  DerReader certificates(raw.set);
  while (certificates.ok() && !certificates.AtEnd() &&
         raw.certificates.size() <= SignedData::kMaxCertificates) {
    raw.certificates.push_back(certificates.Take().whole);
  }
  DerReader signer = data.Enter(kDerSet).Enter(kDerSequence);
  signer.Take(kDerInteger);
  raw.signer_id = signer.Take(kDerSequence).whole;
  signer.Take(kDerSequence);
  raw.message = MessageDigestOf(signer.Enter(DerContext(0)));
  signer.Take(kDerSequence);
  raw.signature = signer.Take(kDerOctetString).contents;
  if (signer.NextIs(DerContext(1))) {
    DerReader attribute = signer.Enter(DerContext(1)).Enter(kDerSequence);
    attribute.Take(kDerOid);
    raw.timestamp = attribute.Enter(kDerSet).Take().whole;
  }
  return raw;
}

// The signer's certificate comes first; two of one name and number leave a doubt.
Result<std::vector<X509Certificate>> ReadCertificates(const RawParts& raw) {
  if (raw.certificates.size() > SignedData::kMaxCertificates) {
    return Fail("it carries more than 8 certificates");
  }
  std::vector<X509Certificate> certificates;
  for (const std::string_view der : raw.certificates) {
    ASSIGN_OR_RETURN(X509Certificate each, X509Certificate::FromDer(der));
    certificates.push_back(std::move(each));
  }
  const auto is_signer = [&](const X509Certificate& each) {
    return IssuerAndSerial(each) == raw.signer_id;
  };
  if (std::ranges::count_if(certificates, is_signer) != 1) {
    return Fail("it does not carry its signer's certificate once");
  }
  std::iter_swap(certificates.begin(), std::ranges::find_if(certificates, is_signer));
  return certificates;
}

// Chain is a signer with its certificates, each found good in itself.
struct Chain {
  std::string set;        // the certificates as they stood in the signature
  std::string signer_id;  // and which of them is the signer's
  std::vector<X509Certificate> certificates;
  EcdsaP256PublicKey key;
};

Result<Chain> CheckChain(const RawParts& raw) {
  ASSIGN_OR_RETURN(std::vector<X509Certificate> certificates, ReadCertificates(raw));
  auto key = EcdsaP256PublicKey::FromSpki(certificates.front().spki());
  if (!key) return Fail("its signer's key is not one of ECDSA P-256");
  TRY(CheckCertificatesAmongThemselves(certificates));
  return Chain{std::string(raw.set), std::string(raw.signer_id),
               std::move(certificates), std::move(*key)};
}

// All documents of a school bring the same certificates along, and to look at these
// takes four times as long as at a signature: so each thread remembers the last ones.
Result<Chain> ReadChain(const RawParts& raw) {
  thread_local std::optional<Chain> last;
  if (last && last->set == raw.set && last->signer_id == raw.signer_id) return *last;
  ASSIGN_OR_RETURN(Chain chain, CheckChain(raw));
  last = chain;
  return chain;
}

Result<SignedData> ReadParts(const RawParts& raw, const Sha256Digest& message,
                             std::vector<X509Certificate> certificates) {
  auto signature = EcdsaP256Signature::FromDer(raw.signature);
  if (!signature) return Fail("its signature is not one of ECDSA P-256 with a low s");
  SignedData parts{message, std::move(certificates), std::move(*signature),
                   std::nullopt};
  if (raw.timestamp.empty()) return parts;
  auto timestamp =
      SignatureTimestamp::Read(raw.timestamp, Sha256(parts.signature.der()));
  if (!timestamp) return Within("its timestamp", timestamp.error());
  parts.timestamp = std::move(*timestamp);
  return parts;
}

}  // namespace

std::string SignedAttributes(const Sha256Digest& message,
                             const std::vector<X509Certificate>& certificates) {
  return AttributeSet(kDerSet, message, certificates);
}

std::string BuildSignedData(const SignedData& parts) {
  std::vector<std::string> certificates;
  for (const X509Certificate& each : parts.certificates) {
    certificates.push_back(each.der());
  }
  const std::string data =
      Der(kDerSequence, {kVersion1, Der(kDerSet, oid::kSha256Algorithm),
                         Der(kDerSequence, oid::kData),
                         DerSetOf(DerContext(0), std::move(certificates)),
                         Der(kDerSet, SignerInfo(parts))});
  return Der(kDerSequence, {oid::kSignedData, Der(DerContext(0), data)});
}

Result<SignedData> ReadSignedData(std::string_view der, const Sha256Digest& message) {
  if (der.size() > SignedData::kMaxBytes) return Fail("it is larger than 128 KB");
  const RawParts raw = FindParts(der);
  if (raw.message != message.bytes()) return Fail("it was made over other bytes");
  ASSIGN_OR_RETURN(Chain chain, ReadChain(raw));
  ASSIGN_OR_RETURN(SignedData parts,
                   ReadParts(raw, message, std::move(chain.certificates)));
  if (BuildSignedData(parts) != der) {
    return Fail("it is not encoded as a school's program does");
  }
  if (!chain.key.Verify(SignedAttributes(parts.message, parts.certificates),
                        parts.signature)) {
    return Fail("its signature does not verify by its signer's key");
  }
  return parts;
}

Result<X509Certificate> ClaimedSigner(std::string_view der) {
  if (der.size() > SignedData::kMaxBytes) return Fail("it is larger than 128 KB");
  ASSIGN_OR_RETURN(const std::vector<X509Certificate> certificates,
                   ReadCertificates(FindParts(der)));
  return certificates.front();
}

Result<void> CheckCertificatesAmongThemselves(
    const std::vector<X509Certificate>& certificates) {
  for (const X509Certificate& each : certificates) {
    const auto names_it = [&](const X509Certificate& other) {
      return other.subject() == each.issuer();
    };
    const auto issued_it = [&](const X509Certificate& other) {
      return each.IsIssuedBy(other);
    };
    if (std::ranges::any_of(certificates, names_it) &&
        std::ranges::none_of(certificates, issued_it)) {
      return Fail(StrCat("the certificate of ", Quote(each.CommonName(), 80),
                         " was not signed by its issuer"));
    }
  }
  return {};
}

}  // namespace certseal
