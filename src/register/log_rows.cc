// SPDX-License-Identifier: Apache-2.0
#include "register/log_rows.h"

namespace certseal {

std::vector<CertificateCode> CodesOf(
    const std::vector<LoggedCertificate>& certificates) {
  std::vector<CertificateCode> codes;
  codes.reserve(certificates.size());
  for (const LoggedCertificate& each : certificates) codes.push_back(each.code);
  return codes;
}

}  // namespace certseal
