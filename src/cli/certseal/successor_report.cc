// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/successor_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "cli/certseal/finding_text.h"
#include "cli/common/table.h"
#include "cli/common/terminal.h"

namespace certseal {
namespace {

constexpr size_t kCellWidth = 48;  // bytes; what is longer shows where it differs

// Cut gives the beginning of a long text, whole characters.
std::string Cut(std::string_view text) {
  if (text.size() <= 2 * kCellWidth) return std::string(text);
  size_t end = 2 * kCellWidth;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return StrCat(text.substr(0, end), "...");
}

// WhereItDiffers gives the words of a long text from the first that is not in the other.
std::string WhereItDiffers(std::string_view text, std::string_view other) {
  if (text.empty()) return "-";
  if (text.size() <= kCellWidth && other.size() <= kCellWidth) return std::string(text);
  const auto [end, same] = std::mismatch(text.begin(), text.end(), other.begin(), other.end());
  const std::string_view common(text.begin(), end);
  const size_t space = common.rfind(' ', common.empty() ? 0 : common.size() - 1);
  // Two words before it tell where one is.
  size_t begin = space;
  for (int words = 0; words < 2 && begin != common.npos && begin > 0; ++words) {
    begin = common.rfind(' ', begin - 1);
  }
  if (begin == common.npos || begin == 0) return Cut(text);
  return Cut(StrCat("...", text.substr(begin)));
}

std::string DifferencesText(const SuccessorPlan& plan) {
  if (plan.differences.empty()) return "  It will say the same.\n";
  Table table({"field", "as issued", "becomes"});
  for (const Difference& each : plan.differences) {
    table.Add({each.field, WhereItDiffers(each.before, each.after),
               WhereItDiffers(each.after, each.before)});
  }
  return table.Text();
}

std::string_view Label(Severity severity) {
  switch (severity) {
    case Severity::kRepair:
      return "repaired";
    case Severity::kNotice:
      return "to know";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "error";
}

std::string FindingLine(const Finding& finding) {
  std::string text = StrCat(Label(finding.severity), ": ");
  if (!finding.column.empty()) text += StrCat(EscapeControls(finding.column), ": ");
  text += ValueText(finding);
  if (!finding.remedy.empty()) text += StrCat("; ", finding.remedy);
  return text;
}

std::string FateText(const SuccessorPlan& plan) {
  const std::string code = plan.predecessor.facts.code.Printed();
  std::string text = plan.replaces
                         ? StrCat(code,
                                  " will be replaced: whoever checks it is sent to "
                                  "the new one.\n")
                         : StrCat(code, " goes on as it is, until it expires.\n");
  if (plan.hold) return text + "The new one is on hold, as the former was.\n";
  if (plan.predecessor.state != CertificateState::kActive) {
    text += "The new one will be valid, though the former is not.\n";
  }
  return text;
}

}  // namespace

std::string SuccessorText(const SuccessorPlan& plan, Date today) {
  const CertificateFacts& facts = plan.predecessor.facts;
  const Standing standing = StandingOn(today, plan.predecessor.state, facts.expires);
  std::string text =
      StrCat(Bold(facts.code.Printed()), ", ", EscapeControls(facts.holder_name), ", ",
             EscapeControls(facts.course_code), ", completed ", facts.completed.Iso(),
             ": ", StandingText(standing), "\n\n", DifferencesText(plan), "\n");
  for (const Finding& finding : plan.findings) {
    text += StrCat("  ", FindingLine(finding), "\n");
  }
  if (!plan.findings.empty()) text += "\n";
  return text + FateText(plan);
}

std::string SuccessorJson(const SuccessorPlan& plan,
                          const std::optional<CertificateCode>& successor,
                          const std::string& file) {
  using nlohmann::ordered_json;
  ordered_json object = {
      {"code", plan.predecessor.facts.code.Printed()},
      {"successor", successor ? successor->Printed() : ""},
      {"kind", plan.kind == SuccessionKind::kCorrection ? "correction" : "renewal"},
      {"replaces", plan.replaces},
      {"held", plan.hold.has_value()},
      {"differences", ordered_json::array()},
      {"findings", ordered_json::array()},
      {"file", file},
      {"done", successor.has_value()}};
  for (const Difference& each : plan.differences) {
    object["differences"].push_back(
        {{"field", each.field}, {"before", each.before}, {"after", each.after}});
  }
  for (const Finding& finding : plan.findings) {
    object["findings"].push_back(FindingLine(finding));
  }
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace certseal
