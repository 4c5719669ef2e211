// SPDX-License-Identifier: Apache-2.0
#include "verify/register_view.h"

#include <utility>

#include "base/strings.h"
#include "verify/follow_trust.h"
#include "verify/site_file.h"

namespace certseal {
namespace {

constexpr uint64_t kMaxLogSize = uint64_t{1} << 48;

Check RegisterCheck(CheckResult result, std::string evidence) {
  return {"register", result, std::move(evidence)};
}

// A trust file that gives or takes a log key at an entry was made when the log was that
// far. A shorter log is from before; whoever stole the former key can still sign such.
Result<void> DemandNotBefore(const TrustKeys& keys, uint64_t size) {
  for (const LogKey& log : keys.logs) {
    if (size > log.window.begin && (!log.window.end || size > *log.window.end))
      continue;
    return Fail(StrCat("it ends at entry ", size - 1,
                       ", before the school's log key changed in version ",
                       keys.version, " of its trust file"));
  }
  return {};
}

}  // namespace

RegisterView::RegisterView(const TrustFile& accepted,
                           std::shared_ptr<const SiteSource> source,
                           const CheckpointMemory* memory, Timestamp now)
    : accepted_(accepted),
      trust_(accepted),
      source_(std::move(source)),
      memory_(memory),
      now_(now),
      check_(RegisterCheck(CheckResult::kUnknown, "")) {}

RegisterView RegisterView::Open(const TrustFile& accepted,
                                std::shared_ptr<const SiteSource> source,
                                const CheckpointMemory* memory, Timestamp now) {
  RegisterView view(accepted, std::move(source), memory, now);
  if (const Result<void> read = view.Read(); read) {
    view.Judge();
  } else {
    view.check_ = RegisterCheck(CheckResult::kUnknown, read.error().message);
    view.log_.reset();
    view.head_.reset();
  }
  return view;
}

// The checkpoint leads to head and manifest, the manifest names the trust file under
// which all of this is judged: nothing of it counts before the last step.
Result<void> RegisterView::Read() {
  TRY(ReadCheckpoint());
  TRY(ReadHead());
  TRY(ReadManifest());
  ASSIGN_OR_RETURN(trust_, FollowTrust(*source_, accepted_, manifest_->keys));
  Result<void> by_school = trust_.CheckCheckpoint(*checkpoint_);
  if (!by_school) {
    return Within(StrCat("the checkpoint of ", Where()), std::move(by_school).error());
  }
  return {};
}

Result<void> RegisterView::ReadCheckpoint() {
  const auto bytes = source_->Get("checkpoint", SignedCheckpoint::kMaxBytes);
  reachable_ = bytes.has_value();
  if (!bytes) return Fail(bytes.error());
  if (!*bytes) return Fail(StrCat(Where(), " holds no register: it lacks checkpoint"));
  Result<SignedCheckpoint> checkpoint = SignedCheckpoint::Parse(**bytes);
  if (!checkpoint) {
    return Within(StrCat(Where(), ": checkpoint"), std::move(checkpoint).error());
  }
  checkpoint_ = std::move(*checkpoint);
  const std::string& origin = checkpoint_->checkpoint().origin;
  of_another_school_ = origin != accepted_.keys().site.origin();
  if (of_another_school_) {
    return Fail(StrCat(Where(), " holds the register of ", Quote(origin, 80),
                       ", not of ", accepted_.keys().name));
  }
  const uint64_t size = checkpoint_->tree().size;
  if (size == 0 || size > kMaxLogSize) {
    return Fail(StrCat(Where(), ": a log of ", size, " entries is none"));
  }
  return {};
}

Result<void> RegisterView::ReadHead() {
  log_.emplace(*source_, checkpoint_->tree());
  ASSIGN_OR_RETURN(const std::string text, log_->EntryAt(log_->tree().size - 1));
  const Result<LogEntry> entry = ParseEntry(text);
  const HeadEntry* head = entry ? std::get_if<HeadEntry>(&*entry) : nullptr;
  if (!head) return Fail(StrCat("the log in ", Where(), " does not end with a head"));
  head_ = *head;
  return {};
}

Result<void> RegisterView::ReadManifest() {
  ASSIGN_OR_RETURN(
      const std::string bytes,
      ReadByDigest(*source_, head_->manifest_sha256, StatusManifest::kMaxBytes));
  Result<StatusManifest> manifest = StatusManifest::Parse(bytes);
  if (!manifest) {
    return Within(StrCat(Where(), ": the status manifest"),
                  std::move(manifest).error());
  }
  manifest_ = std::move(*manifest);
  return {};
}

// The first of these that does not pass is the answer; a fork comes before all else.
void RegisterView::Judge() {
  check_ = JudgeMemory();
  if (current()) check_ = JudgeCurrency();
  if (!current()) return;
  if (trust_.bytes() != accepted_.bytes()) {
    notes_.push_back(StrCat(trust_.keys().name, " has changed its keys (version ",
                            trust_.keys().version, " of its trust file)"));
    for (std::string& change : DescribeKeyChanges(accepted_, trust_)) {
      notes_.push_back(std::move(change));
    }
  }
  Remember();
}

Check RegisterView::JudgeCurrency() const {
  const auto unknown = [&](std::string_view why) {
    return RegisterCheck(CheckResult::kUnknown, StrCat(Where(), ": ", why));
  };
  const Result<void> quorum = trust_.CheckQuorum(*checkpoint_);
  if (!quorum) return unknown(quorum.error().message);
  const Result<void> after = DemandNotBefore(trust_.keys(), log_->tree().size);
  if (!after) return unknown(after.error().message);
  if (head_->time.unix_seconds() > now_.unix_seconds() + kClockTolerance) {
    return unknown(StrCat("it is of ", head_->time.Minute(),
                          ", after this computer's clock (", now_.Minute(), ")"));
  }
  if (head_->next < now_) {
    return unknown(StrCat("it is of ", head_->time.Minute(),
                          ", and a newer one was promised by ", head_->next.Minute()));
  }
  return RegisterCheck(
      CheckResult::kPass,
      StrCat(Where(), " is the register of ", head_->time.Minute(), ", signed by ",
             trust_.keys().name, ", ", log_->tree().size,
             " entries; the next is promised by ", head_->next.Minute()));
}

// What was seen is kept under the root key; where that has changed since, under both.
// What was signed by a log key that counts no more is no evidence of anything.
Result<std::optional<RememberedCheckpoint>> RegisterView::Recall(
    const VerifierKey& root) const {
  ASSIGN_OR_RETURN(auto seen, memory_->Recall(trust_.keys().site, root));
  if (seen && !trust_.CheckCheckpoint(seen->checkpoint)) seen.reset();
  return seen;
}

Result<std::optional<RememberedCheckpoint>> RegisterView::RecallNewest() const {
  ASSIGN_OR_RETURN(auto seen, Recall(trust_.keys().root));
  if (accepted_.keys().root == trust_.keys().root) return seen;
  ASSIGN_OR_RETURN(auto before, Recall(accepted_.keys().root));
  if (!seen) return before;
  const bool older =
      before && before->checkpoint.tree().size > seen->checkpoint.tree().size;
  return older ? before : seen;
}

Check RegisterView::JudgeMemory() {
  if (!memory_) return RegisterCheck(CheckResult::kPass, "");
  const Result<std::optional<RememberedCheckpoint>> seen = RecallNewest();
  if (!seen) {
    return RegisterCheck(
        CheckResult::kUnknown,
        StrCat("the register that was seen before cannot be read (",
               seen.error().message, "); to begin anew, remove that file"));
  }
  return *seen ? CompareWithSeen(**seen) : RegisterCheck(CheckResult::kPass, "");
}

Check RegisterView::CompareWithSeen(const RememberedCheckpoint& seen) {
  const TreeHead& before = seen.checkpoint.tree();
  if (before.size > log_->tree().size) {
    return RegisterCheck(CheckResult::kUnknown,
                         StrCat(Where(), ", of ", head_->time.Minute(),
                                ", is older than the register of ", seen.head.Minute(),
                                " that was seen on ", seen.seen.Minute()));
  }
  const Result<bool> extends = log_->Extends(before);
  if (!extends) return RegisterCheck(CheckResult::kUnknown, extends.error().message);
  if (*extends) return RegisterCheck(CheckResult::kPass, "");
  return RegisterCheck(CheckResult::kFail, DescribeFork(seen.checkpoint));
}

Result<void> RegisterView::Remember(const VerifierKey& root) const {
  ASSIGN_OR_RETURN(const auto seen, Recall(root));
  if (seen && seen->checkpoint.tree().size >= checkpoint_->tree().size) return {};
  return memory_->Keep(trust_.keys().site, root, {*checkpoint_, head_->time, now_});
}

void RegisterView::Remember() {
  if (!memory_) return;
  Result<void> kept = Remember(trust_.keys().root);
  if (kept && accepted_.keys().root != trust_.keys().root) {
    kept = Remember(accepted_.keys().root);
  }
  if (!kept) {
    notes_.push_back(StrCat("the register that was seen cannot be remembered: ",
                            kept.error().message));
  }
}

std::string RegisterView::DescribeFork(const SignedCheckpoint& other) const {
  const auto lock = Lock();
  const auto tree = [](const SignedCheckpoint& checkpoint) {
    return StrCat(checkpoint.tree().size, " entries, root ",
                  checkpoint.tree().root.Base64());
  };
  const Result<std::filesystem::path> saved =
      memory_ ? memory_->SaveFork(other, *checkpoint_)
              : Result<std::filesystem::path>(Fail("there is no directory for it"));
  return StrCat(trust_.keys().name, " has signed two logs that contradict each other (",
                tree(other), "; and in ", Where(), ": ", tree(*checkpoint_), "); ",
                saved ? StrCat("both are kept as evidence in ", saved->string())
                      : StrCat("they could not be kept: ", saved.error().message));
}

Result<StatusBits> RegisterView::ReadList(const StatusListId& id) const {
  const std::optional<Sha256Digest> sha256 = manifest_->Find(id);
  if (!sha256) return Fail(StrCat(Where(), " has no list ", id.Path()));
  ASSIGN_OR_RETURN(const std::string bytes,
                   ReadByDigest(*source_, *sha256, StatusList::kMaxBytes));
  Result<StatusList> list = StatusList::Parse(bytes);
  const std::string name = StrCat(Where(), ": ", id.Path());
  if (!list) return Within(name, std::move(list).error());
  if (list->facts().id != id || list->facts().site != trust_.keys().site) {
    return Fail(StrCat(name, " is another list"));
  }
  const IssuerKey* key = trust_.FindIssuer(list->key_id());
  if (!key || !list->VerifySignature(key->key.key())) {
    return Fail(StrCat(name, " is not signed by ", trust_.keys().name));
  }
  return list->bits();
}

Result<const StatusBits*> RegisterView::Bits(const StatusListId& id) {
  const auto lock = Lock();
  const auto found = lists_.find(id);
  const Result<StatusBits>& bits = found != lists_.end()
                                       ? found->second
                                       : lists_.emplace(id, ReadList(id)).first->second;
  if (!bits) return Fail(bits.error());
  return &*bits;
}

Result<std::optional<Card>> RegisterView::FetchCard(const CertificateCode& code) const {
  if (!reachable_) return Fail(check_.evidence);
  const auto lock = Lock();
  const SiteAddress& site = accepted_.keys().site;
  ASSIGN_OR_RETURN(const std::optional<std::string> file,
                   source_->Get(Card::PathOf(site, code), Card::kMaxBytes));
  if (!file) return std::optional<Card>();
  Result<Card> card = Card::Decrypt(*file, site, code);
  if (!card) return Within(Where(), std::move(card).error());
  return std::optional<Card>(std::move(*card));
}

}  // namespace certseal
