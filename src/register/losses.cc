// SPDX-License-Identifier: Apache-2.0
#include "register/losses.h"

#include <algorithm>
#include <string>

#include "base/strings.h"
#include "register/columns.h"
#include "register/damage.h"
#include "register/log_indexes.h"
#include "register/log_store.h"
#include "register/rows_insert.h"
#include "register/statement.h"
#include "register/status_slots.h"

namespace certseal {
namespace {

constexpr std::string_view kLostColumns[] = {"log_index"};

bool IsRange(const RecoveredEntries& entries) {
  return entries.begin < entries.end && entries.end - 1 <= kMaxLogIndex &&
         entries.first_block <= kMaxStatusBlock + 1;
}

Result<void> InsertLostIssues(Database& database, const RecoveredEntries& entries,
                              std::span<const uint64_t> lost_issues) {
  for (const uint64_t index : lost_issues) {
    if (index < entries.begin || index >= entries.end) {
      return Fail(StrCat("log entry ", index, " was not taken over"));
    }
  }
  TRY(DemandFree(database, {lost_issues.begin(), lost_issues.end()}));
  RowsInsert(database.session(), "lost_issues", kLostColumns)
      .Run(lost_issues.size(), [&](size_t row, std::span<BoundValue> cells) {
        CellWriter(cells).Number(static_cast<int64_t>(lost_issues[row]));
      });
  return {};
}

}  // namespace

Result<void> InsertRecovery(Database& database, const RecoveredEntries& entries,
                            std::span<const uint64_t> lost_issues) {
  ASSIGN_OR_RETURN(const uint64_t size, ReadLogSize(database));
  if (!IsRange(entries) || entries.end > size) {
    return Fail(StrCat("the log has ", size, " entries: none were taken over from ",
                       entries.begin, " to ", entries.end));
  }
  const auto first = static_cast<long long>(entries.begin);
  const auto last = static_cast<long long>(entries.end - 1);
  const auto block = static_cast<long long>(entries.first_block);
  SqlStatement(database.session(),
               "INSERT INTO recoveries (first, last, first_block)"
               " VALUES (:first, :last, :first_block)")
      .Use(first)
      .Use(last)
      .Use(block)
      .Run();
  return InsertLostIssues(database, entries, lost_issues);
}

Result<void> InsertKeptBits(Database& database, std::string_view purpose,
                            uint32_t block, std::span<const uint32_t> places) {
  if (block > kMaxStatusBlock) return Fail(StrCat("there is no status block ", block));
  const std::string name(purpose);
  const auto number = static_cast<long long>(block);
  long long place = 0;
  SqlStatement insert(database.session(),
                      "INSERT INTO kept_status_bits (purpose, block, place)"
                      " VALUES (:purpose, :block, :place)");
  insert.Use(name).Use(number).Use(place);
  for (const uint32_t each : places) {
    place = static_cast<long long>(each);
    insert.Run();
  }
  return {};
}

Result<std::vector<RecoveredEntries>> ReadRecoveries(Database& database) {
  std::string first, last, block;
  SqlStatement select(database.session(),
                      "SELECT first, last, first_block FROM recoveries ORDER BY first");
  select.Into(first).Into(last).Into(block);
  std::vector<RecoveredEntries> recoveries;
  for (bool row = select.Run(); row; row = select.Next()) {
    const auto begin = ParseLogIndexColumn(first);
    const auto end = ParseLogIndexColumn(last);
    const auto free = ParseBelow(block, kMaxStatusBlock + 2);
    if (!begin || !end || !free || *end < *begin) {
      return DamagedRegister(database,
                             "it says of no entries that they were taken over");
    }
    recoveries.push_back({*begin, *end + 1, *free});
  }
  return recoveries;
}

Result<std::vector<uint64_t>> ReadLostIssues(Database& database) {
  std::string text;
  SqlStatement select(database.session(),
                      "SELECT log_index FROM lost_issues ORDER BY log_index");
  select.Into(text);
  std::vector<uint64_t> lost;
  for (bool row = select.Run(); row; row = select.Next()) {
    const auto index = ParseLogIndexColumn(text);
    if (!index) return DamagedRegister(database, "a lost certificate has no log index");
    lost.push_back(*index);
  }
  return lost;
}

Result<std::vector<uint32_t>> ReadKeptBits(Database& database, std::string_view purpose,
                                           uint32_t block) {
  const std::string name(purpose);
  const auto number = static_cast<long long>(block);
  std::string text;
  SqlStatement select(database.session(),
                      "SELECT place FROM kept_status_bits"
                      " WHERE purpose = :purpose AND block = :block ORDER BY place");
  select.Use(name).Use(number).Into(text);
  std::vector<uint32_t> places;
  for (bool row = select.Run(); row; row = select.Next()) {
    const auto place = ParseBelow(text, kStatusBlockSize);
    if (!place) {
      return DamagedRegister(
          database, StrCat("status block ", block, " has no place ", Quote(text, 20)));
    }
    places.push_back(*place);
  }
  return places;
}

Result<uint32_t> ReadFirstFreeBlock(Database& database) {
  ASSIGN_OR_RETURN(const auto recoveries, ReadRecoveries(database));
  uint32_t first = 0;
  for (const RecoveredEntries& each : recoveries)
    first = std::max(first, each.first_block);
  return first;
}

Result<void> DemandLost(Database& database, uint64_t log_index) {
  const long long index = LogIndexParameter(log_index);
  std::string found;
  SqlStatement select(database.session(),
                      "SELECT log_index FROM lost_issues WHERE log_index = :log_index");
  if (select.Use(index).Into(found).Run()) return {};
  return Fail(StrCat("no certificate of log entry ", log_index, " was lost"));
}

}  // namespace certseal
