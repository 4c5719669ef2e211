// SPDX-License-Identifier: Apache-2.0
#include "crypto/x509_certificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "base/strings.h"
#include "crypto/der.h"
#include "crypto/openssl.h"

namespace certseal {
namespace {

constexpr size_t kMaxCertificates = 16;  // in one PEM text

std::optional<Timestamp> TimeOf(const ASN1_TIME* time) {
  const ossl::Owned<ASN1_TIME, ASN1_TIME_free> epoch(ASN1_TIME_set(nullptr, 0));
  int days = 0;
  int seconds = 0;
  if (!epoch || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) {
    return std::nullopt;
  }
  return Timestamp::FromUnix(int64_t{days} * 86400 + seconds);
}

std::string TextOf(ossl::Bio bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

}  // namespace

Result<X509Certificate> X509Certificate::FromDer(std::string_view der) {
  if (der.size() > kMaxSize) return Fail("a certificate is larger than 16 KB");
  if (!IsWholeDer(der)) return Fail("a certificate is not one DER value");
  const unsigned char* data = ossl::Data(der);
  ossl::X509Ptr parsed(d2i_X509(nullptr, &data, static_cast<long>(der.size())));
  // Extensions are looked at here because OpenSSL reads them when first asked.
  if (parsed && (X509_get_extension_flags(parsed.get()) & EXFLAG_INVALID) != 0) {
    ERR_clear_error();
    return Fail("a certificate has a damaged extension, or one of them twice");
  }
  const auto not_before =
      parsed ? TimeOf(X509_get0_notBefore(parsed.get())) : std::nullopt;
  const auto not_after =
      parsed ? TimeOf(X509_get0_notAfter(parsed.get())) : std::nullopt;
  if (!not_before || !not_after) {
    ERR_clear_error();
    return Fail("a certificate is not one of X.509");
  }
  X509Certificate out(std::string(der), std::move(parsed), *not_before, *not_after);
  // Certificate ::= SEQUENCE { tbsCertificate SEQUENCE { [0] version, serialNumber,
  //   signature, issuer, validity, subject, subjectPublicKeyInfo, ... }, ... }
  DerReader outer(out.der_);
  DerReader tbs = outer.Enter(kDerSequence).Enter(kDerSequence);
  const auto range = [&](std::string_view part) {
    return Range{static_cast<size_t>(part.data() - out.der_.data()), part.size()};
  };
  DerReader version = tbs.Enter(DerContext(0));
  const bool third = version.Take(kDerInteger).contents == "\x02" && version.Finished();
  const DerValue serial = tbs.Take(kDerInteger);
  tbs.Take(kDerSequence);
  const DerValue issuer = tbs.Take(kDerSequence);
  tbs.Take(kDerSequence);
  const DerValue subject = tbs.Take(kDerSequence);
  const DerValue spki = tbs.Take(kDerSequence);
  if (!tbs.ok() || !third) return Fail("a certificate is not of X.509's third version");
  out.serial_ = range(serial.whole);
  out.issuer_ = range(issuer.whole);
  out.subject_ = range(subject.whole);
  out.spki_ = range(spki.whole);
  return out;
}

std::string X509Certificate::CommonName() const {
  const X509_NAME* name = X509_get_subject_name(parsed_.get());
  const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
  ossl::Bio bio(BIO_new(BIO_s_mem()));
  ossl::Must(bio != nullptr);
  constexpr unsigned long kFlags = XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB;
  if (at < 0) {
    X509_NAME_print_ex(bio.get(), name, 0, kFlags);
  } else {
    const ASN1_STRING* value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at));
    ASN1_STRING_print_ex(bio.get(), value, ASN1_STRFLGS_UTF8_CONVERT);
  }
  return TextOf(std::move(bio));
}

bool X509Certificate::IsForTimestamps() const {
  // X509_get_extended_key_usage() would not see a purpose that OpenSSL has no name for.
  // SEQUENCE { id-kp-timeStamping }
  constexpr std::string_view kTimeStampingAlone(
      "\x30\x0a\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x08", 12);
  const int at = X509_get_ext_by_NID(parsed_.get(), NID_ext_key_usage, -1);
  if (at < 0) return false;
  X509_EXTENSION* usage = X509_get_ext(parsed_.get(), at);
  const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(usage);
  const std::string_view contents(
      reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
      static_cast<size_t>(ASN1_STRING_length(value)));
  return X509_EXTENSION_get_critical(usage) == 1 && contents == kTimeStampingAlone;
}

bool X509Certificate::IsIssuedBy(const X509Certificate& issuer) const {
  const bool ok =
      this->issuer() == issuer.subject() &&
      X509_verify(parsed_.get(), X509_get0_pubkey(issuer.parsed_.get())) == 1;
  ERR_clear_error();
  return ok;
}

bool X509Certificate::Verify(const char* digest, std::string_view message,
                             std::string_view signature) const {
  EVP_PKEY* key = X509_get0_pubkey(parsed_.get());
  const ossl::MdCtx ctx(EVP_MD_CTX_new());
  const bool ok = key && ctx &&
                  EVP_DigestVerifyInit_ex(ctx.get(), nullptr, digest, nullptr, nullptr,
                                          key, nullptr) == 1 &&
                  EVP_DigestVerify(ctx.get(), ossl::Data(signature), signature.size(),
                                   ossl::Data(message), message.size()) == 1;
  ERR_clear_error();
  return ok;
}

Result<std::vector<X509Certificate>> CertificatesFromPem(std::string_view pem) {
  const ossl::Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  ossl::Must(bio != nullptr);
  std::vector<X509Certificate> certificates;
  while (const ossl::X509Ptr each{
      PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) {
    if (certificates.size() == kMaxCertificates) return Fail("too many certificates");
    unsigned char* der = nullptr;
    const int size = i2d_X509(each.get(), &der);
    ossl::Must(size > 0);
    const std::string bytes(reinterpret_cast<char*>(der), static_cast<size_t>(size));
    OPENSSL_free(der);
    ASSIGN_OR_RETURN(X509Certificate certificate, X509Certificate::FromDer(bytes));
    certificates.push_back(std::move(certificate));
  }
  // The end of the text is an error of its own to OpenSSL: no further "BEGIN" line.
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (!at_end) return Fail("a certificate in PEM is damaged");
  if (certificates.empty()) return Fail("there is no certificate in PEM");
  return certificates;
}

}  // namespace certseal
