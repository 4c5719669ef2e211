// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "issue/award.h"
#include "language/language.h"
#include "page/content.h"

namespace certseal {

// PageWords are what a page says in the words of one language: fields, among them the dates,
// and the rows of the list "facts".
struct PageWords {
  PageRow fields;
  std::vector<PageRow> facts;
};

// WordsOf gives the words for an award. `replaces` is the code of a former certificate, or
// empty.
PageWords WordsOf(const Award& award, const SchoolProfile& profile,
                  const Language& language, Date issued, const std::string& replaces);

// LanguageOf is the language of a certificate's pages by its tag; English where it is not
// known.
const Language& LanguageOf(const std::string& tag);

}  // namespace certseal
