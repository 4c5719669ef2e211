// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace certseal {

// LanguageText is a file of texts/, as it stands.
struct LanguageText {
  std::string_view tag;  // the file's name
  std::string_view json;
};

// LanguageTexts are all of them, in the order of their tags.
const std::vector<LanguageText>& LanguageTexts();

}  // namespace certseal
