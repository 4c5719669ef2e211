// SPDX-License-Identifier: Apache-2.0
#include "register/log_store.h"

#include <algorithm>
#include <utility>

#include "base/encoding.h"
#include "base/strings.h"
#include "log/entry.h"
#include "log/tile.h"
#include "register/columns.h"
#include "register/damage.h"
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

// TileRow reads the hashes of a tile.
class TileRow {
 public:
  explicit TileRow(Database& database)
      : database_(database),
        select_(database.session(),
                "SELECT hashes FROM tiles WHERE level = :level AND number = :number") {
    select_.Use(level_).Use(number_).Into(hashes_);
  }

  // Read gives nothing where there is none.
  Result<std::string> Read(unsigned level, uint64_t number) {
    level_ = static_cast<long long>(level);
    number_ = LogIndexParameter(number);
    if (!select_.Run()) return "";
    auto hashes = Base64Decode(hashes_);
    if (!hashes || !IsTileContent(*hashes)) {
      return DamagedRegister(database_, StrCat("tile ", level, "/", number,
                                               " of the log holds no hashes"));
    }
    return std::move(*hashes);
  }

 private:
  Database& database_;
  long long level_ = 0, number_ = 0;
  std::string hashes_;
  SqlStatement select_;
};

class WriteTile {
 public:
  explicit WriteTile(soci::session& session)
      : write_(session,
               "INSERT INTO tiles (level, number, hashes)"
               " VALUES (:level, :number, :hashes)"
               " ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes") {
    write_.Use(level_).Use(number_).Use(hashes_);
  }

  void Write(const StoredTile& tile) {
    level_ = static_cast<long long>(tile.level);
    number_ = static_cast<long long>(tile.number);
    hashes_ = Base64Encode(tile.hashes);
    write_.Run();
  }

 private:
  long long level_ = 0, number_ = 0;
  std::string hashes_;
  SqlStatement write_;
};

}  // namespace

Result<void> InsertLogEntries(Database& database, uint64_t first,
                              std::span<const std::string> entries) {
  ASSIGN_OR_RETURN(const uint64_t size, ReadLogSize(database));
  if (first != size) {
    return Fail(StrCat("the log has ", size, " entries: the next is not ", first));
  }
  if (entries.size() > kMaxLogIndex - size) return Fail("the log is full");
  auto index = static_cast<long long>(first);
  std::string entry;
  SqlStatement insert(database.session(),
                      "INSERT INTO log_entries (log_index, entry)"
                      " VALUES (:log_index, :entry)",
                      RunsFor(entries.size()));
  insert.Use(index).Use(entry);
  for (const std::string& line : entries) {
    if (!IsLine(line)) {
      return Fail(StrCat("log entry ", index, " is not a line of text"));
    }
    entry = line;
    insert.Run();
    ++index;
  }
  return {};
}

Result<void> ReplaceTiles(Database& database, std::span<const StoredTile> tiles) {
  TileRow row(database);
  WriteTile write(database.session());
  for (const StoredTile& tile : tiles) {
    const std::string name =
        StrCat("tile ", tile.level, "/", tile.number, " of the log");
    if (tile.level > kMaxTileLevel || tile.number > kMaxLogIndex) {
      return Fail("there is no " + name);
    }
    if (!IsTileContent(tile.hashes)) return Fail(name + " is to hold no hashes");
    ASSIGN_OR_RETURN(const std::string before, row.Read(tile.level, tile.number));
    if (!tile.hashes.starts_with(before)) {
      return DamagedRegister(
          database, name + " is not the beginning of what is to take its place");
    }
    write.Write(tile);
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
  const ReadScope scope(database);
  ASSIGN_OR_RETURN(const uint64_t size, ReadLogSize(database));
  if (begin > end || end > size) {
    return Fail(
        StrCat("the log has ", size, " entries, none from ", begin, " to ", end));
  }
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
  if (entries.size() == end - begin) return entries;
  return DamagedRegister(database,
                         StrCat("log entry ", begin + entries.size(), " is missing"));
}

Result<std::string> ReadTileHashes(Database& database, unsigned level,
                                   uint64_t number) {
  return TileRow(database).Read(level, number);
}

}  // namespace certseal
