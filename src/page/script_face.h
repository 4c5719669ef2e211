// SPDX-License-Identifier: Apache-2.0
//
// Which names a script face can set, and which the style's other one has to.
#pragma once

#include <string>
#include <string_view>

#include "page/face.h"

namespace certseal {

// WhyNotInScript says why a text cannot be set in a script face as a whole, or nothing
// where it can: the face lacks a character, or a word is all capitals, which script
// capitals cannot make up. Up to three capitals (III, JR) may stand together.
std::string WhyNotInScript(std::string_view text, const Face& face);

}  // namespace certseal
