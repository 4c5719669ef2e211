// SPDX-License-Identifier: Apache-2.0
#include "register/postgres.h"

#include <optional>
#include <string_view>
#include <thread>

#include "base/strings.h"
#include "register/copy.h"
#include "register/postgres_connection.h"
#include "register/statement.h"

namespace certseal {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kBetweenLooks{200};

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos;
       at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

// SentCommit names a transaction in the server's history: its number and the timeline,
// which a standby that takes over leaves.
struct SentCommit {
  std::string id, timeline;
};

constexpr std::string_view kTimeline =
    "substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)";

class PostgresDatabase : public Database {
 public:
  PostgresDatabase(std::unique_ptr<soci::session> session, const DatabaseUrl& url,
                   milliseconds busy_timeout, bool is_marked)
      : Database(std::move(session), Quote(url.Name())),
        url_(url),
        busy_timeout_(busy_timeout),
        is_marked_(is_marked) {}

  std::string OwnTypes(std::string statement) const override {
    ReplaceAll(statement, " INTEGER", " BIGINT");
    ReplaceAll(statement, " TEXT", " TEXT COLLATE \"C\"");
    return statement;
  }

  void MarkAsRegister() override {
    Execute(session(), StrCat("CREATE SCHEMA ", kPostgresSchema));
    Execute(session(),
            StrCat("COMMENT ON SCHEMA ", kPostgresSchema, " IS '", kPostgresMark, "'"));
    is_marked_ = true;
  }

  void Discard() noexcept override {}  // it was one transaction

  Result<void> CopyTo(const std::filesystem::path& path) override {
    return CopyToSqlite(*this, path);
  }

  Error Explain(const std::exception& thrown) const override {
    return ExplainPostgres(thrown, name(), IsLost(thrown));
  }

 protected:
  // The lock comes first: what the transaction sees is the state after the writer that
  // it waited for. Readers go on.
  void RunBeginWrite() override {
    RunBegin("BEGIN ISOLATION LEVEL REPEATABLE READ",
             is_marked_ ? "LOCK TABLE meta IN EXCLUSIVE MODE"
                        : "SELECT pg_advisory_xact_lock(1668506977)");
  }
  void RunBeginRead() override {
    RunBegin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "");
  }
  Result<void> RunCommit() override;

 private:
  bool IsLost(const std::exception& thrown) const {
    return !PostgresIsConnected(session()) || SaysConnectionLost(thrown);
  }
  void RunBegin(const std::string& begin, const std::string& then) {
    try {
      Execute(session(), then.empty() ? begin : StrCat(begin, "; ", then));
    } catch (const std::exception&) {
      Abandon();
      throw;
    }
  }
  void Abandon() noexcept {
    try {
      Execute(session(), "ROLLBACK");
    } catch (const std::exception&) {
      // The connection is gone, and the transaction with it.
    }
  }

  SentCommit DescribeTransaction();
  Result<void> FindOutcome(const SentCommit& sent, const Error& lost);
  std::optional<std::string> AskStatus(const SentCommit& sent);

  DatabaseUrl url_;
  milliseconds busy_timeout_;
  bool is_marked_;
};

// Throws in a transaction that the server has given up: its COMMIT would be answered
// without an error, and keep nothing.
SentCommit PostgresDatabase::DescribeTransaction() {
  SentCommit sent;
  SqlStatement select(session(),
                      StrCat("SELECT COALESCE(CAST(pg_current_xact_id_if_assigned() AS"
                             " TEXT), ''), ",
                             kTimeline));
  select.Into(sent.id).Into(sent.timeline).Run();
  return sent;
}

Result<void> PostgresDatabase::RunCommit() {
  const SentCommit sent = DescribeTransaction();
  try {
    Execute(session(), "COMMIT");
    return {};
  } catch (const std::exception& thrown) {
    if (!IsLost(thrown)) throw;
    return FindOutcome(sent, Explain(thrown));
  }
}

// The answer to COMMIT was lost with the connection: ask again over another one.
Result<void> PostgresDatabase::FindOutcome(const SentCommit& sent, const Error& lost) {
  const auto deadline = steady_clock::now() + busy_timeout_;
  for (;;) {
    const std::optional<std::string> status = AskStatus(sent);
    if (status == "committed") return {};
    if (status == "aborted") return Fail(lost);
    if (status == "unknown" || steady_clock::now() >= deadline) break;
    std::this_thread::sleep_for(kBetweenLooks);
  }
  return Fail(StrCat(lost.message, ", and whether this was kept cannot be asked"),
              {"when the server is there again, the same command goes on: nothing is "
               "issued twice"});
}

