// SPDX-License-Identifier: Apache-2.0
#include "record/credential_json.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "record/contexts.h"

namespace certseal {
namespace {

using nlohmann::json;

constexpr std::string_view kEmailType = "emailAddress";
constexpr std::string_view kLicenceType = "ext:professionalLicense";

struct ClassName {
  DocumentClass document_class;
  std::string_view title;
  std::string_view achievement_type;  // a term of the standard, or its "ext:" form
};

constexpr ClassName kClasses[] = {
    {DocumentClass::kAttendance, "Certificate of Attendance",
     "ext:CertificateOfAttendance"},
    {DocumentClass::kCompletion, "Certificate of Completion",
     "CertificateOfCompletion"},
    {DocumentClass::kParticipation, "Participation Certificate",
     "ext:ParticipationCertificate"},
};

const ClassName& NamesOf(DocumentClass document_class) {
  for (const ClassName& names : kClasses) {
    if (names.document_class == document_class) return names;
  }
  return kClasses[0];
}

json Number(Quarters value) {
  if (value.count() % 4 == 0) return value.count() / 4;
  return value.value();
}

std::string Midnight(Date date) { return Timestamp::AtMidnight(date).Rfc3339(); }

json OneType(const char* type) {
  json types = json::array();
  types.push_back(type);
  return types;
}

json Identity(std::string_view type, std::string_view value, const std::string* salt) {
  json out = json::object();
  out["type"] = "IdentityObject";
  out["hashed"] = salt != nullptr;
  out["identityHash"] = value;
  out["identityType"] = type;
  if (salt) out["salt"] = *salt;
  return out;
}

json Identities(const Credential& credential) {
  json out = json::array();
  out.push_back(Identity("name", credential.holder_name, nullptr));
  if (const auto& email = credential.email) {
    out.push_back(Identity(kEmailType, email->hash, &email->salt));
  }
  if (const auto& licence = credential.licence) {
    out.push_back(Identity(kLicenceType, licence->hash, &licence->salt));
  }
  return out;
}

json ResultOf(const std::string& course, std::string_view fragment,
              const std::string& value) {
  json out = json::object();
  out["type"] = OneType("Result");
  out["resultDescription"] = StrCat(course, fragment);
  out["value"] = value;
  return out;
}

json Results(const Credential& credential, const std::string& course) {
  json out = json::array();
  out.push_back(ResultOf(course, "#didactic-hours", credential.didactic_hours.Text()));
  out.push_back(ResultOf(course, "#hands-on-hours", credential.hands_on_hours.Text()));
  out.push_back(ResultOf(course, "#assessment", credential.assessment));
  // The standard wants a status beside a result of the type Status.
  out.back()["status"] = "Completed";
  return out;
}

json Description(const std::string& course, std::string_view fragment, const char* name,
                 const char* type) {
  json out = json::object();
  out["id"] = StrCat(course, fragment);
  out["type"] = OneType("ResultDescription");
  out["name"] = name;
  out["resultType"] = type;
  return out;
}

json Descriptions(const CourseFacts& facts, const std::string& course) {
  json out = json::array();
  out.push_back(
      Description(course, "#didactic-hours", "Didactic hours", "ext:DidacticHours"));
  out.back()["valueMax"] = facts.didactic_hours.Text();
  out.push_back(
      Description(course, "#hands-on-hours", "Hands-on hours", "ext:HandsOnHours"));
  out.back()["valueMax"] = facts.hands_on_hours.Text();
  out.push_back(Description(course, "#assessment", "Assessment", "Status"));
  return out;
}

json Achievement(const Credential& credential, const std::string& course) {
  const CourseFacts& facts = credential.course;
  json out = json::object();
  out["id"] = course;
  out["type"] = OneType("Achievement");
  out["achievementType"] = NamesOf(credential.document_class).achievement_type;
  out["name"] = facts.title;
  out["description"] = facts.description;
  out["humanCode"] = facts.code;
  out["version"] = facts.version;
  out["inLanguage"] = facts.language;
  out["creditsAvailable"] = Number(facts.total_hours);
  out["criteria"] = json::object();
  out["criteria"]["id"] = course + "#criteria";
  out["criteria"]["narrative"] = facts.criteria;
  out["resultDescription"] = Descriptions(facts, course);
  return out;
}

json Subject(const Credential& credential) {
  const std::string course =
      StrCat(credential.site.url(), "courses/", credential.course.code);
  json out = json::object();
  out["type"] = OneType("AchievementSubject");
  out["identifier"] = Identities(credential);
  out["licenseNumber"] = credential.code.Printed();
  out["role"] = credential.role;
  if (credential.credits) out["creditsEarned"] = Number(*credential.credits);
  if (credential.started) out["activityStartDate"] = Midnight(*credential.started);
  out["activityEndDate"] = Midnight(credential.completed);
  out["result"] = Results(credential, course);
  out["achievement"] = Achievement(credential, course);
  return out;
}

json Status(const Credential& credential) {
  const StatusSlot& slot = credential.status;
  const std::string list =
      StrCat(credential.site.url(), "status/revocation/", slot.block);
  json out = json::object();
  out["id"] = StrCat(list, "#", slot.index);
  out["type"] = "BitstringStatusListEntry";
  out["statusPurpose"] = "revocation";
  out["statusListIndex"] = std::to_string(slot.index);
  out["statusListCredential"] = list;
  return out;
}

json Issuer(const Credential& credential) {
  json out = json::object();
  out["id"] = credential.site.did();
  out["type"] = OneType("Profile");
  out["name"] = credential.school_name;
  out["url"] = credential.site.url();
  return out;
}

}  // namespace

std::string_view DocumentClassTitle(DocumentClass document_class) {
  return NamesOf(document_class).title;
}

json CredentialToJson(const Credential& credential) {
  json out = json::object();
  out["@context"] = json::array();
  out["@context"].push_back(kCredentialsContextUrl);
  out["@context"].push_back(kOpenBadgesContextUrl);
  out["id"] = StrCat(credential.site.url(), "#", credential.code.compact());
  out["type"] = OneType("VerifiableCredential");
  out["type"].push_back("OpenBadgeCredential");
  out["issuer"] = Issuer(credential);
  out["validFrom"] = credential.issued.Rfc3339();
  if (credential.expires) out["validUntil"] = Midnight(*credential.expires);
  out["awardedDate"] = Midnight(credential.completed);
  out["name"] = StrCat(DocumentClassTitle(credential.document_class), ": ",
                       credential.course.title);
  out["credentialSubject"] = Subject(credential);
  out["credentialStatus"] = Status(credential);
  return out;
}

}  // namespace certseal
