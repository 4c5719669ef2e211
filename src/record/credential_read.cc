// SPDX-License-Identifier: Apache-2.0
#include <cstdint>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/unicode.h"
#include "record/credential_json.h"

namespace certseal {
namespace {

using nlohmann::json;

// Find follows a path of member names and [indexes]; null where it leads nowhere.
const json* Find(const json& document, std::string_view path) {
  const json* at = &document;
  while (!path.empty()) {
    if (path.front() == '[') {
      const size_t index = static_cast<size_t>(path[1] - '0');
      if (!at->is_array() || index >= at->size()) return nullptr;
      at = &(*at)[index];
      path.remove_prefix(3);
    } else {
      const std::string key(path.substr(0, path.find_first_of(".[")));
      const auto member = at->find(key);
      if (!at->is_object() || member == at->end()) return nullptr;
      at = &*member;
      path.remove_prefix(key.size());
    }
    if (path.starts_with('.')) path.remove_prefix(1);
  }
  return at;
}

tl::unexpected<Error> Wrong(std::string_view path, std::string_view why) {
  return Fail(StrCat(path, ": ", why));
}

// A fact given as text, in a form that Parse reads.
template <typename Parse>
auto FormAt(const json& document, std::string_view path, std::string_view form,
            Parse parse) -> Result<std::decay_t<decltype(*parse(std::string()))>> {
  ASSIGN_OR_RETURN(const std::string text, TextAt(document, path));
  auto value = parse(text);
  if (!value) return Wrong(path, StrCat(Quote(text, 60), " is not ", form));
  return std::move(*value);
}

Result<Date> DateAt(const json& document, std::string_view path) {
  ASSIGN_OR_RETURN(const Timestamp time,
                   FormAt(document, path, "a time as 2026-11-20T00:00:00Z",
                          &Timestamp::ParseRfc3339));
  if (time != Timestamp::AtMidnight(time.date()))
    return Wrong(path, "must be midnight");
  return time.date();
}

Result<Quarters> HoursAt(const json& document, std::string_view path) {
  return FormAt(document, path, "a number of quarter hours", &Quarters::Parse);
}

Result<Quarters> NumberAt(const json& document, std::string_view path) {
  const json* value = Find(document, path);
  if (!value) return Wrong(path, "missing");
  if (!value->is_number()) return Wrong(path, "must be a number");
  const auto quarters = Quarters::FromDouble(value->get<double>());
  if (!quarters) return Wrong(path, "must be quarters from 0 to 10000");
  return *quarters;
}

std::optional<uint32_t> Parse32(std::string_view text) {
  const auto value = ParseDecimal(text);
  if (!value || *value > UINT32_MAX) return std::nullopt;
  return static_cast<uint32_t>(*value);
}

Result<StatusSlot> ReadStatus(const json& document, const SiteAddress& site) {
  constexpr std::string_view kList = "credentialStatus.statusListCredential";
  StatusSlot slot;
  ASSIGN_OR_RETURN(slot.index, FormAt(document, "credentialStatus.statusListIndex",
                                      "an index", &Parse32));
  ASSIGN_OR_RETURN(const std::string list, TextAt(document, kList));
  const std::string prefix = site.url() + "status/revocation/";
  const auto block =
      Parse32(list.starts_with(prefix) ? list.substr(prefix.size()) : "");
  if (!block) {
    return Wrong(kList, StrCat(Quote(list, 60), " is not ", prefix, " and a number"));
  }
  slot.block = *block;
  return slot;
}

// The hashed identities follow the name: the e-mail address, the licence, or both.
Result<std::optional<IdentityHash>> ReadIdentity(const json& document, size_t& next,
                                                 std::string_view type) {
  const std::string path = StrCat("credentialSubject.identifier[", next, "]");
  const json* found = Find(document, path + ".identityType");
  if (next > 2 || !found || *found != type) return std::optional<IdentityHash>();
  IdentityHash identity;
  ASSIGN_OR_RETURN(identity.hash, TextAt(document, path + ".identityHash"));
  ASSIGN_OR_RETURN(identity.salt, TextAt(document, path + ".salt"));
  ++next;
  return std::optional<IdentityHash>(std::move(identity));
}

Result<DocumentClass> ReadClass(const json& document) {
  constexpr std::string_view kPath = "credentialSubject.achievement.achievementType";
  ASSIGN_OR_RETURN(const std::string type, TextAt(document, kPath));
  if (type == "CertificateOfCompletion") return DocumentClass::kCompletion;
  if (type == "ext:CertificateOfAttendance") return DocumentClass::kAttendance;
  if (type == "ext:ParticipationCertificate") return DocumentClass::kParticipation;
  return Wrong(kPath, StrCat("unknown class of document ", Quote(type, 60)));
}

Result<CourseFacts> ReadCourse(const json& document) {
  CourseFacts course;
  const std::pair<std::string*, std::string_view> texts[] = {
      {&course.code, "credentialSubject.achievement.humanCode"},
      {&course.title, "credentialSubject.achievement.name"},
      {&course.description, "credentialSubject.achievement.description"},
      {&course.version, "credentialSubject.achievement.version"},
      {&course.language, "credentialSubject.achievement.inLanguage"},
      {&course.criteria, "credentialSubject.achievement.criteria.narrative"}};
  for (const auto& [text, path] : texts) {
    ASSIGN_OR_RETURN(*text, TextAt(document, path));
  }
  ASSIGN_OR_RETURN(
      course.total_hours,
      NumberAt(document, "credentialSubject.achievement.creditsAvailable"));
  ASSIGN_OR_RETURN(
      course.didactic_hours,
      HoursAt(document, "credentialSubject.achievement.resultDescription[0].valueMax"));
  ASSIGN_OR_RETURN(
      course.hands_on_hours,
      HoursAt(document, "credentialSubject.achievement.resultDescription[1].valueMax"));
  return course;
}

struct HolderFacts {
  std::string name;
  std::optional<IdentityHash> email, licence;
  std::string role, assessment;
  Quarters didactic_hours, hands_on_hours;
  std::optional<Quarters> credits;
};

Result<HolderFacts> ReadHolder(const json& document) {
  constexpr std::string_view kCredits = "credentialSubject.creditsEarned";
  HolderFacts holder;
  ASSIGN_OR_RETURN(holder.name,
                   TextAt(document, "credentialSubject.identifier[0].identityHash"));
  size_t next = 1;
  ASSIGN_OR_RETURN(holder.email, ReadIdentity(document, next, "emailAddress"));
  ASSIGN_OR_RETURN(holder.licence,
                   ReadIdentity(document, next, "ext:professionalLicense"));
  ASSIGN_OR_RETURN(holder.role, TextAt(document, "credentialSubject.role"));
  ASSIGN_OR_RETURN(holder.didactic_hours,
                   HoursAt(document, "credentialSubject.result[0].value"));
  ASSIGN_OR_RETURN(holder.hands_on_hours,
                   HoursAt(document, "credentialSubject.result[1].value"));
  ASSIGN_OR_RETURN(holder.assessment,
                   TextAt(document, "credentialSubject.result[2].value"));
  if (Find(document, kCredits)) {
    ASSIGN_OR_RETURN(holder.credits, NumberAt(document, kCredits));
  }
  return holder;
}

struct DateFacts {
  std::optional<Date> started;
  Date completed;
  Timestamp issued;
  std::optional<Date> expires;
};

Result<DateFacts> ReadDates(const json& document) {
  constexpr std::string_view kStarted = "credentialSubject.activityStartDate";
  std::optional<Date> started;
  if (Find(document, kStarted)) {
    ASSIGN_OR_RETURN(started, DateAt(document, kStarted));
  }
  ASSIGN_OR_RETURN(const Date completed,
                   DateAt(document, "credentialSubject.activityEndDate"));
  ASSIGN_OR_RETURN(
      const Timestamp issued,
      FormAt(document, "validFrom", "a time in UTC", &Timestamp::ParseRfc3339));
  std::optional<Date> expires;
  if (Find(document, "validUntil")) {
    ASSIGN_OR_RETURN(expires, DateAt(document, "validUntil"));
  }
  return DateFacts{started, completed, issued, expires};
}

std::string Child(const std::string& path, const std::string& key) {
  const std::string name = EscapeControls(Utf8Prefix(key, 60));
  return path.empty() ? name : StrCat(path, ".", name);
}

std::string DifferenceInObject(const json& expected, const json& actual,
                               const std::string& path) {
  for (auto it = actual.begin(); it != actual.end(); ++it) {
    if (!expected.contains(it.key())) return Child(path, it.key()) + ": unknown field";
  }
  for (auto it = expected.begin(); it != expected.end(); ++it) {
    const std::string child = Child(path, it.key());
    const auto other = actual.find(it.key());
    if (other == actual.end()) return child + ": missing";
    std::string difference = FirstDifference(*it, *other, child);
    if (!difference.empty()) return difference;
  }
  return "";
}

}  // namespace

std::string FirstDifference(const json& expected, const json& actual,
                            const std::string& path) {
  if (expected.is_object() && actual.is_object()) {
    return DifferenceInObject(expected, actual, path);
  }
  if (expected.is_array() && actual.is_array()) {
    if (expected.size() != actual.size()) {
      return StrCat(path, ": must have ", expected.size(), " elements");
    }
    for (size_t i = 0; i < expected.size(); ++i) {
      std::string difference =
          FirstDifference(expected[i], actual[i], StrCat(path, "[", i, "]"));
      if (!difference.empty()) return difference;
    }
    return "";
  }
  if (expected == actual) return "";
  return StrCat(path, ": must be ", EscapeControls(expected.dump()));
}

Result<std::string> TextAt(const json& document, std::string_view path) {
  const json* value = Find(document, path);
  if (!value) return Wrong(path, "missing");
  if (!value->is_string()) return Wrong(path, "must be a string");
  return value->get_ref<const std::string&>();
}

Result<Credential> CredentialFromJson(const json& document) {
  ASSIGN_OR_RETURN(
      const SiteAddress site,
      FormAt(document, "issuer.url", "a web address", &SiteAddress::Parse));
  ASSIGN_OR_RETURN(std::string school_name, TextAt(document, "issuer.name"));
  ASSIGN_OR_RETURN(const CertificateCode code,
                   FormAt(document, "credentialSubject.licenseNumber",
                          "a certificate's code", &CertificateCode::Parse));
  ASSIGN_OR_RETURN(const DocumentClass document_class, ReadClass(document));
  ASSIGN_OR_RETURN(HolderFacts holder, ReadHolder(document));
  ASSIGN_OR_RETURN(CourseFacts course, ReadCourse(document));
  ASSIGN_OR_RETURN(const DateFacts dates, ReadDates(document));
  ASSIGN_OR_RETURN(const StatusSlot status, ReadStatus(document, site));
  return Credential{.site = site,
                    .school_name = std::move(school_name),
                    .code = code,
                    .document_class = document_class,
                    .holder_name = std::move(holder.name),
                    .email = std::move(holder.email),
                    .licence = std::move(holder.licence),
                    .role = std::move(holder.role),
                    .assessment = std::move(holder.assessment),
                    .course = std::move(course),
                    .didactic_hours = holder.didactic_hours,
                    .hands_on_hours = holder.hands_on_hours,
                    .credits = holder.credits,
                    .started = dates.started,
                    .completed = dates.completed,
                    .issued = dates.issued,
                    .expires = dates.expires,
                    .status = status};
}

}  // namespace certseal
