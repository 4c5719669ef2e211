// SPDX-License-Identifier: Apache-2.0
//
// The school's register: every certificate it issued, what became of each, and the rows
// of the public log. docs/register.md describes the tables.
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
#include <type_traits>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "record/code.h"
#include "register/certificate_row.h"
#include "register/location.h"
#include "register/log_rows.h"

namespace certseal {

class Database;
class StatusAllocator;

struct RegisterOptions {
  // The program and version that the register names as its writer.
  std::string program = "certseal";
  // How long to wait for another program that is writing. Issuing holds the register
  // while it makes and signs a batch.
  std::chrono::milliseconds busy_timeout{30'000};
  // Also opens what a move to another database has marked (move.h): one that is being
  // filled, and one that was left.
  bool during_move = false;
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
// The Register's answers include what this transaction wrote. Issuing is one: Begin,
// draw places, make and sign the records, AddBatch, the log's entries and checkpoint,
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

  // AddBatch adds all rows; the first has its `issue` entry at first_log_index, the
  // next one at the next, and so on. Fails where a field breaks the rules of
  // certificate_row.h, naming row and field, and where a code, a place or a log index
  // is taken.
  Result<BatchOutcome> AddBatch(const Batch& batch,
                                std::span<const CertificateRow> rows,
                                uint64_t first_log_index);

  // SetLogIndex gives certificates of a register without a log their entries, in the
  // order of Register::CodesWithoutLogIndex; only those that have none.
  Result<void> SetLogIndex(std::span<const CertificateCode> codes,
                           uint64_t first_log_index);

  // AddEvents adds changes of state, in their order, and sets the certificates' states.
  // Fails where a certificate or successor is unknown or has no entry in the log, where
  // the state does not allow the change (CanChange in certificate_row.h) or the change
  // contradicts itself (StatusEntry in log/entry.h; a successor may be one of
  // LostIssues in place of a known certificate), where the certificate's last event is
  // later in time or in the log, and where a log index is taken.
  Result<void> AddEvents(std::span<const CertificateEvent> events);

  // AddSuccession links two certificates; a certificate has one predecessor at most,
  // issued before it.
  Result<void> AddSuccession(const Succession& succession);

  // PutHolds replaces earlier holds of these certificates, each of which is named once;
  // it fails for an erased one. RemoveHolds of what is not held is fine.
  Result<void> PutHolds(std::span<const Hold> holds);
  Result<void> PutHold(const Hold& hold) { return PutHolds({&hold, 1}); }
  Result<void> RemoveHolds(std::span<const CertificateCode> codes);
  Result<void> RemoveHold(const CertificateCode& code) {
    return RemoveHolds({&code, 1});
  }

  // Erase deletes what is personal of a certificate: names, record, page, seal, hold.
  // Its code, course and events stay. Erasing again is fine.
  Result<void> Erase(const CertificateCode& code, Timestamp at);

  // AppendEntries adds lines to the log, printable ASCII of at most kMaxEntryBytes;
  // `first` must be its size.
  Result<void> AppendEntries(uint64_t first, std::span<const std::string> entries);
  // PutTiles writes tiles; those there already must be prefixes of what replaces them.
  Result<void> PutTiles(std::span<const StoredTile> tiles);
  // AddCheckpoint adds one that is larger than all others, no older, and within the
  // log. ReplaceCheckpoint adds signature lines behind those of the stored note;
  // nothing else may differ.
  Result<void> AddCheckpoint(const StoredCheckpoint& checkpoint);
  Result<void> ReplaceCheckpoint(const StoredCheckpoint& checkpoint);
  // AddRecovery says that these entries, which the log has, were taken over, and which
  // of them issue certificates that are lost. New places are drawn from first_block on.
  Result<void> AddRecovery(const RecoveredEntries& entries,
                           std::span<const uint64_t> lost_issues);
  // KeepStatusBits keeps places of lost certificates, whose bits stay set.
  Result<void> KeepStatusBits(std::string_view purpose, uint32_t block,
                              std::span<const uint32_t> places);
  // PutStatusLists adds lists or replaces those of the same purpose and block.
  Result<void> PutStatusLists(std::span<const StoredStatusList> lists);
  // AddTrustFile keeps the bytes of a version that the log has a `keys` entry of, newer
  // than those kept already.
  Result<void> AddTrustFile(uint64_t version, std::string_view bytes);

  // Commit makes it durable: it has returned when the disk has it. Where it fails the
  // disk may have it nevertheless (the very last sync failed, or the server's answer
  // was lost and it could not be asked again): look before repeating the work. AddBatch
  // refuses what is there already.
  Result<void> Commit();

 private:
  friend class Register;
  explicit Transaction(Database& database);
  Result<void> CheckOpen() const;
  // Write runs `write` on the database; a failure ends the transaction.
  template <typename F>
  std::invoke_result_t<F, Database&> Write(F&& write);
  void Close();

  Database* database_;  // null once closed or moved from
  std::unique_ptr<StatusAllocator> slots_;
};

// Achievement is what somebody has one certificate for; it is looked for by the name.
struct Achievement {
  std::string plain_name, course_code;
  Date completed;
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
  // Create makes an empty register: a file, mode 0600, that must not exist, or the
  // tables in a PostgreSQL database that has no register yet.
  static Result<Register> Create(const RegisterLocation& location,
                                 const RegisterOptions& options = {});

  // Open refuses what is not a register and what a newer program has written. An older
  // register is brought forward, in one transaction. A register that may not be written
  // can still be read.
  static Result<Register> Open(const RegisterLocation& location,
                               const RegisterOptions& options = {});

