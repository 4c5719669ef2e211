// SPDX-License-Identifier: Apache-2.0
//
// The school's register: every certificate it issued and, later, every event and the
// log. docs/register.md describes the tables.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "record/code.h"
#include "register/certificate_row.h"

namespace certseal {

class Database;
class StatusAllocator;

struct RegisterOptions {
  // The program and version that the register names as its writer.
  std::string program = "certseal";
  // How long to wait for another program that is writing. Issuing holds the register
  // while it makes and signs a batch.
  std::chrono::milliseconds busy_timeout{30'000};
};

// Batch says where the certificates of one AddBatch came from.
struct Batch {
  std::string source;  // the roster's file name; may be empty
  std::optional<Sha256Digest> source_sha256;
  Timestamp created;
};

// Collision names the row whose achievement already has a certificate.
struct Collision {
  size_t row;            // from 0, in the rows that were to be added
  CertificateCode code;  // the certificate that has the same identity

  bool operator==(const Collision&) const = default;
};

// BatchOutcome: with a collision nothing was added, and the transaction is closed.
struct [[nodiscard]] BatchOutcome {
  int64_t batch_id = 0;
  std::optional<Collision> collision;
};

// Transaction is the right to write, held by one program at a time. What it writes is
// kept by Commit, or never was: destroying it, a failed call, a collision and a crash
// all leave the register as it stood at Begin. After a failure every call fails.
//
// Issuing is one: Begin, ask the Register which identities exist (its answers include
// what this transaction wrote), draw places, make and sign the records, AddBatch,
// Commit.
class Transaction {
 public:
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  // DrawStatusSlots gives n different places that no certificate has, at random within
  // their block. A new block opens when half of the last one is taken, so that places
  // stay hard to guess and quick to find.
  Result<std::vector<StatusSlot>> DrawStatusSlots(size_t n, const Random& random);

  // AddBatch adds all rows. Fails where a field breaks the rules of certificate_row.h,
  // naming row and field, and where a code or a place is taken.
  Result<BatchOutcome> AddBatch(const Batch& batch,
                                std::span<const CertificateRow> rows);

  // Commit makes it durable: it has returned when the disk has it. Where it fails the
  // disk may have it nevertheless (the very last sync failed): ask for the identities
  // again before repeating the work.
  Result<void> Commit();

 private:
  friend class Register;
  explicit Transaction(Database& database);
  Result<void> CheckOpen() const;
  void Close();

  Database* database_;  // null once closed or moved from
  std::unique_ptr<StatusAllocator> slots_;
};

struct SearchQuery {
  static constexpr size_t kMaxTextBytes = 200;
  static constexpr size_t kMaxWords = 8;

  // The day on which `standing` is judged.
  Date today;
  // Every word (split at white space) must stand in the name, e-mail, licence number or
  // code. Case, accents and, in codes, hyphens do not matter; a code is found by four
  // or more of its characters in a row. Empty: no restriction. Finds nothing erased.
  std::string text = {};
  std::string course = {};  // a course's code, exactly; empty: any
  std::optional<Date> completed_from = {}, completed_to = {};  // both inclusive
  std::optional<Date> issued_from = {}, issued_to = {};        // both inclusive, UTC
  std::optional<Standing> standing = {};
  std::optional<int64_t> batch = {};
  std::optional<uint32_t> limit = {};
  uint32_t offset = 0;
};

struct RegisterSummary {
  uint64_t active = 0;
  uint64_t expired = 0;
  uint64_t suspended = 0;
  uint64_t revoked = 0;
  uint64_t replaced = 0;

  uint64_t total() const { return active + expired + suspended + revoked + replaced; }
  bool operator==(const RegisterSummary&) const = default;
};

// Register is one connection to the register; for one thread at a time. Several
// programs may have it open: one writes, the others read or wait.
//
// Errors say what happened in a person's words and end with the engine's own. They
// never carry values from the rows.
class Register {
 public:
  // Create makes an empty register, mode 0600. The file must not exist.
  static Result<Register> Create(const std::filesystem::path& path,
                                 const RegisterOptions& options = {});

  // Open refuses what is not a register and what a newer program has written. An older
  // register is brought forward, in one transaction. A file that may not be written can
  // still be read.
  static Result<Register> Open(const std::filesystem::path& path,
                               const RegisterOptions& options = {});

  Register(Register&&) noexcept;
  Register& operator=(Register&&) noexcept;
  ~Register();

  // Begin waits for other writers up to busy_timeout. The Transaction must not outlive
  // the Register; there is one at a time.
  Result<Transaction> Begin();

  // AddBatch is Begin, AddBatch and Commit.
  Result<BatchOutcome> AddBatch(const Batch& batch,
                                std::span<const CertificateRow> rows);

  // FindByCode fails where what is stored contradicts itself (a record that does not
  // have the digest it was stored with).
  Result<std::optional<StoredCertificate>> FindByCode(const CertificateCode& code);

  // FindByIdentities answers each identity with the code of its certificate, or
  // nothing.
  Result<std::vector<std::optional<CertificateCode>>> FindByIdentities(
      std::span<const Sha256Digest> identities);

  // FindSameAchievement gives the certificates of people whose name is spelled the same
  // but for case and accents, for this course on this day.
  Result<std::vector<ListedCertificate>> FindSameAchievement(
      std::string_view plain_name, std::string_view course_code, Date completed);

  // Search calls visit for each match, by completion date, then name, until it returns
  // false; gives the number of calls. Memory is a few bytes a match. No lock is held
  // while visit runs: a slow reader of a list does not keep others from issuing.
  using Visit = std::function<bool(const ListedCertificate&)>;
  Result<size_t> Search(const SearchQuery& query, const Visit& visit);

  Result<RegisterSummary> Summary(Date today);

 private:
  friend Register MakeRegister(std::unique_ptr<Database> database);  // schema.h
  explicit Register(std::unique_ptr<Database> database);
  std::unique_ptr<Database> database_;
};

}  // namespace certseal
