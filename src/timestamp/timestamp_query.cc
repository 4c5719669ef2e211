// SPDX-License-Identifier: Apache-2.0
#include "timestamp/timestamp_query.h"

#include <openssl/err.h>
#include <openssl/ts.h>

#include <cstdlib>
#include <optional>

#include "base/strings.h"
#include "crypto/openssl.h"

namespace certseal {
namespace {

constexpr size_t kNonceSize = 8;

using Request = ossl::Owned<TS_REQ, TS_REQ_free>;
using Response = ossl::Owned<TS_RESP, TS_RESP_free>;
using VerifyCtx = ossl::Owned<TS_VERIFY_CTX, TS_VERIFY_CTX_free>;
using Store = ossl::Owned<X509_STORE, X509_STORE_free>;

// The stack alone: its certificates belong to the token.
void FreeStack(STACK_OF(X509) * stack) { sk_X509_free(stack); }
using Signers = ossl::Owned<STACK_OF(X509), FreeStack>;

using Integer = ossl::Owned<ASN1_INTEGER, ASN1_INTEGER_free>;

Integer PositiveInteger(std::string bytes) {
  bytes[0] =
      static_cast<char>((bytes[0] & 0x7f) | 0x40);  // of one length, never negative
  const ossl::Owned<BIGNUM, BN_free> number(
      BN_bin2bn(ossl::Data(bytes), static_cast<int>(bytes.size()), nullptr));
  Integer integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
  ossl::Must(integer != nullptr);
  return integer;
}

void SetImprint(TS_REQ* request, const Sha256Digest& imprint) {
  const ossl::Owned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free> message(TS_MSG_IMPRINT_new());
  const ossl::Owned<X509_ALGOR, X509_ALGOR_free> sha256(X509_ALGOR_new());
  ossl::Must(message && sha256 &&
             X509_ALGOR_set0(sha256.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL,
                             nullptr) == 1);
  std::string bytes(imprint.bytes());
  ossl::Must(TS_MSG_IMPRINT_set_algo(message.get(), sha256.get()) == 1 &&
             TS_MSG_IMPRINT_set_msg(message.get(),
                                    reinterpret_cast<unsigned char*>(bytes.data()),
                                    static_cast<int>(bytes.size())) == 1 &&
             TS_REQ_set_msg_imprint(request, message.get()) == 1);
}

// Nothing may stand behind the value.
template <typename Owner, typename Read>
Owner ReadWhole(Read read, std::string_view der) {
  const unsigned char* at = ossl::Data(der);
  Owner object(read(nullptr, &at, static_cast<long>(der.size())));
  if (at != ossl::Data(der) + der.size()) object.reset();
  return object;
}

// RFC 3161 §2.4.2, PKIFailureInfo.
constexpr struct {
  int bit;
  const char* text;
} kFailures[] = {{TS_INFO_BAD_ALG, "it does not know SHA-256"},
                 {TS_INFO_BAD_REQUEST, "it takes no such requests"},
                 {TS_INFO_BAD_DATA_FORMAT, "it does not understand the request"},
                 {TS_INFO_TIME_NOT_AVAILABLE, "its clock is not available"},
                 {TS_INFO_UNACCEPTED_POLICY, "it does not offer that policy"},
                 {TS_INFO_UNACCEPTED_EXTENSION, "it does not know an extension"},
                 {TS_INFO_ADD_INFO_NOT_AVAILABLE, "more was asked than it has"},
                 {TS_INFO_SYSTEM_FAILURE, "it has a failure of its own"}};

std::string RefusalText(const TS_STATUS_INFO* status) {
  std::string text;
  const ASN1_BIT_STRING* bits = TS_STATUS_INFO_get0_failure_info(status);
  for (const auto& failure : kFailures) {
    if (bits && ASN1_BIT_STRING_get_bit(bits, failure.bit)) {
      text += StrCat(": ", failure.text);
    }
  }
  const STACK_OF(ASN1_UTF8STRING)* words = TS_STATUS_INFO_get0_text(status);
  if (sk_ASN1_UTF8STRING_num(words) > 0) {
    const ASN1_UTF8STRING* first = sk_ASN1_UTF8STRING_value(words, 0);
    text +=
        StrCat(": ", Quote({reinterpret_cast<const char*>(ASN1_STRING_get0_data(first)),
                            static_cast<size_t>(ASN1_STRING_length(first))}));
  }
  return text;
}

Result<void> DemandGranted(TS_RESP* response) {
  const TS_STATUS_INFO* status = TS_RESP_get_status_info(response);
  const int64_t value = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status));
  if (value == TS_STATUS_GRANTED || value == TS_STATUS_GRANTED_WITH_MODS) return {};
  return Fail(StrCat("the server refused to give a timestamp", RefusalText(status)));
}

