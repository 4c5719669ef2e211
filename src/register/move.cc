// SPDX-License-Identifier: Apache-2.0
#include "register/move.h"

#include <optional>
#include <utility>

#include "base/strings.h"
#include "register/copy.h"
#include "register/move_marks.h"
#include "register/postgres.h"
#include "register/schema.h"

namespace certseal {
namespace {

constexpr size_t kRowsPerTransaction = 20'000;

// Messages name this place, the new one: it is the one that may be short of something.
template <typename F>
Result<void> InTransaction(Database& database, const F& write) {
  TRY(database.BeginWrite());
  Result<void> written = database.Guarded([&]() -> Result<void> {
    write();
    return {};
  });
  if (written) return database.Commit();
  database.Rollback();
  return written;
}

// How the marks name a place: without what may change, user and settings.
std::string PlaceOf(const RegisterLocation& location) {
  return location.path() ? location.path()->filename().string()
                         : location.url()->Name();
}

Result<bool> HasRegister(const RegisterLocation& location) {
  if (location.url()) return PostgresHasRegister(*location.url());
  std::error_code error;
  return std::filesystem::exists(*location.path(), error);
}

Result<MoveMarks> MarksOf(Database& database) {
  return database.Guarded(
      [&]() -> Result<MoveMarks> { return ReadMoveMarks(database); });
}

Result<void> CheckSource(Database& from, const MoveMarks& marks,
                         const std::string& target) {
  if (marks.filled_from) return DemandNotMoving(from);
  if (!marks.moved_to || *marks.moved_to == target) return {};
  return Fail(
      StrCat(from.name(), " was moved to ", Quote(*marks.moved_to), " already"));
}

// Null where there is none yet.
Result<std::unique_ptr<Database>> OpenTarget(const RegisterLocation& to,
                                             const std::string& source, bool left) {
  ASSIGN_OR_RETURN(const bool has, HasRegister(to));
  if (!has) {
    if (!left) return std::unique_ptr<Database>();
    return Fail(
        StrCat("the register was moved to ", to.Name(), ", where there is none now"),
        {"restore that database, or the newest backup"});
  }
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database,
                   OpenDatabaseWith(to, {}, SchemaMigrations()));
  ASSIGN_OR_RETURN(const MoveMarks marks, MarksOf(*database));
  if (marks.filled_from == source || (left && !marks.filled_from && !marks.moved_to)) {
    return database;
  }
  return Fail(
      StrCat(to.Name(), " has a register already, which is not a copy of this one"),
      {"each school has a database of its own: name another"});
}

}  // namespace

RegisterMove::RegisterMove(std::unique_ptr<Database> from, std::unique_ptr<Database> to,
                           RegisterLocation source, RegisterLocation target, bool left)
    : from_(std::move(from)),
      to_(std::move(to)),
      source_(std::move(source)),
      target_(std::move(target)),
      left_(left) {}
RegisterMove::RegisterMove(RegisterMove&&) noexcept = default;
RegisterMove::~RegisterMove() = default;

Result<RegisterMove> RegisterMove::Begin(const RegisterLocation& from,
                                         const RegisterLocation& to) {
  ASSIGN_OR_RETURN(std::unique_ptr<Database> source,
                   OpenDatabaseWith(from, {}, SchemaMigrations()));
  TRY(source->BeginWrite());
  ASSIGN_OR_RETURN(const MoveMarks marks, MarksOf(*source));
  TRY(CheckSource(*source, marks, PlaceOf(to)));
  const bool left = marks.moved_to.has_value();
  ASSIGN_OR_RETURN(std::unique_ptr<Database> target,
                   OpenTarget(to, PlaceOf(from), left));
  return RegisterMove(std::move(source), std::move(target), from, to, left);
}

Result<uint64_t> RegisterMove::CountRows() {
  return from_->Guarded(
      [&]() -> Result<uint64_t> { return certseal::CountRows(*from_); });
}

Result<void> RegisterMove::CreateTarget() {
  ASSIGN_OR_RETURN(
      to_, CreateDatabaseWith(target_, {}, SchemaMigrations(), [&](Database& made) {
        MarkFilledFrom(made, PlaceOf(source_));
      }));
  return {};
}

Result<void> RegisterMove::Empty() {
  return InTransaction(*to_, [&] { DeleteRows(*to_); });
}

Result<void> RegisterMove::Copy(const Progress& progress) {
  std::optional<RowCopy> copy;
  for (bool more = true; more;) {
    TRY(InTransaction(*to_, [&] {
      if (!copy) copy.emplace(*from_, *to_);
      more = copy->Continue(kRowsPerTransaction, progress);
    }));
  }
  return {};
}

Result<bool> RegisterMove::IsSame(const Progress& progress) {
  return to_->Guarded([&]() -> Result<bool> {
    const ReadScope scope(*to_);
    return SameRows(*from_, *to_, progress);
  });
}

Result<bool> RegisterMove::CopyAndCompare(const Progress& progress) {
  TRY(Copy(progress));
  return IsSame(progress);
}

Result<void> RegisterMove::Fill(const Progress& progress) {
  if (to_) {
    ASSIGN_OR_RETURN(const bool same, IsSame(progress));
    if (same) return {};
    if (left_) {
      return Fail(StrCat(to_->name(), " is not what was moved there any more"),
                  {"\"register\" in school.json must name it, if it was issued from"});
    }
  }
  const bool is_new = !to_;
  if (is_new) TRY(CreateTarget());
  Result<bool> same = CopyAndCompare(progress);
  // What is there may be of an older state, and not let newer rows in.
  if (!is_new && (!same || !*same)) {
    TRY(Empty());
    same = CopyAndCompare(progress);
  }
  if (!same) return Fail(same.error());
  if (*same) return {};
  return Fail(StrCat(to_->name(), " does not give back what was written to it"),
              {"certseal audit says whether the register itself is sound"});
}

Result<void> RegisterMove::Finish() {
  if (!left_) {
    TRY(from_->Guarded([&]() -> Result<void> {
      MarkMovedTo(*from_, PlaceOf(target_));
      return {};
    }));
    TRY(from_->Commit());
    left_ = true;
  }
  TRY(to_->BeginWrite());
  TRY(to_->Guarded([&]() -> Result<void> {
    ForgetFilled(*to_);
    return {};
  }));
  return to_->Commit();
}

}  // namespace certseal
