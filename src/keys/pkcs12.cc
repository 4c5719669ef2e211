// SPDX-License-Identifier: Apache-2.0
#include "keys/pkcs12.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "base/strings.h"
#include "crypto/ecdsa_p256.h"
#include "crypto/openssl.h"
#include "keys/derivation_work.h"

namespace certseal {
namespace {

constexpr size_t kMaxChain = 8;
const char* const kAskFor =
    "ask the certificate authority for a document-signing certificate with an ECDSA "
    "P-256 key (also called secp256r1 or prime256v1)";

void FreeCertificates(STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); }
void FreeSafes(STACK_OF(PKCS7) * stack) { sk_PKCS7_pop_free(stack, PKCS7_free); }
void FreeBags(STACK_OF(PKCS12_SAFEBAG) * stack) {
  sk_PKCS12_SAFEBAG_pop_free(stack, PKCS12_SAFEBAG_free);
}

using Pfx = ossl::Owned<PKCS12, PKCS12_free>;
using Certificates = ossl::Owned<STACK_OF(X509), FreeCertificates>;
using Safes = ossl::Owned<STACK_OF(PKCS7), FreeSafes>;
using Bags = ossl::Owned<STACK_OF(PKCS12_SAFEBAG), FreeBags>;

struct Contents {
  ossl::Pkey key;
  ossl::X509Ptr certificate;
  Certificates others;
};

Result<Pfx> ReadPfx(std::string_view der) {
  if (der.size() > kMaxPkcs12) return Fail("it is larger than a PKCS#12 file can be");
  const unsigned char* at = ossl::Data(der);
  Pfx pfx(d2i_PKCS12(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (!pfx) {
    return Fail("it is not a PKCS#12 file (.p12, .pfx)",
                {"PEM files become one with: openssl pkcs12 -export -inkey KEY.pem -in "
                 "CERTIFICATE.pem -certfile CHAIN.pem -out document.p12"});
  }
  const ASN1_INTEGER* iterations = nullptr;
  PKCS12_get0_mac(nullptr, nullptr, nullptr, &iterations, pfx.get());
  TRY(DemandModestWork(iterations));
  return pfx;
}

Result<void> CheckPassphrase(PKCS12* pfx, const Secret& passphrase) {
  if (PKCS12_mac_present(pfx) != 1) return Fail("it is not protected by a passphrase");
  const auto size = static_cast<int>(passphrase.view().size());
  const bool opens = PKCS12_verify_mac(pfx, passphrase.view().data(), size) == 1;
  const unsigned long code = ERR_peek_last_error();
  ERR_clear_error();
  if (opens) return {};
  if (ERR_GET_REASON(code) == PKCS12_R_UNKNOWN_DIGEST_ALGORITHM) {
    return Fail("it is protected by an algorithm that this program does not know");
  }
  return Fail("the passphrase does not open it");
}

// Of the keys inside, each encrypted on its own, and those in safes within safes.
Result<void> DemandModestBags(const STACK_OF(PKCS12_SAFEBAG) * bags) {
  std::vector<const STACK_OF(PKCS12_SAFEBAG)*> waiting = {bags};
  while (!waiting.empty()) {
    const STACK_OF(PKCS12_SAFEBAG)* const all = waiting.back();
    waiting.pop_back();
    for (int i = 0; i < sk_PKCS12_SAFEBAG_num(all); ++i) {
      const PKCS12_SAFEBAG* const bag = sk_PKCS12_SAFEBAG_value(all, i);
      if (PKCS12_SAFEBAG_get_nid(bag) == NID_safeContentsBag) {
        waiting.push_back(PKCS12_SAFEBAG_get0_safes(bag));
      }
      const X509_SIG* const key = PKCS12_SAFEBAG_get0_pkcs8(bag);
      if (!key) continue;
      const X509_ALGOR* encryption = nullptr;
      X509_SIG_get0(key, &encryption, nullptr);
      TRY(DemandModestWork(encryption));
    }
  }
  return {};
}

// What does not open here is for PKCS12_parse to refuse.
Result<void> DemandModestContents(PKCS12* pfx, const Secret& passphrase) {
  const Safes safes(PKCS12_unpack_authsafes(pfx));
  for (int i = 0; i < sk_PKCS7_num(safes.get()); ++i) {
    PKCS7* const safe = sk_PKCS7_value(safes.get(), i);
    if (!safe->d.ptr) continue;
    Bags bags;
    if (PKCS7_type_is_encrypted(safe)) {
      const PKCS7_ENC_CONTENT* const content = safe->d.encrypted->enc_data;
      TRY(DemandModestWork(content->algorithm));
      bags.reset(PKCS12_unpack_p7encdata(safe, passphrase.view().data(),
                                         static_cast<int>(passphrase.view().size())));
    } else if (PKCS7_type_is_data(safe)) {
      bags.reset(PKCS12_unpack_p7data(safe));
    }
    if (bags) TRY(DemandModestBags(bags.get()));
  }
  ERR_clear_error();
  return {};
}

Result<Contents> Unpack(PKCS12* pfx, const Secret& passphrase) {
  TRY(DemandModestContents(pfx, passphrase));
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  STACK_OF(X509)* others = nullptr;
  std::string text(passphrase.view());  // with a NUL, as OpenSSL wants it
  const int parsed = PKCS12_parse(pfx, text.c_str(), &key, &certificate, &others);
  WipeString(text);
  ERR_clear_error();
  Contents contents{ossl::Pkey(key), ossl::X509Ptr(certificate), Certificates(others)};
  if (parsed != 1) {
    return Fail(
        "it is encrypted with an algorithm too old to be used",
        {"make it anew: openssl pkcs12 -legacy -in OLD.p12 -out all.pem, then "
         "openssl pkcs12 -export -in all.pem -out document.p12; delete all.pem"});
  }
  if (!contents.key || !contents.certificate) {
    return Fail("it does not hold a private key with its certificate");
  }
  return contents;
}

std::string KindOf(EVP_PKEY* key) {
  const int bits = EVP_PKEY_get_bits(key);
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA)
    return StrCat("RSA of ", bits, " bits");
  const char* name = EVP_PKEY_get0_type_name(key);
  return StrCat(name ? name : "of an unknown kind", " of ", bits, " bits");
}

Result<P256PrivateKey> AdoptKey(ossl::Pkey key) {
  const std::string kind = KindOf(key.get());
  Result<P256PrivateKey> adopted = P256PrivateKey::Adopt(std::move(key));
  if (adopted) return adopted;
  return Fail(StrCat("its key is ", kind, "; certificates are signed with ECDSA P-256"),
              {kAskFor});
}

Result<X509Certificate> FromOpenSsl(X509* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate, &der);
  ossl::Must(size > 0);
  const std::string bytes(reinterpret_cast<char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  return X509Certificate::FromDer(bytes);
}

// RFC 5280 §4.2.1.3 and §4.2.1.9.
Result<void> DemandUsage(X509* certificate) {
  if ((X509_get_extension_flags(certificate) & EXFLAG_CA) != 0) {
    return Fail("its certificate is an authority's, not one to sign documents");
  }
  const uint32_t usage =
      X509_get_key_usage(certificate);  // all bits where it is absent
  if ((usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0) {
    return Fail(
        "its certificate may not sign: key usage names neither digitalSignature "
        "nor nonRepudiation",
        {kAskFor});
  }
  return {};
}

Result<void> DemandValid(const X509Certificate& leaf, Timestamp now) {
  if (leaf.not_after() < now) {
    return Fail(StrCat("its certificate expired on ", leaf.not_after().date().Iso()),
                {"import the renewed one"});
  }
  if (now < leaf.not_before()) {
    return Fail(
        StrCat("its certificate is valid from ", leaf.not_before().Rfc3339(), " on"),
        {"is this computer's clock right?"});
  }
  return {};
}

Result<std::vector<X509Certificate>> ReadOthers(const STACK_OF(X509) * stack) {
  std::vector<X509Certificate> others;
  for (int i = 0; i < sk_X509_num(stack); ++i) {
    ASSIGN_OR_RETURN(X509Certificate each, FromOpenSsl(sk_X509_value(stack, i)));
    others.push_back(std::move(each));
  }
  return others;
}

}  // namespace

std::vector<X509Certificate> OrderChain(const X509Certificate& leaf,
                                        const std::vector<X509Certificate>& others) {
  std::vector<X509Certificate> chain = {leaf};
  while (chain.size() < kMaxChain && !chain.back().IsIssuedBy(chain.back())) {
    const auto issuer =
        std::find_if(others.begin(), others.end(), [&](const X509Certificate& each) {
          return chain.back().IsIssuedBy(each) &&
                 std::find(chain.begin(), chain.end(), each) == chain.end();
        });
    if (issuer == others.end()) break;
    chain.push_back(*issuer);
  }
  return chain;
}

std::string CertificatesToPem(const std::vector<X509Certificate>& certificates) {
  const ossl::Bio bio(BIO_new(BIO_s_mem()));
  ossl::Must(bio != nullptr);
  for (const X509Certificate& each : certificates) {
    ossl::Must(PEM_write_bio(bio.get(), PEM_STRING_X509, "", ossl::Data(each.der()),
                             static_cast<long>(each.der().size())) > 0);
  }
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

Result<DocumentIdentity> ReadPkcs12(std::string_view der, const Secret& passphrase,
                                    Timestamp now) {
  ASSIGN_OR_RETURN(const Pfx pfx, ReadPfx(der));
  TRY(CheckPassphrase(pfx.get(), passphrase));
  ASSIGN_OR_RETURN(Contents contents, Unpack(pfx.get(), passphrase));
  ASSIGN_OR_RETURN(P256PrivateKey key, AdoptKey(std::move(contents.key)));
  ASSIGN_OR_RETURN(const X509Certificate leaf, FromOpenSsl(contents.certificate.get()));
  if (!EcdsaP256PublicKey::FromSpki(leaf.spki()) ||
      key.SpkiDigest() != leaf.spki_digest()) {
    return Fail("its certificate is not one of its key");
  }
  TRY(DemandUsage(contents.certificate.get()));
  TRY(DemandValid(leaf, now));
  ASSIGN_OR_RETURN(const auto others, ReadOthers(contents.others.get()));
  return DocumentIdentity{std::move(key), OrderChain(leaf, others)};
}

}  // namespace certseal
