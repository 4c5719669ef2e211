// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "page/phrase_reader.h"
#include "page/settings.h"
#include "page/template.h"

namespace certseal {

// ReadImage reads an image: of a file that belongs to the template, in a box, or of a
// field that names a picture of the page's own, in a stack.
Result<Element> ReadImage(Source source, const Statement& s, const Named& named,
                          const PhraseReader& phrases);

}  // namespace certseal
