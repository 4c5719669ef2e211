// SPDX-License-Identifier: Apache-2.0
#include "issue/move_register.h"

#include "base/file.h"
#include "base/strings.h"
#include "issue/restored.h"
#include "register/register.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

Result<RegisterMove> BeginMove(const School& school, const RegisterLocation& to) {
  TRY(DemandCompared(school));
  if (school.Location() == to) {
    return Fail(StrCat("the register is in ", to.Name(), " already"));
  }
  return RegisterMove::Begin(school.Location(), to);
}

Result<void> NameInProfile(const SchoolPaths& paths, const RegisterLocation& to) {
  ASSIGN_OR_RETURN(
      const std::string profile,
      ProfileNaming(paths, to.url() ? std::optional(*to.url()) : std::nullopt));
  return WriteFileAtomically(paths.profile(), profile);
}

// A name that no file has yet: register.db.moved, register.db.moved-2 ...
Result<fs::path> PutAside(const fs::path& file) {
  std::error_code error;
  fs::path aside = file.string() + ".moved";
  for (int n = 2; fs::exists(aside, error); ++n) {
    aside = StrCat(file.string(), ".moved-", n);
  }
  fs::rename(file, aside, error);
  if (error) {
    return Fail(StrCat("cannot rename ", Quote(file.string()), ": ", error.message()));
  }
  TRY(SyncDirectoryOf(aside));
  return aside;
}

// Where a move was interrupted before its last step, register.db still has its name.
bool WasLeftBehind(const School& school, const RegisterLocation& to) {
  std::error_code error;
  return to.url() && school.Location() == to &&
         fs::exists(school.paths.database(), error) &&
         !Register::Open(school.paths.database()) &&
         Register::Open(school.paths.database(), {.during_move = true});
}

}  // namespace

Result<uint64_t> PlanMove(const School& school, const RegisterLocation& to) {
  ASSIGN_OR_RETURN(RegisterMove move, BeginMove(school, to));
  return move.CountRows();
}

Result<MoveSummary> MoveSchoolRegister(const School& school, const MoveOptions& options) {
  MoveSummary summary;
  if (!WasLeftBehind(school, options.to)) {
    ASSIGN_OR_RETURN(RegisterMove move, BeginMove(school, options.to));
    ASSIGN_OR_RETURN(summary.rows, move.CountRows());
    TRY(move.Fill(options.progress));
    TRY(options.check(options.to));
    TRY(move.Finish());
    TRY(NameInProfile(school.paths, options.to));
  }
  if (options.to.url()) {
    ASSIGN_OR_RETURN(summary.kept, PutAside(school.paths.database()));
  }
  return summary;
}

}  // namespace certseal
