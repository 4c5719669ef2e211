// SPDX-License-Identifier: Apache-2.0
//
// Letter-fit: what stands wider than it must may be set closer before it is made smaller.
#pragma once

#include <memory>
#include <vector>

#include "page/paragraph.h"
#include "page/template.h"

namespace certseal {

// MayTighten tells whether any style of a paragraph lets its letters stand closer.
bool MayTighten(const Paragraph& paragraph, const std::vector<Style>& styles);

// Tighten is the paragraph with letters so much closer: `share` goes from 0, each style's
// wished tracking, to 1, its least.
std::shared_ptr<const Paragraph> Tighten(const Paragraph& paragraph,
                                         const std::vector<Style>& styles, double share);

}  // namespace certseal
