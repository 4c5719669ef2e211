// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certseal {

// Field is what a roster's column can mean.
enum class Field {
  kFullName,
  kFirstName,
  kMiddleName,
  kLastName,
  kCredentials,
  kEmail,
  kLicence,
  kLicenceState,
  kMember,
  kProfession,
  kCourse,
  kCompleted,
  kStarted,
  kDidactic,
  kHandsOn,
  kCredits,
  kRole,
  kPaid,
  kLocation,
  kInstructor,
  kTemplate,
  kLanguage,
  kSecondLanguage,
};

const std::vector<Field>& AllFields();

// FieldName is the name of a field for --map and for people: "first-name".
std::string_view FieldName(Field field);

// FieldFromName reads such a name, forgiving case and punctuation.
std::optional<Field> FieldFromName(std::string_view name);

// FieldFromHeader tells what a column's heading means: its synonyms, whatever the case,
// the punctuation and a note in parentheses, as in "License #" or "Completed (m/d/y)".
std::optional<Field> FieldFromHeader(std::string_view heading);

// FieldSynonyms are some headings that mean the field, for messages.
std::string FieldSynonyms(Field field);

// HeadingKey is what FieldFromHeader compares: letters and digits, folded, with "#" as
// "no".
std::string HeadingKey(std::string_view heading);

}  // namespace certseal
