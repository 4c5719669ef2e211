// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/database_url.h"
#include "base/result.h"

namespace certseal {

// WithDatabase is the text of a school.json that names this database as its register's,
// or none; all else stays as the administrator wrote it. Fails where that cannot be
// done.
Result<std::string> WithDatabase(std::string_view text,
                                 const std::optional<DatabaseUrl>& database);

}  // namespace certseal
