// SPDX-License-Identifier: Apache-2.0
#include "page/vocabulary.h"

namespace certseal {
namespace {

// The fields that hold words of the page's language, and so have a second: second.verb.
const std::vector<std::string>& WordFields() {
  static const std::vector<std::string> names = {
      "document.class", "verb", "completed", "issued", "expires", "role", "footer",
      "words.certifies", "words.after-title", "words.number", "words.completed",
      "words.expires", "words.didactic", "words.hands-on", "words.module", "words.total",
      "words.transcript", "words.issued", "words.replaces", "words.verify", "words.seal",
      "words.qr"};
  return names;
}

}  // namespace

const std::vector<std::string>& FieldNames() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out = {
        "school.name", "school.address", "school.provider", "school.initials", "name",
        "postnominals", "course.title", "course.code", "location", "instructor",
        "member", "code", "qr", "verify.url", "replaces", "hours.didactic",
        "hours.hands-on", "hours.total", "second.language", "translated.title",
        "translated.language"};
    for (const std::string& word : WordFields()) {
      out.push_back(word);
      out.push_back("second." + word);
    }
    return out;
  }();
  return names;
}

const std::vector<std::string>& ListNames() {
  static const std::vector<std::string> names = {"facts", "credits", "signatories",
                                                 "modules"};
  return names;
}

const std::vector<std::string>& RowFieldNames(std::string_view list) {
  static const std::vector<std::string> none,
      facts = {"label", "value", "second.label", "second.value"},
      credits = {"text", "before", "emphasis", "after"},
      signatories = {"name", "credentials", "title"},
      modules = {"title", "translated.module", "didactic", "hands-on"};
  if (list == "facts") return facts;
  if (list == "credits") return credits;
  if (list == "signatories") return signatories;
  if (list == "modules") return modules;
  return none;
}

}  // namespace certseal
