// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "roster/roster.h"

namespace certseal::testing_support {

inline Catalogue StarterCatalogue() {
  auto catalogue = Catalogue::Parse(StarterCatalogueJson(), "courses.json");
  EXPECT_TRUE(catalogue);
  return *std::move(catalogue);
}

inline RosterOptions Options() {
  return {.dates = {},
          .course = {},
          .map = {},
          .skip = {},
          .today = *Date::ParseIso("2026-11-23")};
}

inline std::string ReadVector(std::string_view name) {
  const auto text = ReadFile(
      std::string(CERTSEAL_SOURCE_DIR "/tests/vectors/rosters/") + std::string(name),
      1 << 20);
  EXPECT_TRUE(text) << name;
  return text ? *text : "";
}

// A finding on one line: "error Completed \"x\": message > repaired".
inline std::string Show(const Finding& finding) {
  constexpr const char* kNames[] = {"repair", "notice", "warning", "error"};
  std::string out = kNames[static_cast<int>(finding.severity)];
  if (!finding.column.empty()) out += ' ' + finding.column;
  out += ": " + finding.message;
  if (finding.severity == Severity::kRepair) {
    out += ": " + finding.value + " > " + finding.repaired;
  }
  return out;
}

inline std::vector<std::string> Show(const Findings& findings) {
  std::vector<std::string> out;
  for (const Finding& finding : findings) out.push_back(Show(finding));
  return out;
}

}  // namespace certseal::testing_support
