// SPDX-License-Identifier: Apache-2.0
#include "register/log_notes.h"

#include "base/strings.h"
#include "log/checkpoint.h"
#include "log/note.h"
#include "register/columns.h"
#include "register/damage.h"
#include "register/log_store.h"
#include "register/statement.h"

namespace certseal {
namespace {

constexpr size_t kMaxTrustBytes = 64 * 1024;
constexpr uint64_t kMaxTrustVersion = 1'000'000;
constexpr std::string_view kSelectCheckpoints =
    "SELECT size, created, note FROM checkpoints";

struct CheckpointColumns {
  std::string size, created, note;

  void BindTo(SqlStatement& statement) {
    for (std::string* text : {&size, &created, &note}) statement.Into(*text);
  }
  Result<StoredCheckpoint> ToCheckpoint(const Database& database) const {
    const auto entries = ParseLogIndexColumn(size);
    const auto instant = ParseInstantColumn(created);
    const auto parsed = SignedCheckpoint::Parse(note);
    if (entries && instant && parsed && parsed->tree().size == *entries) {
      return StoredCheckpoint{*entries, *instant, note};
    }
    return DamagedRegister(
        database, StrCat("its checkpoint of size ", Quote(size, 20), " is none"));
  }
};

Result<std::optional<StoredCheckpoint>> ReadCheckpoint(Database& database,
                                                       uint64_t size) {
  const long long wanted = LogIndexParameter(size);
  CheckpointColumns columns;
  SqlStatement select(database.session(),
                      StrCat(kSelectCheckpoints, " WHERE size = :size"));
  columns.BindTo(select);
  if (!select.Use(wanted).Run()) return std::optional<StoredCheckpoint>();
  ASSIGN_OR_RETURN(StoredCheckpoint checkpoint, columns.ToCheckpoint(database));
  return std::optional(std::move(checkpoint));
}

Result<SignedCheckpoint> ParseGiven(const StoredCheckpoint& checkpoint) {
  ASSIGN_OR_RETURN(SignedCheckpoint parsed, SignedCheckpoint::Parse(checkpoint.note));
  if (parsed.tree().size == checkpoint.size) return parsed;
  return Fail(StrCat("a checkpoint of size ", parsed.tree().size,
                     " cannot be kept as one of size ", checkpoint.size));
}

Result<void> DemandNewer(Database& database, const StoredCheckpoint& checkpoint) {
  ASSIGN_OR_RETURN(const uint64_t entries, ReadLogSize(database));
  if (checkpoint.size == 0 || checkpoint.size > entries) {
    return Fail(StrCat("the log has ", entries,
                       " entries: there is no checkpoint of size ", checkpoint.size));
  }
  ASSIGN_OR_RETURN(const auto newest, ReadNewestCheckpoint(database));
  if (!newest) return {};
  if (checkpoint.size <= newest->size) {
    return Fail(StrCat("the log has a checkpoint of size ", newest->size,
                       ": one of size ", checkpoint.size, " comes too late"));
  }
  if (checkpoint.created < newest->created) {
    return Fail(StrCat("the newest checkpoint was made at ", newest->created.Rfc3339(),
                       ", later than ", checkpoint.created.Rfc3339()));
  }
  return {};
}

Result<void> CheckTrustFile(uint64_t version, std::string_view bytes) {
  if (version == 0 || version > kMaxTrustVersion) {
    return Fail(StrCat("there is no version ", version, " of the trust file"));
  }
  if (bytes.size() > kMaxTrustBytes) return Fail("the trust file is too large");
  TRY(SignedNote::Parse(bytes));
  return {};
}

}  // namespace

Result<void> InsertCheckpoint(Database& database, const StoredCheckpoint& checkpoint) {
  TRY(ParseGiven(checkpoint));
  TRY(DemandNewer(database, checkpoint));
  const auto size = static_cast<long long>(checkpoint.size);
  const long long created = checkpoint.created.unix_seconds();
  SqlStatement(database.session(),
               "INSERT INTO checkpoints (size, created, note)"
               " VALUES (:size, :created, :note)")
      .Use(size)
      .Use(created)
      .Use(checkpoint.note)
      .Run();
  return {};
}

// The lines of other signers come behind those that are there: nothing signed is lost.
Result<void> UpdateCheckpoint(Database& database, const StoredCheckpoint& checkpoint) {
  ASSIGN_OR_RETURN(const SignedCheckpoint after, ParseGiven(checkpoint));
  ASSIGN_OR_RETURN(const auto stored, ReadCheckpoint(database, checkpoint.size));
  if (!stored) {
    return Fail(StrCat("the log has no checkpoint of size ", checkpoint.size));
  }
  ASSIGN_OR_RETURN(const SignedCheckpoint before,
                   SignedCheckpoint::Parse(stored->note));
  if (before.note().text() != after.note().text() ||
      !checkpoint.note.starts_with(stored->note) ||
      checkpoint.created != stored->created) {
    return Fail(StrCat("the checkpoint of size ", checkpoint.size,
                       " may gain signatures, and not change otherwise"));
  }
  const auto size = static_cast<long long>(checkpoint.size);
  SqlStatement(database.session(),
               "UPDATE checkpoints SET note = :note WHERE size = :size")
      .Use(checkpoint.note)
      .Use(size)
      .Run();
  return {};
}

Result<std::optional<StoredCheckpoint>> ReadNewestCheckpoint(Database& database) {
  CheckpointColumns columns;
  SqlStatement select(database.session(),
                      StrCat(kSelectCheckpoints, " ORDER BY size DESC LIMIT 1"));
  columns.BindTo(select);
  if (!select.Run()) return std::optional<StoredCheckpoint>();
  ASSIGN_OR_RETURN(StoredCheckpoint checkpoint, columns.ToCheckpoint(database));
  return std::optional(std::move(checkpoint));
}

Result<std::vector<StoredCheckpoint>> ReadCheckpointsBeyond(Database& database,
                                                            uint64_t size,
                                                            size_t limit) {
  const long long beyond = LogIndexParameter(size);
  const auto most = static_cast<long long>(limit);
  CheckpointColumns columns;
  SqlStatement select(
      database.session(),
      StrCat(kSelectCheckpoints, " WHERE size > :size ORDER BY size LIMIT :most"));
  columns.BindTo(select);
  select.Use(beyond).Use(most);
  std::vector<StoredCheckpoint> checkpoints;
  for (bool row = select.Run(); row; row = select.Next()) {
    ASSIGN_OR_RETURN(StoredCheckpoint checkpoint, columns.ToCheckpoint(database));
    checkpoints.push_back(std::move(checkpoint));
  }
  return checkpoints;
}

Result<void> InsertTrustFile(Database& database, uint64_t version,
                             std::string_view bytes) {
  TRY(CheckTrustFile(version, bytes));
  ASSIGN_OR_RETURN(const auto known, ReadTrustFiles(database));
  if (!known.empty() && version <= known.back().first) {
    return Fail(StrCat("the log knows version ", known.back().first,
                       " of the trust file: version ", version, " comes too late"));
  }
  const auto number = static_cast<long long>(version);
  const std::string note(bytes);
  SqlStatement(database.session(),
               "INSERT INTO trust_files (version, note) VALUES (:version, :note)")
      .Use(number)
      .Use(note)
      .Run();
  return {};
}

Result<std::vector<std::pair<uint64_t, std::string>>> ReadTrustFiles(
    Database& database) {
  std::string version, note;
  SqlStatement select(database.session(),
                      "SELECT version, note FROM trust_files ORDER BY version");
  select.Into(version).Into(note);
  std::vector<std::pair<uint64_t, std::string>> files;
  for (bool row = select.Run(); row; row = select.Next()) {
    const auto number = ParseDecimal(version);
    if (!number || !CheckTrustFile(*number, note)) {
      return DamagedRegister(database, StrCat("its trust file of version ",
                                              Quote(version, 20), " is none"));
    }
    files.emplace_back(*number, note);
  }
  return files;
}

}  // namespace certseal
