// SPDX-License-Identifier: Apache-2.0
//
// What is PostgreSQL's own: a server that goes away, says no, or is another than it
// must be. with_postgres runs these.
#include "register/postgres.h"

#include <gmock/gmock.h>

#include "register/postgres_connection.h"
#include "support/cutting_proxy.h"
#include "unit/register/fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::StartsWith;

template <typename T>
std::string WhyNot(const Result<T>& result) {
  return result ? "done" : result.error().message;
}
template <typename T>
std::string HintOf(const Result<T>& result) {
  return result || result.error().hints.empty() ? "" : result.error().hints.front();
}

class PostgresTest : public RegisterTest {
 protected:
  void SetUp() override {
    if (!OnPostgres()) GTEST_SKIP() << "PostgreSQL's own";
  }
  static std::string Database(const std::filesystem::path& path) {
    return TestServer::Get().Of(path);
  }
  DatabaseUrl Url() const { return *TestRegister(Path()).url(); }
  // At the same database as another role, or through another socket.
  static DatabaseUrl UrlBy(const std::string& user, const std::string& database,
                           const std::string& socket = TestServer::Socket()) {
    return *DatabaseUrl::Parse(
        StrCat("postgresql://", user, "@/", database, "?host=", socket));
  }
  static void AsAdministrator(const std::string& sql) {
    soci::session session = TestServer::Open("postgres");
    Execute(session, sql);
  }
  // Ends what others have open there, as a restart of the server does.
  void EndOthers() {
    RawText(Path(),
            "SELECT CAST(COUNT(pg_terminate_backend(pid, 5000)) AS TEXT) FROM"
            " pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid()");
  }
  std::string Setting(const std::string& name) {
    auto database = OpenPostgres(Url(), milliseconds(100));
    return database ? PostgresText((*database)->session(), "SHOW " + name)
                    : database.error().message;
  }
};

TEST_F(PostgresTest, RefusesWhatIsNoRegisterAndLeavesIt) {
  const auto empty = Register::Open(Url());
  EXPECT_EQ(WhyNot(empty),
            "there is no register in " + Url().Name().insert(0, "\"") + "\"");
  EXPECT_THAT(HintOf(empty), HasSubstr("certseal register migrate"));
  Raw(Path(), "CREATE TABLE public.others (id INTEGER)");
  EXPECT_THAT(WhyNotOpen(), StartsWith("there is no register in "));
  Raw(Path(), "CREATE SCHEMA certseal");
  EXPECT_EQ(WhyNotOpen(), Named(" is not a certseal register"));
  const auto created = Register::Create(Url());
  EXPECT_EQ(WhyNot(created), "cannot create a register in " + Named("") +
                                 ": it has a schema certseal that is none");
  EXPECT_EQ(RawText(Path(),
                    "SELECT CAST(COUNT(*) AS TEXT) FROM pg_tables WHERE"
                    " schemaname = 'certseal'"),
            "0");
}

TEST_F(PostgresTest, IsNeverMadeTwice) {
  { Register reg = Create(); }
  EXPECT_EQ(WhyNot(Register::Create(Url())),
            "cannot create a register in " + Named("") + ": it has one already");
  Register reg = Open();
  EXPECT_EQ(Count(reg), 0u);
}

