// SPDX-License-Identifier: Apache-2.0
#include "issue/reread_row.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "roster/cell_repair.h"

namespace certseal {
namespace {

constexpr size_t kMaxValueBytes = 1000;

std::string Quoted(std::string_view cell) {
  std::string out = "\"";
  for (char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

// What is kept has been through the reader once: a guard keeps it from being taken for
// a formula. What is set has not, and must be.
std::string RosterText(const RowToRead& row) {
  FieldValues cells = row.kept;
  for (auto& [field, value] : cells) {
    if (StartsLikeFormula(value)) value.insert(0, 1, '\'');
  }
  for (const auto& [field, value] : row.set) cells[field] = value;
  std::vector<std::string> names, values;
  for (const auto& [field, value] : cells) {
    names.emplace_back(FieldName(field));
    values.push_back(Quoted(value));
  }
  return StrCat("\xef\xbb\xbfsep=,\n", Join(names, ","), "\n", Join(values, ","), "\n");
}

Result<void> DemandText(const FieldValues& set) {
  for (const auto& [field, value] : set) {
    if (FindInvalidUtf8(value)) return Fail(StrCat(FieldName(field), ": is not UTF-8"));
    if (value.size() > kMaxValueBytes) {
      return Fail(
          StrCat(FieldName(field), ": is longer than ", kMaxValueBytes, " bytes"));
    }
  }
  return {};
}

std::string LineOf(const Finding& finding) {
  std::string line = finding.column.empty() ? "" : finding.column + ": ";
  line += finding.message;
  if (!finding.value.empty() &&
      finding.message.find(Quote(finding.value)) == std::string::npos) {
    line += StrCat(": ", Quote(finding.value));
  }
  return line;
}

// There is no row to leave out and no column to mend.
std::string RemedyOf(const Finding& finding) {
  std::string remedy = finding.remedy;
  for (std::string_view end : {", or leave the row out", "; or leave the row out"}) {
    if (remedy.ends_with(end)) remedy.erase(remedy.size() - end.size());
  }
  for (std::string_view word : {"row", "column", "roster"}) {
    if (remedy.find(word) != std::string::npos) return "";
  }
  return remedy;
}

Error ErrorOf(const Findings& findings) {
  Error error;
  std::vector<std::string> lines;
  for (const Finding& finding : findings) {
    if (finding.severity != Severity::kError) continue;
    lines.push_back(LineOf(finding));
    const std::string remedy = RemedyOf(finding);
    if (!remedy.empty()) error.hints.push_back(remedy);
  }
  error.message = Join(lines, "\n");
  error.hints.push_back(
      "--set FIELD=VALUE gives a field another value; nothing was issued");
  return error;
}

Findings AllOf(const Roster& roster) {
  Findings all = roster.file_findings;
  for (const RosterRow& row : roster.rows) {
    all.insert(all.end(), row.findings.begin(), row.findings.end());
  }
  return all;
}

bool IsAboutSet(const Finding& finding, const FieldValues& set) {
  if (finding.column.empty() && !finding.rule) return true;
  return std::any_of(set.begin(), set.end(), [&](const auto& each) {
    return FieldName(each.first) == finding.column;
  });
}

// What was kept is as it was; only what is new is worth a word.
void KeepRelevant(const FieldValues& set, Findings& findings) {
  std::erase_if(findings, [&](Finding& finding) {
    finding.line = 0;
    finding.remedy = RemedyOf(finding);
    return !IsAboutSet(finding, set);
  });
}

}  // namespace

Result<RereadPlan> RereadRow(const RowToRead& row, const School& school, Register& reg,
                             TemplateStore& store) {
  TRY(DemandText(row.set));
  const RosterOptions options{
      .dates = row.dates, .course = row.course, .today = row.today};
  ASSIGN_OR_RETURN(const Roster roster,
                   ReadRoster(RosterText(row), options, school.catalogue));
  if (roster.has_errors() || roster.rows.size() != 1)
    return Fail(ErrorOf(AllOf(roster)));
  Selection selection;
  if (row.again) selection.duplicates = {roster.rows.front().line};
  ASSIGN_OR_RETURN(RosterPlan plan, PlanRoster(roster, selection, school, reg, store));
  PlannedRow planned = std::move(plan.rows.front());
  if (HasErrors(planned.findings)) return Fail(ErrorOf(planned.findings));
  KeepRelevant(row.set, planned.findings);
  for (Finding& finding : plan.findings) {
    if (finding.severity == Severity::kWarning) planned.findings.push_back(finding);
  }
  Award award = plan.award_of(planned);
  return RereadPlan{std::move(planned), std::move(award)};
}

}  // namespace certseal
