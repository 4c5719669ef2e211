// SPDX-License-Identifier: Apache-2.0
//
// The engine that tests keep registers in: SQLite, or, with with_postgres around them
// and CERTSEAL_TEST_ENGINE=postgresql, PostgreSQL. For tests that may link register.
#pragma once

#include <gtest/gtest.h>
#include <soci/postgresql/soci-postgresql.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/strings.h"
#include "register/location.h"
#include "register/statement.h"

namespace certseal {

inline bool OnPostgres() {
  const char* engine = std::getenv("CERTSEAL_TEST_ENGINE");
  return engine != nullptr && std::string_view(engine) == "postgresql";
}

// TestServer makes databases in the server of with_postgres, each with a name that no
// other test uses. What a test has made is dropped when it ends.
class TestServer : public ::testing::EmptyTestEventListener {
 public:
  static TestServer& Get() {
    static TestServer* server = [] {
      auto* made = new TestServer;
      ::testing::UnitTest::GetInstance()->listeners().Append(made);
      return made;
    }();
    return *server;
  }

  static std::string Socket() {
    const char* directory = std::getenv("CERTSEAL_TEST_POSTGRES");
    if (directory == nullptr) ADD_FAILURE() << "run it by tests/support/with_postgres";
    return directory == nullptr ? "" : directory;
  }
  static DatabaseUrl UrlOf(const std::string& database) {
    return *DatabaseUrl::Parse(
        StrCat("postgresql://certseal@/", database, "?host=", Socket()));
  }
  // Open connects as a bystander would, with the register's tables in sight.
  static soci::session Open(const std::string& database) {
    return soci::session(soci::postgresql,
                         StrCat("host='", Socket(), "' user=certseal dbname=", database,
                                " options='-csearch_path=certseal'"));
  }

  // Create makes an empty database and gives its name.
  std::string Create() {
    const std::string name = StrCat("t", ::getpid(), "_", ++made_);
    soci::session session = Open("postgres");
    Execute(session, StrCat("CREATE DATABASE ", name));
    names_.push_back(name);
    return name;
  }
  // Of is the database that stands for a file: always the same for the same path.
  const std::string& Of(const std::filesystem::path& path) {
    std::string& name = by_path_[path];
    if (name.empty()) name = Create();
    return name;
  }

  void OnTestEnd(const ::testing::TestInfo&) override {
    if (!names_.empty()) {
      soci::session session = Open("postgres");
      for (const std::string& name : names_) {
        Execute(session, StrCat("DROP DATABASE IF EXISTS ", name, " WITH (FORCE)"));
      }
    }
    names_.clear();
    by_path_.clear();
  }

 private:
  int made_ = 0;
  std::vector<std::string> names_;
  std::map<std::filesystem::path, std::string> by_path_;
};

// TestRegister is where a test has the register that it would keep in this file.
inline RegisterLocation TestRegister(const std::filesystem::path& path) {
  if (!OnPostgres()) return path;
  return TestServer::UrlOf(TestServer::Get().Of(path));
}

}  // namespace certseal

// For tests of what is SQLite's own.
#define SKIP_ON_POSTGRES() \
  if (::certseal::OnPostgres()) GTEST_SKIP() << "SQLite's own"
