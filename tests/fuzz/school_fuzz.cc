// SPDX-License-Identifier: Apache-2.0
// links: rules language
// seeds: /scripts/demo/school.json /src/school/courses.json /src/rules/rules.json
// seeds: /src/language/texts/en-US.json /src/language/texts/ja.json
//
// What a school writes by hand: profile, catalogue, rules, the texts of a language.
// Every line of an error names its file.
#include "fuzz/fuzz.h"
#include "language/language.h"
#include "rules/rule_book.h"
#include "rules/rule_reader.h"
#include "school/catalogue.h"
#include "school/profile.h"

namespace certseal {
namespace {

void CheckMessage(std::string_view message) {
  Require(!message.empty());
  while (!message.empty()) {
    const size_t end = message.find('\n');
    Require(message.starts_with("f.json"));
    message.remove_prefix(end == std::string_view::npos ? message.size() : end + 1);
  }
}

}  // namespace
}  // namespace certseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace certseal;
  const std::string_view text = TextOf(data, size);
  const auto profile = SchoolProfile::Parse(text, "f.json");
  if (!profile) CheckMessage(profile.error().message);
  const auto catalogue = Catalogue::Parse(text, "f.json");
  if (!catalogue)
    CheckMessage(catalogue.error().message);
  else
    Require(catalogue->courses().empty() ||
            catalogue->Find(catalogue->courses()[0].code));
  const auto rules = RuleBook::WithSchool(text, "f.json");
  if (!rules) CheckMessage(rules.error().message);
  [[maybe_unused]] const auto language = Language::Parse("en-US", text);
  return 0;
}
