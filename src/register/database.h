// SPDX-License-Identifier: Apache-2.0
//
// A connection to the database behind the register, whichever engine it is. For the
// .cc files of register only.
#pragma once

#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <type_traits>

#include "base/result.h"

namespace soci {
class session;
}

namespace certseal {

// Database owns a SOCI session. What differs between engines is in its subclasses; all
// else is SQL that SQLite and PostgreSQL understand alike.
class Database {
 public:
  virtual ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  soci::session& session() const { return *session_; }
  const std::string& name() const { return name_; }  // how messages call it
  bool in_transaction() const { return in_transaction_; }

  // BeginWrite waits for other writers, then is the only one until Commit or Rollback.
  Result<void> BeginWrite();
  // Commit rolls back where it fails.
  Result<void> Commit();
  // Rollback never fails: what it cannot undo now, the next one to open the database
  // undoes from the journal.
  void Rollback() noexcept;

  // OwnTypes gives a statement of the schema the types of the engine: INTEGER and
  // BIGINT are 64 bits, TEXT is compared by its bytes.
  virtual std::string OwnTypes(std::string statement) const = 0;

  // MarkAsRegister says in the engine's own way that this database is a register;
  // inside a transaction. Throws as SOCI does.
  virtual void MarkAsRegister() = 0;

  // Discard takes away what the making of an empty register left; nothing is used
  // after.
  virtual void Discard() noexcept = 0;

  // CopyTo writes a copy of the whole database, of one moment, to a SQLite file, mode
  // 0600, that must not exist; outside a transaction. Throws as SOCI does.
  virtual Result<void> CopyTo(const std::filesystem::path& path) = 0;

  // Explain turns what SOCI threw into a message for people.
  virtual Error Explain(const std::exception& thrown) const = 0;

  // Guarded runs f, which returns a Result and may throw as SOCI does.
  template <typename F>
  auto Guarded(F&& f) -> std::invoke_result_t<F> {
    try {
      return f();
    } catch (const std::exception& thrown) {
      return Fail(Explain(thrown));
    }
  }

 protected:
  Database(std::unique_ptr<soci::session> session, std::string name);

  // All throw as SOCI does and leave no transaction open then, but for RunCommit.
  virtual void RunBeginWrite() = 0;
  virtual void RunBeginRead() = 0;
  // RunCommit fails where nothing was kept, or where that cannot be known.
  virtual Result<void> RunCommit() = 0;
  // What was bound to the former session must be gone.
  void ReplaceSession(std::unique_ptr<soci::session> session);

 private:
  friend class ReadScope;
  std::unique_ptr<soci::session> session_;
  std::string name_;
  bool in_transaction_ = false;
};

// ReadScope makes the reads of its lifetime see one state of the database. Inside a
// transaction that is so anyway. Throws as SOCI does.
class ReadScope {
 public:
  explicit ReadScope(Database& database);
  ~ReadScope();
  ReadScope(const ReadScope&) = delete;
  ReadScope& operator=(const ReadScope&) = delete;

 private:
  Database* database_;  // null where a transaction was open already
};

}  // namespace certseal