TEST_F(PostgresTest, RefusesOtherEncodings) {
  AsAdministrator("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
  EXPECT_EQ(WhyNot(Register::Create(UrlBy("certseal", "latin"))),
            "\"postgresql:///latin\" keeps text in LATIN1, not in UTF-8");
  AsAdministrator("DROP DATABASE latin");
}

TEST_F(PostgresTest, SaysWhyItCannotBeReached) {
  const auto gone = Register::Open(*DatabaseUrl::Parse(
      StrCat("postgresql://certseal@/d?host=", directory_.string())));
  EXPECT_THAT(WhyNot(gone), StartsWith("\"postgresql:///d\" cannot be reached: "));
  EXPECT_THAT(WhyNot(gone), HasSubstr("No such file or directory"));
  const auto missing = Register::Open(UrlBy("certseal", "nowhere"));
  EXPECT_EQ(WhyNot(missing),
            "\"postgresql:///nowhere\" cannot be reached: database \"nowhere\" does "
            "not exist");
  const auto unknown =
      Register::Open(*DatabaseUrl::Parse("postgresql://h/d?colour=blue"));
  EXPECT_THAT(WhyNot(unknown), HasSubstr("invalid URI query parameter: \"colour\""));
}

TEST_F(PostgresTest, SetsWhatTheRegisterReliesOn) {
  { Register reg = Create(); }
  const std::string name = Database(Path());
  AsAdministrator(StrCat("ALTER DATABASE ", name, " SET synchronous_commit = off"));
  AsAdministrator(StrCat("ALTER DATABASE ", name, " SET search_path = public"));
  AsAdministrator(StrCat("ALTER DATABASE ", name, " SET statement_timeout = 30000"));
  EXPECT_EQ(Setting("synchronous_commit"), "on");
  EXPECT_EQ(Setting("search_path"), "certseal, pg_temp");
  EXPECT_EQ(Setting("statement_timeout"), "0");
  EXPECT_EQ(Setting("lock_timeout"), "100ms");
  EXPECT_EQ(Setting("client_encoding"), "UTF8");
  AsAdministrator(
      StrCat("ALTER DATABASE ", name, " SET synchronous_commit = remote_apply"));
  EXPECT_EQ(Setting("synchronous_commit"), "remote_apply");
}

TEST_F(PostgresTest, ARoleThatMayOnlyReadReads) {
  Register reg = Create();
  Add(reg, RowsNumbered(0, 3));
  AsAdministrator("CREATE ROLE reader LOGIN");
  const DatabaseUrl url = UrlBy("reader", Database(Path()));
  EXPECT_THAT(WhyNot(Register::Open(url)), HasSubstr(" does not let this user read"));
  Raw(Path(), "GRANT USAGE ON SCHEMA certseal TO reader");
  Raw(Path(), "GRANT SELECT ON ALL TABLES IN SCHEMA certseal TO reader");
  auto reading = Register::Open(url);
  ASSERT_TRUE(reading) << reading.error().message;
  EXPECT_EQ(Count(*reading), 3u);
  EXPECT_THAT(
      WhyNot(reading->Begin()),
      HasSubstr(" does not let this user do that (permission denied for table meta)"));
}

TEST_F(PostgresTest, AServerThatOnlyReadsIsSaid) {
  { Register reg = Create(); }
  AsAdministrator(StrCat("ALTER DATABASE ", Database(Path()),
                         " SET default_transaction_read_only = on"));
  Register reg = Open();
  EXPECT_EQ(Count(reg), 0u);
  const auto added = AddBatch(reg, SomeBatch(), RowsNumbered(0, 1));
  EXPECT_THAT(WhyNot(added), HasSubstr("may not be written: the server is a standby"));
  EXPECT_THAT(HintOf(added), HasSubstr("target_session_attrs"));
}

TEST_F(PostgresTest, ReadersSeeOneStateAndGoOnWhileOthersWrite) {
  Register reg = Create();
  Register other = Open();
  auto transaction = reg.Begin();
  ASSERT_TRUE(transaction);
  ASSERT_TRUE(transaction->AddBatch(SomeBatch(), RowsNumbered(0, 2), 0));
  EXPECT_EQ(Count(other), 0u);
  ASSERT_TRUE(transaction->Commit());
  EXPECT_EQ(Count(other), 2u);
}

// The second writer's view begins after the first one's end.
TEST_F(PostgresTest, AWriterSeesWhatTheOneBeforeItWrote) {
  Register reg = Create();
  auto transaction = reg.Begin();
  ASSERT_TRUE(transaction);
  Child second([&](const Child::Say& say) -> std::string {
    Register own = Open();
    say("waits");
    auto begun = own.Begin();
    return begun ? std::to_string(Count(own)) : begun.error().message;
  });
  ASSERT_EQ(second.Next(), "waits");
  ::poll(nullptr, 0, 200);
  ASSERT_TRUE(transaction->AddBatch(SomeBatch(), RowsNumbered(0, 2), 0));
  ASSERT_TRUE(transaction->Commit());
  EXPECT_EQ(second.All(), "2");
}

TEST_F(PostgresTest, AConnectionThatBreaksInTheMiddleLeavesNothing) {
  Register reg = Create();
  auto transaction = reg.Begin();
  ASSERT_TRUE(transaction);
  ASSERT_TRUE(transaction->AddBatch(SomeBatch(), RowsNumbered(0, 2), 0));
  EndOthers();
  const auto added = transaction->AddBatch(SomeBatch(), RowsNumbered(5, 2), 5);
  EXPECT_THAT(WhyNot(added),
              StartsWith("the connection to " + Named("") + " was lost: "));
  EXPECT_THAT(HintOf(added), HasSubstr("nothing of this was kept"));
  EXPECT_FALSE(transaction->Commit());
  EXPECT_THAT(WhyNot(reg.LogSize()), HasSubstr(" was lost: "));
  Register again = Open();
  EXPECT_EQ(Count(again), 0u);
  EXPECT_TRUE(again.Begin());
}

TEST_F(PostgresTest, ACommitToAConnectionThatIsGoneKeepsNothing) {
  Register reg = Create();
  auto transaction = reg.Begin();
  ASSERT_TRUE(transaction);
  ASSERT_TRUE(transaction->AddBatch(SomeBatch(), RowsNumbered(0, 2), 0));
  EndOthers();
  const auto committed = transaction->Commit();
  EXPECT_THAT(WhyNot(committed), HasSubstr(" was lost: "));
  Register again = Open();
  EXPECT_EQ(Count(again), 0u);
}

class LostAnswerTest : public PostgresTest {
 protected:
  // Issues two certificates through a proxy that cuts the connection at their COMMIT.
  std::string CommitThrough(CuttingProxy& proxy) {
    const DatabaseUrl url = UrlBy("certseal", Database(Path()), proxy.directory());
    auto reg = Register::Open(url, {.busy_timeout = milliseconds(600)});
    if (!reg) return reg.error().message;
    auto transaction = reg->Begin();
    if (!transaction) return transaction.error().message;
    const auto added = transaction->AddBatch(SomeBatch(), RowsNumbered(0, 2), 0);
    if (!added) return added.error().message;
    const auto committed = transaction->Commit();
    EXPECT_TRUE(proxy.has_cut());
    if (committed) {
      EXPECT_EQ(Count(*reg), 2u);
    }
    return WhyNot(committed);
  }
};

TEST_F(LostAnswerTest, IsAskedForAgain) {
  { Register reg = Create(); }
  CuttingProxy proxy(TestServer::Socket(), CuttingProxy::Cut::kAfter, false);
  EXPECT_EQ(CommitThrough(proxy), "done");
  Register reg = Open();
  EXPECT_EQ(Count(reg), 2u);
}

TEST_F(LostAnswerTest, OfACommitThatNeverArrivedIsNo) {
  { Register reg = Create(); }
  CuttingProxy proxy(TestServer::Socket(), CuttingProxy::Cut::kBefore, false);
  EXPECT_THAT(CommitThrough(proxy), HasSubstr(" was lost: "));
  Register reg = Open();
  EXPECT_EQ(Count(reg), 0u);
}

TEST_F(LostAnswerTest, ThatCannotBeAskedForIsSaid) {
  { Register reg = Create(); }
  CuttingProxy proxy(TestServer::Socket(), CuttingProxy::Cut::kAfter, true);
  EXPECT_THAT(CommitThrough(proxy), HasSubstr("whether this was kept cannot be asked"));
  Register reg = Open();
  EXPECT_EQ(Count(reg), 2u);
}

// Over a network each exchange is a way there and back.
TEST_F(PostgresTest, AsksTheServerForManyAtOnce) {
  { Register reg = Create(); }
  CuttingProxy proxy(TestServer::Socket(), CuttingProxy::Cut::kNever, false);
  const DatabaseUrl url = UrlBy("certseal", Database(Path()), proxy.directory());
  auto reg = Register::Open(url);
  ASSERT_TRUE(reg) << reg.error().message;
  const auto exchanges = [&](const std::function<void()>& work) {
    const int before = proxy.exchanges();
    work();
    return proxy.exchanges() - before;
  };
  const std::vector<CertificateRow> rows = RowsNumbered(0, 1000);
  EXPECT_LT(exchanges([&] { Add(*reg, rows); }), 70);
  std::vector<CertificateCode> codes;
  std::vector<Achievement> wanted;
  for (const CertificateRow& row : std::span(rows).first(64)) {
    codes.push_back(row.facts.code);
    wanted.push_back(
        {row.facts.plain_name, row.facts.course_code, row.facts.completed});
  }
  EXPECT_EQ(exchanges([&] { EXPECT_TRUE(reg->FindByCodes(codes)); }), 1);
  EXPECT_EQ(exchanges([&] { EXPECT_TRUE(reg->FindSameAchievements(wanted)); }), 1);
  const auto all = [](const ListedCertificate&) { return true; };
  EXPECT_EQ(exchanges([&] {
              EXPECT_EQ(reg->Search({.today = Day("2026-04-01")}, all).value(), 1000u);
            }),
            2);

  auto transaction = reg->Begin();
  ASSERT_TRUE(transaction) << transaction.error().message;
  const std::vector<std::string> entries(1000, "an entry");
  std::vector<StoredTile> tiles;
  for (uint64_t i = 0; i < 60; ++i) tiles.push_back({0, i, std::string(32, 'h')});
  EXPECT_LT(exchanges([&] {
              EXPECT_TRUE(transaction->AppendEntries(0, entries));
              EXPECT_TRUE(transaction->PutTiles(tiles));
            }),
            8);
}

TEST_F(PostgresTest, AServerThatRestartsIsFoundAgainByTheNextCommand) {
  Register reg = Create();
  Add(reg, RowsNumbered(0, 3));
  const std::string control = std::getenv("CERTSEAL_TEST_POSTGRES_CTL");
  auto transaction = reg.Begin();
  ASSERT_TRUE(transaction);
  ASSERT_TRUE(transaction->AddBatch(SomeBatch(), RowsNumbered(10, 2), 10));
  ASSERT_EQ(std::system((control + " restart").c_str()), 0);
  EXPECT_THAT(WhyNot(transaction->Commit()), HasSubstr(" was lost: "));
  Register again = Open();
  EXPECT_EQ(Count(again), 3u);
  Add(again, RowsNumbered(10, 2));
  EXPECT_EQ(Count(again), 5u);
}

TEST_F(PostgresTest, ExplainsWhatTheServerLacks) {
  Register reg = Create();
  const std::string refuse =
      "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
      " $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '%'; END $$";
  const std::pair<std::string, std::string> kinds[] = {
      {"53100", ": there is no room left: no"},
      {"53200", ": the server is short of something: no"},
      {"40001", " was changed by another program meanwhile (no)"},
      {"XX001", " is damaged: no"}};
  for (const auto& [state, message] : kinds) {
    std::string sql = refuse;
    Raw(Path(), sql.replace(sql.find('%'), 1, state));
    Raw(Path(),
        "CREATE TRIGGER refuse BEFORE INSERT ON documents EXECUTE FUNCTION refuse()");
    EXPECT_EQ(WhyNot(AddBatch(reg, SomeBatch(), RowsNumbered(0, 1))), Named(message));
    Raw(Path(), "DROP TRIGGER refuse ON documents");
    Raw(Path(), "DROP FUNCTION refuse");
    EXPECT_EQ(Count(reg), 0u);
  }
}

TEST_F(PostgresTest, ErrorsCarryNoValues) {
  { Register reg = Create(); }
  auto database = OpenPostgres(Url(), milliseconds(100));
  ASSERT_TRUE(database) << database.error().message;
  const std::string secret = "Zoë Ångström";
  const auto failed = (*database)->Guarded([&]() -> Result<void> {
    SqlStatement((*database)->session(),
                 "INSERT INTO meta VALUES (:v, :v2), (:v3, :v4)")
        .Use(secret)
        .Use(secret)
        .Use(secret)
        .Use(secret)
        .Run();
    return {};
  });
  EXPECT_EQ(WhyNot(failed),
            Named(": duplicate key value violates unique constraint \"meta_pkey\""));
}

}  // namespace
}  // namespace certseal
