// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/roster_report.h"

#include <optional>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "cli/certseal/finding_text.h"
#include "cli/common/table.h"
#include "cli/common/terminal.h"
#include "language/language.h"

namespace certseal {
namespace {

std::string DelimiterName(char delimiter) {
  switch (delimiter) {
    case ',': return "commas";
    case ';': return "semicolons";
    case '\t': return "tabs";
    default: return StrCat("\"", delimiter, "\"");
  }
}

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kRepair: return "repair";
    case Severity::kNotice: return "notice";
    case Severity::kWarning: return "warning";
    case Severity::kError: return "error";
  }
  return "error";
}

std::string DocumentText(const Award& award) {
  std::string text(DocumentClassTitle(award.document_class));
  const Language* language = Language::Find(award.language);
  const Language* second = Language::Find(award.second_language);
  if (!language || (language == &Language::English() && !second)) return text;
  if (!second) return StrCat(text, ", in ", language->name());
  return StrCat(text, ", in ", language->name(), " and ", second->name());
}

// Of a graduate with the award.
std::string FateText(const PlannedRow& row, const std::optional<Award>& award) {
  switch (row.fate) {
    case RowFate::kIssue: return DocumentText(*award);
    case RowFate::kAlreadyIssued: return StrCat("issued as ", row.existing->Printed());
    case RowFate::kLeftOut: return "left out";
    case RowFate::kError: return "error";
  }
  return "error";
}

std::string ColumnsText(const Roster& roster) {
  Table table({"column", "is read as"});
  for (const ColumnMapping& each : roster.columns) {
    table.Add({each.column, std::string(FieldName(each.field))});
  }
  for (const std::string& ignored : roster.ignored) table.Add({ignored, "(ignored)"});
  return table.Text();
}

// Of a row with errors, the name as it stands: so that she finds it in her file.
std::string RawName(const Roster& roster, size_t row) {
  const std::vector<std::string> cells = roster.Cells(row);
  std::vector<std::string> parts;
  for (const ColumnMapping& each : roster.columns) {
    const bool is_name = each.field == Field::kFullName || each.field == Field::kFirstName ||
                         each.field == Field::kLastName;
    if (is_name && each.index < cells.size() && !Trim(cells[each.index]).empty()) {
      parts.emplace_back(Trim(cells[each.index]));
    }
  }
  return Join(parts, " ");
}

std::optional<Award> AwardOf(const Roster& roster, const RosterPlan& plan,
                             const PlannedRow& row) {
  if (!roster.rows[row.row].is_graduate) return std::nullopt;
  return plan.award_of(row);
}

std::vector<std::string> RowCells(const Roster& roster, const RosterPlan& plan,
                                  const PlannedRow& row) {
  const std::optional<Award> award = AwardOf(roster, plan, row);
  if (!award) {
    return {std::to_string(row.line), RawName(roster, row.row), "-", "-", "-", "-",
            FateText(row, award)};
  }
  const Graduate& graduate = award->graduate;
  return {std::to_string(row.line),
          award->holder_name,
          award->course->code,
          graduate.completed.Iso(),
          StrCat(graduate.didactic.Text(), " + ", graduate.hands_on.Text()),
          graduate.role,
          FateText(row, award)};
}

std::string RowsText(const Roster& roster, const RosterPlan& plan) {
  Table table({"line", "name", "course", "completed", "hours", "role", "becomes"});
  for (const PlannedRow& row : plan.rows) table.Add(RowCells(roster, plan, row));
  return table.Text();
}

Findings AllFindings(const Roster& roster, const RosterPlan& plan) {
  Findings all = roster.file_findings;
  all.insert(all.end(), plan.findings.begin(), plan.findings.end());
  for (const PlannedRow& row : plan.rows) {
    all.insert(all.end(), row.findings.begin(), row.findings.end());
  }
  return all;
}

std::string SectionText(const Findings& findings, Severity severity,
                        const std::string& heading) {
  const std::string text = FindingsText(findings, severity);
  return text.empty() ? text : StrCat("\n", heading, "\n", text);
}

nlohmann::ordered_json FindingJson(const Finding& finding) {
  nlohmann::ordered_json object = {{"severity", SeverityName(finding.severity)},
                                   {"line", finding.line},
                                   {"column", finding.column},
                                   {"value", finding.value},
                                   {"message", finding.message},
                                   {"remedy", finding.remedy},
                                   {"repaired", finding.repaired}};
  if (!finding.rule) return object;
  object["person"] = finding.person;
  object["rule"] = finding.rule->id;
  object["source"] = finding.rule->source;
  object["checked"] = finding.rule->checked;
  return object;
}

std::string SummaryText(const RosterPlan& plan) {
  return StrCat("\n", plan.Count(RowFate::kIssue), " to issue, ",
                plan.Count(RowFate::kAlreadyIssued), " issued already, ",
                plan.Count(RowFate::kLeftOut), " left out, ", plan.Count(RowFate::kError),
                " with errors\n");
}

}  // namespace

bool BlocksIssuing(const Roster& roster, const RosterPlan& plan) {
  return HasErrors(roster.file_findings) || plan.Count(RowFate::kError) > 0;
}

std::string RosterReportText(const std::string& file, const Roster& roster,
                             const RosterPlan& plan) {
  const Findings findings = AllFindings(roster, plan);
  return StrCat(Bold(EscapeControls(file)), ": ", roster.encoding, ", divided by ",
                DelimiterName(roster.delimiter), ", ", roster.rows.size(), " rows\n\n",
                ColumnsText(roster), "\n", RowsText(roster, plan),
                SectionText(findings, Severity::kRepair, Bold("Repaired")),
                SectionText(findings, Severity::kNotice, Bold("To know")),
                SectionText(findings, Severity::kWarning, Yellow(Bold("Warnings"))),
                SectionText(findings, Severity::kError, Red(Bold("Errors"))),
                SummaryText(plan));
}

std::string RosterReportJson(const Roster& roster, const RosterPlan& plan) {
  using nlohmann::ordered_json;
  ordered_json object = {{"encoding", roster.encoding},
                         {"delimiter", std::string(1, roster.delimiter)},
                         {"columns", ordered_json::object()},
                         {"ignored", roster.ignored},
                         {"rows", ordered_json::array()},
                         {"findings", ordered_json::array()}};
  for (const ColumnMapping& each : roster.columns) {
    object["columns"][each.column] = FieldName(each.field);
  }
  for (const PlannedRow& row : plan.rows) {
    const std::optional<Award> award = AwardOf(roster, plan, row);
    ordered_json cells = {{"line", row.line}, {"becomes", FateText(row, award)}};
    if (award) {
      cells["name"] = award->holder_name;
      cells["course"] = award->course->code;
      cells["completed"] = award->graduate.completed.Iso();
    }
    if (row.existing) cells["code"] = row.existing->Printed();
    object["rows"].push_back(std::move(cells));
  }
  for (const Finding& finding : AllFindings(roster, plan)) {
    object["findings"].push_back(FindingJson(finding));
  }
  object["counts"] = {{"issue", plan.Count(RowFate::kIssue)},
                      {"issued", plan.Count(RowFate::kAlreadyIssued)},
                      {"leftOut", plan.Count(RowFate::kLeftOut)},
                      {"errors", plan.Count(RowFate::kError)}};
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace certseal
