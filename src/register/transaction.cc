// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "register/database.h"
#include "register/erasures.h"
#include "register/events.h"
#include "register/holds.h"
#include "register/insert.h"
#include "register/log_indexes.h"
#include "register/log_notes.h"
#include "register/log_store.h"
#include "register/losses.h"
#include "register/register.h"
#include "register/status_lists.h"
#include "register/status_slots.h"

namespace certseal {

Transaction::Transaction(Database& database)
    : database_(&database), slots_(std::make_unique<StatusAllocator>()) {}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)),
      slots_(std::move(other.slots_)) {}

Transaction::~Transaction() { Close(); }

void Transaction::Close() {
  if (Database* database = std::exchange(database_, nullptr)) database->Rollback();
}

Result<void> Transaction::CheckOpen() const {
  if (database_) return {};
  return Fail("the transaction on the register has ended already");
}

template <typename F>
std::invoke_result_t<F, Database&> Transaction::Write(F&& write) {
  TRY(CheckOpen());
  auto result = database_->Guarded([&] { return write(*database_); });
  if (!result) Close();
  return result;
}

Result<std::vector<StatusSlot>> Transaction::DrawStatusSlots(size_t n,
                                                             const Random& random) {
  return Write([&](Database& database) { return slots_->Draw(database, n, random); });
}

Result<BatchOutcome> Transaction::AddBatch(const Batch& batch,
                                           std::span<const CertificateRow> rows,
                                           uint64_t first_log_index) {
  auto outcome = Write([&](Database& database) {
    return InsertBatch(database, batch, rows, first_log_index);
  });
  if (outcome && outcome->collision) Close();
  return outcome;
}

Result<void> Transaction::SetLogIndex(std::span<const CertificateCode> codes,
                                      uint64_t first_log_index) {
  return Write([&](Database& database) {
    return UpdateLogIndexes(database, codes, first_log_index);
  });
}

Result<void> Transaction::AddEvents(std::span<const CertificateEvent> events) {
  return Write([&](Database& database) { return InsertEvents(database, events); });
}

Result<void> Transaction::AddSuccession(const Succession& succession) {
  return Write(
      [&](Database& database) { return InsertSuccession(database, succession); });
}

Result<void> Transaction::PutHolds(std::span<const Hold> holds) {
  return Write([&](Database& database) { return ReplaceHolds(database, holds); });
}

Result<void> Transaction::RemoveHolds(std::span<const CertificateCode> codes) {
  return Write([&](Database& database) { return DeleteHolds(database, codes); });
}

Result<void> Transaction::Erase(const CertificateCode& code, Timestamp at) {
  return Write(
      [&](Database& database) { return EraseCertificate(database, code, at); });
}

Result<void> Transaction::AppendEntries(uint64_t first,
                                        std::span<const std::string> entries) {
  return Write(
      [&](Database& database) { return InsertLogEntries(database, first, entries); });
}

Result<void> Transaction::PutTiles(std::span<const StoredTile> tiles) {
  return Write([&](Database& database) { return ReplaceTiles(database, tiles); });
}

Result<void> Transaction::AddCheckpoint(const StoredCheckpoint& checkpoint) {
  return Write(
      [&](Database& database) { return InsertCheckpoint(database, checkpoint); });
}

Result<void> Transaction::ReplaceCheckpoint(const StoredCheckpoint& checkpoint) {
  return Write(
      [&](Database& database) { return UpdateCheckpoint(database, checkpoint); });
}

Result<void> Transaction::AddRecovery(const RecoveredEntries& entries,
                                      std::span<const uint64_t> lost_issues) {
  return Write([&](Database& database) {
    return InsertRecovery(database, entries, lost_issues);
  });
}

Result<void> Transaction::KeepStatusBits(std::string_view purpose, uint32_t block,
                                         std::span<const uint32_t> places) {
  return Write([&](Database& database) {
    return InsertKeptBits(database, purpose, block, places);
  });
}

Result<void> Transaction::PutStatusLists(std::span<const StoredStatusList> lists) {
  return Write([&](Database& database) { return ReplaceStatusLists(database, lists); });
}

Result<void> Transaction::AddTrustFile(uint64_t version, std::string_view bytes) {
  return Write(
      [&](Database& database) { return InsertTrustFile(database, version, bytes); });
}

Result<void> Transaction::Commit() {
  TRY(CheckOpen());
  return std::exchange(database_, nullptr)->Commit();
}

}  // namespace certseal
