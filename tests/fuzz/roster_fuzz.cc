// SPDX-License-Identifier: Apache-2.0
// links: roster
// seeds: rosters/*.csv rosters/*.txt
//
// Reads any bytes as a roster. What is read must hold what roster.h promises, and the
// file of left-out rows must be a roster again.
#include <cstddef>

#include "base/unicode.h"
#include "fuzz/fuzz.h"
#include "roster/left_out.h"
#include "roster/roster.h"

namespace {

using namespace certseal;

bool IsCleanText(const std::string& text) {
  return !FindInvalidUtf8(text) && Nfc(text) == text &&
         text.find_first_of("\r\n\t") == std::string::npos;
}

void CheckGraduate(const Graduate& graduate, const RosterOptions& options,
                   const Catalogue& catalogue) {
  const Course* course = catalogue.Find(graduate.course_code);
  Require(course && course->code == graduate.course_code);
  Require(!graduate.name.empty());
  for (const std::string& text :
       {graduate.name, graduate.post_nominals, graduate.email, graduate.licence,
        graduate.licence_state, graduate.profession, graduate.location,
        graduate.instructor}) {
    Require(IsCleanText(text));
  }
  Require(graduate.completed <= options.today);
  Require(!graduate.started || *graduate.started <= graduate.completed);
  Require(graduate.didactic <= course->didactic_hours);
  Require(graduate.hands_on <= course->hands_on_hours);
  Require(!graduate.credits ||
          *graduate.credits <= graduate.didactic + graduate.hands_on);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto catalogue =
      Catalogue::Parse(StarterCatalogueJson(), "courses.json");
  const RosterOptions options{.today = *Date::ParseIso("2026-11-23")};
  const std::string_view bytes = TextOf(data, size);
  const auto roster = ReadRoster(bytes, options, *catalogue);
  if (!roster) return 0;
  LeftOutRows rows;
  for (size_t i = 0; i < roster->rows.size(); ++i) {
    const RosterRow& row = roster->rows[i];
    const auto graduate = roster->ReadGraduate(i);
    Require(graduate.has_value() == row.is_graduate);
    if (graduate) CheckGraduate(*graduate, options, *catalogue);
    Require(!(row.is_graduate && row.has_errors()));
    rows.emplace(i, row.findings);
  }
  const auto again = ReadRoster(LeftOutCsv(*roster, rows), options, *catalogue);
  Require(!again || again->rows.size() <= roster->rows.size());
  return 0;
}
