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
                                                 "footer"};
  return names;
}

const std::vector<std::string>& ListNames() {
  static const std::vector<std::string> names = {"facts", "credits", "signatories"};
  return names;
}

const std::vector<std::string>& RowFieldNames(std::string_view list) {
  static const std::vector<std::string> none,
      facts = {"label", "value"}, credits = {"text", "before", "emphasis", "after"},
      signatories = {"name", "credentials", "title"};
  if (list == "facts") return facts;
  if (list == "credits") return credits;
  if (list == "signatories") return signatories;
  return none;
}

}  // namespace certseal
