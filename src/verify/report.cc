// SPDX-License-Identifier: Apache-2.0
#include "verify/report.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

constexpr int kIndent = 2;
constexpr int kColumn = 18;  // where values begin
constexpr int kWidth = 80;

std::string_view ResultName(CheckResult result) {
  switch (result) {
    case CheckResult::kPass: return "pass";
    case CheckResult::kFail: return "fail";
    case CheckResult::kUnknown: return "unknown";
  }
  return "unknown";
}

std::string Spaces(int count) { return std::string(static_cast<size_t>(std::max(count, 0)), ' '); }

// Wraps at spaces; the first line begins at `column`, the others are indented to it.
std::string Wrap(std::string_view text, int column) {
  std::string out;
  int used = column;
  for (std::string_view word : Split(text, ' ')) {
    const int width = DisplayWidth(word);
    if (used > column && used + 1 + width > kWidth) {
      out += '\n' + Spaces(column);
      used = column;
    } else if (used > column) {
      out += ' ';
      ++used;
    }
    out += word;
    used += width;
  }
  return out;
}

std::string Row(std::string_view label, std::string_view value) {
  return Spaces(kIndent) + std::string(label) +
         Spaces(std::max(1, kColumn - kIndent - DisplayWidth(label))) +
         Wrap(EscapeControls(value), kColumn) + "\n";
}

}  // namespace

std::string ReportText(const Report& report) {
  std::string out = report.outcome.line + "\n";
  if (report.facts) {
    out += "\n";
    for (const Facts::Fact& fact : report.facts->items) out += Row(fact.label, fact.value);
  }
  if (!report.checks.empty()) {
    out += "\nChecked " + report.as_of.Minute() + "\n";
    for (const Check& check : report.checks) {
      out += Row(StrCat(ResultName(check.result),
                        Spaces(8 - static_cast<int>(ResultName(check.result).size())),
                        check.name),
                 check.evidence);
    }
  }
  return out + "\n" + Wrap(ClosingLines(), 0) + "\n";
}

std::string ReportJson(const Report& report, const std::string& input,
                       std::optional<size_t> qr) {
  using nlohmann::ordered_json;
  ordered_json certificate = nullptr;
  if (report.facts) {
    certificate = ordered_json::object();
    for (const Facts::Fact& fact : report.facts->items) certificate[fact.key] = fact.value;
    certificate["status"] = report.status.value_or("unknown");
  }
  ordered_json checks = ordered_json::array();
  for (const Check& check : report.checks) {
    checks.push_back({{"name", check.name},
                      {"result", ResultName(check.result)},
                      {"evidence", check.evidence}});
  }
  ordered_json register_time = nullptr;
  if (report.register_time) register_time = report.register_time->Rfc3339();
  ordered_json object = {{"input", input}};
  if (qr) object["qr"] = *qr;
  object.update(ordered_json{{"result", VerdictName(report.outcome.verdict)},
                             {"statement", report.outcome.line},
                             {"certificate", std::move(certificate)},
                             {"checks", std::move(checks)},
                             {"registerTime", std::move(register_time)},
                             {"asOf", report.as_of.Rfc3339()}});
  // An argument or a file's name need not be UTF-8.
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace certseal
