// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "issue/successor.h"

namespace certseal {

// SuccessorText shows what will be issued: field by field what the earlier certificate
// states and what the new one will, what was repaired, and what becomes of the earlier.
std::string SuccessorText(const SuccessorPlan& plan, Date today);

// SuccessorJson is the same as one object; without a code it was only planned.
std::string SuccessorJson(const SuccessorPlan& plan,
                          const std::optional<CertificateCode>& successor,
                          const std::string& file);

}  // namespace certseal
