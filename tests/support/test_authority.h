// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ts.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <functional>
#include <string>

#include "crypto/openssl.h"

namespace certseal {

struct TestAuthorityMaking {
  std::string usage = "critical,timeStamping";
  long valid_for = 86400;  // seconds from now; negative: expired
  std::string digest = "SHA256";
};

namespace test_authority {

inline ASN1_INTEGER* Serial(TS_RESP_CTX*, void*) {
  ASN1_INTEGER* serial = ASN1_INTEGER_new();
  ASN1_INTEGER_set(serial, 42);
  return serial;
}

inline int TimeWithError(TS_RESP_CTX*, void* error, long* seconds, long* microseconds) {
  *seconds = std::time(nullptr) + *static_cast<long*>(error);
  *microseconds = 0;
  return 1;
}

inline void AddExtension(X509* certificate, int nid, const char* value) {
  X509V3_CTX ctx;
  X509V3_set_ctx(&ctx, certificate, certificate, nullptr, nullptr, 0);
  const ossl::Owned<X509_EXTENSION, X509_EXTENSION_free> extension(
      X509V3_EXT_conf_nid(nullptr, &ctx, nid, value));
  ossl::Must(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

inline ossl::X509Ptr SelfSigned(EVP_PKEY* key, const TestAuthorityMaking& making) {
  ossl::X509Ptr certificate(X509_new());
  X509* x = certificate.get();
  X509_set_version(x, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x), 7);
  X509_NAME* name = X509_get_subject_name(x);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, ossl::Data("Test TSA"), -1, -1,
                             0);
  X509_set_issuer_name(x, name);
  X509_gmtime_adj(X509_getm_notBefore(x), -2 * 86400);
  X509_gmtime_adj(X509_getm_notAfter(x), making.valid_for);
  X509_set_pubkey(x, key);
  AddExtension(x, NID_key_usage, "critical,digitalSignature");
  AddExtension(x, NID_ext_key_usage, making.usage.c_str());
  ossl::Must(X509_sign(x, key, EVP_sha256()) > 0);
  return certificate;
}

}  // namespace test_authority

// TestAuthority is a time-stamping authority of OpenSSL's responder, for tests.
class TestAuthority {
 public:
  TestAuthority();
  explicit TestAuthority(const TestAuthorityMaking& making);

  // Answer gives a TimeStampResp for a TimeStampReq; `clock_error` seconds are added to
  // the time. `bend` may change the request first, as a liar would.
  std::string Answer(const std::string& query, long clock_error = 0,
                     const std::function<void(TS_REQ*)>& bend = {}) const;
  std::string Refuse(const std::string& query) const;

 private:
  std::string Respond(const std::string& query, long clock_error,
                      const std::function<void(TS_REQ*)>& bend, bool refuse) const;
  ossl::Pkey key_;
  ossl::X509Ptr certificate_;
  std::string digest_;
};

inline TestAuthority::TestAuthority() : TestAuthority(TestAuthorityMaking{}) {}

inline TestAuthority::TestAuthority(const TestAuthorityMaking& making)
    : key_(EVP_EC_gen("P-256")),
      certificate_(test_authority::SelfSigned(key_.get(), making)),
      digest_(making.digest) {}

inline std::string TestAuthority::Answer(
    const std::string& query, long clock_error,
    const std::function<void(TS_REQ*)>& bend) const {
  return Respond(query, clock_error, bend, false);
}

inline std::string TestAuthority::Refuse(const std::string& query) const {
  return Respond(query, 0, {}, true);
}

inline std::string TestAuthority::Respond(const std::string& query, long clock_error,
                                          const std::function<void(TS_REQ*)>& bend,
                                          bool refuse) const {
  const unsigned char* at = ossl::Data(query);
  const ossl::Owned<TS_REQ, TS_REQ_free> request(
      d2i_TS_REQ(nullptr, &at, static_cast<long>(query.size())));
  ossl::Must(request != nullptr);
  if (bend) bend(request.get());
  unsigned char* der = nullptr;
  const int size = i2d_TS_REQ(request.get(), &der);
  const ossl::Bio bio(BIO_new_mem_buf(der, size));

  const ossl::Owned<TS_RESP_CTX, TS_RESP_CTX_free> ctx(TS_RESP_CTX_new());
  TS_RESP_CTX_set_serial_cb(ctx.get(), test_authority::Serial, nullptr);
  TS_RESP_CTX_set_time_cb(ctx.get(), test_authority::TimeWithError, &clock_error);
  // OpenSSL's responder refuses a certificate of another purpose here.
  if (TS_RESP_CTX_set_signer_cert(ctx.get(), certificate_.get()) != 1) return "";
  TS_RESP_CTX_set_signer_key(ctx.get(), key_.get());
  const ossl::Owned<ASN1_OBJECT, ASN1_OBJECT_free> policy(OBJ_txt2obj("1.2.3.4.1", 1));
  TS_RESP_CTX_set_def_policy(ctx.get(), policy.get());
  TS_RESP_CTX_set_signer_digest(ctx.get(), EVP_get_digestbyname(digest_.c_str()));
  TS_RESP_CTX_set_ess_cert_id_digest(ctx.get(), EVP_sha256());
  if (!refuse) TS_RESP_CTX_add_md(ctx.get(), EVP_sha256());
  const ossl::Owned<TS_RESP, TS_RESP_free> response(
      TS_RESP_create_response(ctx.get(), bio.get()));
  OPENSSL_free(der);
  ossl::Must(response != nullptr);
  unsigned char* out = nullptr;
  const int length = i2d_TS_RESP(response.get(), &out);
  std::string bytes(reinterpret_cast<char*>(out), static_cast<size_t>(length));
  OPENSSL_free(out);
  return bytes;
}

}  // namespace certseal
