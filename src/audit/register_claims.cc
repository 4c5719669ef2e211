// SPDX-License-Identifier: Apache-2.0
#include "audit/claims.h"
#include "audit/wording.h"
#include "base/strings.h"

namespace certseal {
namespace {

constexpr int kMostAttempts = 10;

bool SameNewest(const std::optional<StoredCheckpoint>& a,
                const std::optional<StoredCheckpoint>& b) {
  return a.has_value() == b.has_value() &&
         (!a || (a->size == b->size && a->note == b->note));
}

// Every change of the register ends with a checkpoint: where none came in between, what
// was read is of one state. No lock keeps others waiting.
Result<std::optional<RegisterSnapshot>> TrySnapshot(Register& reg) {
  RegisterSnapshot snapshot;
  ASSIGN_OR_RETURN(const auto before, reg.NewestCheckpoint());
  ASSIGN_OR_RETURN(snapshot.size, reg.LogSize());
  ASSIGN_OR_RETURN(snapshot.trust_files, reg.TrustFiles());
  ASSIGN_OR_RETURN(snapshot.lists, reg.StatusLists());
  ASSIGN_OR_RETURN(const auto after, reg.NewestCheckpoint());
  if (!SameNewest(before, after)) return std::optional<RegisterSnapshot>();
  if (before) {
    ASSIGN_OR_RETURN(snapshot.newest, SignedCheckpoint::Parse(before->note));
  }
  return std::optional(std::move(snapshot));
}

Result<ClaimEvidence> Describe(AuditContext& context) {
  if (context.size() > 0) {
    return ClaimEvidence{StrCat("the register opens; its log has ",
                                Counted(context.size(), "entry", "entries"))};
  }
  ASSIGN_OR_RETURN(const auto unlogged, context.database().CodesWithoutLogIndex());
  return ClaimEvidence{
      "the register opens; it has no log yet",
      {StrCat(
          Counted(unlogged.size(), "certificate", "certificates"),
          " of an earlier program will be logged by the next change or publication")}};
}

}  // namespace

// Where files cannot be locked nothing is opened, and nothing has been found false.
Result<ClaimEvidence> CheckSchool(AuditContext& context) {
  const Result<void> locks = DemandLocks(SchoolPaths{context.options.school}.profile());
  if (!locks) return NotLookedAt(locks.error());
  Result<School> school = School::Open(context.options.school);
  if (!school) return Fail(school.error());
  context.school = std::move(*school);
  return ClaimEvidence{
      StrCat("school.json, courses.json and the trust file are those of ",
             context.school->profile.name)};
}

Result<ClaimEvidence> CheckRegister(AuditContext& context) {
  Result<Register> reg = context.options.copy
                             ? Register::Open(*context.options.copy, {.during_move = true})
                             : Register::Open(context.school->Location());
  if (!reg) return Fail(reg.error());
  context.reg = std::move(*reg);
  std::optional<RegisterSnapshot> snapshot;
  for (int attempt = 0; !snapshot; ++attempt) {
    if (attempt == kMostAttempts) {
      return ClaimEvidence{
          "the register changes all the time: try again when others rest", {}, true};
    }
    ASSIGN_OR_RETURN(snapshot, TrySnapshot(context.database()));
  }
  context.snapshot = std::move(*snapshot);
  const uint64_t signed_size =
      context.snapshot.newest ? context.snapshot.newest->tree().size : 0;
  if (signed_size == context.size()) return Describe(context);
  return Fail(StrCat("the log has ", Counted(context.size(), "entry", "entries"),
                     ", and its newest checkpoint is of ", Grouped(signed_size)));
}

}  // namespace certseal
