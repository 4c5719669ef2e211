// SPDX-License-Identifier: Apache-2.0
//
// All that is particular to PostgreSQL is in the files postgres*. For the .cc files of
// register only.
#pragma once

#include <chrono>
#include <memory>

#include "base/database_url.h"
#include "base/result.h"
#include "register/database.h"

namespace certseal {

// CreatePostgres connects to a database that has no register yet.
Result<std::unique_ptr<Database>> CreatePostgres(
    const DatabaseUrl& url, std::chrono::milliseconds busy_timeout);

// OpenPostgres connects to a database that MarkAsRegister has marked, and changes
// nothing in any other.
Result<std::unique_ptr<Database>> OpenPostgres(const DatabaseUrl& url,
                                               std::chrono::milliseconds busy_timeout);

// PostgresHasRegister is whether a database is marked so.
Result<bool> PostgresHasRegister(const DatabaseUrl& url);

}  // namespace certseal
