// SPDX-License-Identifier: Apache-2.0
#include "register/log_store.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/encoding.h"
#include "base/strings.h"
#include "base/take_first.h"
#include "log/entry.h"
#include "log/tile.h"
#include "register/columns.h"
#include "register/damage.h"
#include "register/rows_insert.h"
#include "register/statement.h"

namespace certseal {
namespace {

constexpr size_t kHashBytes = Sha256Digest::kSize;
constexpr uint64_t kMostReserved = 1 << 16;  // a damaged size claims more than there is

// What a line says is the ledger's to judge.
bool IsLine(std::string_view entry) {
  return !entry.empty() && entry.size() <= kMaxEntryBytes &&
         std::ranges::all_of(entry, [](char c) { return c >= ' ' && c <= '~'; });
}

bool IsTileContent(std::string_view hashes) {
  return !hashes.empty() && hashes.size() % kHashBytes == 0 &&
         hashes.size() <= kHashBytes * kTileWidth;
}

constexpr std::string_view kEntryColumns[] = {"log_index", "entry"};
constexpr std::string_view kTileColumns[] = {"level", "number", "hashes"};
constexpr size_t kTilesAtOnce = 64;
constexpr size_t kEntriesAtOnce = 256;

using TilePlace = std::pair<unsigned, uint64_t>;  // level, number
using Tiles = std::map<TilePlace, std::string>;   // their hashes

std::string NameOf(const TilePlace& place) {
  return StrCat("tile ", place.first, "/", place.second, " of the log");
}

// Those of the places that there are.
Result<Tiles> ReadTiles(Database& database, const std::vector<TilePlace>& places) {
  std::vector<std::string> conditions;
  conditions.reserve(places.size());
  for (const auto& [level, number] : places) {
    conditions.push_back(
        StrCat("level = ", level, " AND number = ", LogIndexParameter(number)));
  }
  long long level = 0, number = 0;
  std::string hashes;
  SqlStatement select(database.session(),
                      StrCat("SELECT level, number, hashes FROM tiles WHERE ",
                             Join(conditions, " OR ")));
  select.Into(level).Into(number).Into(hashes);
  Tiles tiles;
  for (bool row = select.Run(); row; row = select.Next()) {
    const TilePlace place{static_cast<unsigned>(level), static_cast<uint64_t>(number)};
    auto bytes = Base64Decode(hashes);
    if (!bytes || !IsTileContent(*bytes)) {
      return DamagedRegister(database, NameOf(place) + " holds no hashes");
    }
    tiles[place] = std::move(*bytes);
  }
  return tiles;
}

Result<void> CheckTile(const StoredTile& tile) {
  const std::string name = NameOf({tile.level, tile.number});
  if (tile.level > kMaxTileLevel || tile.number > kMaxLogIndex) {
    return Fail("there is no " + name);
  }
  if (!IsTileContent(tile.hashes)) return Fail(name + " is to hold no hashes");
  return {};
}

void WriteTiles(Database& database, const Tiles& tiles) {
  auto tile = tiles.begin();
  RowsInsert(database.session(), "tiles", kTileColumns,
             "ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes")
      .Run(tiles.size(), [&](size_t, std::span<BoundValue> cells) {
        const auto& [place, hashes] = *tile++;
        CellWriter(cells)
            .Number(place.first)
            .Number(static_cast<int64_t>(place.second))
            .Text(Base64Encode(hashes));
      });
}

Result<void> ReplaceSomeTiles(Database& database, std::span<const StoredTile> tiles) {
  std::vector<TilePlace> places;
  for (const StoredTile& tile : tiles) {
    TRY(CheckTile(tile));
    places.emplace_back(tile.level, tile.number);
  }
  ASSIGN_OR_RETURN(Tiles kept, ReadTiles(database, places));
  for (const StoredTile& tile : tiles) {
    std::string& hashes = kept[{tile.level, tile.number}];
    if (!tile.hashes.starts_with(hashes)) {
      return DamagedRegister(database,
                             NameOf({tile.level, tile.number}) +
                                 " is not the beginning of what is to take its place");
    }
    hashes = tile.hashes;
  }
  WriteTiles(database, kept);
  return {};
}

// Entries from `begin` on, fewer where the log ends before `end`; those that are there
// must follow each other.
Result<std::vector<std::string>> ReadThoseThere(Database& database, uint64_t begin,
                                                uint64_t end) {
  std::vector<std::string> entries;
  entries.reserve(std::min(end - begin, kMostReserved));
  const long long from = LogIndexParameter(begin);
  const long long to = LogIndexParameter(end);
  long long index = 0;
  std::string entry;
  SqlStatement select(database.session(),
                      "SELECT log_index, entry FROM log_entries"
                      " WHERE log_index >= :begin AND log_index < :end"
                      " ORDER BY log_index");
  select.Use(from).Use(to).Into(index).Into(entry);
  for (bool row = select.Run(); row; row = select.Next()) {
    const uint64_t expected = begin + entries.size();
    if (index != static_cast<long long>(expected) || !IsLine(entry)) {
      return DamagedRegister(database, StrCat("log entry ", expected, " is no entry"));
    }
    entries.push_back(entry);
  }
  return entries;
}

using EntriesByIndex = std::map<long long, std::string>;

// Those of the indexes that there are.
Result<EntriesByIndex> ReadSomeEntries(Database& database,
                                       std::span<const uint64_t> log_indexes) {
  std::vector<long long> indexes;
  for (const uint64_t each : log_indexes) indexes.push_back(LogIndexParameter(each));
  long long index = 0;
  std::string entry;
  SqlStatement select(
      database.session(),
      StrCat("SELECT log_index, entry FROM log_entries WHERE log_index IN (",
             IdList(std::span<const long long>(indexes)), ")"));
  select.Into(index).Into(entry);
  EntriesByIndex entries;
  for (bool row = select.Run(); row; row = select.Next()) {
    if (!IsLine(entry)) {
      return DamagedRegister(database, StrCat("log entry ", index, " is no entry"));
    }
    entries.emplace(index, entry);
  }
  return entries;
}

// Why there is none: it is beyond the end, or missing.
tl::unexpected<Error> NoEntry(Database& database, uint64_t log_index) {
  const Result<uint64_t> size = ReadLogSize(database);
  if (!size) return Fail(size.error());
  if (log_index >= *size) return Fail(StrCat("the log has no entry ", log_index));
  return DamagedRegister(database, StrCat("log entry ", log_index, " is missing"));
}

}  // namespace

Result<void> InsertLogEntries(Database& database, uint64_t first,
                              std::span<const std::string> entries) {
  ASSIGN_OR_RETURN(const uint64_t size, ReadLogSize(database));
  if (first != size) {
    return Fail(StrCat("the log has ", size, " entries: the next is not ", first));
  }
  if (entries.size() > kMaxLogIndex - size) return Fail("the log is full");
  for (size_t i = 0; i < entries.size(); ++i) {
    if (!IsLine(entries[i])) {
      return Fail(StrCat("log entry ", first + i, " is not a line of text"));
    }
  }
  RowsInsert(database.session(), "log_entries", kEntryColumns)
      .Run(entries.size(), [&](size_t row, std::span<BoundValue> cells) {
        CellWriter(cells).Number(static_cast<int64_t>(first + row)).Text(entries[row]);
      });
  return {};
}

Result<void> ReplaceTiles(Database& database, std::span<const StoredTile> tiles) {
  while (!tiles.empty()) {
    const auto some = TakeFirst(tiles, kTilesAtOnce);
    TRY(ReplaceSomeTiles(database, some));
  }
  return {};
}

Result<uint64_t> ReadLogSize(Database& database) {
  std::string last;
  SqlStatement select(database.session(),
                      "SELECT log_index FROM log_entries"
                      " ORDER BY log_index DESC LIMIT 1");
  if (!select.Into(last).Run()) return uint64_t{0};
  const auto index = ParseLogIndexColumn(last);
  if (!index) return DamagedRegister(database, "its log has an entry at no index");
  return *index + 1;
}

Result<std::vector<std::string>> ReadLogEntries(Database& database, uint64_t begin,
                                                uint64_t end) {
  // Where all are there one question tells; what is wrong is looked for below.
  if (begin < end) {
    auto entries = ReadThoseThere(database, begin, end);
    if (entries && entries->size() == end - begin) return entries;
  }
  const ReadScope scope(database);
  ASSIGN_OR_RETURN(const uint64_t size, ReadLogSize(database));
  if (begin > end || end > size) {
    return Fail(
        StrCat("the log has ", size, " entries, none from ", begin, " to ", end));
  }
  ASSIGN_OR_RETURN(auto entries, ReadThoseThere(database, begin, end));
  if (entries.size() == end - begin) return entries;
  return DamagedRegister(database,
                         StrCat("log entry ", begin + entries.size(), " is missing"));
}

Result<std::vector<std::string>> ReadLogEntriesAt(
    Database& database, std::span<const uint64_t> log_indexes) {
  std::vector<std::string> entries;
  std::optional<ReadScope> scope;
  if (log_indexes.size() > kEntriesAtOnce) scope.emplace(database);
  entries.reserve(log_indexes.size());
  while (!log_indexes.empty()) {
    const auto some = TakeFirst(log_indexes, kEntriesAtOnce);
    ASSIGN_OR_RETURN(const EntriesByIndex found, ReadSomeEntries(database, some));
    for (const uint64_t index : some) {
      const auto at = found.find(LogIndexParameter(index));
      if (at == found.end()) return NoEntry(database, index);
      entries.push_back(at->second);
    }
  }
  return entries;
}

Result<std::string> ReadTileHashes(Database& database, unsigned level,
                                   uint64_t number) {
  ASSIGN_OR_RETURN(Tiles tiles, ReadTiles(database, {{level, number}}));
  return tiles.empty() ? std::string() : std::move(tiles.begin()->second);
}

}  // namespace certseal
