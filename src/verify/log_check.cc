// SPDX-License-Identifier: Apache-2.0
#include "verify/log_check.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "log/entry.h"

namespace certseal {
namespace {

LogPlace Passed(uint64_t index, std::string evidence) {
  return {CheckResult::kPass, std::move(evidence), index};
}

LogPlace False(std::string why) { return {CheckResult::kFail, std::move(why)}; }

LogPlace Unknown(std::string why) { return {CheckResult::kUnknown, std::move(why)}; }

LogPlace Doubtful(std::string why) {
  return {CheckResult::kUnknown, std::move(why), std::nullopt, true};
}

// A log key that was closed before the checkpoint's end has signed it all the same: so
// the school's earlier checkpoints look after a key was lost.
bool SignedByAnyLogKey(const TrustFile& trust, const SignedCheckpoint& checkpoint) {
  return checkpoint.checkpoint().origin == trust.keys().site.origin() &&
         std::ranges::any_of(trust.keys().logs, [&](const LogKey& log) {
           return checkpoint.note().Verify(log.key).has_value();
         });
}

std::string PlaceText(uint64_t index, const TreeHead& tree) {
  return StrCat("entry ", index, " of ", tree.size);
}

// The leaf is at the index of a log that is known; `own` counts by its own signature.
LogPlace CheckInRegister(RegisterView& view, const LeafHash& leaf,
                         const LogProof& proof, bool own_counts, ProofOrigin origin) {
  const auto lock = view.Lock();
  ProvenLog& log = *view.log();
  const std::string& school = view.trust().keys().name;
  const TreeHead& own = proof.checkpoint.tree();
  if (const uint64_t needed = own_counts ? own.size : proof.index + 1;
      needed > log.tree().size) {
    return Unknown(StrCat(view.Where(), " is older than this certificate: its log has ",
                          log.tree().size, " entries, not ", needed));
  }
  if (own_counts) {
    const Result<bool> extends = log.Extends(own);
    if (!extends) return Unknown(extends.error().message);
    if (!*extends) return False(view.DescribeFork(proof.checkpoint));
  }
  const Result<LeafHash> there = log.LeafAt(proof.index);
  if (!there) return Unknown(there.error().message);
  if (*there == leaf) {
    return Passed(proof.index, StrCat(PlaceText(proof.index, log.tree()),
                                      " in the log of ", school));
  }
  const std::string why = StrCat(PlaceText(proof.index, log.tree()), " in the log of ",
                                 school, " is not this record");
  return origin == ProofOrigin::kCertificate ? False(why) : Unknown(why);
}

}  // namespace

LeafHash RecordLeaf(std::string_view record) {
  return LeafHash::Of(EntryText(IssueEntry{Sha256(record)}));
}

LogPlace CheckProof(const TrustFile& trust, const LeafHash& leaf,
                    const LogProof& proof) {
  const std::string& school = trust.keys().name;
  const TreeHead& tree = proof.checkpoint.tree();
  const Result<void> included = CheckInclusion(leaf, proof.index, proof.hashes, tree);
  if (!included) {
    return False(
        StrCat("the proof in it is not one that this record stands in the log of ",
               school, ": ", included.error().message));
  }
  if (const auto by_school = trust.CheckCheckpoint(proof.checkpoint); !by_school) {
    return Doubtful(StrCat("the proof in it does not verify by version ",
                           trust.keys().version, " of the trust file of ", school, ": ",
                           by_school.error().message));
  }
  const std::string evidence = StrCat(PlaceText(proof.index, tree), " in the log of ",
                                      school, ", by the proof in it");
  if (const auto witnessed = trust.CheckQuorum(proof.checkpoint); !witnessed) {
    return Unknown(StrCat(evidence, "; but ", witnessed.error().message));
  }
  return Passed(proof.index, evidence);
}

LogPlace CheckLog(RegisterView& view, const LeafHash& leaf, const LogProof& proof,
                  ProofOrigin origin) {
  const bool in_certificate = origin == ProofOrigin::kCertificate;
  const TrustFile& trust = view.trust();
  LogPlace own = CheckProof(trust, leaf, proof);
  if (!view.log()) {
    return in_certificate ? own : Unknown("the register's log could not be verified");
  }
  if (own.result == CheckResult::kFail) {
    return in_certificate ? own
                          : Unknown("the proof in its card is not of this record");
  }
  if (own.doubtful && !SignedByAnyLogKey(trust, proof.checkpoint)) {
    if (!in_certificate) return Unknown("the proof in its card is not the school's");
    return view.current() ? False(own.evidence) : own;
  }
  return CheckInRegister(view, leaf, proof, !own.doubtful, origin);
}

}  // namespace certseal
