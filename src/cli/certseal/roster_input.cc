// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/roster_input.h"

#include "base/file.h"
#include "base/strings.h"
#include "roster/text_encoding.h"

namespace certseal {
namespace {

Result<ColumnOverrides> ReadMap(const std::vector<std::string>& entries) {
  ColumnOverrides map;
  for (const std::string& entry : entries) {
    const size_t equals = entry.find('=');
    const auto field = FieldFromName(entry.substr(0, equals));
    if (equals == std::string::npos || !field) {
      std::vector<std::string> names;
      for (Field each : AllFields()) names.emplace_back(FieldName(each));
      return Fail(StrCat("--map ", Quote(entry), " does not say FIELD=COLUMN"),
                  {StrCat("fields: ", Join(names, ", "))});
    }
    if (!map.emplace(*field, entry.substr(equals + 1)).second) {
      return Fail(StrCat("--map names two columns for ", FieldName(*field)));
    }
  }
  return map;
}

}  // namespace

void AddRosterArguments(CLI::App& command, RosterArguments& arguments) {
  command.add_option("ROSTER", arguments.file, "the list of graduates (CSV, - for standard input)")
      ->required();
  command.add_option("--course", arguments.course,
                     "the course's code, where the roster has no such column")
      ->type_name("CODE");
  command.add_option("--dates", arguments.dates, "how to read 03/04/2026")
      ->check(OneOf({"mdy", "dmy", "ymd"}));
  command.add_option("--map", arguments.map, "take a field from this column")
      ->type_name("FIELD=COLUMN")
      ->allow_extra_args(false);  // each takes one value; it may be repeated
  command.add_option("--skip", arguments.skip, "leave out the rows that begin at these lines")
      ->type_name("LINE,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  command.add_flag("--valid-only", arguments.valid_only, "leave out every row with an error");
  command.add_option("--duplicate", arguments.duplicate,
                     "issue these lines although the graduate has this certificate")
      ->type_name("LINE,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  AddJobsOption(command, arguments.jobs);
}

Result<LoadedRoster> LoadRoster(const RosterArguments& arguments, const School& school) {
  RosterOptions options{.skip = {arguments.skip.begin(), arguments.skip.end()},
                        .today = SystemNow().date()};
  options.dates = ParseDateOrder(arguments.dates.empty() ? school.profile.date_order
                                                         : arguments.dates);
  ASSIGN_OR_RETURN(options.map, ReadMap(arguments.map));
  options.course = arguments.course;
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(arguments.file, kMaxRosterBytes));
  Result<Roster> roster = ReadRoster(bytes, options, school.catalogue);
  if (!roster) return Within(arguments.file, roster.error());
  Selection selection{arguments.valid_only,
                      {arguments.duplicate.begin(), arguments.duplicate.end()}};
  return LoadedRoster{Sha256(bytes), std::move(*roster), std::move(selection)};
}

}  // namespace certseal
