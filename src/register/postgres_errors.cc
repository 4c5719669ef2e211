// SPDX-License-Identifier: Apache-2.0
#include <soci/postgresql/soci-postgresql.h>

#include <string_view>

#include "base/strings.h"
#include "register/postgres_connection.h"

namespace certseal {
namespace {

constexpr std::string_view kNothingKept = "nothing of this was kept";

// What SOCI says of NULL in a column that has none by the schema.
constexpr std::string_view kNullRead = "Null value fetched";
constexpr std::string_view kNotConnected =
    "Cannot establish connection to the database.";

// The server's own sentence: SOCI and libpq put "Cannot execute query. ERROR:  "
// before.
std::string EngineWords(std::string_view message) {
  if (message.starts_with(kNotConnected)) message.remove_prefix(kNotConnected.size());
  message = Trim(message);
  message = message.substr(0, message.find('\n'));
  for (const std::string_view before :
       {"Cannot prepare statement.", "Cannot execute query.", "Fatal error.",
        "Connection failed."}) {
    if (message.starts_with(before)) message = Trim(message.substr(before.size()));
  }
  if (const size_t severity = message.find(":  "); severity != std::string_view::npos) {
    message.remove_prefix(severity + 3);
  }
  return EscapeControls(Trim(message));
}

Error Lost(const std::string& name, const std::string& words) {
  return {StrCat("the connection to ", name, " was lost: ", words),
          {StrCat(kNothingKept,
                  "; when the server is there again, the same command "
                  "goes on")}};
}

Error Unavailable(const std::string& name, const std::string& words) {
  return {StrCat(name, " cannot be reached: ", words),
          {"check that the server runs, and \"register\" in school.json"}};
}

Error Shortage(std::string_view state, const std::string& name,
               const std::string& words) {
  if (state == "53100") {
    return {StrCat(name, ": there is no room left: ", words),
            {StrCat("make room on the server's disk, then try again; ", kNothingKept)}};
  }
  return {StrCat(name, ": the server is short of something: ", words),
          {StrCat("try again later; ", kNothingKept)}};
}

Error Damaged(const std::string& name, const std::string& words) {
  return {StrCat(name, " is damaged: ", words),
          {"do not issue from it; restore the newest backup"}};
}

Error ExplainState(std::string_view state, const std::string& name,
                   const std::string& words) {
  const std::string_view kind = state.substr(0, 2);
  if (state == "55P03") {
    return {StrCat(name, " is in use by another program (", words, ")"),
            {"wait until it has finished, then try again"}};
  }
  if (kind == "40") {
    return {StrCat(name, " was changed by another program meanwhile (", words, ")"),
            {StrCat("try again; ", kNothingKept)}};
  }
  if (state == "25006") {
    return {StrCat(name, " may not be written: the server is a standby, or read-only (",
                   words, ")"),
            {"name the primary server in school.json, or several and "
             "target_session_attrs=read-write"}};
  }
  if (state == "42501") {
    return {StrCat(name, " does not let this user do that (", words, ")"),
            {"connect as the role that owns the database, or grant it what it lacks"}};
  }
  if (kind == "53" || kind == "58") return Shortage(state, name, words);
  if (kind == "XX") return Damaged(name, words);
  return {StrCat(name, ": ", words)};
}

}  // namespace

// An error without a state is libpq's own: the server always gives one.
bool SaysConnectionLost(const std::exception& thrown) {
  const auto* error = dynamic_cast<const soci::postgresql_soci_error*>(&thrown);
  if (error == nullptr) return false;
  const std::string state = error->sqlstate();
  return Trim(state).empty() || state.starts_with("08") || state == "57P01" ||
         state == "57P02" || state == "57P03" || state == "25P03";
}

Error ExplainPostgres(const std::exception& thrown, const std::string& name,
                      bool lost) {
  const auto* soci_error = dynamic_cast<const soci::soci_error*>(&thrown);
  if (soci_error == nullptr) return {StrCat(name, ": ", thrown.what())};
  const std::string message = soci_error->get_error_message();
  const std::string words = EngineWords(message);
  if (message.starts_with(kNotConnected)) return Unavailable(name, words);
  if (words.starts_with(kNullRead)) return Damaged(name, "a value is missing");
  if (lost) return Lost(name, words);
  const auto* error = dynamic_cast<const soci::postgresql_soci_error*>(&thrown);
  if (error == nullptr) return {StrCat(name, ": ", words)};
  return ExplainState(error->sqlstate(), name, words);
}

}  // namespace certseal
