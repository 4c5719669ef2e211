// SPDX-License-Identifier: Apache-2.0
#include "roster/closed_lists.h"

#include <algorithm>
#include <iterator>

#include "base/strings.h"
#include "base/unicode.h"
#include "roster/characters.h"
#include "roster/field.h"

namespace certseal {
namespace {

struct Entry {
  const char* key;  // as HeadingKey makes it
  const char* value;
};

constexpr Entry kRoles[] = {
    {"injector", "injector"},          {"injecting", "injector"},
    {"handson", "injector"},           {"handsoninjector", "injector"},
    {"fullparticipant", "injector"},   {"observer", "observer"},
    {"observing", "observer"},         {"observation", "observer"},
    {"observeronly", "observer"},      {"observationonly", "observer"},
    {"didacticonly", "didactic only"}, {"didactic", "didactic only"},
    {"theoryonly", "didactic only"},   {"lectureonly", "didactic only"},
};

constexpr Entry kProfessions[] = {
    {"md", "MD"},
    {"medicaldoctor", "MD"},
    {"doctorofmedicine", "MD"},
    {"do", "DO"},
    {"doctorofosteopathicmedicine", "DO"},
    {"osteopathicphysician", "DO"},
    {"pa", "PA"},
    {"pac", "PA"},
    {"physicianassistant", "PA"},
    {"physicianassociate", "PA"},
    {"np", "NP"},
    {"npc", "NP"},
    {"crnp", "NP"},
    {"cnp", "NP"},
    {"fnp", "NP"},
    {"fnpc", "NP"},
    {"fnpbc", "NP"},
    {"nursepractitioner", "NP"},
    {"familynursepractitioner", "NP"},
    {"aprn", "APRN"},
    {"arnp", "APRN"},
    {"advancedpracticeregisterednurse", "APRN"},
    {"advancedregisterednursepractitioner", "APRN"},
    {"rn", "RN"},
    {"registerednurse", "RN"},
    {"lpn", "LPN"},
    {"licensedpracticalnurse", "LPN"},
    {"lvn", "LVN"},
    {"licensedvocationalnurse", "LVN"},
    {"crna", "CRNA"},
    {"nurseanesthetist", "CRNA"},
    {"certifiedregisterednurseanesthetist", "CRNA"},
    {"cnm", "CNM"},
    {"certifiednursemidwife", "CNM"},
    {"cns", "CNS"},
    {"clinicalnursespecialist", "CNS"},
    {"dds", "DDS"},
    {"doctorofdentalsurgery", "DDS"},
    {"dmd", "DMD"},
    {"doctorofdentalmedicine", "DMD"},
    {"rdh", "RDH"},
    {"dentalhygienist", "RDH"},
    {"registereddentalhygienist", "RDH"},
    {"pharmd", "PharmD"},
    {"pharmacist", "PharmD"},
    {"dpm", "DPM"},
    {"podiatrist", "DPM"},
    {"nd", "ND"},
    {"dc", "DC"},
    {"ma", "MA"},
    {"medicalassistant", "MA"},
    {"esthetician", "Esthetician"},
    {"aesthetician", "Esthetician"},
    {"licensedesthetician", "Esthetician"},
    {"lasertechnician", "Laser technician"},
};

constexpr Entry kStates[] = {
    {"alabama", "AL"},
    {"alaska", "AK"},
    {"arizona", "AZ"},
    {"arkansas", "AR"},
    {"california", "CA"},
    {"colorado", "CO"},
    {"connecticut", "CT"},
    {"delaware", "DE"},
    {"districtofcolumbia", "DC"},
    {"florida", "FL"},
    {"georgia", "GA"},
    {"hawaii", "HI"},
    {"idaho", "ID"},
    {"illinois", "IL"},
    {"indiana", "IN"},
    {"iowa", "IA"},
    {"kansas", "KS"},
    {"kentucky", "KY"},
    {"louisiana", "LA"},
    {"maine", "ME"},
    {"maryland", "MD"},
    {"massachusetts", "MA"},
    {"michigan", "MI"},
    {"minnesota", "MN"},
    {"mississippi", "MS"},
    {"missouri", "MO"},
    {"montana", "MT"},
    {"nebraska", "NE"},
    {"nevada", "NV"},
    {"newhampshire", "NH"},
    {"newjersey", "NJ"},
    {"newmexico", "NM"},
    {"newyork", "NY"},
    {"northcarolina", "NC"},
    {"northdakota", "ND"},
    {"ohio", "OH"},
    {"oklahoma", "OK"},
    {"oregon", "OR"},
    {"pennsylvania", "PA"},
    {"rhodeisland", "RI"},
    {"southcarolina", "SC"},
    {"southdakota", "SD"},
    {"tennessee", "TN"},
    {"texas", "TX"},
    {"utah", "UT"},
    {"vermont", "VT"},
    {"virginia", "VA"},
    {"washington", "WA"},
    {"westvirginia", "WV"},
    {"wisconsin", "WI"},
    {"wyoming", "WY"},
    {"puertorico", "PR"},
    {"guam", "GU"},
    {"americansamoa", "AS"},
    {"usvirginislands", "VI"},
    {"virginislands", "VI"},
    {"northernmarianaislands", "MP"},
};

constexpr const char* kYes[] = {"yes", "y", "1", "true", "paid", "x", "paidinfull"};
constexpr const char* kNo[] = {"no", "n", "0", "false", "unpaid", "notpaid"};

template <size_t N>
std::optional<std::string> Look(const Entry (&entries)[N], std::string_view text) {
  const std::string key = HeadingKey(text);
  const auto at = std::find_if(std::begin(entries), std::end(entries),
                               [&](const Entry& entry) { return key == entry.key; });
  if (at == std::end(entries)) return std::nullopt;
  return at->value;
}

bool IsAsciiAlnum(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool IsInternational(char32_t c) { return c >= 0x80 && (IsLetter(c) || IsMark(c)); }

bool IsLocalPart(std::string_view local) {
  if (local.empty() || local.size() > 64) return false;
  for (std::string_view atom : Split(local, '.')) {
    if (atom.empty()) return false;
    for (char32_t c : ToUtf32(atom)) {
      const bool symbol =
          c < 0x80 &&
          std::string_view("!#$%&'*+-/=?^_`{|}~").find(static_cast<char>(c)) !=
              std::string_view::npos;
      if (!IsAsciiAlnum(c) && !symbol && !IsInternational(c)) return false;
    }
  }
  return true;
}

bool IsDomain(std::string_view domain) {
  const std::vector<std::string_view> labels = Split(domain, '.');
  if (labels.size() < 2 || domain.size() > 253) return false;
  for (std::string_view label : labels) {
    if (label.empty() || label.size() > 63) return false;
    if (label.front() == '-' || label.back() == '-') return false;
    for (char32_t c : ToUtf32(label)) {
      if (!IsAsciiAlnum(c) && c != U'-' && !IsInternational(c)) return false;
    }
  }
  return labels.back().size() >= 2 &&
         !(labels.back()[0] >= '0' && labels.back()[0] <= '9');
}

}  // namespace

std::optional<std::string> ReadRole(std::string_view text) {
  return Look(kRoles, text);
}

std::optional<std::string> ReadProfession(std::string_view text) {
  return Look(kProfessions, text);
}

std::optional<bool> ReadYesNo(std::string_view text) {
  const std::string key = HeadingKey(text);
  if (std::find(std::begin(kYes), std::end(kYes), key) != std::end(kYes)) return true;
  if (std::find(std::begin(kNo), std::end(kNo), key) != std::end(kNo)) return false;
  return std::nullopt;
}

std::optional<std::string> ReadState(std::string_view text) {
  const std::string letters = HeadingKey(text);
  if (letters.size() == 2 && letters[0] >= 'a' && letters[0] <= 'z' &&
      letters[1] >= 'a' && letters[1] <= 'z') {
    return AsciiUpper(letters);
  }
  return Look(kStates, text);
}

bool IsPlausibleEmail(std::string_view text) {
  const size_t at = text.find('@');
  if (at == std::string_view::npos || text.size() > 254) return false;
  return IsLocalPart(text.substr(0, at)) && IsDomain(text.substr(at + 1));
}

}  // namespace certseal
