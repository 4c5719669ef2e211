// SPDX-License-Identifier: Apache-2.0
#include "ledger/recover.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/strings.h"
#include "ledger/list_refresh.h"
#include "ledger/published.h"
#include "ledger/register_tree.h"
#include "ledger/stored_log.h"
#include "register/stored_in_turn.h"

namespace certseal {
namespace {

tl::unexpected<Error> DamagedBackup(std::string_view what) {
  return Fail(StrCat("this register's own log is damaged: ", what),
              {"take a backup that passes certseal audit"});
}

tl::unexpected<Error> NoPrefix(const SiteSource& site, uint64_t size) {
  return Fail(
      StrCat("this register and what was published at ", site.Name(),
             " went different ways before entry ", size,
             "; nothing can be recovered and nothing was changed"),
      {"take a backup from before the two parted: one whose whole log was published",
       "recover in that one, and issue again what only this one has"});
}

// The head of the register's log, which must be the one that it signed last.
Result<TreeHead> OwnHead(Register& reg) {
  ASSIGN_OR_RETURN(const auto unlogged, reg.CodesWithoutLogIndex());
  if (!unlogged.empty()) {
    return Fail(StrCat("this register has ", unlogged.size(),
                       " certificates from before it had a log"),
                {"take a backup that is newer: what its log lacks cannot be told from "
                 "what was lost"});
  }
  ASSIGN_OR_RETURN(const uint64_t size, reg.LogSize());
  ASSIGN_OR_RETURN(const auto stored, reg.NewestCheckpoint());
  if (!stored) {
    if (size != 0) return DamagedBackup("it has entries and no checkpoint");
    return TreeHead::Empty();
  }
  ASSIGN_OR_RETURN(const SignedCheckpoint checkpoint,
                   SignedCheckpoint::Parse(stored->note));
  TreeReader tree(TilesOf(reg), size);
  const Result<TreeHead> head = tree.Head();
  if (!head) return DamagedBackup(head.error().message);
  if (*head == checkpoint.tree()) return *head;
  return DamagedBackup("its hashes do not give the root that was signed");
}

Result<SignedCheckpoint> ReadCheckpoint(const SiteSource& site,
                                        const TrustFile& trust) {
  const SiteSource* const places[] = {&site};
  ASSIGN_OR_RETURN(auto published, ReadPublished(places, trust));
  if (!published.empty()) return std::move(published.front().checkpoint);
  return Fail(
      StrCat("nothing was published at ", site.Name(), ": it has no checkpoint"));
}

// Both ways: the site's tiles against its checkpoint, and ours against them.
Result<void> DemandOursFirst(const TreeHead& ours, const TreeHead& published,
                             Register& reg, const SiteSource& site) {
  if (published.size <= ours.size) {
    TreeReader tree(TilesOf(reg), ours.size);
    ASSIGN_OR_RETURN(const TreeHead then, tree.HeadAt(published.size));
    return then == published ? Result<void>() : NoPrefix(site, published.size);
  }
  TreeReader tree(TilesOf(site), published.size);
  ASSIGN_OR_RETURN(const TreeHead whole, tree.Head());
  if (whole != published) {
    return Fail(
        StrCat("the tiles at ", site.Name(), " are not those of its checkpoint"));
  }
  ASSIGN_OR_RETURN(const TreeHead then, tree.HeadAt(ours.size));
  return then == ours ? Result<void>() : NoPrefix(site, ours.size);
}

// What the whole log says of the certificates that are lost.
Result<std::map<uint64_t, CertificateState>> LostStates(Register& reg) {
  constexpr uint64_t kChunk = 4096;
  std::map<uint64_t, CertificateState> states;
  ASSIGN_OR_RETURN(const std::vector<uint64_t> lost, reg.LostIssues());
  for (const uint64_t index : lost) states[index] = CertificateState::kActive;
  ASSIGN_OR_RETURN(const uint64_t size, reg.LogSize());
  for (uint64_t from = lost.empty() ? size : lost.front(); from < size;
       from += kChunk) {
    ASSIGN_OR_RETURN(const auto entries,
                     reg.Entries(from, std::min(from + kChunk, size)));
    for (const std::string& text : entries) {
      ASSIGN_OR_RETURN(const LogEntry entry, ParseEntry(text));
      const StatusEntry* change = std::get_if<StatusEntry>(&entry);
      const auto state = change ? states.find(change->subject) : states.end();
      if (state != states.end()) state->second = StateAfter(change->change);
    }
  }
  return states;
}

bool IsSetIn(StatusPurpose purpose, CertificateState state) {
  if (purpose == StatusPurpose::kSuspension)
    return state == CertificateState::kSuspended;
  return state == CertificateState::kRevoked || state == CertificateState::kReplaced;
}

}  // namespace

Result<RecoverFromSite> RecoverFromSite::Prepare(Register& reg, const TrustFile& school,
                                                 const SiteSource& site) {
  ASSIGN_OR_RETURN(Transaction transaction, reg.Begin());
  RecoverFromSite recovery(reg, std::move(transaction));
  ASSIGN_OR_RETURN(const TreeHead ours, OwnHead(reg));
  ASSIGN_OR_RETURN(const auto logged, NewestLogged(reg));
  ASSIGN_OR_RETURN(const SiteKeys keys, FollowSiteKeys(site, logged, school));
  ASSIGN_OR_RETURN(const SignedCheckpoint checkpoint,
                   ReadCheckpoint(site, keys.newest));
  TRY(DemandOursFirst(ours, checkpoint.tree(), reg, site));
  recovery.summary_.where = site.Name();
  recovery.summary_.had = recovery.summary_.size = ours.size;
  if (checkpoint.tree().size <= ours.size) return recovery;
  ASSIGN_OR_RETURN(const SiteHistory history,
                   ReadSiteHistory(site, keys, checkpoint, ours.size));
  TRY(recovery.TakeOver(history, history.trust_files.empty()
                                     ? logged.value_or(keys.newest)
                                     : history.trust_files.back()));
  return recovery;
}

Result<void> RecoverFromSite::TakeOver(const SiteHistory& history,
                                       const TrustFile& newest) {
  summary_.size = history.size();
  summary_.published = history.head.time;
  summary_.trust_version = newest.keys().version;
  summary_.new_trust_files = history.trust_files.size();
  TRY(newest.CheckCheckpoint(history.checkpoint));
  TRY(StoreLog(history));
  TRY(ApplyEntries(history));
  TRY(StoreLists(history.lists));
  return transaction_.AddCheckpoint(
      {history.size(), history.head.time, history.checkpoint.bytes()});
}

Result<void> RecoverFromSite::StoreLog(const SiteHistory& history) {
  std::vector<LeafHash> leaves;
  for (const std::string& entry : history.entries)
    leaves.push_back(LeafHash::Of(entry));
  TRY(transaction_.AppendEntries(summary_.had, history.entries));
  ASSIGN_OR_RETURN(std::vector<GrownTile> grown,
                   AppendLeaves(TilesOf(register_), summary_.had, leaves));
  std::vector<StoredTile> tiles;
  tiles.reserve(grown.size());
  for (GrownTile& tile : grown) {
    tiles.push_back({tile.level, tile.number, std::move(tile.hashes)});
  }
  TRY(transaction_.PutTiles(tiles));
  TreeReader tree(TilesOf(register_), history.size());
  ASSIGN_OR_RETURN(const TreeHead head, tree.Head());
  if (head != history.checkpoint.tree()) {
    return Fail(StrCat("the entries at ", summary_.where,
                       " are not those that its checkpoint signs"));
  }
  for (const TrustFile& file : history.trust_files) {
    TRY(transaction_.AddTrustFile(file.keys().version, file.bytes()));
  }
  return {};
}

// The changes of certificates that are not lost.
Result<std::vector<CertificateEvent>> RecoverFromSite::EventsOf(
    const SiteHistory& history) {
  ASSIGN_OR_RETURN(const std::vector<uint64_t> lost, register_.LostIssues());
  std::vector<std::pair<const StatusEntry*, uint64_t>> changes;
  std::vector<uint64_t> issues;  // of subjects, and of all successors
  for (size_t i = 0; i < history.parsed.size(); ++i) {
    const StatusEntry* change = std::get_if<StatusEntry>(&history.parsed[i]);
    if (!change || std::ranges::binary_search(lost, change->subject)) continue;
    changes.emplace_back(change, summary_.had + i);
    issues.push_back(change->subject);
    if (change->successor) issues.push_back(*change->successor);
  }
  ASSIGN_OR_RETURN(const auto codes, register_.CodesAt(issues));
  auto code = codes.begin();
  std::vector<CertificateEvent> events;
  for (const auto& [change, log_index] : changes) {
    const std::optional<CertificateCode>& subject = *code++;
    if (!subject) {
      return Fail(StrCat("the published log changes a certificate of entry ",
                         change->subject, ", which issues none"));
    }
    CertificateEvent event{*subject, change->change, change->at, change->reason,
                           {},       log_index};
    if (change->successor) {
      event.successor = *code++;
      if (!event.successor) event.lost_successor = change->successor;
    }
    events.push_back(std::move(event));
  }
  return events;
}

Result<void> RecoverFromSite::ApplyEntries(const SiteHistory& history) {
  for (size_t i = 0; i < history.parsed.size(); ++i) {
    if (std::holds_alternative<IssueEntry>(history.parsed[i])) {
      summary_.lost.push_back(summary_.had + i);
    }
  }
  uint32_t blocks = 0;
  for (const StatusList& list : history.lists) {
    blocks = std::max(blocks, list.facts().id.block + 1);
  }
  TRY(transaction_.AddRecovery(
      {summary_.had, summary_.size, summary_.lost.empty() ? 0 : blocks},
      summary_.lost));
  ASSIGN_OR_RETURN(const std::vector<CertificateEvent> events, EventsOf(history));
  summary_.changes = events.size();
  TRY(transaction_.AddEvents(events));
  return DropHolds();
}

// A certificate that was released since is no longer kept back.
Result<void> RecoverFromSite::DropHolds() {
  ASSIGN_OR_RETURN(const std::vector<Hold> held, register_.Held());
  const std::vector<CertificateCode> codes = CodesOf(held);
  std::vector<CertificateCode> released;
  StoredInTurn certificates(codes, register_);
  for (const CertificateCode& code : codes) {
    ASSIGN_OR_RETURN(const auto stored, certificates.Next());
    if (stored && stored->state == CertificateState::kSuspended) continue;
    released.push_back(code);
  }
  return transaction_.RemoveHolds(released);
}

Result<void> RecoverFromSite::StoreLists(const std::vector<StatusList>& lists) {
  std::vector<StoredStatusList> stored;
  for (const StatusList& list : lists) {
    const StatusListId& id = list.facts().id;
    stored.push_back({std::string(StatusPurposeText(id.purpose)), id.block,
                      list.facts().valid_until, list.bytes()});
  }
  TRY(transaction_.PutStatusLists(stored));
  ASSIGN_OR_RETURN(const auto all, register_.StatusLists());
  ASSIGN_OR_RETURN(const uint32_t blocks, register_.StatusBlocks());
  if (all.size() != lists.size() || all.size() != size_t{2} * blocks) {
    return Fail("the published status lists are not those of this register's blocks");
  }
  for (const StatusList& list : lists) TRY(KeepBits(list));
  return CheckKeptBits(lists);
}

Result<void> RecoverFromSite::KeepBits(const StatusList& list) {
  const StatusListId& id = list.facts().id;
  ASSIGN_OR_RETURN(const StatusBits known, BitsOf(register_, id));
  std::vector<uint32_t> places;
  for (uint32_t place = 0; place < StatusBits::kCount; ++place) {
    if (list.bits().Get(place) == known.Get(place)) continue;
    if (known.Get(place)) {
      return Fail(StrCat("the published ", id.Path(),
                         " does not say what the published log says"));
    }
    places.push_back(place);
  }
  return transaction_.KeepStatusBits(StatusPurposeText(id.purpose), id.block, places);
}

// As many bits as the log says of lost certificates: no more and no less.
Result<void> RecoverFromSite::CheckKeptBits(const std::vector<StatusList>& lists) {
  std::map<StatusPurpose, size_t> kept, expected;
  for (const StatusList& list : lists) {
    const StatusListId& id = list.facts().id;
    ASSIGN_OR_RETURN(const auto places,
                     register_.KeptStatusBits(StatusPurposeText(id.purpose), id.block));
    kept[id.purpose] += places.size();
  }
  ASSIGN_OR_RETURN(const auto states, LostStates(register_));
  for (const auto& [index, state] : states) {
    for (auto& [purpose, count] : kept) expected[purpose] += IsSetIn(purpose, state);
  }
  summary_.kept_bits = 0;
  for (const auto& [purpose, count] : kept) {
    summary_.kept_bits += count;
    if (count == expected[purpose]) continue;
    return Fail(StrCat("the published lists of ", StatusPurposeText(purpose), " mark ",
                       count, " lost certificates, the log ", expected[purpose]));
  }
  return {};
}

}  // namespace certseal
