// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <soci/sqlite3/soci-sqlite3.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/strings.h"
#include "register/statement.h"
#include "support/test_engine.h"

namespace certseal {

// RawSession is a connection behind the register's back, on the engine under test.
inline soci::session RawSession(const std::filesystem::path& path) {
  if (OnPostgres()) return TestServer::Open(TestServer::Get().Of(path));
  return soci::session(soci::sqlite3, "dbname=\"" + path.string() + "\"");
}

// Raw runs one statement there.
inline void Raw(const std::filesystem::path& path, const std::string& sql) {
  soci::session session = RawSession(path);
  Execute(session, sql);
}

// Damage is Raw on a SQLite file without the schema's checks of values.
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
  soci::session session = RawSession(path);
  std::string text;
  SqlStatement(session, sql).Into(text).Run();
  return text;
}

// IsIntact is whether the engine finds its own file in order, and each row's others.
inline bool IsIntact(const std::filesystem::path& path) {
  return OnPostgres() ||
         (RawText(path, "PRAGMA integrity_check") == "ok" &&
          RawText(path, "SELECT COUNT(*) FROM pragma_foreign_key_check") == "0");
}

}  // namespace certseal
