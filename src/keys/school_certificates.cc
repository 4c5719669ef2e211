// SPDX-License-Identifier: Apache-2.0
#include "keys/school_certificates.h"

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

constexpr int64_t kDay = 86400;
constexpr int64_t kLifetime = 40 * 365 * kDay + 10 * kDay;
constexpr size_t kMaxCommonName = 64;  // characters, RFC 5280 appendix A.1

struct Extension {
  int nid;
  const char* value;
};

// A serial of 159 random bits: positive and unguessable (CA/Browser Forum asks for 64).
void SetSerial(X509* certificate) {
  unsigned char bytes[20];
  ossl::Must(RAND_bytes(bytes, sizeof bytes) == 1);
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7f) | 0x40);
  const ossl::Owned<BIGNUM, BN_free> number(BN_bin2bn(bytes, sizeof bytes, nullptr));
  ossl::Must(number &&
             BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)));
}

void AddName(X509_NAME* name, const char* field, std::string_view value) {
  std::u32string cut = ToUtf32(value);
  if (cut.size() > kMaxCommonName) cut.resize(kMaxCommonName);
  const std::string text = ToUtf8(cut);
  ossl::Must(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, ossl::Data(text),
                                        static_cast<int>(text.size()), -1, 0) == 1);
}

Result<void> AddExtensions(X509* certificate, X509* issuer,
                           const std::vector<Extension>& extensions) {
  X509V3_CTX ctx;
  X509V3_set_ctx(&ctx, issuer, certificate, nullptr, nullptr, 0);
  for (const Extension& extension : extensions) {
    const ossl::Owned<X509_EXTENSION, X509_EXTENSION_free> built(
        X509V3_EXT_conf_nid(nullptr, &ctx, extension.nid, extension.value));
    if (!built || X509_add_ext(certificate, built.get(), -1) != 1) {
      return Fail("cannot make an X.509 extension");
    }
  }
  return {};
}

struct Lifetime {
  int64_t begin, end;  // seconds since 1970
};

Lifetime LifetimeFrom(Timestamp now) {
  return {now.unix_seconds() - kDay, now.unix_seconds() + kLifetime};
}

ossl::X509Ptr Begin(std::string_view common_name, std::string_view organization,
                    const P256PrivateKey& key, const Lifetime& lifetime) {
  ossl::X509Ptr certificate(X509_new());
  ossl::Must(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
  SetSerial(certificate.get());
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  AddName(subject, "O", organization);
  AddName(subject, "CN", common_name);
  ossl::Must(ASN1_TIME_set(X509_getm_notBefore(certificate.get()), lifetime.begin) !=
                 nullptr &&
             ASN1_TIME_set(X509_getm_notAfter(certificate.get()), lifetime.end) !=
                 nullptr &&
             X509_set_pubkey(certificate.get(), key.get()) == 1);
  return certificate;
}

std::string ToPem(X509* certificate) {
  const ossl::Bio bio(BIO_new(BIO_s_mem()));
  ossl::Must(bio && PEM_write_bio_X509(bio.get(), certificate) == 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

Result<void> Finish(X509* certificate, X509* issuer, const P256PrivateKey& issuer_key,
                    const std::vector<Extension>& extensions) {
  ossl::Must(X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1);
  TRY(AddExtensions(certificate, issuer, extensions));
  ossl::Must(X509_sign(certificate, issuer_key.get(), EVP_sha256()) > 0);
  return {};
}

ossl::X509Ptr ReadDer(std::string_view der) {
  const unsigned char* at = ossl::Data(der);
  ossl::X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  ossl::Must(certificate != nullptr);
  return certificate;
}

std::string ToDer(X509* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate, &der);
  ossl::Must(size > 0);
  std::string bytes(reinterpret_cast<char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

Result<ossl::X509Ptr> MakeDocument(std::string_view school_name, X509* authority,
                                   const P256PrivateKey& authority_key,
                                   const P256PrivateKey& key,
                                   const Lifetime& lifetime) {
  ossl::X509Ptr document = Begin(school_name, school_name, key, lifetime);
  TRY(Finish(document.get(), authority, authority_key,
             {{NID_basic_constraints, "critical,CA:FALSE"},
              {NID_key_usage, "critical,digitalSignature,nonRepudiation"},
              {NID_subject_key_identifier, "hash"},
              {NID_authority_key_identifier, "keyid:always"}}));
  return document;
}

}  // namespace

Result<SchoolCertificates> MakeSchoolCertificates(std::string_view school_name,
                                                  const P256PrivateKey& authority_key,
                                                  const P256PrivateKey& document_key,
                                                  Timestamp now) {
  const Lifetime lifetime = LifetimeFrom(now);
  const ossl::X509Ptr authority =
      Begin(StrCat("Authority of ", school_name), school_name, authority_key, lifetime);
  TRY(Finish(authority.get(), authority.get(), authority_key,
             {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
              {NID_key_usage, "critical,keyCertSign,cRLSign"},
              {NID_subject_key_identifier, "hash"}}));
  ASSIGN_OR_RETURN(const ossl::X509Ptr document,
                   MakeDocument(school_name, authority.get(), authority_key,
                                document_key, lifetime));
  return SchoolCertificates{ToPem(authority.get()), ToPem(document.get())};
}

Result<X509Certificate> MakeDocumentCertificate(std::string_view school_name,
                                                const X509Certificate& authority,
                                                const P256PrivateKey& authority_key,
                                                const P256PrivateKey& document_key,
                                                Timestamp now) {
  if (authority_key.SpkiDigest() != authority.spki_digest()) {
    return Fail("the key is not that of the authority's certificate");
  }
  if (authority.not_after() < now) {
    return Fail(StrCat("expired on ", authority.not_after().date().Iso()));
  }
  Lifetime lifetime = LifetimeFrom(now);
  lifetime.begin = std::max(lifetime.begin, authority.not_before().unix_seconds());
  lifetime.end = std::min(lifetime.end, authority.not_after().unix_seconds());
  const ossl::X509Ptr above = ReadDer(authority.der());
  ASSIGN_OR_RETURN(
      const ossl::X509Ptr document,
      MakeDocument(school_name, above.get(), authority_key, document_key, lifetime));
  return X509Certificate::FromDer(ToDer(document.get()));
}

}  // namespace certseal
