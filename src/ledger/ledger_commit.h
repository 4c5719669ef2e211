// SPDX-License-Identifier: Apache-2.0
//
// What every change of the register adds to the public log.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "ledger/ledger_signers.h"
#include "ledger/list_refresh.h"
#include "ledger/published.h"
#include "log/checkpoint.h"
#include "log/entry.h"
#include "register/register.h"
#include "trust/trust_file.h"

namespace certseal {

// LedgerContext is what a change of the register is made with. All must outlive it.
struct LedgerContext {
  Register& reg;
  // All versions of the trust file that the log may lack, ascending; the last is the
  // newest. It may hold logged ones too.
  std::vector<TrustFile> trust_files;
  LedgerSigners signers;
  std::vector<PublishedCheckpoint> published = {};
  Clock clock = SystemNow;
};

// StatusUpdate is a change of state that the school wants.
struct StatusUpdate {
  CertificateCode code;
  StatusChange change;
  StatusReason reason;
  std::optional<CertificateCode> successor =
      {};  // of kReplaced; in this commit or before
};

// LedgerCommit is one change of the register, from the right to write to the signed
// checkpoint; destroying it unfinished leaves all as it was.
//
// Its invariants: the log only grows; entries and certificates' rows are of one
// database transaction; every signed tree ends with one `head`; times strictly
// increase; nothing is signed that was not read back from the database and recomputed.
class LedgerCommit {
 public:
  // Begin stops where the stored log does not give the newest checkpoint, where it is
  // older than or different from what was published (ledger/published.h), and where the
  // clock has gone back. What an older program left unlogged is appended first: trust
  // files, then certificates.
  static Result<LedgerCommit> Begin(const LedgerContext& context);

  Transaction& transaction() { return transaction_; }
  // Time is later than that of every commit before, and at most a minute ahead of the
  // clock (several commits in one second; Begin waits some seconds for a clock that is
  // further behind).
  Timestamp time() const { return time_; }
  // NextIndex is that of the entry that is appended next.
  uint64_t NextIndex() const { return first_ + entries_.size(); }
  const TrustFile& trust() const { return trust_; }

  // Append gives the entry's index. For `issue` entries: whoever appends them adds the
  // rows (Transaction::AddBatch) with these indexes.
  uint64_t Append(const IssueEntry& entry);

  // ChangeStatus appends `status` entries and adds the events. Fails, naming the code,
  // for an unknown certificate and for a change that its state does not allow.
  Result<void> ChangeStatus(std::span<const StatusUpdate> updates);

  // AdoptTrust appends a new version of the trust file, which must be a valid
  // successor, and goes on with these signers.
  Result<void> AdoptTrust(const TrustFile& next, const LedgerSigners& signers);

  // PromiseNext says by when the next head will be published; without it, what was
  // promised before stands.
  void PromiseNext(Timestamp next) { next_ = next; }

  // Finish signs the status lists, appends the head, signs the checkpoint and commits.
  Result<SignedCheckpoint> Finish();

 private:
  using CertificatesByCode = std::map<CertificateCode, StoredCertificate>;

  LedgerCommit(const LedgerContext& context, Transaction transaction, TrustFile trust,
               Timestamp time)
      : context_(context),
        transaction_(std::move(transaction)),
        signers_(context.signers),
        trust_(std::move(trust)),
        time_(time),
        next_(time) {}

  Result<void> LoadLog();
  Result<void> CheckStoredLog();
  Result<void> CheckClock();
  Result<void> AppendUnlogged();
  uint64_t AppendText(const LogEntry& entry);
  Result<CertificatesByCode> CertificatesOf(std::span<const StatusUpdate> updates);
  CertificateEvent Log(const StatusUpdate& update,
                       const CertificatesByCode& certificates);
  Result<void> AppendHead();
  Result<TreeHead> StoreEntries();
  Result<void> CompareWithStored();
  Result<SignedCheckpoint> SignCheckpoint(const TreeHead& tree);

  const LedgerContext& context_;
  Transaction transaction_;
  LedgerSigners signers_;
  TrustFile trust_;
  Timestamp time_;
  Timestamp next_;
  uint64_t first_ = 0;  // the log's size before this commit
  std::optional<SignedCheckpoint> previous_;
  std::vector<std::string> entries_;
  std::set<uint32_t> changed_blocks_;
  bool sign_all_lists_ = false;
};

}  // namespace certseal
