// SPDX-License-Identifier: Apache-2.0
//
// What a page says a second time, in another language: in the fields "second.…", and the
// school's own translations of titles in "translated.…".
#pragma once

#include <string>

#include "issue/award.h"
#include "issue/page_words.h"
#include "page/content.h"

namespace certseal {

// AddSecondWords adds the words of a second language. What reads the same in both is not
// said twice.
void AddSecondWords(const PageWords& second, const std::string& tag, PageContent& page);

// AddTranslations adds the title of the course, and of its modules, in the language of the
// page in which they are not, where the catalogue has it. The page has its modules already.
void AddTranslations(const Award& award, const SchoolProfile& profile, PageContent& page);

// SecondLanguageOf is the tag of a page's second language, or empty.
std::string SecondLanguageOf(const PageContent& page);

// TitlesOf are the translations that a page shows: of the course's title, or of a module's,
// whose row it is.
Titles TitlesOf(const PageContent& page);
Titles TitlesOf(const PageContent& page, const PageRow& module);

// AddListedTitles adds what the catalogue translates today, where the title itself is still
// the same.
void AddListedTitles(const Course& listed, Course& course);

}  // namespace certseal
