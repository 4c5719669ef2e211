// SPDX-License-Identifier: Apache-2.0
#include "issue/hours_content.h"

#include <algorithm>

#include "issue/bilingual.h"

namespace certseal {
namespace {

constexpr std::string_view kNone = "–";

bool AllOrNone(const Quarters& attended, const Quarters& whole) {
  return attended == whole || attended == Quarters();
}

// The hours of a module that somebody attended who was there for all or none.
std::string Cell(const Quarters& hours, const Quarters& attended,
                 const Language& language) {
  if (hours == Quarters() || attended == Quarters()) return std::string(kNone);
  return language.Decimal(hours);
}

std::vector<PageRow> ModuleRows(const Graduate& graduate, const Course& course,
                            const Language& language) {
  if (!AllOrNone(graduate.didactic, course.didactic_hours) ||
      !AllOrNone(graduate.hands_on, course.hands_on_hours)) {
    return {};
  }
  std::vector<PageRow> rows;
  for (const Module& module : course.modules) {
    rows.push_back({{"title", module.title},
                    {"didactic", Cell(module.didactic_hours, graduate.didactic, language)},
                    {"hands-on", Cell(module.hands_on_hours, graduate.hands_on, language)}});
  }
  return rows;
}

Quarters HoursIn(const PageRow& row, const std::string& field) {
  const auto cell = row.find(field);
  if (cell == row.end() || cell->second == kNone) return {};
  std::string number = cell->second;
  std::replace(number.begin(), number.end(), ',', '.');  // as some languages write it
  return Quarters::Parse(number).value_or(Quarters());
}

std::string TitleIn(const PageRow& row) {
  const auto title = row.find("title");
  return title == row.end() ? "" : title->second;
}

}  // namespace

void AddHours(const Award& award, const Language& language, PageContent& page) {
  const Graduate& graduate = award.graduate;
  page.fields["hours.didactic"] = language.Decimal(graduate.didactic);
  page.fields["hours.hands-on"] = language.Decimal(graduate.hands_on);
  page.fields["hours.total"] = language.Decimal(graduate.didactic + graduate.hands_on);
  std::vector<PageRow> rows = ModuleRows(graduate, *award.course, language);
  if (!rows.empty()) page.lists["modules"] = std::move(rows);
}

std::vector<Module> ModulesOf(const PageContent& page, const Course& course,
                              const Course* listed) {
  const auto rows = page.lists.find("modules");
  if (rows == page.lists.end()) return {};
  std::vector<Module> modules;
  Quarters didactic, hands_on;
  for (const PageRow& row : rows->second) {
    modules.push_back({TitleIn(row), HoursIn(row, "didactic"), HoursIn(row, "hands-on"),
                       TitlesOf(page, row)});
    didactic = didactic + modules.back().didactic_hours;
    hands_on = hands_on + modules.back().hands_on_hours;
  }
  if (didactic == course.didactic_hours && hands_on == course.hands_on_hours) {
    return modules;
  }
  const bool same = listed != nullptr && listed->version == course.version &&
                    listed->didactic_hours == course.didactic_hours &&
                    listed->hands_on_hours == course.hands_on_hours;
  return same ? listed->modules : std::vector<Module>();
}

}  // namespace certseal
