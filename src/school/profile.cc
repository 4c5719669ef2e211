// SPDX-License-Identifier: Apache-2.0
#include "school/profile.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "school/field_rules.h"
#include "school/json_reader.h"

namespace certseal {
namespace {

using nlohmann::json;

constexpr size_t kMaxAddressLines = 8;
constexpr size_t kMaxProviderNumbers = 30;
constexpr size_t kMaxSignatories = 3;
constexpr size_t kMaxAccreditations = 100;
constexpr size_t kMaxListed = 200;

ProviderNumber ReadProviderNumber(const json& value, const JsonPlace& place,
                                  JsonProblems& problems) {
  JsonObjectReader reader(value, place, {"scheme", "number"}, problems);
  ProviderNumber provider;
  provider.scheme = reader.Text("scheme", {80, Presence::kRequired});
  provider.number = reader.Text("number", {40, Presence::kRequired});
  return provider;
}

Signatory ReadSignatory(const json& value, const JsonPlace& place,
                        JsonProblems& problems) {
  JsonObjectReader reader(value, place, {"name", "credentials", "title", "signature"},
                          problems);
  Signatory signatory;
  signatory.name = reader.Text("name", {80, Presence::kRequired});
  signatory.credentials = reader.Text("credentials", {60});
  signatory.title = reader.Text("title", {80, Presence::kRequired});
  CheckWording(reader, "credentials", signatory.credentials);
  CheckWording(reader, "title", signatory.title);
  signatory.signature = reader.Text("signature", {120});
  signatory.where = problems.Where(place.Field("signature"));
  if (!signatory.signature.empty() && !IsPictureFile(signatory.signature)) {
    reader.Problem("signature",
                   "must be a file in the school's directory, as \"signatures/okafor.png\"");
  }
  return signatory;
}

std::vector<std::string> ReadCourseCodes(JsonObjectReader& reader) {
  std::vector<std::string> codes = reader.TextList("courses", kMaxListed, {64});
  for (const std::string& code : codes) {
    if (IsCourseCode(code)) continue;
    reader.Problem("courses", StrCat(Quote(code), " is no course code"));
  }
  return codes;
}

Activity ReadActivity(const json& value, const JsonPlace& place,
                      JsonProblems& problems) {
  JsonObjectReader reader(
      value, place,
      {"course", "maximumCredits", "registration", "subject", "delivery"}, problems);
  Activity activity;
  activity.course = reader.Text("course", {64, Presence::kRequired});
  activity.maximum = reader.Hours("maximumCredits", Presence::kOptional);
  activity.registration = reader.Text("registration", {40});
  activity.subject = reader.Text("subject", {40});
  activity.delivery = reader.Text("delivery", {60});
  if (!activity.course.empty() && !IsCourseCode(activity.course)) {
    reader.Problem("course", StrCat(Quote(activity.course), " is no course code"));
  }
  return activity;
}

// Whoever says what is approved of some courses means no others.
void TakeActivities(JsonObjectReader& reader, Accreditation& accreditation,
                    JsonProblems& problems) {
  std::vector<std::string>& courses = accreditation.courses;
  const bool named = !courses.empty();
  reader.ForEach("activities", kMaxListed, [&](const json& item, const JsonPlace& place) {
    Activity activity = ReadActivity(item, place, problems);
    const bool listed =
        std::find(courses.begin(), courses.end(), activity.course) != courses.end();
    if (named && !listed) {
      problems.Add(place.Field("course"), "is not among the accreditation's courses");
    } else if (!named && listed) {
      problems.Add(place.Field("course"), StrCat(Quote(activity.course), " stands twice"));
    } else if (!named) {
      courses.push_back(activity.course);
    }
    accreditation.activities.push_back(std::move(activity));
  });
}

// An approval without its days is a problem, so there is none to return.
std::optional<Accreditation> ReadAccreditation(const json& value,
                                               const JsonPlace& place,
                                               JsonProblems& problems) {
  JsonObjectReader reader(
      value, place,
      {"scheme", "statement", "firstDay", "lastDay", "professions", "states", "courses",
       "number", "provider", "activities"},
      problems);
  const std::string scheme = reader.Text("scheme", {80, Presence::kRequired});
  const std::string statement = reader.Text("statement", {600});
  JsonPlace statement_place = place.Field("statement");
  if (!reader.Inner("statement")) statement_place.pointer = place.pointer;
  CheckWording(reader, "statement", statement);
  const std::optional<Date> first = reader.Day("firstDay");
  const std::optional<Date> last = reader.Day("lastDay");
  const auto professions = reader.TextList("professions", kMaxListed, {40});
  const auto courses = ReadCourseCodes(reader);
  const auto states = reader.TextList("states", kMaxListed, {2});
  const std::string number = reader.Text("number", {40});
  const std::string provider = reader.Text("provider", {160});
  Accreditation read{scheme,      statement, first.value_or(*Date::FromDays(0)),
                     last.value_or(*Date::FromDays(0)),
                     professions, courses,   states,
                     number,      provider,  {},
                     problems.Where(statement_place)};
  TakeActivities(reader, read, problems);
  if (!first || !last) return {};
  if (*last < *first) reader.Problem("lastDay", "is before firstDay");
  return read;
}

struct Defaults {
  std::string location, instructor, template_name, language, second_language, date_order,
      names;
};

Defaults ReadDefaults(const json& value, const JsonPlace& place,
                      JsonProblems& problems) {
  JsonObjectReader reader(
      value, place,
      {"location", "instructor", "template", "language", "secondLanguage", "dateOrder",
       "names"},
      problems);
  Defaults defaults;
  defaults.location = reader.Text("location", {120});
  defaults.instructor = reader.Text("instructor", {120});
  defaults.template_name = reader.Text("template", {32});
  defaults.language = reader.Text("language", {35});
  defaults.second_language = reader.Text("secondLanguage", {35});
  defaults.date_order =
      reader.Choice("dateOrder", {"", "mdy", "dmy", "ymd"}, "", Presence::kOptional);
  defaults.names =
      reader.Choice("names", {"", "plain", "script"}, "", Presence::kOptional);
  if (defaults.template_name.empty()) defaults.template_name = "classic";
  if (defaults.language.empty()) defaults.language = "en";
  if (!IsTemplateName(defaults.template_name)) {
    reader.Problem("template", "must be lower-case letters, digits and hyphens");
  }
  if (!IsLanguageTag(defaults.language)) {
    reader.Problem("language", "must be a language tag as \"en\"");
  }
  if (!defaults.second_language.empty() && !IsLanguageTag(defaults.second_language)) {
    reader.Problem("secondLanguage", "must be a language tag as \"es\", or empty");
  }
  return defaults;
}

std::optional<SiteAddress> ReadUrl(JsonObjectReader& reader) {
  const std::string url = reader.Text("url", {600, Presence::kRequired});
  if (url.empty()) return {};
  const Result<SiteAddress> site = SiteAddress::Parse(url);
  if (site) return *site;
  reader.Problem("url", site.error().message);
  return {};
}

// The program that asks the server looks at the address more closely.
std::string ReadTsa(JsonObjectReader& reader) {
  std::string tsa = reader.Text("tsa", {600});
  if (!tsa.empty() && !tsa.starts_with("https://") && !tsa.starts_with("http://")) {
    reader.Problem("tsa", "must be a web address, as \"https://timestamp.example/tsa\"");
  }
  return tsa;
}

std::optional<DatabaseUrl> ReadDatabase(JsonObjectReader& reader) {
  const std::string text = reader.Text("register", {DatabaseUrl::kMaxBytes});
  if (text.empty()) return {};
  Result<DatabaseUrl> url = DatabaseUrl::Parse(text);
  if (url) return std::move(*url);
  reader.Problem("register", Join({url.error().message, url.error().hints.front()}, ": "));
  return {};
}

// ReadList collects what `read` makes of each object; it gives an optional or a value.
template <typename T, typename Read>
std::vector<T> ReadList(JsonObjectReader& reader, std::string_view field,
                        size_t max_items, JsonProblems& problems, const Read& read) {
  std::vector<T> out;
  reader.ForEach(field, max_items, [&](const json& item, const JsonPlace& place) {
    std::optional<T> value = read(item, place, problems);
    if (value) out.push_back(std::move(*value));
  });
  return out;
}

std::optional<SchoolProfile> ReadProfile(const json& value, JsonProblems& problems) {
  JsonObjectReader reader(value, {},
                          {"name", "legalName", "url", "address", "providerNumbers",
                           "signatories", "accreditations", "defaults", "tsa",
                           "checkOnline", "footerNote", "register"},
                          problems);
  const std::string name = reader.Text("name", {120, Presence::kRequired});
  const std::string legal_name = reader.Text("legalName", {160});
  const std::optional<SiteAddress> site = ReadUrl(reader);
  auto address = reader.TextList("address", kMaxAddressLines, {100});
  auto numbers = ReadList<ProviderNumber>(
      reader, "providerNumbers", kMaxProviderNumbers, problems, ReadProviderNumber);
  auto signatories = ReadList<Signatory>(reader, "signatories", kMaxSignatories,
                                         problems, ReadSignatory);
  auto approvals = ReadList<Accreditation>(reader, "accreditations", kMaxAccreditations,
                                           problems, ReadAccreditation);
  const json* inner = reader.Inner("defaults");
  Defaults defaults = ReadDefaults(inner ? *inner : json::object(),
                                   reader.PlaceOf("defaults"), problems);
  const std::string tsa = ReadTsa(reader);
  const bool check_online = reader.Flag("checkOnline");
  const std::string footer_note = reader.Text("footerNote", {300});
  CheckWording(reader, "footerNote", footer_note);
  std::optional<DatabaseUrl> database = ReadDatabase(reader);
  if (!problems.empty() || !site) return {};
  return SchoolProfile{name,
                       legal_name.empty() ? name : legal_name,
                       *site,
                       std::move(address),
                       std::move(numbers),
                       std::move(signatories),
                       std::move(approvals),
                       std::move(defaults.location),
                       std::move(defaults.instructor),
                       std::move(defaults.template_name),
                       std::move(defaults.language),
                       std::move(defaults.second_language),
                       std::move(defaults.date_order),
                       tsa,
                       check_online,
                       footer_note,
                       std::move(defaults.names),
                       std::move(database)};
}

}  // namespace

Result<SchoolProfile> SchoolProfile::Parse(std::string_view text,
                                           std::string_view file_name) {
  std::optional<SchoolProfile> profile;
  TRY(ReadJsonFile(text, file_name, [&](const json& value, JsonProblems& problems) {
    profile = ReadProfile(value, problems);
  }));
  return std::move(*profile);
}

std::string NewSchoolJson(std::string_view name, const SiteAddress& site) {
  const auto text = [](std::string_view value) {
    return json(value).dump(-1, ' ', false, json::error_handler_t::replace);
  };
  return StrCat(R"({
  "name": )",
                text(name), R"(,
  "legalName": )",
                text(name), R"(,
  "url": )",
                text(site.url()), R"(,
  "address": [],
  "providerNumbers": [
    {"scheme": "", "number": ""}
  ],
  "signatories": [
    {"name": "", "credentials": "", "title": "", "signature": ""},
    {"name": "", "credentials": "", "title": "", "signature": ""}
  ],
  "accreditations": [
    {
      "scheme": "",
      "statement": "",
      "firstDay": "",
      "lastDay": "",
      "number": "",
      "provider": "",
      "professions": [],
      "states": [],
      "courses": [],
      "activities": []
    }
  ],
  "defaults": {
    "location": "",
    "instructor": "",
    "template": "classic",
    "language": "en",
    "secondLanguage": "",
    "dateOrder": "",
    "names": "plain"
  },
  "tsa": "",
  "checkOnline": false,
  "footerNote": "",
  "register": ""
}
)");
}

}  // namespace certseal
