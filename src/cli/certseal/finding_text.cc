// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/finding_text.h"

#include <algorithm>
#include <map>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr size_t kMaxRanges = 12;

// Findings that say the same of several rows.
struct Group {
  const Finding* finding;
  std::vector<int> lines;
};

std::vector<Group> Grouped(const Findings& findings, Severity severity) {
  std::vector<Group> groups;
  std::map<std::vector<std::string>, size_t> places;
  for (const Finding& finding : findings) {
    if (finding.severity != severity) continue;
    if (finding.rule) {
      const auto [place, is_new] =
          places.emplace(std::vector<std::string>{finding.rule->id, finding.column,
                                                  finding.message, finding.remedy},
                         groups.size());
      if (!is_new) {
        groups[place->second].lines.push_back(finding.line);
        continue;
      }
    }
    groups.push_back({&finding, {finding.line}});
  }
  return groups;
}

std::string PlaceText(const Group& group) {
  const Finding& finding = *group.finding;
  std::string text = finding.line > 0 ? LinesText(group.lines) : "all rows";
  const bool one = group.lines.size() == 1;
  if (one && !finding.person.empty()) {
    text += StrCat(" (", EscapeControls(finding.person), ")");
  }
  if (!finding.column.empty()) text += StrCat(", ", EscapeControls(finding.column));
  return text;
}

std::string GroupText(const Group& group) {
  const Finding& finding = *group.finding;
  std::string text = StrCat("  ", PlaceText(group), ": ", ValueText(finding));
  if (!finding.remedy.empty()) text += StrCat("\n      -> ", finding.remedy);
  if (finding.rule) {
    text += StrCat("\n      rule ", finding.rule->id, " (", finding.rule->source,
                   ", checked ", finding.rule->checked, ")");
  }
  return text + "\n";
}

}  // namespace

std::string ValueText(const Finding& finding) {
  const std::string& message = finding.message;
  const std::string value = Quote(finding.value);
  if (finding.severity == Severity::kRepair) {
    return StrCat(message, ": ", value, " is read as ", Quote(finding.repaired));
  }
  if (finding.value.empty() || message.find(value) != std::string::npos) return message;
  return StrCat(message, ": ", value);
}

std::string LinesText(std::vector<int> lines) {
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  std::vector<std::string> ranges;
  size_t shown = 0;
  for (size_t i = 0; i < lines.size() && ranges.size() < kMaxRanges; i = shown) {
    size_t last = i;
    while (last + 1 < lines.size() && lines[last + 1] == lines[last] + 1) ++last;
    if (last - i == 1) last = i;  // two are shorter named one by one
    ranges.push_back(last == i ? std::to_string(lines[i])
                               : StrCat(lines[i], "-", lines[last]));
    shown = last + 1;
  }
  const std::string word = lines.size() == 1 ? "line " : "lines ";
  if (shown < lines.size()) {
    return StrCat(word, Join(ranges, ", "), " and ", lines.size() - shown, " more");
  }
  if (ranges.size() == 1) return word + ranges.front();
  const std::string end = StrCat(" and ", ranges.back());
  ranges.pop_back();
  return StrCat(word, Join(ranges, ", "), end);
}

std::string FindingsText(const Findings& findings, Severity severity) {
  std::string text;
  for (const Group& group : Grouped(findings, severity)) text += GroupText(group);
  return text;
}

}  // namespace certseal
