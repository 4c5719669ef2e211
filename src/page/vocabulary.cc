// SPDX-License-Identifier: Apache-2.0
#include "page/vocabulary.h"

namespace certseal {

const std::vector<std::string>& FieldNames() {
  static const std::vector<std::string> names = {"school.name",
                                                 "school.address",
                                                 "school.provider",
                                                 "school.initials",
                                                 "document.class",
                                                 "verb",
                                                 "name",
                                                 "postnominals",
                                                 "course.title",
                                                 "course.code",
                                                 "completed",
                                                 "issued",
                                                 "expires",
                                                 "role",
                                                 "location",
                                                 "instructor",
                                                 "member",
                                                 "code",
                                                 "qr",
                                                 "verify.url",
                                                 "replaces",
                                                 "hours.didactic",
                                                 "hours.hands-on",
                                                 "hours.total",
                                                 "footer",
                                                 "words.certifies",
                                                 "words.after-title",
                                                 "words.number",
                                                 "words.completed",
                                                 "words.expires",
                                                 "words.didactic",
                                                 "words.hands-on",
                                                 "words.module",
                                                 "words.total",
                                                 "words.transcript",
                                                 "words.issued",
                                                 "words.replaces",
                                                 "words.verify",
                                                 "words.seal",
                                                 "words.qr"};
  return names;
}

const std::vector<std::string>& ListNames() {
  static const std::vector<std::string> names = {"facts", "credits", "signatories",
                                                 "modules"};
  return names;
}

const std::vector<std::string>& RowFieldNames(std::string_view list) {
  static const std::vector<std::string> none,
      facts = {"label", "value"}, credits = {"text", "before", "emphasis", "after"},
      signatories = {"name", "credentials", "title", "words.signature"},
      modules = {"title", "didactic", "hands-on"};
  if (list == "facts") return facts;
  if (list == "credits") return credits;
  if (list == "signatories") return signatories;
  if (list == "modules") return modules;
  return none;
}

const std::vector<std::string>& PictureFieldNames(std::string_view list) {
  static const std::vector<std::string> none, signatories = {"signature"};
  return list == "signatories" ? signatories : none;
}

}  // namespace certseal
