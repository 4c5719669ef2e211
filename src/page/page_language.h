// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace certseal {

// PageLanguage is what the layout must know of the language a page is written in.
struct PageLanguage {
  std::string primary;         // the tag's first part, lower case: "zh" of zh-Hans
  bool right_to_left = false;  // lists and alignment begin on the right
  bool breaks_anywhere = false;  // lines may end between any two ideographs and signs

  // False where letters bear marks upon marks, which faces of small capitals lack.
  bool small_capitals = true;

  static PageLanguage Of(std::string_view tag);
};

// IsPlainTag tells whether a tag has nothing but letters, digits and hyphens.
bool IsPlainTag(std::string_view tag);

}  // namespace certseal
