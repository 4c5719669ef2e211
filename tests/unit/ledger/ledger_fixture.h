// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "base/file.h"
#include "ledger/ledger_commit.h"
#include "ledger/register_tree.h"
#include "support/test_signer.h"
#include "unit/register/fixture.h"

namespace certseal {

// SchoolKeys are the keys of a school that signs with known keys, and its trust files.
struct SchoolKeys {
  TestSigner root = TestSigner::OfRepeated(1);
  TestSigner issuer = TestSigner::OfRepeated(2);
  TestSigner log = TestSigner::OfRepeated(3);
  TestSigner second_issuer = TestSigner::OfRepeated(4);
  TestSigner second_log = TestSigner::OfRepeated(5);

  static VerifierKey Named(std::string_view name, const TestSigner& key) {
    return *VerifierKey::Make(name, key.public_key());
  }
  static constexpr std::string_view kOrigin = "verify.school.example";

  TrustKeys FirstKeys() const {
    return {*SiteAddress::FromOrigin(kOrigin),
            "Example School",
            1,
            Named("verify.school.example/root", root),
            {{Named(kOrigin, log), {}}},
            {{"key-2026-01", Named("verify.school.example/key-2026-01", issuer), {}}},
            {{Sha256("document"), {}}}};
  }
  TrustFile First() const { return *TrustFile::Parse(TrustFile::Sign(FirstKeys(), root)); }

  LedgerSigners Signers(const TrustFile& trust) const {
    return {trust.keys().issuers.back(),
            trust.keys().issuers.size() > 1 ? &second_issuer : &issuer,
            trust.keys().logs.back(), trust.keys().logs.size() > 1 ? &second_log : &log};
  }
};

// LedgerTest has a register and a clock of its own.
class LedgerTest : public RegisterTest {
 protected:
  LedgerContext Context(Register& reg) {
    return {reg, {trust_}, keys_.Signers(trust_), published_, [this] { return now_; }};
  }

  // Issues certificates, their rows and entries, and gives the checkpoint.
  Result<SignedCheckpoint> Issue(Register& reg, const std::vector<CertificateRow>& rows) {
    const LedgerContext context = Context(reg);
    ASSIGN_OR_RETURN(LedgerCommit commit, LedgerCommit::Begin(context));
    const uint64_t first = commit.NextIndex();
    for (const CertificateRow& row : rows) commit.Append(IssueEntry{Sha256(row.record)});
    ASSIGN_OR_RETURN(const BatchOutcome outcome,
                     commit.transaction().AddBatch(SomeBatch(), rows, first));
    if (outcome.collision) return Fail("collision");
    return commit.Finish();
  }

  Result<SignedCheckpoint> Change(Register& reg, const std::vector<StatusUpdate>& updates) {
    const LedgerContext context = Context(reg);
    ASSIGN_OR_RETURN(LedgerCommit commit, LedgerCommit::Begin(context));
    TRY(commit.ChangeStatus(updates));
    return commit.Finish();
  }

  // Adopts the next version of the trust file, edited with the log's next index.
  Result<SignedCheckpoint> Rotate(
      Register& reg, const std::function<void(TrustKeys& keys, uint64_t index)>& edit) {
    const LedgerContext context = Context(reg);
    ASSIGN_OR_RETURN(LedgerCommit commit, LedgerCommit::Begin(context));
    TrustKeys next = trust_.keys();
    ++next.version;
    edit(next, commit.NextIndex());
    ASSIGN_OR_RETURN(trust_, TrustFile::Parse(TrustFile::Sign(next, keys_.root)));
    TRY(commit.AdoptTrust(trust_, keys_.Signers(trust_)));
    return commit.Finish();
  }

  SchoolKeys keys_;
  TrustFile trust_ = keys_.First();
  std::vector<PublishedCheckpoint> published_;
  Timestamp now_ = *Timestamp::FromUnix(1'795'000'000);
};

template <typename T>
std::string Why(const Result<T>& result) {
  return result ? "succeeded" : result.error().message;
}

}  // namespace certseal
