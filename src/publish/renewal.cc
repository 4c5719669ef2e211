// SPDX-License-Identifier: Apache-2.0
#include "publish/renewal.h"

#include "base/strings.h"
#include "ledger/register_tree.h"
#include "log/witness.h"

namespace certseal {
namespace {

constexpr std::chrono::seconds kMaxSpan = std::chrono::hours(24 * 400);

Result<void> DemandWitnesses(const TrustFile& trust) {
  if (!trust.keys().witnesses.empty()) return {};
  return Fail("the trust file names no witnesses",
              {"name them: certseal keys witnesses --set KEY --quorum 1"});
}

Result<SignedCheckpoint> Newest(Register& reg) {
  ASSIGN_OR_RETURN(const auto stored, reg.NewestCheckpoint());
  if (!stored) return Fail("this register has no checkpoint yet");
  return SignedCheckpoint::Parse(stored->note);
}

Result<uint64_t> NewestWitnessedSize(Register& reg, const TrustFile& trust) {
  uint64_t size = 0;
  Result<void> failure;
  TRY(reg.Checkpoints([&](const StoredCheckpoint& stored) {
    const auto checkpoint = SignedCheckpoint::Parse(stored.note);
    if (!checkpoint) {
      failure = Fail(checkpoint.error());
      return false;
    }
    const auto count = CountCosignatures(checkpoint->note(), trust.keys().witnesses);
    if (count && *count > 0) size = stored.size;
    return true;
  }));
  TRY(failure);
  return size;
}

}  // namespace

Result<SignedCheckpoint> RenewHead(const LedgerContext& ledger,
                                   std::chrono::seconds span) {
  ASSIGN_OR_RETURN(LedgerCommit commit, LedgerCommit::Begin(ledger));
  const auto next = Timestamp::FromUnix(commit.time().unix_seconds() + span.count());
  if (!next) return Fail("the promised time is too far away");
  commit.PromiseNext(*next);
  return commit.Finish();
}

std::optional<std::chrono::seconds> ParseSpan(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const auto number = ParseDecimal(text.substr(0, text.size() - 1));
  if (!number || *number == 0 || *number > 10'000) return std::nullopt;
  const std::string_view unit = text.substr(text.size() - 1);
  const int hours = unit == "h" ? 1 : unit == "d" ? 24 : unit == "w" ? 24 * 7 : 0;
  const std::chrono::seconds span = std::chrono::hours(static_cast<int64_t>(*number) * hours);
  if (hours == 0 || span > kMaxSpan) return std::nullopt;
  return span;
}

Result<std::string> WitnessRequest(Register& reg, const TrustFile& trust,
                                   std::optional<uint64_t> old_size) {
  TRY(DemandWitnesses(trust));
  ASSIGN_OR_RETURN(const SignedCheckpoint checkpoint, Newest(reg));
  const uint64_t size = checkpoint.tree().size;
  if (!old_size) {
    ASSIGN_OR_RETURN(old_size, NewestWitnessedSize(reg, trust));
  }
  if (*old_size > size) {
    return Fail(StrCat("the witness has seen ", *old_size, " entries, this log has ", size),
                {"this register is older than what was shown to the witness"});
  }
  TreeReader tree(TilesOf(reg), size);
  ASSIGN_OR_RETURN(const ProofHashes proof, tree.ProveConsistency(*old_size));
  return AddCheckpointRequest(*old_size, proof, checkpoint);
}

Result<SignedCheckpoint> AddWitnessResponses(Register& reg, const TrustFile& trust,
                                             const std::vector<std::string>& responses) {
  TRY(DemandWitnesses(trust));
  ASSIGN_OR_RETURN(Transaction transaction, reg.Begin());
  ASSIGN_OR_RETURN(auto stored, reg.NewestCheckpoint());
  if (!stored) return Fail("this register has no checkpoint yet");
  ASSIGN_OR_RETURN(SignedCheckpoint checkpoint, SignedCheckpoint::Parse(stored->note));
  for (const std::string& response : responses) {
    Result<SignedCheckpoint> added =
        AddCosignatures(checkpoint, response, trust.keys().witnesses);
    if (!added) {
      Error error = added.error();
      error.hints.push_back(
          "the answer must be to the newest request: ask again after every change");
      return Fail(std::move(error));
    }
    checkpoint = std::move(*added);
  }
  stored->note = checkpoint.bytes();
  TRY(transaction.ReplaceCheckpoint(*stored));
  TRY(transaction.Commit());
  return checkpoint;
}

}  // namespace certseal
