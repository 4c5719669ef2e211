// SPDX-License-Identifier: Apache-2.0
#include "ledger/ledger_commit.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/strings.h"
#include "base/take_first.h"
#include "ledger/register_tree.h"
#include "ledger/stored_log.h"
#include "register/stored_in_turn.h"

namespace certseal {
namespace {

// Every commit is a second later than the one before: a program that makes several in a
// second gets ahead of the clock, and waits once it is too far ahead. A clock that is
// behind by more has gone back.
constexpr int64_t kMaxAheadOfClock = 60;  // seconds
constexpr int64_t kMaxWait = 5;           // seconds

constexpr size_t kUpdatesAtOnce = 64;

// AwaitClock waits, some seconds at most, until `time` is no longer too far ahead, and
// gives the clock's time.
Timestamp AwaitClock(const Clock& clock, Timestamp time) {
  using std::chrono::milliseconds;
  constexpr milliseconds kPause{100};
  Timestamp now = clock();
  milliseconds left = std::chrono::seconds{kMaxWait};
  const auto excess = [&] {
    return time.unix_seconds() - now.unix_seconds() - kMaxAheadOfClock;
  };
  for (; excess() > 0 && excess() <= kMaxWait && left.count() > 0; left -= kPause) {
    std::this_thread::sleep_for(kPause);
    now = clock();
  }
  return now;
}

std::vector<LeafHash> LeavesOf(std::span<const std::string> entries) {
  std::vector<LeafHash> leaves;
  leaves.reserve(entries.size());
  for (const std::string& entry : entries) leaves.push_back(LeafHash::Of(entry));
  return leaves;
}

tl::unexpected<Error> Damaged(std::string_view what) {
  return Fail(
      StrCat("the register's log is damaged: ", what, "; nothing was changed"),
      {"certseal audit says more", "go on with a backup that passes certseal audit"});
}

}  // namespace

Result<LedgerCommit> LedgerCommit::Begin(const LedgerContext& context) {
  if (context.trust_files.empty()) return Fail("there is no trust file");
  ASSIGN_OR_RETURN(Transaction transaction, context.reg.Begin());
  LedgerCommit commit(context, std::move(transaction), context.trust_files.back(),
                      context.clock());
  TRY(commit.LoadLog());
  TRY(commit.CheckClock());
  TRY(commit.CheckStoredLog());
  TRY(commit.AppendUnlogged());
  return commit;
}

Result<void> LedgerCommit::LoadLog() {
  ASSIGN_OR_RETURN(first_, context_.reg.LogSize());
  ASSIGN_OR_RETURN(const auto stored, context_.reg.NewestCheckpoint());
  if (!stored) {
    if (first_ != 0) return Damaged("it has entries and no checkpoint");
    return {};
  }
  ASSIGN_OR_RETURN(previous_, SignedCheckpoint::Parse(stored->note));
  if (previous_->tree().size != first_ || stored->size != first_) {
    return Damaged("its newest checkpoint is of another size");
  }
  return {};
}

Result<void> LedgerCommit::CheckClock() {
  if (!previous_) return {};
  const Result<HeadEntry> head = StoredHead(context_.reg, first_);
  if (!head) return Damaged(head.error().message);
  if (time_ <= head->time) {
    const auto later = Timestamp::FromUnix(head->time.unix_seconds() + 1);
    if (!later) return Damaged("its newest head is of the end of time");
    const Timestamp now = AwaitClock(context_.clock, *later);
    if (later->unix_seconds() - now.unix_seconds() > kMaxAheadOfClock) {
      return Fail(StrCat("this computer's clock says ", now.Rfc3339(),
                         ", but the register was changed at ", head->time.Rfc3339(),
                         "; nothing was changed"),
                  {"set the clock right: times in the log never go back"});
    }
    time_ = *later;
  }
  next_ = std::max(time_, head->next);
  return {};
}

// The right edge of the tree is what the new hashes build upon: it must give the root
// that was signed.
Result<void> LedgerCommit::CheckStoredLog() {
  TreeReader tree(TilesOf(context_.reg), first_);
  if (previous_) {
    ASSIGN_OR_RETURN(const auto logged, NewestLogged(context_.reg));
    if (!logged) return Damaged("it has no trust file");
    if (const auto checked = logged->CheckCheckpoint(*previous_); !checked) {
      return Damaged(checked.error().message);
    }
    const Result<TreeHead> head = tree.Head();
    if (!head) return Damaged(head.error().message);
    if (*head != previous_->tree()) {
      return Damaged("its hashes do not give the root that was signed");
    }
  }
  return DemandPrefix(context_.published, tree);
}

Result<void> LedgerCommit::AppendUnlogged() {
  ASSIGN_OR_RETURN(auto logged, NewestLogged(context_.reg));
  for (const TrustFile& file : context_.trust_files) {
    const uint64_t version = file.keys().version;
    if (logged && version <= logged->keys().version) continue;
    if (logged) TRY(logged->CheckSuccessor(file));
    AppendText(KeysEntry{version, Sha256(file.bytes())});
    TRY(transaction_.AddTrustFile(version, file.bytes()));
    sign_all_lists_ = true;
    logged = file;
  }
  if (logged->bytes() != trust_.bytes()) {
    return Fail(StrCat("the log knows version ", logged->keys().version,
                       " of the trust file, this is another one of version ",
                       trust_.keys().version));
  }
  ASSIGN_OR_RETURN(const std::vector<CertificateCode> codes,
                   context_.reg.CodesWithoutLogIndex());
  const uint64_t first = NextIndex();
  StoredInTurn certificates(codes, context_.reg);
  while (!certificates.at_end()) {
    ASSIGN_OR_RETURN(const auto stored, certificates.Next());
    if (!stored) return Damaged("a certificate is gone");
    Append(IssueEntry{stored->record_sha256});
  }
  if (!codes.empty()) TRY(transaction_.SetLogIndex(codes, first));
  return {};
}

uint64_t LedgerCommit::AppendText(const LogEntry& entry) {
  entries_.push_back(EntryText(entry));
  return first_ + entries_.size() - 1;
}

uint64_t LedgerCommit::Append(const IssueEntry& entry) { return AppendText(entry); }

// The certificates that some updates name, all of which must be in the log.
Result<LedgerCommit::CertificatesByCode> LedgerCommit::CertificatesOf(
    std::span<const StatusUpdate> updates) {
  std::vector<CertificateCode> codes;
  for (const StatusUpdate& update : updates) {
    codes.push_back(update.code);
    if (update.successor) codes.push_back(*update.successor);
  }
  CertificatesByCode certificates;
  ASSIGN_OR_RETURN(auto stored, context_.reg.FindByCodes(codes));
  for (size_t i = 0; i < codes.size(); ++i) {
    if (!stored[i] || !stored[i]->log_index) {
      return Fail(StrCat("the register has no certificate ", codes[i].Printed()),
                  {"search by name: certseal find NAME"});
    }
    certificates.emplace(codes[i], std::move(*stored[i]));
  }
  return certificates;
}

CertificateEvent LedgerCommit::Log(const StatusUpdate& update,
                                   const CertificatesByCode& certificates) {
  const StoredCertificate& changed = certificates.at(update.code);
  StatusEntry entry{*changed.log_index, update.change, time_, update.reason, {}};
  if (update.successor) entry.successor = certificates.at(*update.successor).log_index;
  changed_blocks_.insert(changed.row.status.block);
  return {update.code,   update.change,    time_,
          update.reason, update.successor, AppendText(entry)};
}

Result<void> LedgerCommit::ChangeStatus(std::span<const StatusUpdate> updates) {
  std::vector<CertificateEvent> events;
  while (!updates.empty()) {
    const auto some = TakeFirst(updates, kUpdatesAtOnce);
    ASSIGN_OR_RETURN(const CertificatesByCode certificates, CertificatesOf(some));
    for (const StatusUpdate& update : some) events.push_back(Log(update, certificates));
  }
  return transaction_.AddEvents(events);
}

Result<void> LedgerCommit::AdoptTrust(const TrustFile& next,
                                      const LedgerSigners& signers) {
  TRY(trust_.CheckSuccessor(next));
  AppendText(KeysEntry{next.keys().version, Sha256(next.bytes())});
  TRY(transaction_.AddTrustFile(next.keys().version, next.bytes()));
  trust_ = next;
  signers_ = signers;
  sign_all_lists_ = true;
  return {};
}

Result<void> LedgerCommit::AppendHead() {
  ASSIGN_OR_RETURN(const StatusManifest manifest,
                   RefreshLists(context_.reg, transaction_, trust_.keys().site,
                                trust_.keys().version, signers_,
                                {time_, next_, changed_blocks_, sign_all_lists_}));
  AppendText(HeadEntry{time_, next_, Sha256(manifest.Text())});
  return {};
}

Result<TreeHead> LedgerCommit::StoreEntries() {
  TRY(transaction_.AppendEntries(first_, entries_));
  ASSIGN_OR_RETURN(std::vector<GrownTile> grown,
                   AppendLeaves(TilesOf(context_.reg), first_, LeavesOf(entries_)));
  std::vector<StoredTile> tiles;
  tiles.reserve(grown.size());
  for (GrownTile& tile : grown) {
    tiles.push_back({tile.level, tile.number, std::move(tile.hashes)});
  }
  TRY(transaction_.PutTiles(tiles));
  TRY(CompareWithStored());
  TreeReader tree(TilesOf(context_.reg), NextIndex());
  return tree.Head();
}

// From what the database gives back, not from memory: the new entries, their leaves in
// the tiles, and the old tree as a prefix of the new one.
Result<void> LedgerCommit::CompareWithStored() {
  ASSIGN_OR_RETURN(const auto stored, context_.reg.Entries(first_, NextIndex()));
  if (stored != entries_) return Damaged("it does not give back what was written");
  TreeReader tree(TilesOf(context_.reg), NextIndex());
  for (size_t i = 0; i < stored.size(); ++i) {
    ASSIGN_OR_RETURN(const LeafHash leaf, tree.LeafAt(first_ + i));
    if (leaf != LeafHash::Of(stored[i]))
      return Damaged("a stored hash is not its entry's");
  }
  if (!previous_) return {};
  ASSIGN_OR_RETURN(const TreeHead before, tree.HeadAt(first_));
  if (before != previous_->tree()) return Damaged("appending changed what was signed");
  ASSIGN_OR_RETURN(const ProofHashes proof, tree.ProveConsistency(first_));
  ASSIGN_OR_RETURN(const TreeHead after, tree.Head());
  return CheckConsistency(before, after, proof);
}

Result<SignedCheckpoint> LedgerCommit::SignCheckpoint(const TreeHead& tree) {
  SignedCheckpoint checkpoint = SignedCheckpoint::Sign(
      {trust_.keys().site.origin(), tree}, signers_.log.key, *signers_.log_signer);
  TRY(trust_.CheckCheckpoint(checkpoint));
  return checkpoint;
}

Result<SignedCheckpoint> LedgerCommit::Finish() {
  TRY(AppendHead());
  ASSIGN_OR_RETURN(const TreeHead tree, StoreEntries());
  ASSIGN_OR_RETURN(SignedCheckpoint checkpoint, SignCheckpoint(tree));
  TRY(transaction_.AddCheckpoint({tree.size, time_, checkpoint.bytes()}));
  TRY(transaction_.Commit());
  return checkpoint;
}

}  // namespace certseal
