// SPDX-License-Identifier: Apache-2.0
#include "roster/credentials.h"

#include <algorithm>
#include <map>

#include "base/strings.h"
#include "base/unicode.h"
#include "roster/characters.h"

namespace certseal {
namespace {

// Licences, degrees and certifications of those who take courses in medical aesthetics.
constexpr const char* kKnown[] = {
    "MD",        "DO",     "MBBS",   "MBChB",   "MBBCh",   "PA",      "PA-C",
    "DMSc",      "MPAS",   "MMS",    "MSPAS",   "NP",      "NP-C",    "NP-BC",
    "APRN",      "ARNP",   "CRNP",   "CNP",     "APN",     "APNP",    "DNP",
    "FNP",       "FNP-BC", "FNP-C",  "AGNP",    "AGNP-C",  "AGNP-BC", "AGPCNP-BC",
    "AGACNP-BC", "ANP",    "ANP-BC", "ANP-C",   "ACNP-BC", "PMHNP",   "PMHNP-BC",
    "PNP",       "PNP-BC", "WHNP",   "WHNP-BC", "CNM",     "CNS",     "CRNA",
    "RN",        "RN-BC",  "BSN",    "MSN",     "ADN",     "ASN",     "AAS",
    "LPN",       "LVN",    "CANS",   "CPSN",    "CCRN",    "CEN",     "CNOR",
    "OCN",       "PHN",    "DDS",    "DMD",     "BDS",     "RDH",     "FAGD",
    "MAGD",      "PharmD", "RPh",    "DPM",     "OD",      "DC",      "ND",
    "NMD",       "DPT",    "PT",     "OT",      "LAc",     "LMT",     "LE",
    "LME",       "CMA",    "RMA",    "EMT",     "EMT-P",   "PhD",     "EdD",
    "DrPH",      "DHSc",   "DSc",    "BA",      "BS",      "BSc",     "MA",
    "MS",        "MSc",    "MPH",    "MHA",     "MHS",     "MBA",     "MEd",
    "JD",        "FAAD",   "FAAFP",  "FACOG",   "FACP",    "FACS",    "FAANP",
    "FRCS",      "FRCP"};

std::string Key(std::string_view text) {
  std::string key;
  for (char32_t c : ToUtf32(IsAscii(text) ? AsciiLower(text) : FoldForSearch(text))) {
    if (c != U'.' && c != U'-' && c != U' ') AppendUtf8(key, c);
  }
  return key;
}

const std::map<std::string, std::string>& Index() {
  static const std::map<std::string, std::string> index = [] {
    std::map<std::string, std::string> out;
    for (const char* known : kKnown) out.emplace(Key(known), known);
    return out;
  }();
  return index;
}

std::vector<std::string> SplitList(std::string_view text) {
  std::string commas(text);
  for (char& c : commas) {
    if (c == ';' || c == '/' || c == '|') c = ',';
  }
  std::vector<std::string> out;
  for (std::string_view part : Split(commas, ',')) {
    const std::vector<std::string> words = SplitWords(part);
    const bool all_known = std::all_of(words.begin(), words.end(), KnownCredential);
    if (words.empty()) continue;
    if (all_known)
      out.insert(out.end(), words.begin(), words.end());
    else
      out.push_back(Join(words, " "));
  }
  return out;
}

}  // namespace

std::optional<std::string> KnownCredential(std::string_view text) {
  const auto at = Index().find(Key(text));
  if (at == Index().end()) return std::nullopt;
  return at->second;
}

std::string CredentialsReading::Text() const { return Join(letters, ", "); }

CredentialsReading ReadCredentials(std::string_view text) {
  CredentialsReading reading;
  for (const std::string& part : SplitList(text)) {
    const std::optional<std::string> known = KnownCredential(part);
    const std::string& letters = known ? *known : part;
    if (std::find(reading.letters.begin(), reading.letters.end(), letters) !=
        reading.letters.end()) {
      reading.repaired = true;
      continue;
    }
    reading.letters.push_back(letters);
    if (!known) reading.unknown.push_back(letters);
    reading.repaired = reading.repaired || letters != part;
  }
  return reading;
}

}  // namespace certseal
