// SPDX-License-Identifier: Apache-2.0
#include "register/status_lists.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/strings.h"
#include "register/columns.h"
#include "register/damage.h"
#include "register/statement.h"
#include "register/status_slots.h"
#include "register/validate.h"

namespace certseal {
namespace {

Result<void> CheckList(const StoredStatusList& list) {
  if (list.purpose != "revocation" && list.purpose != "suspension") {
    return Fail(StrCat("there is no status list for ", Quote(list.purpose, 40)));
  }
  if (list.block > kMaxStatusBlock) {
    return Fail(StrCat("there is no status block ", list.block));
  }
  return ValidateText("the status list", list.document,
                      StoredStatusList::kMaxDocumentBytes, EmptyText::kRefused);
}

struct ListColumns {
  std::string purpose, block, valid_until, document;

  void BindTo(SqlStatement& statement) {
    for (std::string* text : {&purpose, &block, &valid_until, &document}) {
      statement.Into(*text);
    }
  }
  Result<StoredStatusList> ToList(const Database& database) const {
    const auto number = ParseBelow(block, kMaxStatusBlock + 1);
    const auto until = ParseInstantColumn(valid_until);
    if (number && until) {
      StoredStatusList list{purpose, *number, *until, document};
      if (CheckList(list)) return list;
    }
    return DamagedRegister(database, StrCat("its status list ", Quote(purpose, 20), " ",
                                            Quote(block, 20), " is none"));
  }
};

// The text of the condition is that of the index certificates_changed, so that engines
// see that it has all there is to find.
std::string SelectIndexes(CertificateState state) {
  const std::string_view changed =
      state == CertificateState::kActive ? "" : " AND state <> 'active'";
  return StrCat(
      "SELECT status_index FROM certificates"
      " WHERE status_block = :block AND state = :state",
      changed);
}

Result<void> AppendIndexes(Database& database, uint32_t block, CertificateState state,
                           std::vector<uint32_t>& indexes) {
  const auto number = static_cast<long long>(block);
  const std::string name(StateColumn(state));
  std::string text;
  SqlStatement select(database.session(), SelectIndexes(state));
  select.Use(number).Use(name).Into(text);
  for (bool row = select.Run(); row; row = select.Next()) {
    const auto index = ParseBelow(text, kStatusBlockSize);
    if (!index) {
      return DamagedRegister(
          database, StrCat("status block ", block, " has no place ", Quote(text, 20)));
    }
    indexes.push_back(*index);
  }
  return {};
}

// One more than the newest block.
Result<uint32_t> ReadBlocksOf(Database& database, std::string select_newest) {
  std::string newest;
  SqlStatement select(database.session(), std::move(select_newest));
  if (!select.Into(newest).Run()) return uint32_t{0};
  const auto block = ParseBelow(newest, kMaxStatusBlock + 1);
  if (block) return *block + 1;
  return DamagedRegister(database,
                         StrCat("there is no status block ", Quote(newest, 20)));
}

}  // namespace

Result<void> ReplaceStatusLists(Database& database,
                                std::span<const StoredStatusList> lists) {
  long long block = 0, valid_until = 0;
  std::string purpose, document;
  SqlStatement write(
      database.session(),
      "INSERT INTO status_lists (purpose, block, valid_until, document)"
      " VALUES (:purpose, :block, :valid_until, :document)"
      " ON CONFLICT (purpose, block) DO UPDATE SET"
      " valid_until = excluded.valid_until, document = excluded.document");
  write.Use(purpose).Use(block).Use(valid_until).Use(document);
  for (const StoredStatusList& list : lists) {
    TRY(CheckList(list));
    purpose = list.purpose;
    block = static_cast<long long>(list.block);
    valid_until = list.valid_until.unix_seconds();
    document = list.document;
    write.Run();
  }
  return {};
}

Result<std::vector<StoredStatusList>> ReadStatusLists(Database& database) {
  ListColumns columns;
  SqlStatement select(database.session(),
                      "SELECT purpose, block, valid_until, document FROM status_lists"
                      " ORDER BY purpose, block");
  columns.BindTo(select);
  std::vector<StoredStatusList> lists;
  for (bool row = select.Run(); row; row = select.Next()) {
    ASSIGN_OR_RETURN(StoredStatusList list, columns.ToList(database));
    lists.push_back(std::move(list));
  }
  return lists;
}

// A list may be of a block in which only lost certificates have places.
Result<uint32_t> ReadStatusBlocks(Database& database) {
  ASSIGN_OR_RETURN(const uint32_t taken,
                   ReadBlocksOf(database,
                                "SELECT status_block FROM certificates"
                                " ORDER BY status_block DESC LIMIT 1"));
  ASSIGN_OR_RETURN(const uint32_t listed, ReadBlocksOf(database,
                                                       "SELECT block FROM status_lists"
                                                       " ORDER BY block DESC LIMIT 1"));
  return std::max(taken, listed);
}

Result<std::vector<uint32_t>> ReadIndexesInState(
    Database& database, uint32_t block, std::span<const CertificateState> states) {
  const ReadScope scope(database);
  std::vector<uint32_t> indexes;
  for (size_t i = 0; i < states.size(); ++i) {
    const auto before = states.first(i);
    if (std::ranges::find(before, states[i]) != before.end()) continue;
    TRY(AppendIndexes(database, block, states[i], indexes));
  }
  std::ranges::sort(indexes);
  return indexes;
}

}  // namespace certseal
