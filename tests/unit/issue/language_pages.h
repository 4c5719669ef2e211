// SPDX-License-Identifier: Apache-2.0
//
// Certificates in every language, as pages: ordinary ones, and such as ask for all a page
// has room for.
#pragma once

#include <span>
#include <string_view>

#include "page/content.h"
#include "school/profile.h"

namespace certseal {

// Writing is how people write in a language: names, ordinary and as long as they come, and
// a title a school would give.
struct Writing {
  const char* tag;
  const char* name;
  const char* long_name;
  const char* long_title;
};
std::ostream& operator<<(std::ostream& out, const Writing& writing);

// Writings are those of every language, in the order of docs/languages.md.
std::span<const Writing> Writings();

// SignedSchool has three signatories, place and instructor.
SchoolProfile SignedSchool();

PageContent OrdinaryPage(const Writing& writing);
// Everything as long as it comes: three signatories and accreditors, a code replaced.
PageContent LongestPage(const Writing& writing);

// A page of two languages, the title in both.
enum class Length { kOrdinary, kLongest };
PageContent BilingualPage(std::string_view first, std::string_view second, Length length);

}  // namespace certseal
