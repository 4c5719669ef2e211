// SPDX-License-Identifier: Apache-2.0
#include "register/postgres_connection.h"

#include <soci/postgresql/soci-postgresql.h>

#include <string_view>

#include "base/strings.h"
#include "register/statement.h"

namespace certseal {
namespace {

constexpr int kOldestServer = 130'000;  // has pg_current_xact_id

// For what the address does not say. The server and this side each find out within a
// minute that the other is gone.
constexpr std::pair<std::string_view, std::string_view> kDefaults[] = {
    {"connect_timeout", "10"},     {"keepalives_idle", "20"},
    {"keepalives_interval", "10"}, {"keepalives_count", "3"},
    {"tcp_user_timeout", "60000"}, {"application_name", "certseal"}};

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
struct FreeText {
  void operator()(char* text) const { PQfreemem(text); }
};

std::string QuotedValue(std::string_view value) {
  std::string quoted = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string_view DefaultOf(std::string_view keyword) {
  for (const auto& [name, value] : kDefaults) {
    if (name == keyword) return value;
  }
  return "";
}

// In keywords and values: SOCI looks for settings of its own in the text.
Result<std::string> ConnectionText(const DatabaseUrl& url) {
  char* why = nullptr;
  const std::unique_ptr<PQconninfoOption, FreeOptions> options(
      PQconninfoParse(url.value().c_str(), &why));
  const std::unique_ptr<char, FreeText> freed(why);
  if (!options) {
    return Fail(StrCat(Quote(url.Name()), " cannot be connected to: ",
                       Trim(why ? why : "its address cannot be read")),
                {"correct \"register\" in school.json"});
  }
  std::string text;
  for (const PQconninfoOption* each = options.get(); each->keyword != nullptr; ++each) {
    const std::string_view value = each->val ? each->val : DefaultOf(each->keyword);
    if (!value.empty()) text += StrCat(each->keyword, "=", QuotedValue(value), " ");
  }
  return text;
}

// SOCI does not export what the sanitizer's check of such a cast needs.
__attribute__((no_sanitize("vptr"))) PGconn* ConnectionOf(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

void Ignore(void*, const char*) {}

void Configure(soci::session& session, std::chrono::milliseconds busy_timeout) {
  Execute(
      session,
      StrCat("SET client_encoding = 'UTF8'; SET search_path = ", kPostgresSchema,
             ", pg_temp; SET standard_conforming_strings = on;"
             " SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;"
             " SET lock_timeout = ",
             busy_timeout.count(),
             "; SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10;"
             " SET tcp_keepalives_count = 3; SET tcp_user_timeout = 60000"));
  // What waits for a standby, too, is the server's to decide.
  if (PostgresText(session, "SHOW synchronous_commit") == "off") {
    Execute(session, "SET synchronous_commit = on");
  }
}

Result<void> DemandSafe(soci::session& session, const std::string& name) {
  if (PQserverVersion(ConnectionOf(session)) < kOldestServer) {
    return Fail(StrCat(name, " is on a PostgreSQL server older than 13"),
                {"use a server of version 13 or newer"});
  }
  const std::string encoding = PostgresText(session, "SHOW server_encoding");
  if (encoding != "UTF8") {
    return Fail(StrCat(name, " keeps text in ", encoding, ", not in UTF-8"),
                {"make it again: createdb --encoding=UTF8 --template=template0 NAME"});
  }
  for (const char* setting : {"fsync", "full_page_writes"}) {
    if (PostgresText(session, StrCat("SHOW ", setting)) == "on") continue;
    return Fail(StrCat(name, " is on a server with ", setting,
                       " off: a power cut could take what was issued"),
                {StrCat("set ", setting, " = on in its postgresql.conf")});
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<soci::session>> ConnectPostgres(
    const DatabaseUrl& url, std::chrono::milliseconds busy_timeout) {
  ASSIGN_OR_RETURN(const std::string text, ConnectionText(url));
  auto session = std::make_unique<soci::session>(soci::postgresql, text);
  PGconn* connection = ConnectionOf(*session);
  PQsetNoticeProcessor(connection, Ignore, nullptr);  // libpq would print to stderr
  PQsetErrorVerbosity(connection, PQERRORS_TERSE);    // the details quote rows
  TRY(DemandSafe(*session, Quote(url.Name())));
  Configure(*session, busy_timeout);
  return session;
}

bool PostgresIsConnected(soci::session& session) {
  return session.get_backend() != nullptr &&
         PQstatus(ConnectionOf(session)) == CONNECTION_OK;
}

std::string PostgresText(soci::session& session, const std::string& query) {
  std::string text;
  SqlStatement(session, query).Into(text).Run();
  return text;
}

}  // namespace certseal
