// SPDX-License-Identifier: Apache-2.0
#include "roster/field.h"

#include <algorithm>
#include <map>

#include "base/strings.h"
#include "base/unicode.h"
#include "roster/characters.h"

namespace certseal {
namespace {

struct FieldEntry {
  Field field;
  std::string_view name;
  // Headings as people write them, parted by "|"; those for messages first.
  std::string_view headings;
};

constexpr FieldEntry kEntries[] = {
    {Field::kFullName, "name",
     "Name|Full Name|Attendee|Attendee Name|Participant|Participant Name|Graduate|"
     "Graduate Name|Student|Student Name|Registrant|Registrant Name|Learner|"
     "Learner Name|Holder|Name on Certificate|Certificate Name"},
    {Field::kFirstName, "first-name",
     "First Name|Given Name|First|Forename|Given Names|First Names|FName|"
     "Attendee First Name|Participant First Name|Student First Name"},
    {Field::kMiddleName, "middle-name",
     "Middle Name|Middle|Middle Names|Middle Initial|MI|MName"},
    {Field::kLastName, "last-name",
     "Last Name|Surname|Family Name|Last|Family|LName|Last Names|Attendee Last Name|"
     "Participant Last Name|Student Last Name|Attendee Surname"},
    {Field::kCredentials, "credentials",
     "Credentials|Credential|Post-nominals|Degree|Degrees|Designation|Designations|"
     "Post-nominal|Postnominal Letters|Letters|Cred"},
    {Field::kEmail, "email",
     "Email|E-mail Address|Mail|Attendee Email|Email Addr|EMails|Participant Email|"
     "Student Email"},
    {Field::kLicence, "licence",
     "License #|Licence|License|License Number|Licence Number|Licence #|Lic #|Lic|"
     "Lic Number|License No|Licence No|Lic No|License ID|Licence ID|"
     "Professional License Number|Medical License Number|RN License Number|"
     "Nursing License Number"},
    {Field::kLicenceState, "licence-state",
     "Lic. State|License State|Licence State|State of License|State of Licence|"
     "State Licensed|Licensing State|State of Licensure|Licensure State|"
     "License Jurisdiction"},
    {Field::kMember, "member",
     "Member #|Member Number|Membership Number|Membership #|Member ID|AGD #|"
     "AGD Number|AGD Member Number|AGD Member #"},
    {Field::kProfession, "profession",
     "Profession|Occupation|License Type|Licence Type|Professional Title|"
     "Provider Type|Practitioner Type|Lic Type|Type of License"},
    {Field::kCourse, "course",
     "Course|Course Code|Class|Course ID|Course #|Course Number|Code|Class Code|"
     "Training|Programme|Program|Module|Program Code"},
    {Field::kCompleted, "completed",
     "Completed|Completion Date|Date Completed|Course Date|Date|Completed On|"
     "Date of Completion|End Date|Class Date|Training Date|Completion|Course End Date|"
     "Finished|Date Finished|Course End"},
    {Field::kStarted, "started",
     "Start Date|Started|Date Started|Course Start Date|Started On|Course Start|"
     "Begin Date|From"},
    {Field::kDidactic, "didactic",
     "Didactic|Didactic Hours|Didactic Hrs|Hours Didactic|Theory Hours|Lecture Hours|"
     "Theory|Didactic H|Classroom Hours"},
    {Field::kHandsOn, "hands-on",
     "Hands-on|Hands-on Hours|Hands-on Hrs|Hours Hands-on|Clinical Hours|"
     "Practical Hours|Handson H|Practicum Hours|Clinical"},
    {Field::kCredits, "credits",
     "Claimed|Credits Claimed|Credits|CME Claimed|CME Credits|Hours Claimed|"
     "Claimed Credits|Claimed Hours|CME|CE Credits|CE Hours|CME Hours|Credits Earned|"
     "Contact Hours"},
    {Field::kRole, "role",
     "Role|Participation|Attended As|Participation Type|Attendance Type|Attendee Role|"
     "Participated As"},
    {Field::kPaid, "paid",
     "Paid|Fee Paid|Payment Received|Paid in Full|Fees Paid|Is Paid|Paid?"},
    {Field::kLocation, "location",
     "Location|Venue|Place|Course Location|Campus|Site|City"},
    {Field::kInstructor, "instructor",
     "Instructor|Trainer|Faculty|Teacher|Instructor Name|Taught By|Instructors|"
     "Lead Instructor"},
    {Field::kTemplate, "template",
     "Template|Certificate Template|Design|Layout"},
    {Field::kLanguage, "language",
     "Language|Certificate Language|Lang|Language of Certificate"},
    {Field::kSecondLanguage, "second-language",
     "Second Language|Other Language|2nd Language|Bilingual With|Second Lang"},
};

const std::map<std::string, Field>& HeadingIndex() {
  static const std::map<std::string, Field> index = [] {
    std::map<std::string, Field> out;
    for (const FieldEntry& entry : kEntries) {
      out.emplace(HeadingKey(entry.name), entry.field);
      for (const std::string_view heading : Split(entry.headings, '|')) {
        out.emplace(HeadingKey(heading), entry.field);
      }
    }
    return out;
  }();
  return index;
}

std::optional<Field> FieldFromKey(const std::string& key) {
  const auto at = HeadingIndex().find(key);
  if (at == HeadingIndex().end()) return std::nullopt;
  return at->second;
}

const FieldEntry& EntryOf(Field field) {
  return *std::ranges::find(kEntries, field, &FieldEntry::field);
}

std::string WithoutParentheses(std::string_view heading) {
  std::string out;
  int depth = 0;
  for (char c : heading) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) out += c;
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return out;
}

}  // namespace

const std::vector<Field>& AllFields() {
  static const std::vector<Field> fields = [] {
    std::vector<Field> out;
    for (const FieldEntry& entry : kEntries) out.push_back(entry.field);
    return out;
  }();
  return fields;
}

std::string_view FieldName(Field field) { return EntryOf(field).name; }

std::optional<Field> FieldFromName(std::string_view name) {
  const std::string key = HeadingKey(name);
  for (const FieldEntry& entry : kEntries) {
    if (HeadingKey(entry.name) == key) return entry.field;
  }
  if (key == "license" || key == "licensestate") return FieldFromKey(key);
  return std::nullopt;
}

std::optional<Field> FieldFromHeader(std::string_view heading) {
  if (const auto field = FieldFromKey(HeadingKey(heading))) return field;
  return FieldFromKey(HeadingKey(WithoutParentheses(heading)));
}

std::string FieldSynonyms(Field field) {
  constexpr size_t kShown = 4;
  std::vector<std::string> shown;
  for (const std::string_view heading : Split(EntryOf(field).headings, '|')) {
    if (shown.size() < kShown) shown.push_back(Quote(heading));
  }
  return Join(shown, ", ");
}

std::string HeadingKey(std::string_view heading) {
  std::string key;
  const bool ascii = IsAscii(heading);
  for (char32_t c : ToUtf32(ascii ? AsciiLower(heading) : FoldForSearch(heading))) {
    if (c == U'#' || c == 0x2116) key += "no";
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
      AppendUtf8(key, c);
  }
  return key;
}

}  // namespace certseal
