// SPDX-License-Identifier: Apache-2.0
//
// For the .cc files of register only.
#pragma once

#include "base/result.h"
#include "register/certificate_row.h"

namespace certseal {

// ValidateRow names the field that breaks the rules of certificate_row.h.
Result<void> ValidateRow(const CertificateRow& row);

}  // namespace certseal
