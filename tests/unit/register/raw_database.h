// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <soci/sqlite3/soci-sqlite3.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/strings.h"
#include "register/statement.h"

namespace certseal {

// Raw runs one statement on a SQLite file behind the register's back.
inline void Raw(const std::filesystem::path& path, const std::string& sql) {
  soci::session session(soci::sqlite3, "dbname=\"" + path.string() + "\"");
  Execute(session, sql);
}

// Damage is Raw without the schema's checks of values.
inline void Damage(const std::filesystem::path& path, const std::string& sql) {
  soci::session session(soci::sqlite3, "dbname=\"" + path.string() + "\"");
  Execute(session, "PRAGMA ignore_check_constraints = ON");
  Execute(session, sql);
}

// RunScript runs statements, one a line, in a file that need not exist yet.
inline void RunScript(const std::filesystem::path& path, std::string_view script) {
  soci::session session(soci::sqlite3, "dbname=\"" + path.string() + "\"");
  for (const std::string_view line : Split(script, '\n')) {
    if (!line.empty() && !line.starts_with("--")) Execute(session, std::string(line));
  }
}

// RawText gives the first column of the first row.
inline std::string RawText(const std::filesystem::path& path, const std::string& sql) {
  soci::session session(soci::sqlite3, "dbname=\"" + path.string() + "\"");
  std::string text;
  SqlStatement(session, sql).Into(text).Run();
  return text;
}

}  // namespace certseal
