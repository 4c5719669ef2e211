// SPDX-License-Identifier: Apache-2.0
#include "verify/facts.h"

#include "base/strings.h"

namespace certseal {
namespace {

void Add(Facts& facts, std::string_view key, std::string_view label, std::string value) {
  if (value.empty()) return;
  facts.items.push_back({std::string(key), std::string(label), std::move(value)});
}

std::string ExpiryText(const std::optional<Date>& expires) {
  return expires ? expires->Iso() : "no expiry";
}

}  // namespace

Facts FactsOf(const Credential& c) {
  Facts facts;
  Add(facts, "name", "Name", c.holder_name);
  Add(facts, "document", "Document", std::string(DocumentClassTitle(c.document_class)));
  Add(facts, "course", "Course", c.course.title);
  Add(facts, "courseCode", "Course code", c.course.code);
  Add(facts, "completed", "Completed", c.completed.Iso());
  Add(facts, "didacticHours", "Didactic hours", c.didactic_hours.Text());
  Add(facts, "handsOnHours", "Hands-on hours", c.hands_on_hours.Text());
  if (c.credits) Add(facts, "creditsClaimed", "Credits claimed", c.credits->Text());
  Add(facts, "role", "Role", c.role);
  Add(facts, "assessment", "Assessment", c.assessment);
  Add(facts, "issued", "Issued", c.issued.date().Iso());
  Add(facts, "expires", "Valid until", ExpiryText(c.expires));
  Add(facts, "code", "Code", c.code.Printed());
  Add(facts, "school", "School", c.school_name);
  Add(facts, "address", "Register", c.site.url());
  return facts;
}

Facts FactsOf(const SealFacts& seal, std::string_view school) {
  Facts facts;
  Add(facts, "name", "Name", seal.holder_name);
  Add(facts, "course", "Course", seal.course_title);
  Add(facts, "courseCode", "Course code", seal.course_code);
  Add(facts, "completed", "Completed", seal.completed.Iso());
  Add(facts, "expires", "Valid until", ExpiryText(seal.expires));
  Add(facts, "code", "Code", seal.code.Printed());
  Add(facts, "school", "School", std::string(school));
  return facts;
}

}  // namespace certseal
