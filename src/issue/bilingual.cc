// SPDX-License-Identifier: Apache-2.0
#include "issue/bilingual.h"

#include <algorithm>

#include "language/language.h"

namespace certseal {
namespace {

constexpr char kSecondLanguage[] = "second.language";
constexpr char kTranslatedLanguage[] = "translated.language";
constexpr char kTranslatedTitle[] = "translated.title";
constexpr char kTranslatedModule[] = "translated.module";

std::string FieldOf(const PageRow& row, const std::string& name) {
  const auto found = row.find(name);
  return found == row.end() ? "" : found->second;
}

// 7.5 and 7,5 are one number, and everybody reads both.
bool ReadsTheSame(std::string a, std::string b) {
  std::replace(a.begin(), a.end(), ',', '.');
  std::replace(b.begin(), b.end(), ',', '.');
  return a == b;
}

void AddWhatDiffers(const PageRow& second, PageRow& row) {
  for (const auto& [name, text] : second) {
    if (text.empty() || ReadsTheSame(text, FieldOf(row, name))) continue;
    row["second." + name] = text;
  }
}

// The title in a language, whichever region's tag it is listed by.
std::string TitleIn(const Titles& titles, const std::string& tag) {
  const auto exact = titles.find(tag);
  if (exact != titles.end()) return exact->second;
  for (const auto& [each, title] : titles) {
    if (Language::Find(each) && Language::Find(each) == Language::Find(tag)) return title;
  }
  return "";
}

// The language of the page into which titles are translated: the first that is not theirs.
std::string TargetOf(const Award& award, const SchoolProfile& profile) {
  const std::string own = CourseLanguage(*award.course, profile);
  for (const std::string& tag : {award.language, award.second_language}) {
    if (!tag.empty() && Language::Find(tag) != Language::Find(own)) return tag;
  }
  return "";
}

Titles OneTitle(const PageContent& page, const std::string& title) {
  const std::string tag = FieldOf(page.fields, kTranslatedLanguage);
  return tag.empty() || title.empty() ? Titles() : Titles{{tag, title}};
}

}  // namespace

void AddSecondWords(const PageWords& second, const std::string& tag, PageContent& page) {
  page.fields[kSecondLanguage] = tag;
  AddWhatDiffers(second.fields, page.fields);
  std::vector<PageRow>& facts = page.lists["facts"];
  for (size_t i = 0; i < facts.size() && i < second.facts.size(); ++i) {
    AddWhatDiffers(second.facts[i], facts[i]);
  }
}

void AddTranslations(const Award& award, const SchoolProfile& profile, PageContent& page) {
  const std::string target = TargetOf(award, profile);
  if (target.empty()) return;
  const auto add = [&](const Titles& titles, const char* field, PageRow& row) {
    const std::string title = TitleIn(titles, target);
    if (title.empty()) return;
    row[field] = title;
    page.fields[kTranslatedLanguage] = target;
  };
  add(award.course->titles, kTranslatedTitle, page.fields);
  const auto modules = page.lists.find("modules");
  if (modules == page.lists.end()) return;
  for (size_t i = 0; i < modules->second.size() && i < award.course->modules.size(); ++i) {
    add(award.course->modules[i].titles, kTranslatedModule, modules->second[i]);
  }
}

void AddListedTitles(const Course& listed, Course& course) {
  const auto add = [](const auto& from, auto& to) {
    if (from.title == to.title) to.titles.insert(from.titles.begin(), from.titles.end());
  };
  add(listed, course);
  for (size_t i = 0; i < listed.modules.size() && i < course.modules.size(); ++i) {
    add(listed.modules[i], course.modules[i]);
  }
}

std::string SecondLanguageOf(const PageContent& page) {
  return FieldOf(page.fields, kSecondLanguage);
}

Titles TitlesOf(const PageContent& page) {
  return OneTitle(page, FieldOf(page.fields, kTranslatedTitle));
}

Titles TitlesOf(const PageContent& page, const PageRow& module) {
  return OneTitle(page, FieldOf(module, kTranslatedModule));
}

}  // namespace certseal
