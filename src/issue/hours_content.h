// SPDX-License-Identifier: Apache-2.0
//
// What a page says of hours: those of the graduate, and of the course's modules.
#pragma once

#include "issue/award.h"
#include "language/language.h"
#include "page/content.h"

namespace certseal {

// AddHours gives a page the fields hours.didactic, hours.hands-on and hours.total and,
// where the course has modules, the list of them. Which modules somebody missed hours of
// nobody knows, so there is a list only for who attended all didactic hours or none, and
// all hands-on hours or none.
void AddHours(const Award& award, const Language& language, PageContent& page);

// ModulesOf gives the modules of a course as a page shows them. A page of somebody who
// missed hours does not show whole ones: then they are those of `listed`, the course as
// it is today or null, where it is still the same version.
std::vector<Module> ModulesOf(const PageContent& page, const Course& course,
                              const Course* listed);

}  // namespace certseal
