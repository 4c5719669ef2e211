// SPDX-License-Identifier: Apache-2.0
//
// This executable's own sqlite3_step() and others, which program and SOCI call in place
// of the library's.
#include <dlfcn.h>
#include <sqlite3.h>

#include "faults/call_counter.h"

namespace {

using certseal::faults::NextDatabaseCall;

template <typename Function, typename... Arguments>
auto Call(const char* name, Function* real, Arguments... arguments) {
  using Return = decltype(real(arguments...));
  if (const auto code = NextDatabaseCall(name)) return static_cast<Return>(*code);
  return real(arguments...);
}

}  // namespace

#define REAL(name) \
  static auto* const real = reinterpret_cast<decltype(name)*>(::dlsym(RTLD_NEXT, #name))

extern "C" {

int sqlite3_open_v2(const char* path, sqlite3** out, int flags, const char* vfs) {
  REAL(sqlite3_open_v2);
  // A connection is given where opening fails, too, for its message.
  const auto code = NextDatabaseCall("open");
  const int opened = real(path, out, flags, vfs);
  return code && opened == SQLITE_OK ? *code : opened;
}
int sqlite3_exec(sqlite3* database, const char* sql,
                 int (*row)(void*, int, char**, char**), void* argument,
                 char** message) {
  REAL(sqlite3_exec);
  return Call("exec", real, database, sql, row, argument, message);
}
int sqlite3_prepare_v2(sqlite3* database, const char* sql, int bytes,
                       sqlite3_stmt** out, const char** tail) {
  REAL(sqlite3_prepare_v2);
  return Call("prepare", real, database, sql, bytes, out, tail);
}
int sqlite3_step(sqlite3_stmt* statement) {
  REAL(sqlite3_step);
  return Call("step", real, statement);
}
int sqlite3_bind_text(sqlite3_stmt* statement, int place, const char* text, int bytes,
                      void (*free)(void*)) {
  REAL(sqlite3_bind_text);
  return Call("bind", real, statement, place, text, bytes, free);
}
int sqlite3_bind_int64(sqlite3_stmt* statement, int place, sqlite3_int64 value) {
  REAL(sqlite3_bind_int64);
  return Call("bind", real, statement, place, value);
}
int sqlite3_backup_step(sqlite3_backup* backup, int pages) {
  REAL(sqlite3_backup_step);
  return Call("backup_step", real, backup, pages);
}
int sqlite3_backup_finish(sqlite3_backup* backup) {
  REAL(sqlite3_backup_finish);
  const auto code = NextDatabaseCall("backup_finish");
  const int finished = real(backup);
  return code ? *code : finished;
}

}  // extern "C"
