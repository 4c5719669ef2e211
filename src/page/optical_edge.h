// SPDX-License-Identifier: Apache-2.0
//
// Where the eye sees a line begin and end: at its ink, and within a quotation mark or a
// full stop rather than before or after it.
#pragma once

#include <vector>

#include "page/template.h"
#include "page/text_layout.h"

namespace certseal {

// AlignToTheEye moves each line of a text, which stands left, right or centred, to where
// the eye sees it so: bearings do not count, swashes half, and signs at either end only
// in part, so that they hang out. `align` is physical.
void AlignToTheEye(SetText& text, const std::vector<Style>& styles, Align align);

// KeepWithin takes back what leads a line out of a safe area from `left` to `right`, of a
// text that stands at `x`, `width` wide. A text that is outside already is left alone.
void KeepWithin(double left, double right, double x, double width, Align align,
                SetText& text);

}  // namespace certseal
