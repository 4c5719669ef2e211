// SPDX-License-Identifier: Apache-2.0
//
// For the .cc files of register only.
#pragma once

#include <string_view>

#include "base/result.h"
#include "register/certificate_row.h"

namespace certseal {

enum class EmptyText { kAllowed, kRefused };

// ValidateText takes what every engine takes as text: well-formed UTF-8 without NUL, at
// most so many bytes. The error names the field.
Result<void> ValidateText(std::string_view field, std::string_view text,
                          size_t max_bytes, EmptyText empty);

// ValidateRow names the field that breaks the rules of certificate_row.h.
Result<void> ValidateRow(const CertificateRow& row);

}  // namespace certseal
