// SPDX-License-Identifier: Apache-2.0
#include "issue/content_check.h"

#include <algorithm>

#include "base/strings.h"
#include "issue/credit_lines.h"
#include "rules/lint.h"

namespace certseal {
namespace {

// Not words: nobody reads them on the page as such.
constexpr std::string_view kCodes[] = {"code", "course.code", "replaces", "qr",
                                       "verify.url",  "second.language",
                                       "course.language", "translated.language"};

std::string NameOf(const std::string& field) {
  if (field == "footer" || field == "second.footer") return "the footer";
  if (field == "name") return "the graduate's name";
  if (field == "postnominals") return "the letters after the name";
  if (field == "course.title") return "the course's title";
  return StrCat("the page's field ", Quote(field));
}

std::string ValueOf(const PageRow& row, const char* field) {
  const auto at = row.find(field);
  return at == row.end() ? "" : at->second;
}

class TextGatherer {
 public:
  std::vector<PageText> Gather(const PageContent& page) {
    for (const auto& [field, text] : page.fields) {
      const auto end = std::end(kCodes);
      if (std::find(std::begin(kCodes), end, field) == end) Add(NameOf(field), text);
    }
    for (const auto& [list, rows] : page.lists) {
      for (const auto& row : rows) AddRow(list, row);
    }
    return std::move(texts_);
  }

 private:
  void AddRow(const std::string& list, const PageRow& row) {
    if (list == "credits") {
      return Add("an accreditor's line", ValueOf(row, "text"),
                 ValueOf(row, "emphasis"));
    }
    for (const auto& [unused, text] : row)
      Add(StrCat("the page's list ", Quote(list)), text);
  }

  // A fact that a field shows as well counts once.
  void Add(std::string where, const std::string& text, std::string emphasis = "") {
    const bool known =
        std::any_of(texts_.begin(), texts_.end(),
                    [&](const PageText& each) { return each.text == text; });
    if (!known && !text.empty()) {
      texts_.push_back({std::move(where), text, std::move(emphasis)});
    }
  }

  std::vector<PageText> texts_;
};

std::string FieldOf(const PageContent& page, const char* field) {
  return ValueOf(page.fields, field);
}

}  // namespace

Findings CheckContent(const Award& award, const PageContent& page, const School& school,
                      Date today) {
  const auto signatories = page.lists.find("signatories");
  const size_t signatures =
      signatories == page.lists.end() ? 0 : signatories->second.size();
  const bool second_is_english = FieldOf(page, "second.language").starts_with("en");
  const RuledPage ruled{TextGatherer().Gather(page),
                        FieldOf(page, second_is_english ? "second.footer" : "footer"),
                        second_is_english || page.language.starts_with("en"),
                        !school.profile.signatories.empty(),
                        signatures > school.profile.signatories.size()};
  return CheckRules(school.rules, RuledOf(award, school.profile), ruled, today);
}

}  // namespace certseal
