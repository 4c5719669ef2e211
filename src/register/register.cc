// SPDX-License-Identifier: Apache-2.0
#include "register/register.h"

#include <algorithm>
#include <utility>

#include "register/database.h"
#include "register/insert.h"
#include "register/read.h"
#include "register/schema.h"
#include "register/search.h"
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

Result<std::vector<StatusSlot>> Transaction::DrawStatusSlots(size_t n,
                                                             const Random& random) {
  TRY(CheckOpen());
  auto slots = database_->Guarded([&] { return slots_->Draw(*database_, n, random); });
  if (!slots) Close();
  return slots;
}

Result<BatchOutcome> Transaction::AddBatch(const Batch& batch,
                                           std::span<const CertificateRow> rows) {
  TRY(CheckOpen());
  auto outcome =
      database_->Guarded([&] { return InsertBatch(*database_, batch, rows); });
  if (!outcome || outcome->collision) Close();
  return outcome;
}

Result<void> Transaction::Commit() {
  TRY(CheckOpen());
  return std::exchange(database_, nullptr)->Commit();
}

Register::Register(std::unique_ptr<Database> database)
    : database_(std::move(database)) {}
Register::Register(Register&&) noexcept = default;
Register& Register::operator=(Register&&) noexcept = default;
Register::~Register() = default;

Register MakeRegister(std::unique_ptr<Database> database) {
  return Register(std::move(database));
}

Result<Register> Register::Create(const std::filesystem::path& path,
                                  const RegisterOptions& options) {
  return CreateRegisterWith(path, options, SchemaMigrations());
}

Result<Register> Register::Open(const std::filesystem::path& path,
                                const RegisterOptions& options) {
  return OpenRegisterWith(path, options, SchemaMigrations());
}

Result<Transaction> Register::Begin() {
  TRY(database_->BeginWrite());
  return Transaction(*database_);
}

Result<BatchOutcome> Register::AddBatch(const Batch& batch,
                                        std::span<const CertificateRow> rows) {
  ASSIGN_OR_RETURN(Transaction transaction, Begin());
  ASSIGN_OR_RETURN(BatchOutcome outcome, transaction.AddBatch(batch, rows));
  if (!outcome.collision) TRY(transaction.Commit());
  return outcome;
}

Result<std::optional<StoredCertificate>> Register::FindByCode(
    const CertificateCode& code) {
  return database_->Guarded([&] { return ReadStored(*database_, code); });
}

Result<std::vector<std::optional<CertificateCode>>> Register::FindByIdentities(
    std::span<const Sha256Digest> identities) {
  return database_->Guarded([&] { return ReadCodes(*database_, identities); });
}

Result<std::vector<ListedCertificate>> Register::FindSameAchievement(
    std::string_view plain_name, std::string_view course_code, Date completed) {
  return database_->Guarded([&]() -> Result<std::vector<ListedCertificate>> {
    ASSIGN_OR_RETURN(
        const std::vector<int64_t> ids,
        FindSameAchievementIds(*database_, plain_name, course_code, completed));
    return ReadListed(*database_, ids);
  });
}

Result<size_t> Register::Search(const SearchQuery& query, const Visit& visit) {
  constexpr size_t kChunk = 1'000;
  ASSIGN_OR_RETURN(const std::vector<int64_t> ids,
                   database_->Guarded([&] { return SearchIds(*database_, query); }));
  size_t visited = 0;
  std::span<const int64_t> rest = ids;
  while (!rest.empty()) {
    const auto chunk = rest.first(std::min(kChunk, rest.size()));
    rest = rest.subspan(chunk.size());
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

}  // namespace certseal