// Nothing where the server cannot answer yet.
std::optional<std::string> PostgresDatabase::AskStatus(const SentCommit& sent) {
  try {
    auto again = ConnectPostgres(url_, busy_timeout_);
    if (!again) return std::nullopt;
    ReplaceSession(std::move(*again));
    if (sent.id.empty()) return "committed";  // it had written nothing
    const std::string now = PostgresText(
        session(), StrCat("SELECT CASE WHEN pg_is_in_recovery() THEN '' ELSE ",
                          kTimeline, " END"));
    if (now != sent.timeline) return "unknown";
    const std::string status = PostgresText(
        session(),
        StrCat("SELECT COALESCE(pg_xact_status('", sent.id, "'), 'unknown')"));
    if (status == "in progress") return std::nullopt;
    return status;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

// Nothing where the database has no schema of the register's name.
std::optional<std::string> MarkOf(soci::session& session) {
  std::string mark;
  SqlStatement select(session,
                      StrCat("SELECT COALESCE(obj_description(oid, 'pg_namespace'), '')"
                             " FROM pg_namespace WHERE nspname = '",
                             kPostgresSchema, "'"));
  if (!select.Into(mark).Run()) return std::nullopt;
  return mark;
}

Result<void> DemandNone(soci::session& session, const std::string& name) {
  const std::optional<std::string> mark = MarkOf(session);
  if (!mark) return {};
  return Fail(StrCat("cannot create a register in ", name, ": ",
                     mark == kPostgresMark ? "it has one already"
                                           : "it has a schema certseal that is none"),
              {"each school has a database of its own: createdb NAME"});
}

Result<void> DemandMarked(soci::session& session, const std::string& name) {
  const std::optional<std::string> mark = MarkOf(session);
  if (mark == kPostgresMark) {
    // Where it may not, the server says only that there is no such table.
    const std::string may_use = PostgresText(
        session, StrCat("SELECT CASE WHEN has_schema_privilege('", kPostgresSchema,
                        "', 'USAGE') THEN 'yes' ELSE 'no' END"));
    if (may_use == "yes") return {};
    return Fail(StrCat(name, " does not let this user read its register"),
                {"connect as the role that owns it"});
  }
  if (mark) return Fail(StrCat(name, " is not a certseal register"));
  return Fail(StrCat("there is no register in ", name),
              {"certseal register migrate --to URL moves a school's register there",
               "certseal init DIR --register URL makes a school with an empty one"});
}

using Demand = Result<void>(soci::session&, const std::string&);

Result<std::unique_ptr<Database>> Connect(const DatabaseUrl& url,
                                          milliseconds busy_timeout, Demand* demand,
                                          bool is_marked) {
  const std::string name = Quote(url.Name());
  std::unique_ptr<soci::session> session;
  try {
    ASSIGN_OR_RETURN(session, ConnectPostgres(url, busy_timeout));
    TRY(demand(*session, name));
  } catch (const std::exception& thrown) {
    return Fail(ExplainPostgres(thrown, name, session && SaysConnectionLost(thrown)));
  }
  return std::make_unique<PostgresDatabase>(std::move(session), url, busy_timeout,
                                            is_marked);
}

}  // namespace

Result<std::unique_ptr<Database>> CreatePostgres(const DatabaseUrl& url,
                                                 milliseconds busy_timeout) {
  return Connect(url, busy_timeout, DemandNone, false);
}

Result<bool> PostgresHasRegister(const DatabaseUrl& url) {
  constexpr milliseconds kAnyTime{1'000};  // it takes no lock
  try {
    ASSIGN_OR_RETURN(const auto session, ConnectPostgres(url, kAnyTime));
    return MarkOf(*session) == kPostgresMark;
  } catch (const std::exception& thrown) {
    return Fail(ExplainPostgres(thrown, Quote(url.Name()), false));
  }
}

Result<std::unique_ptr<Database>> OpenPostgres(const DatabaseUrl& url,
                                               milliseconds busy_timeout) {
  return Connect(url, busy_timeout, DemandMarked, true);
}

}  // namespace certseal
