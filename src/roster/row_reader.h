// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "roster/roster.h"
#include "roster/row_cells.h"

namespace certseal {

// GraduateDraft is what could be read of a row, whether or not it can be issued: what
// the rows are compared by.
struct GraduateDraft {
  int line = 0;
  std::string name;  // empty where it could not be read, as every text here
  std::string post_nominals;
  std::string email;
  std::string licence;
  std::string licence_state;
  std::string member;
  std::string profession;
  const Course* course = nullptr;
  std::optional<Date> completed;
  std::optional<Date> started;
  std::optional<Quarters> didactic;
  std::optional<Quarters> hands_on;
  std::optional<Quarters> credits;
  std::string role;
  std::string location;
  std::string instructor;
  std::string template_name;
  std::string language;
  std::string second_language;

  // Finish gives the graduate where nothing that is required is missing.
  std::optional<Graduate> Finish() const;
};

// RowContext is what all rows share. Everything it points to outlives it.
struct RowContext {
  const RosterOptions& options;
  const Catalogue& catalogue;
  const Course* course;  // of the option; null where none was given
};

// ReadPerson reads who the graduate is: name, post-nominals, profession, licence,
// e-mail.
void ReadPerson(RowCells& cells, GraduateDraft& draft);

// ReadCourseAndDates reads which course was completed and when. It comes after
// ReadPerson: a course is not open to every profession.
void ReadCourseAndDates(RowCells& cells, const RowContext& context,
                        GraduateDraft& draft);

// ReadAttendance reads role, hours, credits, fee, and the rest. It comes after the
// course, whose hours limit those attended.
void ReadAttendance(RowCells& cells, GraduateDraft& draft);

}  // namespace certseal
