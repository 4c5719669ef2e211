// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "page/phrase_reader.h"
#include "page/settings.h"
#include "page/template.h"

namespace certseal {

// ReadMicrotext reads a line of microtext: from a point to another, round a box, or of a
// length in a stack.
Result<Element> ReadMicrotext(Source source, const Statement& s, const Named& named,
                              const PhraseReader& phrases);

}  // namespace certseal
