// SPDX-License-Identifier: Apache-2.0
#include "unit/signing/sample_authority.h"

#include <openssl/ts.h>
#include <openssl/x509v3.h>

namespace certseal {
namespace {

ossl::Pkey MakeKey(const std::string& kind) {
  return ossl::Pkey(kind == "RSA" ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256"));
}

void AddExtension(X509* certificate, int nid, const char* value) {
  const ossl::Owned<X509_EXTENSION, X509_EXTENSION_free> extension(
      X509V3_EXT_conf_nid(nullptr, nullptr, nid, value));
  ossl::Must(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

ossl::X509Ptr Issue(const char* name, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuer_key,
                    const char* usage) {
  ossl::X509Ptr out(X509_new());
  X509* x = out.get();
  X509_set_version(x, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x), 7);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8,
                             ossl::Data(name), -1, -1, 0);
  X509_set_issuer_name(x, X509_get_subject_name(issuer ? issuer : x));
  X509_gmtime_adj(X509_getm_notBefore(x), -86400);
  X509_gmtime_adj(X509_getm_notAfter(x), 86400);
  X509_set_pubkey(x, key);
  if (usage) {
    AddExtension(x, NID_ext_key_usage, usage);
  } else {
    AddExtension(x, NID_basic_constraints, "critical,CA:TRUE");
  }
  ossl::Must(X509_sign(x, issuer_key, EVP_sha256()) > 0);
  return out;
}

ASN1_INTEGER* Serial(TS_RESP_CTX*, void*) {
  ASN1_INTEGER* serial = ASN1_INTEGER_new();
  ASN1_INTEGER_set(serial, 42);
  return serial;
}

std::string Query(const Sha256Digest& imprint) {
  const ossl::Owned<TS_REQ, TS_REQ_free> request(TS_REQ_new());
  const ossl::Owned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free> message(TS_MSG_IMPRINT_new());
  const ossl::Owned<X509_ALGOR, X509_ALGOR_free> sha256(X509_ALGOR_new());
  X509_ALGOR_set0(sha256.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr);
  std::string bytes(imprint.bytes());
  TS_MSG_IMPRINT_set_algo(message.get(), sha256.get());
  TS_MSG_IMPRINT_set_msg(message.get(), reinterpret_cast<unsigned char*>(bytes.data()),
                         static_cast<int>(bytes.size()));
  TS_REQ_set_version(request.get(), 1);
  TS_REQ_set_msg_imprint(request.get(), message.get());
  TS_REQ_set_cert_req(request.get(), 1);
  unsigned char* der = nullptr;
  const int size = i2d_TS_REQ(request.get(), &der);
  ossl::Must(size > 0);
  std::string out(reinterpret_cast<char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  return out;
}

}  // namespace

SampleAuthority::SampleAuthority(const Making& making)
    : making_(making), key_(MakeKey(making.key)) {
  const ossl::Pkey root_key = MakeKey(making.key);
  const ossl::Pkey middle_key = MakeKey("EC");
  ossl::X509Ptr root = Issue("Root", root_key.get(), nullptr, root_key.get(), nullptr);
  ossl::X509Ptr middle =
      Issue("Intermediate", middle_key.get(), root.get(), root_key.get(), nullptr);
  chain_.push_back(
      Issue("Sample TSA", key_.get(), middle.get(), middle_key.get(), making.usage));
  chain_.push_back(std::move(middle));
  chain_.push_back(std::move(root));
}

std::string SampleAuthority::Token(const Sha256Digest& imprint) const {
  const std::string query = Query(imprint);
  const ossl::Bio bio(BIO_new_mem_buf(query.data(), static_cast<int>(query.size())));
  const ossl::Owned<TS_RESP_CTX, TS_RESP_CTX_free> ctx(TS_RESP_CTX_new());
  TS_RESP_CTX_set_serial_cb(ctx.get(), Serial, nullptr);
  TS_RESP_CTX_set_signer_cert(ctx.get(), chain_[0].get());
  TS_RESP_CTX_set_signer_key(ctx.get(), key_.get());
  const ossl::Owned<ASN1_OBJECT, ASN1_OBJECT_free> policy(OBJ_txt2obj("1.2.3.4.1", 1));
  TS_RESP_CTX_set_def_policy(ctx.get(), policy.get());
  TS_RESP_CTX_set_signer_digest(ctx.get(), EVP_get_digestbyname(making_.digest));
  TS_RESP_CTX_set_ess_cert_id_digest(ctx.get(),
                                     making_.sha1_id ? EVP_sha1() : EVP_sha256());
  TS_RESP_CTX_add_md(ctx.get(), EVP_sha256());
  STACK_OF(X509)* others = sk_X509_new_null();
  sk_X509_push(others, chain_[1].get());
  if (making_.with_root) sk_X509_push(others, chain_[2].get());
  TS_RESP_CTX_set_certs(ctx.get(), others);
  sk_X509_free(others);
  const ossl::Owned<TS_RESP, TS_RESP_free> response(
      TS_RESP_create_response(ctx.get(), bio.get()));
  PKCS7* token = response ? TS_RESP_get_token(response.get()) : nullptr;
  ossl::Must(token != nullptr);
  unsigned char* out = nullptr;
  const int size = i2d_PKCS7(token, &out);
  ossl::Must(size > 0);
  std::string der(reinterpret_cast<char*>(out), static_cast<size_t>(size));
  OPENSSL_free(out);
  return der;
}

}  // namespace certseal
