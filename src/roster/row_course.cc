// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "roster/closed_lists.h"
#include "roster/row_reader.h"
#include "school/suggest.h"

namespace certseal {
namespace {

constexpr int kFirstYear = 1990;

const Course* FindByTitle(const Catalogue& catalogue, std::string_view title) {
  const std::string folded = FoldForSearch(title);
  const Course* found = nullptr;
  for (const Course& course : catalogue.courses()) {
    if (FoldForSearch(course.title) != folded) continue;
    if (found) return nullptr;
    found = &course;
  }
  return found;
}

std::vector<std::string> CodesOf(const Catalogue& catalogue) {
  std::vector<std::string> codes;
  for (const Course& course : catalogue.courses()) codes.push_back(course.code);
  return codes;
}

const Course* ReadOwnCourse(RowCells& cells, const Cell& cell,
                            const Catalogue& catalogue) {
  const Course* course = catalogue.Find(cell.value);
  if (!course) course = FindByTitle(catalogue, cell.value);
  if (!course) {
    cells.Fail(cell,
               StrCat("is no course of the catalogue",
                      DidYouMean(cell.value, CodesOf(catalogue))),
               "use a code of courses.json, or add the course there");
  } else if (course->code != cell.value) {
    cells.Repair(cell, course->code, "course code as in the catalogue");
  }
  return course;
}

void ReadCourse(RowCells& cells, const RowContext& context, GraduateDraft& draft) {
  draft.course = context.course;
  if (const Cell* cell = cells.FindFilled(Field::kCourse)) {
    draft.course = ReadOwnCourse(cells, *cell, context.catalogue);
    if (!draft.course || !context.course || draft.course == context.course) return;
    cells.Fail(*cell,
               StrCat("is not the course given with --course, ", context.course->code),
               "leave the row out, or run without --course");
    draft.course = nullptr;
  } else if (const Cell* empty = cells.Find(Field::kCourse);
             empty && context.options.course.empty()) {
    cells.Fail(*empty, "there is no course", "add its code, or give --course CODE");
  }
}

std::optional<Date> ReadOneDate(RowCells& cells, const Cell& cell,
                                const RowContext& context) {
  const DateReading reading = ReadDate(cell.value, context.options.dates);
  if (!reading.date) {
    cells.Fail(cell, reading.problem, reading.remedy);
    return {};
  }
  if (!reading.repair.empty()) cells.Repair(cell, reading.date->Iso(), reading.repair);
  if (*reading.date > context.options.today) {
    cells.Fail(cell, StrCat(reading.date->EnglishLong(), " lies in the future"),
               "correct the date, or issue after the course");
    return {};
  }
  if (reading.date->year() < kFirstYear) {
    cells.Fail(cell, StrCat(reading.date->EnglishLong(), " lies before ", kFirstYear),
               "correct the date");
    return {};
  }
  return reading.date;
}

void ReadDates(RowCells& cells, const RowContext& context, GraduateDraft& draft) {
  if (const Cell* cell = cells.Find(Field::kCompleted)) {
    if (cell->value.empty()) {
      cells.Fail(*cell, "there is no completion date", "add it, as 2026-03-14");
    } else {
      draft.completed = ReadOneDate(cells, *cell, context);
    }
  }
  const Cell* cell = cells.FindFilled(Field::kStarted);
  if (!cell) return;
  draft.started = ReadOneDate(cells, *cell, context);
  if (draft.started && draft.completed && *draft.started > *draft.completed) {
    cells.Fail(*cell, "the course starts after its completion",
               "correct one of the dates");
  }
}

bool IsAmong(const std::string& profession, const std::vector<std::string>& eligible) {
  return std::any_of(eligible.begin(), eligible.end(), [&](const std::string& one) {
    return AsciiLower(one) == AsciiLower(profession) ||
           ReadProfession(one) == profession;
  });
}

// The post-nominals say the profession of most who do not state it.
std::string ProfessionFromLetters(const GraduateDraft& draft) {
  for (std::string_view letters : Split(draft.post_nominals, ',')) {
    const auto profession = ReadProfession(Trim(letters));
    if (profession && IsAmong(*profession, draft.course->eligible)) return *profession;
  }
  return "";
}

void CheckEligible(RowCells& cells, GraduateDraft& draft) {
  if (!draft.course || draft.course->eligible.empty()) return;
  const std::string open_to =
      StrCat(draft.course->code, " is open to ", Join(draft.course->eligible, ", "));
  if (const Cell* cell = cells.FindFilled(Field::kProfession)) {
    if (IsAmong(draft.profession, draft.course->eligible)) return;
    cells.Fail(*cell, StrCat("the course is not open to this profession: ", open_to),
               "correct the profession or the course, or leave the row out");
    return;
  }
  draft.profession = ProfessionFromLetters(draft);
  if (draft.profession.empty()) {
    cells.FailRow(StrCat("the profession is not known: ", open_to),
                  "add it in a column \"Profession\"");
  } else {
    cells.NoticeRow(StrCat("profession ", draft.profession,
                           " taken from the letters after the name"));
  }
}

}  // namespace

void ReadCourseAndDates(RowCells& cells, const RowContext& context,
                        GraduateDraft& draft) {
  ReadCourse(cells, context, draft);
  CheckEligible(cells, draft);
  ReadDates(cells, context, draft);
}

}  // namespace certseal
