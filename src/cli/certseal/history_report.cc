// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/history_report.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "cli/common/table.h"

namespace certseal {
namespace {

using nlohmann::ordered_json;

struct HistoryLine {
  Timestamp at;
  std::string what;
  std::string reason;
  std::optional<uint64_t> log_index;
  std::optional<CertificateCode> successor = {};
  std::optional<uint64_t> lost_successor = {};
};

std::vector<HistoryLine> LinesOf(const StoredCertificate& certificate,
                                 const CertificateHistory& history) {
  std::vector<HistoryLine> lines = {
      {certificate.row.facts.issued, "issued", "", history.log_index, {}}};
  for (const CertificateEvent& event : history.events) {
    lines.push_back({event.at, std::string(StatusChangeText(event.change)),
                     std::string(StatusReasonText(event.reason)), event.log_index,
                     event.successor, event.lost_successor});
  }
  // No entry of the log: the register alone forgets.
  if (history.erased) lines.push_back({*history.erased, "erased", "", {}, {}});
  return lines;
}

std::string_view KindText(SuccessionKind kind) {
  return kind == SuccessionKind::kCorrection ? "correction" : "renewal";
}

ordered_json SuccessionJson(const CertificateCode& code, SuccessionKind kind) {
  return {{"code", code.Printed()}, {"kind", KindText(kind)}};
}

}  // namespace

std::string HistoryText(const StoredCertificate& certificate,
                        const CertificateHistory& history) {
  Table table({"when", "what", "reason", "log"});
  for (const HistoryLine& line : LinesOf(certificate, history)) {
    std::string by;
    if (line.successor) by = " by " + line.successor->Printed();
    if (line.lost_successor) {
      by = StrCat(" by a lost certificate, log ", *line.lost_successor);
    }
    table.Add({line.at.Minute(), line.what + by,
               line.reason.empty() ? "-" : line.reason,
               line.log_index ? std::to_string(*line.log_index) : "-"});
  }
  return table.Text();
}

std::vector<std::pair<std::string, std::string>> SuccessionFields(
    const CertificateHistory& history) {
  std::vector<std::pair<std::string, std::string>> fields;
  for (const Succession& each : history.predecessors) {
    fields.emplace_back(
        each.kind == SuccessionKind::kCorrection ? "corrects" : "renews",
        each.predecessor.Printed());
  }
  for (const Succession& each : history.successors) {
    fields.emplace_back(
        each.kind == SuccessionKind::kCorrection ? "correctedBy" : "renewedBy",
        each.successor.Printed());
  }
  return fields;
}

void AddHistory(const StoredCertificate& certificate, const CertificateHistory& history,
                ordered_json& object) {
  if (history.log_index) object["logIndex"] = *history.log_index;
  object["history"] = ordered_json::array();
  for (const HistoryLine& line : LinesOf(certificate, history)) {
    ordered_json entry = {{"at", line.at.Rfc3339()}, {"event", line.what}};
    if (!line.reason.empty()) entry["reason"] = line.reason;
    if (line.log_index) entry["logIndex"] = *line.log_index;
    if (line.successor) entry["successor"] = line.successor->Printed();
    if (line.lost_successor) entry["lostSuccessor"] = *line.lost_successor;
    object["history"].push_back(std::move(entry));
  }
  object["predecessors"] = ordered_json::array();
  for (const Succession& each : history.predecessors) {
    object["predecessors"].push_back(SuccessionJson(each.predecessor, each.kind));
  }
  object["successors"] = ordered_json::array();
  for (const Succession& each : history.successors) {
    object["successors"].push_back(SuccessionJson(each.successor, each.kind));
  }
  if (history.hold) {
    object["hold"] = {{"since", history.hold->since.Rfc3339()},
                      {"note", history.hold->note}};
  }
  if (history.erased) object["erased"] = history.erased->Rfc3339();
}

}  // namespace certseal
