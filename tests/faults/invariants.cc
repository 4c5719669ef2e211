// SPDX-License-Identifier: Apache-2.0
#include "faults/invariants.h"

#include <sys/wait.h>

#include <algorithm>

#include "base/file.h"
#include "base/strings.h"
#include "ledger/register_tree.h"
#include "register/register.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

Result<std::optional<SignedCheckpoint>> PublishedBy(const Place& place) {
  const Result<std::string> bytes =
      ReadFile(place.site() / "checkpoint", SignedCheckpoint::kMaxBytes);
  if (!bytes) return std::optional<SignedCheckpoint>();
  ASSIGN_OR_RETURN(SignedCheckpoint checkpoint, SignedCheckpoint::Parse(*bytes));
  return std::optional(std::move(checkpoint));
}

bool Has(const std::vector<ListedCertificate>& all, const CertificateCode& code) {
  return std::ranges::any_of(
      all, [&](const ListedCertificate& each) { return each.facts.code == code; });
}

// The codes that a text names.
std::vector<CertificateCode> CodesIn(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  std::vector<CertificateCode> codes;
  for (const std::string_view word : Split(text, ' ')) {
    if (auto code = CertificateCode::Parse(word)) codes.push_back(std::move(*code));
  }
  return codes;
}

Result<void> DemandNothingLost(const Place& place, const Before& before,
                               const std::string& reported) {
  const std::vector<CertificateCode> codes = CodesIn(reported);
  if (before.certificates.empty() && codes.empty()) return {};
  ASSIGN_OR_RETURN(const auto now, place.All());
  for (const ListedCertificate& each : before.certificates) {
    if (!Has(now, each.facts.code)) {
      return Fail(StrCat(each.facts.code.Printed(), " was issued before, and is lost"));
    }
  }
  for (const CertificateCode& code : codes) {
    if (Has(now, code)) continue;
    return Fail(StrCat(code.Printed(), " was reported as issued, and is lost"));
  }
  return {};
}

Result<void> DemandExtends(const Place& place,
                           const std::optional<SignedCheckpoint>& former) {
  ASSIGN_OR_RETURN(const auto now, PublishedBy(place));
  if (!now) return Fail("nothing was published");
  if (!former) return {};
  ASSIGN_OR_RETURN(Register reg, Register::Open(place.school() / "register.db"));
  TreeReader tree(TilesOf(reg), now->tree().size);
  ASSIGN_OR_RETURN(const TreeHead prefix, tree.HeadAt(former->tree().size));
  ASSIGN_OR_RETURN(const TreeHead head, tree.Head());
  if (prefix == former->tree() && head == now->tree()) return {};
  return Fail("what was published is no prefix of what is published now");
}

Result<void> Named(std::string_view step, const Result<void>& result) {
  if (result) return {};
  return Within(step, result.error());
}

// Succeeds, or says that it was done before.
Result<void> RunAgain(const Place& place, const Operation& operation,
                      const std::string& command, const fs::path& aside) {
  const Outcome outcome = RunCommand(command, place.directory(), aside);
  const bool known = !operation.again.empty() &&
                     outcome.err.find(operation.again) != std::string::npos;
  if (outcome.Succeeded() || known) return {};
  return Fail(StrCat("it fails: ", outcome.err));
}

Result<void> Publish(const Place& place, const fs::path& aside) {
  const Outcome outcome =
      RunCommand(kSchool + "publish" + kPass, place.directory(), aside);
  return outcome.Succeeded() ? Result<void>() : Fail(StrCat("it fails: ", outcome.err));
}

}  // namespace

Result<Before> Before::Of(const Place& place) {
  if (!fs::exists(place.school())) return Before{};
  ASSIGN_OR_RETURN(auto certificates, place.All());
  ASSIGN_OR_RETURN(auto published, PublishedBy(place));
  return Before{std::move(certificates), std::move(published)};
}

Result<void> CheckOutcome(const Place& place, const Operation& operation,
                          const Outcome& outcome) {
  const bool less = !operation.does_less.empty() &&
                    outcome.err.find(operation.does_less) != std::string::npos;
  if (outcome.Succeeded()) {
    return less ? Result<void>() : Named("it said it was done", operation.done(place));
  }
  const bool lookup = operation.command.starts_with("certseal-lookup");
  const int code = WEXITSTATUS(outcome.status);
  if (code != (lookup ? 2 : 1)) return Fail(StrCat("its exit code is ", code));
  const bool said = outcome.err.find("error: ") != std::string::npos;
  if (said || (lookup && !outcome.out.empty())) return {};
  return Fail("it failed without a word");
}

Result<void> CheckAfterFault(const Place& place, const Operation& operation,
                             const std::string& command, const Before& before,
                             const std::string& reported, const fs::path& aside) {
  const bool school = fs::exists(place.school());
  if (school && operation.audits_fault) {
    TRY(Named("after the fault", DemandAudit(place.school())));
  }
  TRY(Named("after the fault", DemandNothingLost(place, before, reported)));
  if (operation.whole) TRY(Named("after the fault", operation.whole(place)));
  ASSIGN_OR_RETURN(const auto shown, PublishedBy(place));
  TRY(Named("running it again", RunAgain(place, operation, command, aside)));
  TRY(Named("running it again", operation.done(place)));
  if (operation.whole) TRY(Named("running it again", operation.whole(place)));
  if (operation.tidy) TRY(Named("running it again", operation.tidy(place)));
  if (!school || !operation.changes_school) return {};
  TRY(Named("running it again", DemandNothingLost(place, before, reported)));
  TRY(Named("running it again", DemandAudit(place.school())));
  if (operation.publishes) TRY(Named("publishing", Publish(place, aside)));
  TRY(DemandExtends(place, before.published));
  TRY(DemandExtends(place, shown));
  return Named("after publishing", DemandAudit(place.school()));
}

}  // namespace certseal::faults