// The token's bytes as they came: a second encoding could differ from what was signed.
//
//   TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken ContentInfo }
std::optional<std::string> CutToken(std::string_view response) {
  const unsigned char* at = ossl::Data(response);
  const unsigned char* const end = at + response.size();
  long size = 0;
  int tag = 0, tag_class = 0;
  if (ASN1_get_object(&at, &size, &tag, &tag_class, end - at) != V_ASN1_CONSTRUCTED ||
      tag != V_ASN1_SEQUENCE || at + size != end) {
    return {};
  }
  if (ASN1_get_object(&at, &size, &tag, &tag_class, end - at) != V_ASN1_CONSTRUCTED) {
    return {};
  }
  at += size;
  const unsigned char* const token = at;
  if (ASN1_get_object(&at, &size, &tag, &tag_class, end - at) != V_ASN1_CONSTRUCTED ||
      tag != V_ASN1_SEQUENCE || at + size != end) {
    return {};
  }
  return std::string(reinterpret_cast<const char*>(token),
                     static_cast<size_t>(end - token));
}

Result<X509*> SigningCertificate(PKCS7* token) {
  const Signers signers(PKCS7_get0_signers(token, nullptr, 0));
  if (sk_X509_num(signers.get()) != 1) {
    return Fail("the token does not hold the certificate that signed it");
  }
  return sk_X509_value(signers.get(), 0);
}

std::string VerificationFailure() {
  const unsigned long code = ERR_peek_last_error();
  if (ERR_GET_LIB(code) == ERR_LIB_TS) {
    switch (ERR_GET_REASON(code)) {
      case TS_R_NONCE_MISMATCH:
      case TS_R_NONCE_NOT_RETURNED:
        return "the answer is to another request: its nonce is not ours";
      case TS_R_MESSAGE_IMPRINT_MISMATCH:
        return "the answer is for another signature: its imprint is not ours";
      case TS_R_CERTIFICATE_VERIFY_ERROR:
        return "the certificate that signed the token is no valid certificate for "
               "timestamps";
      case TS_R_SIGNATURE_FAILURE:
        return "the token's signature does not verify";
    }
  }
  const char* reason = ERR_reason_error_string(code);
  return StrCat("the token does not verify: ", reason ? reason : "unknown reason");
}

// OpenSSL's own verification of version, imprint, nonce, signing-certificate and
// signature. The token's signer is the anchor of its path.
Result<void> Verify(TS_REQ* request, TS_RESP* response, X509* signer) {
  Store store(X509_STORE_new());
  ossl::Must(store && X509_STORE_add_cert(store.get(), signer) == 1 &&
             X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN) == 1);
  const VerifyCtx ctx(TS_REQ_to_TS_VERIFY_CTX(request, nullptr));
  ossl::Must(ctx != nullptr);
  TS_VERIFY_CTX_set_store(ctx.get(), store.release());
  TS_VERIFY_CTX_add_flags(ctx.get(), TS_VFY_SIGNATURE);
  ERR_clear_error();
  if (TS_RESP_verify_response(ctx.get(), response) == 1) return {};
  const std::string why = VerificationFailure();
  ERR_clear_error();
  return Fail(why);
}

Result<void> DemandPlausible(Timestamp time, Timestamp now) {
  const int64_t difference = time.unix_seconds() - now.unix_seconds();
  if (std::abs(difference) <= TimestampQuery::kMaxClockDifference) return {};
  return Fail(StrCat("the server's time is ", time.Rfc3339(), ", this computer's ",
                     now.Rfc3339()),
              {"one of the two clocks is wrong: set this computer's first"});
}

}  // namespace

TimestampQuery TimestampQuery::Make(const Sha256Digest& imprint, const Random& random) {
  const Request request(TS_REQ_new());
  const Integer nonce = PositiveInteger(random(kNonceSize));
  ossl::Must(request && TS_REQ_set_version(request.get(), 1) == 1 &&
             TS_REQ_set_nonce(request.get(), nonce.get()) == 1 &&
             TS_REQ_set_cert_req(request.get(), 1) == 1);
  SetImprint(request.get(), imprint);
  unsigned char* der = nullptr;
  const int size = i2d_TS_REQ(request.get(), &der);
  ossl::Must(size > 0);
  TimestampQuery query(imprint,
                       {reinterpret_cast<char*>(der), static_cast<size_t>(size)});
  OPENSSL_free(der);
  return query;
}

Result<SignatureTimestamp> TimestampQuery::Check(std::string_view bytes,
                                                 Timestamp now) const {
  if (bytes.size() > kMaxResponse) {
    return Fail(StrCat("the answer is larger than ", kMaxResponse, " bytes"));
  }
  const auto request = ReadWhole<Request>(d2i_TS_REQ, der_);
  ossl::Must(request != nullptr);
  const auto response = ReadWhole<Response>(d2i_TS_RESP, bytes);
  ERR_clear_error();
  if (!response) return Fail("the answer is no timestamp response (RFC 3161)");
  TRY(DemandGranted(response.get()));
  const std::optional<std::string> der = CutToken(bytes);
  if (!TS_RESP_get_token(response.get()) || !der) {
    return Fail("the answer holds no timestamp token in DER (RFC 3161)");
  }
  ASSIGN_OR_RETURN(X509 * signer,
                   SigningCertificate(TS_RESP_get_token(response.get())));
  TRY(Verify(request.get(), response.get(), signer));
  ASSIGN_OR_RETURN(const std::string trimmed, SignatureTimestamp::Trim(*der));
  ASSIGN_OR_RETURN(SignatureTimestamp token,
                   SignatureTimestamp::Read(trimmed, imprint_));
  TRY(DemandPlausible(token.time(), now));
  return token;
}

}  // namespace certseal
