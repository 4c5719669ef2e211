// SPDX-License-Identifier: Apache-2.0
//
// Writing of changes of state and of what follows on what. For the .cc files of
// register only; all functions throw as SOCI does, besides what they return. After a
// failure the transaction is to be rolled back.
#pragma once

#include <span>

#include "base/result.h"
#include "register/database.h"
#include "register/log_rows.h"

namespace certseal {

Result<void> InsertEvents(Database& database, std::span<const CertificateEvent> events);

Result<void> InsertSuccession(Database& database, const Succession& succession);

}  // namespace certseal
