// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "roster/characters.h"
#include "roster/closed_lists.h"
#include "roster/credentials.h"
#include "roster/number_forms.h"
#include "roster/person_name.h"
#include "roster/row_reader.h"

namespace certseal {
namespace {

constexpr size_t kMaxCredentials = 80;
constexpr size_t kMaxLicence = 40;
constexpr size_t kMaxProfession = 40;
constexpr Field kNameFields[] = {Field::kFullName, Field::kFirstName,
                                 Field::kMiddleName, Field::kLastName};

// Gives the letters that stood in the name.
std::vector<std::string> ReadName(RowCells& cells, GraduateDraft& draft) {
  std::vector<NamePart> parts;
  for (Field field : kNameFields) {
    if (!cells.HasColumn(field)) continue;
    const Cell* cell = cells.Find(field);
    if (!cell) return {};
    parts.push_back({cell->column, cell->raw, cell->value});
  }
  if (parts.empty()) return {};  // the heading has its own error
  NameReading reading = ReadPersonName(parts);
  cells.Take(std::move(reading.findings));
  draft.name = std::move(reading.name);
  return std::move(reading.credentials);
}

void ReadPostNominals(RowCells& cells, const std::vector<std::string>& from_name,
                      GraduateDraft& draft) {
  const Cell* cell = cells.FindFilled(Field::kCredentials);
  const std::string given = cell ? cell->value : "";
  if (cell) {
    const CredentialsReading own = ReadCredentials(given);
    if (own.repaired) cells.Repair(*cell, own.Text(), "usual spelling of the letters");
    for (const std::string& letters : own.unknown) {
      cells.Warn(*cell,
                 StrCat(Quote(letters), " is on no list of credentials; it is kept"),
                 "check the spelling");
    }
  }
  const std::string moved = Join(from_name, ", ");
  const bool both = !moved.empty() && !given.empty();
  draft.post_nominals = ReadCredentials(StrCat(moved, both ? ", " : "", given)).Text();
  if (!cell || ToUtf32(draft.post_nominals).size() <= kMaxCredentials) return;
  cells.Fail(*cell, StrCat("is longer than ", kMaxCredentials, " characters"),
             "keep the letters that count");
}

void ReadEmail(RowCells& cells, GraduateDraft& draft) {
  const Cell* cell = cells.FindFilled(Field::kEmail);
  if (!cell) return;
  if (IsPlausibleEmail(cell->value)) {
    draft.email = cell->value;
    return;
  }
  const auto ats = std::count(cell->value.begin(), cell->value.end(), '@');
  cells.Fail(*cell, ats > 1 ? "has more than one @" : "is not an e-mail address",
             "correct it, or leave the cell empty");
}

bool IsLicenceText(std::string_view text) {
  const std::u32string characters = ToUtf32(text);
  if (characters.size() > kMaxLicence) return false;
  bool counts = false;
  for (char32_t c : characters) {
    const bool alnum = IsLetter(c) || (c >= U'0' && c <= U'9');
    if (!alnum &&
        std::u32string_view(U" -./#()").find(c) == std::u32string_view::npos) {
      return false;
    }
    counts = counts || alnum;
  }
  return counts;
}

void ReadLicence(RowCells& cells, GraduateDraft& draft) {
  const Cell* cell = cells.FindFilled(Field::kLicence);
  if (!cell) return;
  if (LostDigits(cell->value)) {
    cells.Fail(
        *cell, "the spreadsheet has rounded the number: its last digits are lost",
        "look it up in the registration form or at the state board, and format the "
        "column as text before typing it");
  } else if (!IsLicenceText(cell->value)) {
    cells.Fail(*cell, "is not a licence number",
               StrCat("at most ", kMaxLicence, " letters, digits, spaces and hyphens"));
  } else {
    draft.licence = cell->value;
  }
}

void ReadMember(RowCells& cells, GraduateDraft& draft) {
  const Cell* cell = cells.FindFilled(Field::kMember);
  if (!cell) return;
  if (LostDigits(cell->value)) {
    cells.Fail(*cell, "the spreadsheet has rounded the number: its last digits are lost",
               "look it up, and format the column as text before typing it");
  } else if (!IsLicenceText(cell->value)) {
    cells.Fail(*cell, "is not a member number",
               StrCat("at most ", kMaxLicence, " letters, digits, spaces and hyphens"));
  } else {
    draft.member = cell->value;
  }
}

void ReadLicenceState(RowCells& cells, GraduateDraft& draft) {
  const Cell* cell = cells.Find(Field::kLicenceState);
  if (!cell) return;
  if (cell->value.empty()) {
    if (!draft.licence.empty()) cells.Notice(*cell, "the licence has no state");
    return;
  }
  if (const auto state = ReadState(cell->value)) {
    draft.licence_state = *state;
    if (*state != cell->value) cells.Repair(*cell, *state, "letters of the state");
  } else {
    cells.Fail(*cell, "is not a state", "two letters, as CA");
  }
}

void ReadOwnProfession(RowCells& cells, GraduateDraft& draft) {
  const Cell* cell = cells.FindFilled(Field::kProfession);
  if (!cell) return;
  if (ToUtf32(cell->value).size() > kMaxProfession) {
    cells.Fail(*cell, StrCat("is longer than ", kMaxProfession, " characters"),
               "give the profession alone, as RN");
    return;
  }
  const auto known = ReadProfession(cell->value);
  draft.profession = known ? *known : cell->value;
  if (!known) {
    cells.Warn(*cell, "is on no list of professions; it is kept", "check the spelling");
  } else if (*known != cell->value) {
    cells.Repair(*cell, *known, "usual letters of the profession");
  }
}

}  // namespace

void ReadPerson(RowCells& cells, GraduateDraft& draft) {
  const std::vector<std::string> from_name = ReadName(cells, draft);
  ReadPostNominals(cells, from_name, draft);
  ReadEmail(cells, draft);
  ReadLicence(cells, draft);
  ReadLicenceState(cells, draft);
  ReadMember(cells, draft);
  ReadOwnProfession(cells, draft);
}

}  // namespace certseal
