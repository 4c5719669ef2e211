// SPDX-License-Identifier: Apache-2.0
//
// Errors of what stands in the database and cannot be right. For the .cc files of
// register only.
#pragma once

#include <string_view>

#include "base/result.h"
#include "register/database.h"

namespace certseal {

tl::unexpected<Error> DamagedRegister(const Database& database, std::string_view what);

// DamagedCertificate says "certificate CODE has WHAT". The code may be damaged itself.
tl::unexpected<Error> DamagedCertificate(const Database& database,
                                         std::string_view code, std::string_view what);

}  // namespace certseal
