// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/asn1.h>
#include <openssl/x509.h>

#include "base/result.h"

namespace certseal {

// DemandModestWork fails where a file asks for so much work to make a key of its passphrase
// that opening it would take more than some seconds: whoever writes the file chooses that.
// The first takes the algorithm that something is encrypted with (PBES2 with PBKDF2 or
// scrypt, or an older scheme); one that it does not know is OpenSSL's to refuse. The second
// takes a bare number of iterations.
Result<void> DemandModestWork(const X509_ALGOR* encryption);
Result<void> DemandModestWork(const ASN1_INTEGER* iterations);

}  // namespace certseal
