// SPDX-License-Identifier: Apache-2.0
//
// Lines of microtext: words as paths, repeated until a line is full.
#pragma once

#include <vector>

#include "page/canvas.h"
#include "page/outlined_word.h"
#include "page/page_layout.h"
#include "page/page_objects.h"

namespace certseal {

// SidesOf are the lines that a microtext runs along, moved by `origin`; none in a stack.
// Round a box they leave its corners free.
std::vector<Line> SidesOf(const Microtext& microtext, Point origin);

// DrawMicrotext fills the line with whole words. What the last word leaves free, or has
// too little of, all letters share: they become wider or narrower by a hair.
void DrawMicrotext(const PlacedMicrotext& placed, const OutlinedWords& outlines,
                   PageObjects& objects, Canvas& canvas);

}  // namespace certseal
