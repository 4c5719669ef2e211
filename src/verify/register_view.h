// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "log/checkpoint.h"
#include "log/entry.h"
#include "record/card.h"
#include "record/code.h"
#include "site/site_source.h"
#include "status/manifest.h"
#include "status/status_list.h"
#include "trust/trust_file.h"
#include "verify/checkpoint_memory.h"
#include "verify/proven_log.h"
#include "verify/report.h"

namespace certseal {

// A clock may be a little behind the school's.
inline constexpr int64_t kClockTolerance = 300;  // seconds

// RegisterView is one school's register as one site shows it, opened once for many
// lookups: trust file, checkpoint, head and manifest are read and judged by Open and
// never change; tiles and status lists are read when they are needed, under Lock. So it
// is safe from several threads.
//
// check() is the lookup's `register` check:
//
//   pass     the checkpoint is the school's, continues the one seen before, and its
//            head's promise is not overdue
//   unknown  it could not be verified (log() is null); or it was, but is not known to
//            be current: what is bad in it counts, that nothing is bad does not
//   fail     the school's log key has signed two logs
class RegisterView {
 public:
  // `memory` may be null, and must outlive the view.
  static RegisterView Open(const TrustFile& accepted,
                           std::shared_ptr<const SiteSource> source,
                           const CheckpointMemory* memory, Timestamp now);

  const Check& check() const { return check_; }
  // current() means that check() passed: there is no newer trust file, entry or list.
  bool current() const { return check_.result == CheckResult::kPass; }

  // of_another_school() means that the site names another one's register as its own.
  bool of_another_school() const { return of_another_school_; }

  // The newest trust file that the site led to from the accepted one.
  const TrustFile& trust() const { return trust_; }
  const TrustFile& accepted() const { return accepted_; }
  std::string Where() const { return source_->Name(); }

  // Lock keeps other threads from the log and the site while it lives. A thread may take
  // it again; the members below take it themselves.
  [[nodiscard]] std::unique_lock<std::recursive_mutex> Lock() const {
    return std::unique_lock(*mutex_);
  }

  // The log under the checkpoint, and its head; null and nothing where they could not
  // be verified. What stands in the log is asked under Lock.
  ProvenLog* log() { return log_ ? &*log_ : nullptr; }
  const std::optional<HeadEntry>& head() const { return head_; }

  // Bits gives the status list that the head commits to. An error where the register
  // has none for this block. Needs log().
  Result<const StatusBits*> Bits(const StatusListId& id);

  // FetchCard gives the card of a code; nothing where the site has none. Where the site
  // could not be reached before it is not asked again.
  Result<std::optional<Card>> FetchCard(const CertificateCode& code) const;

  // DescribeFork says that the log does not extend another checkpoint, with both saved.
  // Needs log().
  std::string DescribeFork(const SignedCheckpoint& other) const;

  // What a person should know beside the verdict.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  RegisterView(const TrustFile& accepted, std::shared_ptr<const SiteSource> source,
               const CheckpointMemory* memory, Timestamp now);

  Result<void> Read();
  Result<void> ReadCheckpoint();
  Result<void> ReadHead();
  Result<void> ReadManifest();
  void Judge();
  Check JudgeCurrency() const;
  Check JudgeMemory();
  Check CompareWithSeen(const RememberedCheckpoint& seen);
  Result<std::optional<RememberedCheckpoint>> Recall(const VerifierKey& root) const;
  Result<std::optional<RememberedCheckpoint>> RecallNewest() const;
  Result<void> Remember(const VerifierKey& root) const;
  void Remember();
  Result<StatusBits> ReadList(const StatusListId& id) const;

  TrustFile accepted_;
  TrustFile trust_;
  std::shared_ptr<const SiteSource> source_;
  const CheckpointMemory* memory_;
  Timestamp now_;

  Check check_;
  bool reachable_ = true;
  bool of_another_school_ = false;
  std::optional<SignedCheckpoint> checkpoint_;
  std::optional<ProvenLog> log_;
  std::optional<HeadEntry> head_;
  std::optional<StatusManifest> manifest_;
  std::map<StatusListId, Result<StatusBits>> lists_;  // one that is there stays
  std::vector<std::string> notes_;
  std::unique_ptr<std::recursive_mutex> mutex_ = std::make_unique<std::recursive_mutex>();
};

}  // namespace certseal
