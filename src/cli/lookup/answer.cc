// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/answer.h"

#include "base/strings.h"
#include "cli/common/terminal.h"

namespace certseal {
namespace {

std::string ColouredLine(const Report& report, ExitCode code) {
  const std::string name(VerdictName(report.outcome.verdict));
  const std::string rest = report.outcome.line.substr(name.size());
  const auto colour = code == kExitGood ? Green : code == kExitBad ? Red : Yellow;
  return Bold(colour(name)) + rest;
}

std::string OneText(const Report& report, ExitCode code) {
  return ColouredLine(report, code) + ReportText(report).substr(report.outcome.line.size());
}

std::string LineText(const std::string& input, const LookupFinding& finding,
                     ExitCode code) {
  const Report& report = finding.report;
  std::string line = EscapeControls(input);
  if (finding.qr) line += StrCat(", QR ", *finding.qr);
  line += StrCat(": ", ColouredLine(report, code));
  if (report.facts && !report.facts->items.empty()) {
    line += StrCat(" Name: ", EscapeControls(report.facts->items.front().value));
  }
  return line + "\n";
}

std::string TextOf(const std::string& input, const LookupFinding& finding,
                   AnswerStyle style) {
  if (style == AnswerStyle::kJson) {
    return ReportJson(finding.report, input, finding.qr) + "\n";
  }
  const ExitCode code = ExitCodeOf(finding.report.outcome.verdict);
  return style == AnswerStyle::kLine ? LineText(input, finding, code)
                                     : OneText(finding.report, code);
}

}  // namespace

Answer AnswerOf(const Input& input, const std::vector<LookupFinding>& findings,
                AnswerStyle style) {
  if (style == AnswerStyle::kFull && findings.size() > 1) style = AnswerStyle::kLine;
  Answer answer;
  for (const LookupFinding& finding : findings) {
    const Report& report = finding.report;
    answer.verdicts.push_back(report.outcome.verdict);
    answer.text += TextOf(input.text, finding, style);
    answer.hints.insert(answer.hints.end(), report.hints.begin(), report.hints.end());
  }
  return answer;
}

}  // namespace certseal
