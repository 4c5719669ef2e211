// SPDX-License-Identifier: Apache-2.0
#include "issue/differences.h"

#include "base/strings.h"
#include "roster/field.h"

namespace certseal {
namespace {

using Source = Difference::Source;

struct Fact {
  std::string field;
  std::string value;
  Source source;
};

std::string Text(const std::optional<Date>& date) { return date ? date->Iso() : ""; }
std::string Text(const std::optional<Quarters>& hours) {
  return hours ? hours->Text() : "";
}
std::string Text(Quarters hours) { return hours.Text(); }

std::vector<Fact> GraduateFacts(const Award& award) {
  const Graduate& graduate = award.graduate;
  const auto fact = [](Field field, std::string value) {
    return Fact{std::string(FieldName(field)), std::move(value), Source::kGraduate};
  };
  return {fact(Field::kFullName, graduate.name),
          fact(Field::kCredentials, graduate.post_nominals),
          fact(Field::kEmail, graduate.email),
          fact(Field::kLicence, graduate.licence),
          fact(Field::kLicenceState, graduate.licence_state),
          fact(Field::kMember, graduate.member),
          fact(Field::kProfession, graduate.profession),
          fact(Field::kCompleted, graduate.completed.Iso()),
          fact(Field::kStarted, Text(graduate.started)),
          fact(Field::kDidactic, Text(graduate.didactic)),
          fact(Field::kHandsOn, Text(graduate.hands_on)),
          fact(Field::kCredits, Text(graduate.credits)),
          fact(Field::kRole, graduate.role),
          fact(Field::kLocation, award.location),
          fact(Field::kInstructor, award.instructor),
          fact(Field::kTemplate, award.template_name),
          fact(Field::kLanguage, award.language),
          fact(Field::kSecondLanguage, award.second_language)};
}

std::vector<Fact> DerivedFacts(const Award& award) {
  const Course& course = *award.course;
  const auto fact = [](std::string_view field, std::string value) {
    return Fact{std::string(field), std::move(value), Source::kDerived};
  };
  return {fact("document", std::string(DocumentClassTitle(award.document_class))),
          fact("assessment", award.assessment),
          fact("expires", Text(award.expires)),
          fact("course title", course.title),
          fact("course version", course.version),
          fact("course description", course.description),
          fact("course criteria", course.criteria),
          fact("course hours", StrCat(Text(course.didactic_hours), " + ",
                                      Text(course.hands_on_hours)))};
}

void Compare(const std::vector<Fact>& before, const std::vector<Fact>& after,
             std::vector<Difference>& differences) {
  for (size_t i = 0; i < before.size(); ++i) {
    if (before[i].value == after[i].value) continue;
    differences.push_back(
        {before[i].field, before[i].value, after[i].value, before[i].source});
  }
}

std::string FieldText(const PageContent& page, const std::string& name) {
  const auto field = page.fields.find(name);
  return field == page.fields.end() ? "" : field->second;
}

// Rows one behind the other, the fields of each in the order of their names. What is a
// part of `text` is not said twice.
std::string ListText(const PageContent& page, const std::string& name) {
  const auto list = page.lists.find(name);
  if (list == page.lists.end()) return "";
  std::vector<std::string> rows;
  for (const auto& row : list->second) {
    std::vector<std::string> cells;
    for (const auto& [key, value] : row) {
      const bool repeats = key != "text" && row.contains("text");
      const bool is_said = key != "language" && key != "signature" && key != "words.signature";
      if (!value.empty() && !repeats && is_said) cells.push_back(value);
    }
    rows.push_back(Join(cells, ", "));
  }
  return Join(rows, "; ");
}

// By the beginnings of their digests.
std::string SignaturesText(const PageContent& page) {
  const auto list = page.lists.find("signatories");
  if (list == page.lists.end()) return "";
  std::vector<std::string> digests;
  for (const auto& row : list->second) {
    const auto digest = row.find("signature");
    if (digest != row.end()) digests.push_back(digest->second.substr(0, 8));
  }
  return Join(digests, "; ");
}

std::vector<Fact> SchoolFacts(const PageContent& page) {
  std::vector<Fact> facts;
  const auto add = [&](const char* field, std::string value) {
    facts.push_back({field, std::move(value), Source::kSchool});
  };
  add("school's name", FieldText(page, "school.name"));
  add("school's address", FieldText(page, "school.address"));
  add("provider numbers", FieldText(page, "school.provider"));
  add("verify at", FieldText(page, "verify.url"));
  add("signatories", ListText(page, "signatories"));
  add("pictures of signatures", SignaturesText(page));
  add("accreditors' lines", ListText(page, "credits"));
  add("footer", FieldText(page, "footer"));
  return facts;
}

}  // namespace

std::vector<Difference> CompareAwards(const Award& before, const Award& after) {
  std::vector<Difference> differences;
  Compare(GraduateFacts(before), GraduateFacts(after), differences);
  Compare(DerivedFacts(before), DerivedFacts(after), differences);
  return differences;
}

std::vector<Difference> ComparePages(const PageContent& before,
                                     const PageContent& after) {
  std::vector<Difference> differences;
  Compare(SchoolFacts(before), SchoolFacts(after), differences);
  return differences;
}

}  // namespace certseal