  Register(Register&&) noexcept;
  Register& operator=(Register&&) noexcept;
  ~Register();

  // CopyTo writes the register of this moment to a SQLite file of its own, mode 0600,
  // that must not exist. Others may read meanwhile; where it is a file they wait to
  // write.
  Result<void> CopyTo(const std::filesystem::path& path);

  // Begin waits for other writers up to busy_timeout. The Transaction must not outlive
  // the Register; there is one at a time.
  Result<Transaction> Begin();

  // FindByCode fails where what is stored contradicts itself (a record that does not
  // have the digest it was stored with).
  Result<std::optional<StoredCertificate>> FindByCode(const CertificateCode& code);

  // FindByCodes is the same for many, in their order, and quicker.
  Result<std::vector<std::optional<StoredCertificate>>> FindByCodes(
      std::span<const CertificateCode> codes);

  // FindSameAchievement gives the certificates of people whose name is spelled the same
  // but for case and accents, for this course on this day, in the order of issue.
  Result<std::vector<ListedCertificate>> FindSameAchievement(const Achievement& wanted);

  // FindSameAchievements is the same for many, in their order, and quicker.
  Result<std::vector<std::vector<ListedCertificate>>> FindSameAchievements(
      std::span<const Achievement> wanted);

  // Search calls visit for each match, by completion date, then name, until it returns
  // false; gives the number of calls. Memory is a few bytes a match. No lock is held
  // while visit runs: a slow reader of a list does not keep others from issuing.
  using Visit = std::function<bool(const ListedCertificate&)>;
  Result<size_t> Search(const SearchQuery& query, const Visit& visit);

  Result<RegisterSummary> Summary(Date today);

  // --- What became of certificates. All of these see what an open Transaction wrote,
  // and fail where what is stored contradicts itself.

  // History fails for a code that the register does not have, and for events that do
  // not lead to the certificate's state.
  Result<CertificateHistory> History(const CertificateCode& code);
  // Histories is the same for many, in their order, and quicker.
  Result<std::vector<CertificateHistory>> Histories(
      std::span<const CertificateCode> codes);
  // CodeAt is the certificate whose `issue` entry stands at this index of the log.
  Result<std::optional<CertificateCode>> CodeAt(uint64_t log_index);
  // CodesAt is the same for many, in their order, and quicker.
  Result<std::vector<std::optional<CertificateCode>>> CodesAt(
      std::span<const uint64_t> log_indexes);
  // Held gives the certificates that are kept back, the longest first.
  Result<std::vector<Hold>> Held();
  // CodesWithoutLogIndex gives certificates issued before there was a log, in the order
  // of issue.
  Result<std::vector<CertificateCode>> CodesWithoutLogIndex();
  // LoggedFrom gives at most `limit` certificates with `issue` entries from this index
  // on, in the order of the log.
  Result<std::vector<LoggedCertificate>> LoggedFrom(uint64_t log_index, size_t limit);
  // ChangedFrom gives the certificates that have an event with a log index from this
  // one on, each once, in the order of the first.
  Result<std::vector<CertificateCode>> ChangedFrom(uint64_t log_index);
  // Erased gives the certificates whose person was erased, in the order of issue.
  Result<std::vector<CertificateCode>> Erased();

  // --- The log.

  Result<uint64_t> LogSize();
  // Entries gives the lines [begin, end), all of which must be there.
  Result<std::vector<std::string>> Entries(uint64_t begin, uint64_t end);
  // EntriesAt gives the lines at these indexes, in their order; all must be there.
  Result<std::vector<std::string>> EntriesAt(std::span<const uint64_t> log_indexes);
  // Tile gives all hashes that there are of a tile; empty: there is none.
  Result<std::string> Tile(unsigned level, uint64_t number);
  Result<std::optional<StoredCheckpoint>> NewestCheckpoint();
  // CheckpointOver is the smallest one that covers the entry at this index: the one
  // that was signed when it was made.
  Result<std::optional<StoredCheckpoint>> CheckpointOver(uint64_t log_index);
  // Checkpoints calls visit for each, by size, until it returns false. No lock is held
  // while visit runs.
  Result<void> Checkpoints(const std::function<bool(const StoredCheckpoint&)>& visit);
  // TrustFiles gives all versions that were logged, by version.
  Result<std::vector<std::pair<uint64_t, std::string>>> TrustFiles();

  // Recoveries gives what was taken over from publications, in the order of the log;
  // LostIssues the `issue` entries therein whose certificates are lost, ascending.
  Result<std::vector<RecoveredEntries>> Recoveries();
  Result<std::vector<uint64_t>> LostIssues();

  // --- Status lists.

  // StatusLists gives all, by purpose, then block.
  Result<std::vector<StoredStatusList>> StatusLists();
  // StatusBlocks is one more than the newest block that any certificate has a place in,
  // or that has a list; 0: there are none.
  Result<uint32_t> StatusBlocks();
  // KeptStatusBits gives the places of lost certificates whose bits stay set,
  // ascending.
  Result<std::vector<uint32_t>> KeptStatusBits(std::string_view purpose,
                                               uint32_t block);
  // IndexesInState gives the places in a block of the certificates with one of these
  // states, ascending. Its cost is their number; with kActive, that of the block.
  Result<std::vector<uint32_t>> IndexesInState(
      uint32_t block, std::span<const CertificateState> states);

 private:
  friend Register MakeRegister(std::unique_ptr<Database> database);  // schema.h
  explicit Register(std::unique_ptr<Database> database);
  std::unique_ptr<Database> database_;
};

}  // namespace certseal
