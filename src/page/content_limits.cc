// SPDX-License-Identifier: Apache-2.0
#include "page/content_limits.h"

#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

constexpr size_t kMostBytes = 2000;
constexpr size_t kMostRows = 32;

void CheckText(const std::string& name, const std::string& value,
               std::vector<FitProblem>& problems) {
  if (value.size() > kMostBytes) {
    problems.push_back({name, StrCat("longer than ", kMostBytes, " bytes")});
  } else if (FindInvalidUtf8(value)) {
    problems.push_back({name, "not well-formed UTF-8"});
  }
}

}  // namespace

std::vector<FitProblem> CheckLimits(const PageContent& content) {
  std::vector<FitProblem> problems;
  for (const auto& [name, value] : content.fields) CheckText(name, value, problems);
  for (const auto& [list, rows] : content.lists) {
    if (rows.size() > kMostRows) {
      problems.push_back({list, StrCat("more than ", kMostRows, " rows")});
      continue;
    }
    for (size_t i = 0; i < rows.size(); ++i) {
      for (const auto& [name, value] : rows[i]) {
        CheckText(RowName(list, i) + "." + name, value, problems);
      }
    }
  }
  return problems;
}

std::string RowName(const std::string& list, size_t index) {
  return StrCat(list, "[", index + 1, "]");
}

}  // namespace certseal
