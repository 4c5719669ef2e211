// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/quarters.h"
#include "base/result.h"

namespace certseal {

// Titles are translations of a title by their languages' tags.
using Titles = std::map<std::string, std::string>;

// Module is a part of a course with its share of the hours.
struct Module {
  std::string title;
  Quarters didactic_hours;
  Quarters hands_on_hours;
  Titles titles = {};
};

// Course is an entry of courses.json.
struct Course {
  std::string code;  // BDF-201
  std::string title;
  std::string version;  // changes whenever the course does: 2026.1
  std::string description;
  std::optional<Quarters> days;  // 0.5, 1, 14
  Quarters didactic_hours;
  Quarters hands_on_hours;
  std::vector<Module> modules;  // none, or those that make up all the hours
  std::vector<std::string> subjects;
  std::vector<std::string> eligible;  // professions (MD, RN ...); empty: anyone
  std::string prerequisite;           // may be empty
  std::string assessment;             // may be empty: attendance only
  std::string criteria;               // what a graduate has to do, one or two sentences
  std::string document;               // completion, attendance or participation
  std::optional<int> refresh_months;  // a certificate expires so long after completion
  std::string basis;                  // where the outline comes from; may be empty
  std::string language;  // empty: the school's default
  std::string second_language = {};  // likewise; "none": pages of one language
  Titles titles = {};  // the record states `title` alone

  Quarters total_hours() const { return didactic_hours + hands_on_hours; }
};

// Catalogue is courses.json, codes unique.
class Catalogue {
 public:
  // Parse reads courses.json, {"courses": [...]}. The Error's message has one line for
  // each problem of the file: "courses.json:12: courses[0].title: is empty". A code is
  // 1 to 32 of A-Z a-z 0-9 . _ -, and no two are alike but for case and punctuation.
  static Result<Catalogue> Parse(std::string_view text, std::string_view file_name);

  // Find forgives case and punctuation: bdf201 finds BDF-201.
  const Course* Find(std::string_view code) const;
  const std::vector<Course>& courses() const { return courses_; }

 private:
  explicit Catalogue(std::vector<Course> courses) : courses_(std::move(courses)) {}
  std::vector<Course> courses_;
};

// StarterCatalogueJson is the catalogue a new school begins with: 13 courses of medical
// aesthetics in a shape a person can edit.
std::string_view StarterCatalogueJson();

}  // namespace certseal
