// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "page/paragraph.h"

namespace certseal {

// IsSmallCapitals: the OpenType feature makes small capitals of letters.
bool IsSmallCapitals(std::string_view feature);

// DrewSmallCapitals tells whether the face drew every letter of a run as a small capital:
// not the same glyph as without, nor an empty one, nor one with a loose mark, as some
// faces have for letters they forgot. `text` is the paragraph's.
bool DrewSmallCapitals(const Run& run, std::string_view text);

}  // namespace certseal
