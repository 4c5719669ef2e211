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
  return {award.graduate, *award.course,   profile, DocumentOf(award.document_class),
          award.location, award.instructor};
}

std::vector<PageRow> CreditRows(const Award& award, const SchoolProfile& profile) {
  std::vector<PageRow> rows;
  for (CreditLine& line : PrintedLines(RuledOf(award, profile))) {
    rows.push_back({{"text", std::move(line.text)},
                    {"before", std::move(line.before)},
                    {"emphasis", std::move(line.emphasis)},
                    {"after", std::move(line.after)}});
    const std::string language =
        ForeignLanguage(line.is_typed ? profile.default_language : "en", award);
    if (!language.empty()) rows.back()["language"] = language;
  }
  return rows;
}

std::vector<PageRow> SignatureRows(const Award& award, const SchoolProfile& profile,
                                   const Language& language) {
  std::vector<PageRow> rows;
  for (const Signatory& each : profile.signatories) {
    if (rows.size() == kMaxSignatures) break;
    rows.push_back({{"name", each.name},
                    {"credentials", each.credentials},
                    {"title", each.title}});
    if (each.signature_digest.empty()) continue;
    rows.back()["signature"] = each.signature_digest;
    rows.back()["words.signature"] = language.Word("signature", each.name);
  }
  if (rows.size() < kMaxSignatures && LicenseeSigns(RuledOf(award, profile))) {
    rows.push_back({{"name", award.graduate.name},
                    {"credentials", award.graduate.post_nominals},
                    {"title", "Licensee"}});
  }
  return rows;
}

}  // namespace certseal
