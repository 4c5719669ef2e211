// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "page/page_layout.h"

namespace certseal {

// Block is what a run of elements takes, its places still counted from its own top
// left.
struct Block {
  PageLayout page;
  double height = 0;
};

// MoveInto adds a block's content to a page, or to the block around it. Texts, pictures
// and what belongs to them stand in blocks; arcs and codes are placed on the page
// itself.
void MoveInto(PageLayout& page, PageLayout&& from, double dx, double dy);

// AddContent adds a thing to a page's contents; its meaning is for the caller to say.
template <typename Thing>
Meaning& AddContent(PageLayout& page, Thing thing) {
  Placed& placed = page.contents.emplace_back();
  placed.thing = std::move(thing);
  return placed.meaning;
}

// Physical is left or right for start and end: these follow the page, or what is
// written the other way on it.
Align Physical(Align align, bool right_to_left);

// AddProblem says what is wrong with a field.
void AddProblem(PageLayout& page, std::string field, std::string message);

}  // namespace certseal
