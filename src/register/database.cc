// SPDX-License-Identifier: Apache-2.0
#include "register/database.h"

#include <utility>

#include "register/soci.h"
#include "register/statement.h"

namespace certseal {

Database::Database(std::unique_ptr<soci::session> session, std::string name)
    : session_(std::move(session)), name_(std::move(name)) {}

Database::~Database() { Rollback(); }

Result<void> Database::BeginWrite() {
  if (in_transaction_) return Fail(name_ + ": a transaction is open already");
  return Guarded([&]() -> Result<void> {
    RunBeginWrite();
    in_transaction_ = true;
    return {};
  });
}

Result<void> Database::Commit() {
  Result<void> result = Guarded([&]() -> Result<void> {
    TRY(RunCommit());
    in_transaction_ = false;
    return {};
  });
  if (!result) Rollback();
  return result;
}

void Database::Rollback() noexcept {
  if (!std::exchange(in_transaction_, false)) return;
  try {
    Execute(*session_, "ROLLBACK");
  } catch (const std::exception&) {
    // The engine has rolled back by itself, or will when it is next opened.
  }
}

void Database::ReplaceSession(std::unique_ptr<soci::session> session) {
  session_ = std::move(session);
}

ReadScope::ReadScope(Database& database)
    : database_(database.in_transaction() ? nullptr : &database) {
  if (!database_) return;
  database_->RunBeginRead();
  database_->in_transaction_ = true;
}

ReadScope::~ReadScope() {
  if (database_) database_->Rollback();
}

}  // namespace certseal
