// SPDX-License-Identifier: Apache-2.0
#include "register/register.h"

#include <algorithm>
#include <utility>

#include "base/take_first.h"
#include "register/database.h"
#include "register/erasures.h"
#include "register/history.h"
#include "register/holds.h"
#include "register/log_indexes.h"
#include "register/log_notes.h"
#include "register/log_store.h"
#include "register/losses.h"
#include "register/move_marks.h"
#include "register/read.h"
#include "register/schema.h"
#include "register/search.h"
#include "register/status_lists.h"

namespace certseal {

Register::Register(std::unique_ptr<Database> database)
    : database_(std::move(database)) {}
Register::Register(Register&&) noexcept = default;
Register& Register::operator=(Register&&) noexcept = default;
Register::~Register() = default;

Register MakeRegister(std::unique_ptr<Database> database) {
  return Register(std::move(database));
}

Result<Register> Register::Create(const RegisterLocation& location,
                                  const RegisterOptions& options) {
  return CreateRegisterWith(location, options, SchemaMigrations());
}

Result<Register> Register::Open(const RegisterLocation& location,
                                const RegisterOptions& options) {
  return OpenRegisterWith(location, options, SchemaMigrations());
}

Result<void> Register::CopyTo(const std::filesystem::path& path) {
  return database_->Guarded([&] { return database_->CopyTo(path); });
}

Result<Transaction> Register::Begin() {
  TRY(database_->BeginWrite());
  Transaction transaction(*database_);
  TRY(DemandNotMoving(*database_));  // while this one waited, another may have moved it
  return transaction;
}

Result<std::optional<StoredCertificate>> Register::FindByCode(
    const CertificateCode& code) {
  return database_->Guarded([&] { return ReadStored(*database_, code); });
}

Result<std::vector<std::optional<StoredCertificate>>> Register::FindByCodes(
    std::span<const CertificateCode> codes) {
  return database_->Guarded([&] { return ReadStoredOf(*database_, codes); });
}

Result<std::vector<ListedCertificate>> Register::FindSameAchievement(
    const Achievement& wanted) {
  ASSIGN_OR_RETURN(auto found, FindSameAchievements({&wanted, 1}));
  return std::move(found.front());
}

Result<std::vector<std::vector<ListedCertificate>>> Register::FindSameAchievements(
    std::span<const Achievement> wanted) {
  return database_->Guarded([&] { return ReadSameAchievements(*database_, wanted); });
}

Result<size_t> Register::Search(const SearchQuery& query, const Visit& visit) {
  constexpr size_t kChunk = 1'000;
  ASSIGN_OR_RETURN(const std::vector<int64_t> ids,
                   database_->Guarded([&] { return SearchIds(*database_, query); }));
  size_t visited = 0;
  std::span<const int64_t> rest = ids;
  while (!rest.empty()) {
    const auto chunk = TakeFirst(rest, kChunk);
    ASSIGN_OR_RETURN(const std::vector<ListedCertificate> certificates,
                     database_->Guarded([&] { return ReadListed(*database_, chunk); }));
    for (const ListedCertificate& certificate : certificates) {
      ++visited;
      if (!visit(certificate)) return visited;
    }
  }
  return visited;
}

Result<RegisterSummary> Register::Summary(Date today) {
  return database_->Guarded([&] { return ReadSummary(*database_, today); });
}

Result<CertificateHistory> Register::History(const CertificateCode& code) {
  ASSIGN_OR_RETURN(std::vector<CertificateHistory> histories, Histories({&code, 1}));
  return std::move(histories.front());
}

Result<std::vector<CertificateHistory>> Register::Histories(
    std::span<const CertificateCode> codes) {
  return database_->Guarded([&] { return ReadHistories(*database_, codes); });
}

Result<std::optional<CertificateCode>> Register::CodeAt(uint64_t log_index) {
  ASSIGN_OR_RETURN(auto codes, CodesAt({&log_index, 1}));
  return std::move(codes.front());
}

Result<std::vector<std::optional<CertificateCode>>> Register::CodesAt(
    std::span<const uint64_t> log_indexes) {
  return database_->Guarded([&] { return ReadCodesAt(*database_, log_indexes); });
}

Result<std::vector<Hold>> Register::Held() {
  return database_->Guarded([&] { return ReadHeld(*database_); });
}

Result<std::vector<CertificateCode>> Register::CodesWithoutLogIndex() {
  return database_->Guarded([&] { return ReadCodesWithoutLogIndex(*database_); });
}

Result<std::vector<LoggedCertificate>> Register::LoggedFrom(uint64_t log_index,
                                                            size_t limit) {
  return database_->Guarded(
      [&] { return ReadLoggedFrom(*database_, log_index, limit); });
}

Result<std::vector<CertificateCode>> Register::ChangedFrom(uint64_t log_index) {
  return database_->Guarded([&] { return ReadChangedFrom(*database_, log_index); });
}

Result<std::vector<CertificateCode>> Register::Erased() {
  return database_->Guarded([&] { return ReadErased(*database_); });
}

Result<uint64_t> Register::LogSize() {
  return database_->Guarded([&] { return ReadLogSize(*database_); });
}

Result<std::vector<std::string>> Register::Entries(uint64_t begin, uint64_t end) {
  return database_->Guarded([&] { return ReadLogEntries(*database_, begin, end); });
}

Result<std::vector<std::string>> Register::EntriesAt(
    std::span<const uint64_t> log_indexes) {
  return database_->Guarded([&] { return ReadLogEntriesAt(*database_, log_indexes); });
}

Result<std::string> Register::Tile(unsigned level, uint64_t number) {
  return database_->Guarded([&] { return ReadTileHashes(*database_, level, number); });
}

Result<std::optional<StoredCheckpoint>> Register::NewestCheckpoint() {
  return database_->Guarded([&] { return ReadNewestCheckpoint(*database_); });
}

Result<std::optional<StoredCheckpoint>> Register::CheckpointOver(uint64_t log_index) {
  ASSIGN_OR_RETURN(std::vector<StoredCheckpoint> found, database_->Guarded([&] {
    return ReadCheckpointsBeyond(*database_, log_index, 1);
  }));
  if (found.empty()) return std::optional<StoredCheckpoint>();
  return std::optional(std::move(found.front()));
}

Result<void> Register::Checkpoints(
    const std::function<bool(const StoredCheckpoint&)>& visit) {
  constexpr size_t kChunk = 1'000;
  uint64_t size = 0;
  for (;;) {
    ASSIGN_OR_RETURN(const std::vector<StoredCheckpoint> chunk, database_->Guarded([&] {
      return ReadCheckpointsBeyond(*database_, size, kChunk);
    }));
    for (const StoredCheckpoint& checkpoint : chunk) {
      if (!visit(checkpoint)) return {};
    }
    if (chunk.size() < kChunk) return {};
    size = chunk.back().size;
  }
}

Result<std::vector<std::pair<uint64_t, std::string>>> Register::TrustFiles() {
  return database_->Guarded([&] { return ReadTrustFiles(*database_); });
}

Result<std::vector<RecoveredEntries>> Register::Recoveries() {
  return database_->Guarded([&] { return ReadRecoveries(*database_); });
}

Result<std::vector<uint64_t>> Register::LostIssues() {
  return database_->Guarded([&] { return ReadLostIssues(*database_); });
}

Result<std::vector<StoredStatusList>> Register::StatusLists() {
  return database_->Guarded([&] { return ReadStatusLists(*database_); });
}

Result<uint32_t> Register::StatusBlocks() {
  return database_->Guarded([&] { return ReadStatusBlocks(*database_); });
}

Result<std::vector<uint32_t>> Register::KeptStatusBits(std::string_view purpose,
                                                       uint32_t block) {
  return database_->Guarded([&] { return ReadKeptBits(*database_, purpose, block); });
}

Result<std::vector<uint32_t>> Register::IndexesInState(
    uint32_t block, std::span<const CertificateState> states) {
  return database_->Guarded(
      [&] { return ReadIndexesInState(*database_, block, states); });
}

}  // namespace certseal
