// SPDX-License-Identifier: Apache-2.0
#include "issue/erase.h"

#include <algorithm>

#include "base/file.h"
#include "base/strings.h"
#include "issue/certificate_files.h"
#include "issue/code_problems.h"
#include "record/card.h"

namespace certseal {
namespace {

Result<std::vector<CertificateCode>> KinOf(const CertificateCode& code, Register& reg) {
  ASSIGN_OR_RETURN(const CertificateHistory history, reg.History(code));
  std::vector<CertificateCode> kin;
  for (const Succession& each : history.predecessors) kin.push_back(each.predecessor);
  for (const Succession& each : history.successors) kin.push_back(each.successor);
  return kin;
}

bool IsPlanned(const std::vector<PlannedErasure>& planned,
               const CertificateCode& code) {
  return std::any_of(planned.begin(), planned.end(), [&](const PlannedErasure& each) {
    return each.certificate.facts.code == code;
  });
}

// Follows corrections and renewals in both directions, as far as they go.
Result<void> FindKin(Register& reg, std::vector<PlannedErasure>& planned) {
  for (PlannedErasure& each : planned) {
    std::vector<CertificateCode> met = {each.certificate.facts.code};
    for (size_t i = 0; i < met.size(); ++i) {
      ASSIGN_OR_RETURN(const auto next, KinOf(met[i], reg));
      for (const CertificateCode& code : next) {
        if (std::find(met.begin(), met.end(), code) != met.end()) continue;
        met.push_back(code);
        ASSIGN_OR_RETURN(const auto stored, reg.FindByCode(code));
        if (stored && !stored->erased && !IsPlanned(planned, code)) {
          each.kin.push_back(code);
        }
      }
    }
  }
  return {};
}

Result<void> DeleteFiles(const School& school, const ListedCertificate& certificate,
                         ErasureSummary& summary) {
  // Of an erased one the name is not known, nor the file.
  if (certificate.erased) return {};
  ASSIGN_OR_RETURN(const size_t files,
                   RemoveCertificateFiles(school.paths, certificate.facts));
  summary.files += files;
  return {};
}

Result<void> DeleteCard(const School& school, const CertificateCode& code,
                        ErasureSummary& summary) {
  const auto card = school.paths.site() / Card::PathOf(school.profile.site, code);
  ASSIGN_OR_RETURN(const bool was_there, RemoveFileDurably(card));
  if (was_there) ++summary.cards;
  return {};
}

}  // namespace

Result<std::vector<PlannedErasure>> PlanErasure(
    Register& reg, std::span<const CertificateCode> codes) {
  std::vector<PlannedErasure> planned;
  CodeProblems problems;
  for (const CertificateCode& code : codes) {
    ASSIGN_OR_RETURN(const auto stored, reg.FindByCode(code));
    if (stored) {
      planned.push_back({{stored->row.facts, stored->state, stored->erased}, {}});
    } else {
      problems.Add(code, "is not in the register",
                   "search by name: certseal find NAME");
    }
  }
  if (!problems.empty()) return Fail(problems.ToError());
  TRY(FindKin(reg, planned));
  return planned;
}

Result<ErasureSummary> EraseCertificates(const School& school, Register& reg,
                                         std::span<const PlannedErasure> erasures,
                                         Timestamp now) {
  ASSIGN_OR_RETURN(Transaction transaction, reg.Begin());
  for (const PlannedErasure& each : erasures) {
    TRY(transaction.Erase(each.certificate.facts.code, now));
  }
  ErasureSummary summary;
  for (const PlannedErasure& each : erasures) {
    const Result<void> deleted = DeleteFiles(school, each.certificate, summary);
    if (!deleted) {
      return Fail(StrCat(deleted.error().message, "; nobody was erased"),
                  {"files that are gone are drawn again: certseal render"});
    }
  }
  TRY(transaction.Commit());
  for (const PlannedErasure& each : erasures) {
    const Result<void> deleted =
        DeleteCard(school, each.certificate.facts.code, summary);
    if (!deleted) {
      return Fail(StrCat("the register has erased them, but ", deleted.error().message),
                  {"when that is mended: certseal publish removes the cards"});
    }
  }
  return summary;
}

}  // namespace certseal
