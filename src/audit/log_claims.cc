// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "audit/claims.h"
#include "audit/entry_reader.h"
#include "audit/rebuilt_tree.h"
#include "audit/wording.h"
#include "base/parallel.h"
#include "base/strings.h"

namespace certseal {
namespace {

constexpr uint64_t kEntriesPerReport = 65'536;

// CheckpointAudit takes checkpoints by size, and builds the tree beside them.
class CheckpointAudit {
 public:
  explicit CheckpointAudit(AuditContext& context)
      : context_(context), entries_(context.database(), context.size()) {}

  Result<void> Add(const StoredCheckpoint& stored) {
    if (stored.size == 0) return Fail("there is a checkpoint of no entries");
    ASSIGN_OR_RETURN(const bool meanwhile, AddedMeanwhile(context_, stored.size - 1));
    if (meanwhile) return {};
    ASSIGN_OR_RETURN(SignedCheckpoint checkpoint, SignedCheckpoint::Parse(stored.note));
    TRY(CheckTree(stored, checkpoint.tree()));
    batch_.push_back(std::move(checkpoint));
    return batch_.size() < kBatch ? Result<void>() : CheckSignatures();
  }

  Result<uint64_t> Finish() {
    TRY(CheckSignatures());
    const uint64_t heads = context_.log.heads() - HeadsWithoutCheckpoint();
    if (count_ == heads) return count_;
    return Fail(StrCat("the log has ", Counted(heads, "head", "heads"), ", and ",
                       Counted(count_, "checkpoint", "checkpoints")));
  }

 private:
  static constexpr size_t kBatch = 1024;

  // Of entries that were taken over from a publication only the last head's was there.
  uint64_t HeadsWithoutCheckpoint() const {
    uint64_t heads = 0;
    for (const RecoveredEntries& each : context_.recoveries) {
      for (uint64_t i = each.begin; i + 1 < std::min(each.end, context_.size()); ++i) {
        heads += context_.log.LeafAt(i) == LogReplay::Leaf::kHead ? 1 : 0;
      }
    }
    return heads;
  }

  Result<void> CheckTree(const StoredCheckpoint& stored, const TreeHead& tree) {
    const std::string name = StrCat("checkpoint of ", stored.size);
    while (tree_.size() < stored.size) {
      ASSIGN_OR_RETURN(const std::string* entry, entries_.At(tree_.size()));
      TRY(tree_.Add(*entry));
      head_ = *entry;
    }
    if (tree_.Head() != tree) return Fail(name + ": its root is not the tree's");
    const Result<LogEntry> last = ParseEntry(head_);
    const HeadEntry* head = last ? std::get_if<HeadEntry>(&*last) : nullptr;
    if (!head) return Fail(name + ": its last entry is no head");
    if (head->time == stored.created) return {};
    return Fail(StrCat(name, ": it was made at ", stored.created.Rfc3339(),
                       ", and its head is of ", head->time.Rfc3339()));
  }

  Result<void> CheckSignatures() {
    std::vector<Result<void>> checked(batch_.size());
    ParallelFor(batch_.size(), context_.options.threads, [&](size_t i) {
      checked[i] = context_.trust.newest().CheckCheckpoint(batch_[i]);
    });
    for (size_t i = 0; i < batch_.size(); ++i) {
      if (checked[i]) continue;
      return Within(StrCat("checkpoint of ", batch_[i].tree().size),
                    checked[i].error());
    }
    count_ += batch_.size();
    batch_.clear();
    return {};
  }

  AuditContext& context_;
  EntryReader entries_;
  RebuiltTree tree_;
  std::string head_;  // the newest entry in the tree
  std::vector<SignedCheckpoint> batch_;
  uint64_t count_ = 0;
};

Result<void> DemandNoTile(Register& reg, unsigned level, uint64_t number) {
  ASSIGN_OR_RETURN(const std::string hashes, reg.Tile(level, number));
  if (hashes.empty()) return {};
  return Fail(StrCat("the stored tile ", level, "/", number, " is of a larger tree"));
}

// What a longer log left behind: its next tiles, and the first ones of higher levels.
Result<void> DemandNoFurtherTiles(AuditContext& context) {
  for (unsigned level = 0; level <= kMaxTileLevel; ++level) {
    const uint64_t hashes = context.size() >> (8 * level);
    TRY(DemandNoTile(context.database(), level,
                     (hashes + kTileWidth - 1) / kTileWidth));
  }
  return {};
}

bool GrewMeanwhile(AuditContext& context) {
  const Result<uint64_t> size = context.database().LogSize();
  return !size || *size != context.size();
}

}  // namespace

Result<ClaimEvidence> CheckEntries(AuditContext& context) {
  if (context.size() == 0) return ClaimEvidence{};
  ASSIGN_OR_RETURN(context.recoveries, context.database().Recoveries());
  EntryReader entries(context.database(), context.size());
  for (uint64_t index = 0; index < context.size(); ++index) {
    ASSIGN_OR_RETURN(const std::string* entry, entries.At(index));
    TRY(context.log.Add(*entry));
    if (index % kEntriesPerReport == 0) context.options.progress(index, context.size());
  }
  return ClaimEvidence{
      StrCat(Counted(context.size(), "log entry is", "log entries are"),
             " well formed, times increase")};
}

Result<ClaimEvidence> CheckTiles(AuditContext& context) {
  if (context.size() == 0) return ClaimEvidence{};
  uint64_t count = 0;
  RebuiltTree tree([&](const TileId& id, std::string_view hashes) -> Result<void> {
    ++count;
    ASSIGN_OR_RETURN(const std::string stored,
                     context.database().Tile(id.level, id.number));
    if (stored == hashes) return {};
    if (stored.starts_with(hashes) && GrewMeanwhile(context)) return {};
    return Fail(StrCat("the stored tile ", id.level, "/", id.number,
                       stored.empty() ? " is missing" : " is not that of the entries"));
  });
  EntryReader entries(context.database(), context.size());
  for (uint64_t index = 0; index < context.size(); ++index) {
    ASSIGN_OR_RETURN(const std::string* entry, entries.At(index));
    TRY(tree.Add(*entry));
    if (index % kEntriesPerReport == 0) context.options.progress(index, context.size());
  }
  TRY(tree.Finish());
  if (!GrewMeanwhile(context)) TRY(DemandNoFurtherTiles(context));
  return ClaimEvidence{
      StrCat(Counted(count, "tile is", "tiles are"), " the tree of these entries")};
}

Result<ClaimEvidence> CheckCheckpoints(AuditContext& context) {
  if (context.size() == 0) return ClaimEvidence{};
  CheckpointAudit audit(context);
  Result<void> added;
  TRY(context.database().Checkpoints([&](const StoredCheckpoint& stored) {
    added = audit.Add(stored);
    return added.has_value();
  }));
  TRY(added);
  ASSIGN_OR_RETURN(const uint64_t count, audit.Finish());
  return ClaimEvidence{StrCat(Counted(count, "checkpoint is", "checkpoints are"),
                              " signed by the school, each the tree's root at a head")};
}

}  // namespace certseal
