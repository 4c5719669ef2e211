// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <soci/sqlite3/soci-sqlite3.h>

#include <filesystem>
#include <string>

#include "register/statement.h"

namespace certseal {

// Raw runs one statement on a SQLite file behind the register's back.
inline void Raw(const std::filesystem::path& path, const std::string& sql) {
  soci::session session(soci::sqlite3, "dbname=\"" + path.string() + "\"");
  Execute(session, sql);
}

// RawText gives the first column of the first row.
inline std::string RawText(const std::filesystem::path& path, const std::string& sql) {
  soci::session session(soci::sqlite3, "dbname=\"" + path.string() + "\"");
  std::string text;
  SqlStatement(session, sql).Into(text).Run();
  return text;
}

}  // namespace certseal
