// SPDX-License-Identifier: Apache-2.0
//
// All that is particular to SQLite. For the .cc files of register only.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "base/result.h"
#include "register/database.h"

namespace certseal {

// CreateSqlite makes an empty file, mode 0600, and opens it. Fails where one exists.
Result<std::unique_ptr<Database>> CreateSqlite(const std::filesystem::path& path,
                                               std::chrono::milliseconds busy_timeout);

// OpenSqlite opens a file that MarkAsRegister has marked, and changes nothing in any
// other.
Result<std::unique_ptr<Database>> OpenSqlite(const std::filesystem::path& path,
                                             std::chrono::milliseconds busy_timeout);

}  // namespace certseal
