// SPDX-License-Identifier: Apache-2.0
#include "base/strings.h"
#include "base/unicode.h"
#include "language/language.h"
#include "roster/closed_lists.h"
#include "roster/number_forms.h"
#include "roster/row_reader.h"
#include "school/field_rules.h"
#include "school/suggest.h"

namespace certseal {
namespace {

constexpr size_t kMaxText = 120;

void ReadOwnRole(RowCells& cells, GraduateDraft& draft) {
  const bool no_hands_on = draft.course && draft.course->hands_on_hours == Quarters();
  const std::string usual = no_hands_on ? "didactic only" : "injector";
  if (!cells.HasColumn(Field::kRole)) {
    draft.role = usual;
    return;
  }
  const Cell* cell = cells.Find(Field::kRole);
  if (!cell) return;
  if (cell->value.empty()) {
    cells.Fail(*cell, "there is no role", "injector, observer or didactic only");
    return;
  }
  const auto role = ReadRole(cell->value);
  if (!role) {
    cells.Fail(
        *cell, "is no role a certificate can state",
        "injector, observer or didactic only, with the hours attended; or leave the "
        "row out");
    return;
  }
  draft.role = *role;
  if (AsciiLower(cell->value) != *role)
    cells.Repair(*cell, *role, "usual word for the role");
}

// One number of hours; `fallback` where the file has no such column.
std::optional<Quarters> ReadHoursCell(RowCells& cells, Field field,
                                      std::optional<Quarters> fallback,
                                      std::optional<Quarters> limit) {
  if (!cells.HasColumn(field)) return fallback;
  const Cell* cell = cells.Find(field);
  if (!cell) return {};
  if (cell->value.empty()) {
    cells.Fail(*cell, "there are no hours", "add the hours attended; 0 for none");
    return {};
  }
  const HoursReading reading = ReadHours(cell->value);
  if (!reading.hours) {
    cells.Fail(*cell, reading.problem, reading.remedy);
    return {};
  }
  if (!reading.repair.empty())
    cells.Repair(*cell, reading.hours->Text(), reading.repair);
  if (limit && *reading.hours > *limit) {
    cells.Fail(*cell,
               StrCat("is more than the ", limit->Text(), " hours of the course"),
               "correct the hours, or the course");
    return {};
  }
  return reading.hours;
}

void ReadCourseHours(RowCells& cells, GraduateDraft& draft) {
  std::optional<Quarters> didactic, hands_on, usual_hands_on;
  if (draft.course) {
    didactic = draft.course->didactic_hours;
    hands_on = draft.course->hands_on_hours;
    usual_hands_on = draft.role == "injector" ? *hands_on : Quarters();
  }
  draft.didactic = ReadHoursCell(cells, Field::kDidactic, didactic, didactic);
  draft.hands_on = ReadHoursCell(cells, Field::kHandsOn, usual_hands_on, hands_on);
  if (!draft.didactic || !draft.hands_on) return;
  if (*draft.didactic + *draft.hands_on == Quarters()) {
    cells.FailRow("no hour was attended", "correct the hours, or leave the row out");
  }
  const Cell* cell = cells.FindFilled(Field::kHandsOn);
  if (cell && *draft.hands_on > Quarters() && draft.role == "didactic only") {
    cells.Warn(*cell, "hands-on hours of one who attended the didactic part only");
  }
}

void ReadCredits(RowCells& cells, GraduateDraft& draft) {
  const Cell* cell = cells.FindFilled(Field::kCredits);
  if (!cell) return;
  const HoursReading reading = ReadHours(cell->value);
  if (!reading.hours) {
    cells.Fail(*cell, reading.problem, reading.remedy);
    return;
  }
  if (!reading.repair.empty())
    cells.Repair(*cell, reading.hours->Text(), reading.repair);
  if (draft.didactic && draft.hands_on) {
    const Quarters attended = *draft.didactic + *draft.hands_on;
    if (*reading.hours > attended) {
      cells.Fail(*cell,
                 StrCat("claims more than the ", attended.Text(), " hours attended"),
                 StrCat("at most ", attended.Text(), ", or correct the hours"));
      return;
    }
  }
  draft.credits = reading.hours;
}

void ReadPaid(RowCells& cells) {
  const Cell* cell = cells.Find(Field::kPaid);
  if (!cell) return;
  const auto paid = ReadYesNo(cell->value);
  if (paid && *paid) return;
  cells.Fail(*cell, paid ? "fee not paid" : "does not say whether the fee is paid",
             "write Y once the fee is paid, or leave the row out");
}

std::string ReadText(RowCells& cells, Field field) {
  const Cell* cell = cells.FindFilled(field);
  if (!cell) return "";
  if (ToUtf32(cell->value).size() <= kMaxText) return cell->value;
  cells.Fail(*cell, StrCat("is longer than ", kMaxText, " characters"), "shorten it");
  return "";
}

void ReadTemplate(RowCells& cells, GraduateDraft& draft) {
  const Cell* cell = cells.FindFilled(Field::kTemplate);
  if (!cell) return;
  if (IsTemplateName(cell->value))
    draft.template_name = cell->value;
  else
    cells.Fail(*cell, "is no template's name",
               "lower-case letters, digits and hyphens");
}

// A tag stays as it is: es-MX says more than es. Other spellings become the tag.
std::string ReadTag(RowCells& cells, const Cell& cell) {
  if (Language::Find(cell.value) && IsLanguageTag(cell.value)) return cell.value;
  const Language* language = Language::FindByName(cell.value);
  if (language) {
    cells.Repair(cell, language->tag(), "language by its tag");
    return language->tag();
  }
  cells.Fail(cell,
             StrCat("is no language that certificates are written in",
                    DidYouMean(cell.value, Language::Choices())),
             "use a tag of docs/languages.md, as es or zh-Hans, or leave it empty");
  return "";
}

void ReadLanguages(RowCells& cells, GraduateDraft& draft) {
  if (const Cell* cell = cells.FindFilled(Field::kLanguage)) {
    draft.language = ReadTag(cells, *cell);
  }
  if (const Cell* cell = cells.FindFilled(Field::kSecondLanguage)) {
    const bool none = AsciiLower(cell->value) == kNoLanguage;
    draft.second_language = none ? std::string(kNoLanguage) : ReadTag(cells, *cell);
  }
}

}  // namespace

void ReadAttendance(RowCells& cells, GraduateDraft& draft) {
  ReadOwnRole(cells, draft);
  ReadCourseHours(cells, draft);
  ReadCredits(cells, draft);
  ReadPaid(cells);
  draft.location = ReadText(cells, Field::kLocation);
  draft.instructor = ReadText(cells, Field::kInstructor);
  ReadTemplate(cells, draft);
  ReadLanguages(cells, draft);
}

std::optional<Graduate> GraduateDraft::Finish() const {
  if (name.empty() || !course || !completed || !didactic || !hands_on || role.empty()) {
    return {};
  }
  return Graduate{line,          name,         post_nominals, email,      licence,
                  licence_state, member,       profession,
                  course->code,  *completed,   started,
                  *didactic,     *hands_on,    credits,       role,       location,
                  instructor,    template_name, language,    second_language};
}

}  // namespace certseal
