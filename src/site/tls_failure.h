// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

struct ssl_st;

namespace certseal {

// TlsFailure tells a person why OpenSSL's last step on the connection failed, from its
// error queue, errno and the verdict on the server's certificate.
Error TlsFailure(const ssl_st* ssl);

// IsAbruptEnd tells whether it failed because the connection ended.
bool IsAbruptEnd();

// IsUnknownAuthority tells whether a verdict (X509_V_...) says that no authority known
// here has issued the certificate.
bool IsUnknownAuthority(long verdict);

}  // namespace certseal
