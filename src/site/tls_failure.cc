// SPDX-License-Identifier: Apache-2.0
#include "site/tls_failure.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <cerrno>

#include "base/strings.h"

namespace certseal {
namespace {

Error BadCertificate(long verdict) {
  switch (verdict) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return {"the server's certificate is for another host"};
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return {"the server's certificate has expired",
              {"is this computer's clock right?"}};
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return {"the server's certificate is not valid yet",
              {"is this computer's clock right?"}};
    default:
      break;
  }
  if (IsUnknownAuthority(verdict)) {
    return {"the server's certificate is from no authority that this computer knows",
            {"something on the way may answer in the server's place; the authority of "
             "one's own network can be named in SSL_CERT_FILE"}};
  }
  return {StrCat("the server's certificate is not good: ",
                 X509_verify_cert_error_string(verdict))};
}

Error Breach(unsigned long code) {
  switch (ERR_GET_REASON(code)) {
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
      return {"the server does not speak TLS",
              {"is this the address of an https site?"}};
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
      return {"the server speaks no TLS of version 1.2 or newer"};
    default:
      break;
  }
  const char* reason = ERR_reason_error_string(code);
  return {StrCat("TLS failed: ", reason ? reason : "for a reason that is not known")};
}

}  // namespace

bool IsUnknownAuthority(long verdict) {
  return verdict == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT ||
         verdict == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
         verdict == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE ||
         verdict == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT ||
         verdict == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN;
}

bool IsAbruptEnd() {
  const unsigned long code = ERR_peek_last_error();
  if (code == 0) return errno == 0 || errno == ECONNRESET || errno == EPIPE;
  return ERR_GET_LIB(code) == ERR_LIB_SSL &&
         ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING;
}

Error TlsFailure(const ssl_st* ssl) {
  if (IsAbruptEnd()) return {"the server ended the connection"};
  const long verdict = SSL_get_verify_result(ssl);
  if (verdict != X509_V_OK) return BadCertificate(verdict);
  const unsigned long code = ERR_peek_last_error();
  if (code == 0) return {StrCat("the connection broke: ", ErrnoText(errno))};
  return Breach(code);
}

}  // namespace certseal
