// SPDX-License-Identifier: Apache-2.0
#include "issue/credit_lines.h"

#include "rules/statement.h"

namespace certseal {
namespace {

constexpr size_t kMaxSignatures = 3;

std::string DocumentOf(DocumentClass document_class) {
  switch (document_class) {
    case DocumentClass::kAttendance:
      return "attendance";
    case DocumentClass::kParticipation:
      return "participation";
    case DocumentClass::kCompletion:
      break;
  }
  return "completion";
}

}  // namespace

RuledCertificate RuledOf(const Award& award, const SchoolProfile& profile) {
  return {award.graduate, award.course,    profile, DocumentOf(award.document_class),
          award.location, award.instructor};
}

std::vector<std::map<std::string, std::string>> CreditRows(
    const Award& award, const SchoolProfile& profile) {
  std::vector<std::map<std::string, std::string>> rows;
  for (CreditLine& line : PrintedLines(RuledOf(award, profile))) {
    rows.push_back({{"text", std::move(line.text)},
                    {"before", std::move(line.before)},
                    {"emphasis", std::move(line.emphasis)},
                    {"after", std::move(line.after)}});
  }
  return rows;
}

std::vector<std::map<std::string, std::string>> SignatureRows(
    const Award& award, const SchoolProfile& profile) {
  std::vector<std::map<std::string, std::string>> rows;
  for (const Signatory& each : profile.signatories) {
    if (rows.size() == kMaxSignatures) break;
    rows.push_back({{"name", each.name},
                    {"credentials", each.credentials},
                    {"title", each.title}});
  }
  if (rows.size() < kMaxSignatures && LicenseeSigns(RuledOf(award, profile))) {
    rows.push_back({{"name", award.graduate.name},
                    {"credentials", award.graduate.post_nominals},
                    {"title", "Licensee"}});
  }
  return rows;
}

}  // namespace certseal
