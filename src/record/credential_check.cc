// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "record/credential.h"

namespace certseal {
namespace {

constexpr uint32_t kStatusListSize = 131'072;
constexpr size_t kMaxCode = 40;

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); }

bool All(std::string_view text, bool (*is)(char)) {
  return std::all_of(text.begin(), text.end(), is);
}

// What has no shape of its own, or changes that of its neighbours: a name that holds it
// does not read as it was typed.
bool IsForbidden(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) ||       // C0, DEL, C1
         c == 0x61c || c == 0x200e || c == 0x200f ||  // direction marks
         (c >= 0x2028 && c <= 0x202e) ||           // separators, embeddings, overrides
         (c >= 0x2066 && c <= 0x2069) ||           // isolates
         c == 0xfeff || (c & 0xfffe) == 0xfffe ||  // byte order mark, noncharacters
         (c >= 0xfdd0 && c <= 0xfdef);
}

Result<void> CheckCharacters(std::string_view field, std::string_view text) {
  bool ascii = true;
  for (size_t i = 0; i < text.size();) {
    const auto c = DecodeUtf8(text, i);
    if (!c) return Fail(StrCat(field, ": is not valid UTF-8"));
    if (IsForbidden(*c)) {
      return Fail(StrCat(field, ": ", Quote(text),
                         " holds a character that may not be ",
                         "in it (a control character or a mark of direction)"));
    }
    ascii = ascii && *c < 0x80;
  }
  if (!ascii && Nfc(text) != text) {
    return Fail(
        StrCat(field, ": ", Quote(text), " is not in Unicode's normalization form C"));
  }
  return {};
}

Result<void> CheckText(std::string_view field, std::string_view text,
                       size_t max_bytes) {
  if (text.empty()) return Fail(StrCat(field, ": is empty"));
  if (text.size() > max_bytes) {
    return Fail(
        StrCat(field, ": has ", text.size(), " bytes, at most ", max_bytes, " fit"));
  }
  if (Trim(text).size() != text.size()) {
    return Fail(StrCat(field, ": ", Quote(text), " begins or ends with a space"));
  }
  return CheckCharacters(field, text);
}

// A part of a web address: courses/<code>.
Result<void> CheckCourseCode(std::string_view code) {
  const auto is_allowed = [](char c) {
    return IsLower(c) || IsUpper(c) || IsDigit(c) || c == '-' || c == '_' || c == '.';
  };
  const bool ok = !code.empty() && code.size() <= kMaxCode && All(code, is_allowed) &&
                  code.front() != '.' && code.back() != '.';
  if (ok) return {};
  return Fail(StrCat("course code: ", Quote(code, 60), " is not 1 to ", kMaxCode,
                     " letters, digits, \"-\", \"_\" and \".\""));
}

// The form of BCP 47 that Open Badges 3.0 knows: language[-Script][-REGION].
bool IsLanguage(std::string_view text) {
  const std::vector<std::string_view> parts = Split(text, '-');
  size_t next = 1;
  if (parts[0].size() < 2 || parts[0].size() > 4 || !All(parts[0], IsLower))
    return false;
  if (next < parts.size() && parts[next].size() == 4 && IsUpper(parts[next][0]) &&
      All(parts[next].substr(1), IsLower)) {
    ++next;
  }
  if (next < parts.size() && ((parts[next].size() == 2 && All(parts[next], IsUpper)) ||
                              (parts[next].size() == 3 && All(parts[next], IsDigit)))) {
    ++next;
  }
  return next == parts.size();
}

Result<void> CheckIdentity(std::string_view field,
                           const std::optional<IdentityHash>& identity) {
  constexpr std::string_view kPrefix = "sha256$";
  if (!identity) return {};
  const std::string_view hash = identity->hash;
  if (!hash.starts_with(kPrefix) || hash.size() != kPrefix.size() + 64 ||
      !All(hash.substr(kPrefix.size()), IsHex)) {
    return Fail(StrCat(field, ": the hash is not \"sha256$\" and 64 hex digits"));
  }
  if (identity->salt.size() != 32 || !All(identity->salt, IsHex)) {
    return Fail(StrCat(field, ": the salt is not 32 hex digits"));
  }
  return {};
}

Result<void> CheckCourse(const CourseFacts& course) {
  TRY(CheckCourseCode(course.code));
  TRY(CheckText("course title", course.title, 300));
  TRY(CheckText("course description", course.description, 2000));
  TRY(CheckText("course version", course.version, 40));
  TRY(CheckText("course criteria", course.criteria, 4000));
  if (!IsLanguage(course.language)) {
    return Fail(StrCat("course language: ", Quote(course.language, 60),
                       " is not a language as en or pt-BR"));
  }
  return {};
}

Result<void> CheckDates(const Credential& credential) {
  if (credential.started && credential.completed < *credential.started) {
    return Fail("the course is completed before it starts");
  }
  if (credential.expires && *credential.expires < credential.completed) {
    return Fail("the certificate expires before the course is completed");
  }
  return {};
}

}  // namespace

Result<void> CheckCredential(const Credential& credential) {
  TRY(CheckText("school name", credential.school_name, 300));
  TRY(CheckText("holder name", credential.holder_name, 300));
  TRY(CheckText("role", credential.role, 300));
  TRY(CheckText("assessment", credential.assessment, 300));
  TRY(CheckIdentity("e-mail", credential.email));
  TRY(CheckIdentity("licence", credential.licence));
  TRY(CheckCourse(credential.course));
  TRY(CheckDates(credential));
  if (credential.status.index >= kStatusListSize) {
    return Fail(StrCat("status index: ", credential.status.index, " is not below ",
                       kStatusListSize));
  }
  return {};
}

}  // namespace certseal
