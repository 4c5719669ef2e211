// SPDX-License-Identifier: Apache-2.0
#include "issue/close_key.h"

#include <algorithm>

#include "base/strings.h"
#include "issue/document_keys.h"

namespace certseal {
namespace {

constexpr size_t kMinPrefix = 8;
constexpr size_t kPage = 10'000;

tl::unexpected<Error> NoSuchKey(std::string_view kind, std::string_view name) {
  return Fail(StrCat("the trust file lists no ", kind, " key ", Quote(name)),
              {"certseal keys list shows them all"});
}

Result<size_t> FindIssuerKey(const TrustKeys& keys, std::string_view name) {
  for (size_t n = 0; n < keys.issuers.size(); ++n) {
    if (keys.issuers[n].id == name) return n;
  }
  return NoSuchKey("issuer", name);
}

// By the name of a file: document-2, with or without its ending.
Result<std::optional<Sha256Digest>> KeyOfFile(const SchoolPaths& paths,
                                              std::string_view name) {
  for (const std::string_view ending : {".key", ".crt"}) {
    if (name.ends_with(ending)) name.remove_suffix(ending.size());
  }
  ASSIGN_OR_RETURN(const auto stored, ListDocumentCertificates(paths));
  for (const StoredDocumentCertificate& each : stored) {
    if (each.name == name) return std::optional(each.chain.front().spki_digest());
  }
  return std::optional<Sha256Digest>();
}

Result<size_t> FindDocumentKey(const School& school, std::string_view name) {
  const std::vector<DocumentKey>& documents = school.trust.keys().documents;
  ASSIGN_OR_RETURN(const auto spki, KeyOfFile(school.paths, name));
  std::optional<size_t> found;
  for (size_t n = 0; n < documents.size(); ++n) {
    const bool matches =
        spki ? documents[n].spki == *spki
             : name.size() >= kMinPrefix &&
                   documents[n].spki.Hex().starts_with(AsciiLower(name));
    if (!matches) continue;
    if (found) {
      return Fail(StrCat("several document keys begin with ", Quote(name)),
                  {"give more digits"});
    }
    found = n;
  }
  if (!found) return NoSuchKey("document", name);
  return *found;
}

Result<size_t> FindKey(const School& school, const CloseRequest& request) {
  switch (request.kind) {
    case KeyKind::kIssuer:
      return FindIssuerKey(school.trust.keys(), request.name);
    case KeyKind::kDocument:
      return FindDocumentKey(school, request.name);
    case KeyKind::kLog:
      return NewestLog(school.trust.keys());
    case KeyKind::kRoot:
      break;
  }
  return Fail("the root key has no window to close",
              {"put another in its place: certseal keys rotate root"});
}

KeyWindow& WindowOf(TrustKeys& keys, KeyKind kind, size_t place) {
  if (kind == KeyKind::kIssuer) return keys.issuers[place].window;
  if (kind == KeyKind::kLog) return keys.logs[place].window;
  return keys.documents[place].window;
}

bool HasOpenKey(const TrustKeys& keys, KeyKind kind) {
  const auto any_open = [](const auto& list) {
    return std::any_of(list.begin(), list.end(),
                       [](const auto& each) { return !each.window.end; });
  };
  if (kind == KeyKind::kIssuer) return any_open(keys.issuers);
  if (kind == KeyKind::kLog) return any_open(keys.logs);
  return any_open(keys.documents);
}

// Those logged from `at` on for which the key counts; what an older program has left
// out of the log will stand at its end.
Result<std::vector<CertificateCode>> IssuedFrom(Register& reg, uint64_t at,
                                                const KeyWindow& window) {
  std::vector<CertificateCode> codes;
  for (uint64_t next = at;;) {
    ASSIGN_OR_RETURN(const auto page, reg.LoggedFrom(next, kPage));
    for (const LoggedCertificate& each : page) {
      if (window.Contains(each.log_index)) codes.push_back(each.code);
    }
    if (page.size() < kPage) break;
    next = page.back().log_index + 1;
  }
  if (window.end) return codes;
  ASSIGN_OR_RETURN(const auto unlogged, reg.CodesWithoutLogIndex());
  codes.insert(codes.end(), unlogged.begin(), unlogged.end());
  return codes;
}

std::string NameForMessages(const TrustKeys& keys, KeyKind kind, size_t place,
                            const std::string& asked) {
  if (kind == KeyKind::kIssuer) return keys.issuers[place].id;
  if (kind == KeyKind::kLog) return "the log key";
  return StrCat("the document key ", asked);
}

Result<void> CheckIndex(const CloseRequest& request, uint64_t size) {
  if (!request.at) return {};
  if (request.kind == KeyKind::kLog && *request.at != size) {
    return Fail("a log key can only be closed now",
                {"checkpoints that it signed are with employers and in certificates: "
                 "leave out --at"});
  }
  if (*request.at <= size) return {};
  return Fail(StrCat("--at ", *request.at, " is beyond the end of the log, ", size),
              {"certseal show CODE gives a certificate's place in the log"});
}

}  // namespace

Result<ClosePlan> PlanClose(const School& school, Register& reg,
                            const CloseRequest& request) {
  ASSIGN_OR_RETURN(const uint64_t size, reg.LogSize());
  ASSIGN_OR_RETURN(const size_t place, FindKey(school, request));
  TRY(CheckIndex(request, size));
  TrustKeys keys = school.trust.keys();
  KeyWindow& window = WindowOf(keys, request.kind, place);
  const KeyWindow before = window;
  ClosePlan plan{request.kind, place,
                 NameForMessages(keys, request.kind, place, request.name),
                 request.kind == KeyKind::kLog ? std::nullopt : request.at};
  TRY(CloseWindow(window, plan.at.value_or(size), plan.name));
  if (plan.at) {
    ASSIGN_OR_RETURN(plan.disowned, IssuedFrom(reg, *plan.at, before));
  }
  plan.fresh = !HasOpenKey(keys, request.kind);
  return plan;
}

KeyEdit CloseAsPlanned(const ClosePlan& plan, Register& reg) {
  return [plan, &reg](TrustKeys& keys, uint64_t index) -> Result<void> {
    KeyWindow& window = WindowOf(keys, plan.kind, plan.place);
    if (plan.at) {
      ASSIGN_OR_RETURN(const auto disowned, IssuedFrom(reg, *plan.at, window));
      if (disowned.size() > plan.disowned.size()) {
        return Fail(StrCat("certificates were issued meanwhile: it would disown ",
                           disowned.size(), ", not ", plan.disowned.size(),
                           "; nothing was changed"),
                    {"run the command again"});
      }
    }
    return CloseWindow(window, plan.at.value_or(index), plan.name);
  };
}

Result<KeyChangeSummary> CloseKey(School& school, Register& reg, const ClosePlan& plan,
                                  const KeyAccess& access) {
  ASSIGN_OR_RETURN(
      KeyChange change,
      OpenKeyChange(school, access,
                    plan.fresh ? std::set<KeyKind>{plan.kind} : std::set<KeyKind>{}));
  change.edit = CloseAsPlanned(plan, reg);
  return CommitKeyChange(school, reg, change, access.clock);
}

}  // namespace certseal
