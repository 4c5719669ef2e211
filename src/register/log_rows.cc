// SPDX-License-Identifier: Apache-2.0
#include "register/log_rows.h"

namespace certseal {
namespace {

template <typename Rows>
std::vector<CertificateCode> CodesOfRows(const Rows& rows) {
  std::vector<CertificateCode> codes;
  codes.reserve(rows.size());
  for (const auto& row : rows) codes.push_back(row.code);
  return codes;
}

}  // namespace

std::vector<CertificateCode> CodesOf(
    const std::vector<LoggedCertificate>& certificates) {
  return CodesOfRows(certificates);
}

std::vector<CertificateCode> CodesOf(const std::vector<Hold>& holds) {
  return CodesOfRows(holds);
}

}  // namespace certseal
