// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/credential.h"
#include "record/seal.h"
#include "verify/report.h"

namespace certseal {

// FactsOf lays out what a record, or the seal alone, says.
Facts FactsOf(const Credential& credential);
Facts FactsOf(const SealFacts& seal, std::string_view school);

}  // namespace certseal
