// SPDX-License-Identifier: Apache-2.0
//
// The way out where the newest register is lost for good: a backup takes over what was
// published since, so that the log goes on and never forks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "ledger/site_history.h"
#include "register/register.h"
#include "site/site_source.h"
#include "trust/trust_file.h"

namespace certseal {

struct RecoverySummary {
  std::string where;
  uint64_t had = 0;   // entries of the register's log
  uint64_t size = 0;  // and afterwards; equal: nothing is to be taken over
  Timestamp published = Timestamp::Epoch();  // time of the newest head
  // `issue` entries whose certificates this register does not have.
  std::vector<uint64_t> lost;
  size_t changes = 0;          // of certificates that it has
  size_t kept_bits = 0;        // in the status lists, of lost certificates
  uint64_t trust_version = 0;  // the newest that is logged
  size_t new_trust_files = 0;
};

// RecoverFromSite is a recovery that is ready to be kept; destroying it before Commit
// leaves all as it was. The register, which it holds against other writers, must
// outlive it.
class RecoverFromSite {
 public:
  // Prepare reads the site and demands that this register's log is a prefix of the
  // published one, and that every file is what the checkpoint commits to; `school` is
  // the trust file that the school has. Fails where both went different ways, and where
  // the register's own log is damaged.
  static Result<RecoverFromSite> Prepare(Register& reg, const TrustFile& school,
                                         const SiteSource& site);

  const RecoverySummary& summary() const { return summary_; }
  Result<void> Commit() { return transaction_.Commit(); }

 private:
  RecoverFromSite(Register& reg, Transaction transaction)
      : register_(reg), transaction_(std::move(transaction)) {}

  Result<void> TakeOver(const SiteHistory& history, const TrustFile& newest);
  Result<void> StoreLog(const SiteHistory& history);
  Result<void> ApplyEntries(const SiteHistory& history);
  Result<void> DropHolds();
  Result<std::vector<CertificateEvent>> EventsOf(const SiteHistory& history);
  Result<void> StoreLists(const std::vector<StatusList>& lists);
  Result<void> KeepBits(const StatusList& list);
  Result<void> CheckKeptBits(const std::vector<StatusList>& lists);

  Register& register_;
  Transaction transaction_;
  RecoverySummary summary_;
};

}  // namespace certseal
