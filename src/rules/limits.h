// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/ruled_certificate.h"

namespace certseal {

// LimitNames are the limits that a rule can name: what its certificate must not exceed.
const std::vector<std::string>& LimitNames();

// Excess is how a certificate breaks a limit.
struct Excess {
  std::string field;  // of the roster: credits
  std::string message;
  std::string remedy;
};

// NeedsScheme tells whether a limit is of what an accreditation designates.
bool NeedsScheme(std::string_view limit);

// FindExcess applies a limit by its name. The accreditation may be null, unless the
// limit is of what it designates.
std::optional<Excess> FindExcess(std::string_view limit,
                                 const RuledCertificate& certificate,
                                 const Accreditation* accreditation);

}  // namespace certseal
