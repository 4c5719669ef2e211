// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certseal {

// ClosestMatch finds the candidate that a person who typed `word` most likely meant:
// the one fewest edits away (letters added, left out, changed or swapped, ignoring
// case), if those are at most a third of the word, or one. The first of equals. Words
// and candidates of more than 64 bytes match none.
std::optional<std::string> ClosestMatch(std::string_view word,
                                        const std::vector<std::string>& candidates);

// DidYouMean is `; did you mean "title"?`, or empty where nothing is close.
std::string DidYouMean(std::string_view word,
                       const std::vector<std::string>& candidates);

}  // namespace certseal
