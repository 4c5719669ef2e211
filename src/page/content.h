// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace certseal {

// PageRow is a row of a list: texts by field name.
using PageRow = std::map<std::string, std::string>;

// PageContent is what a template may show of one certificate: plain NFC strings by
// field name, ready to print (dates spelled out, numbers formatted), and lists whose
// rows are such fields. Empty and absent fields are the same. The names in use are
// listed in docs/templates.md.
struct PageContent {
  PageRow fields;
  std::map<std::string, std::vector<PageRow>> lists;
  std::string language = "en";  // BCP 47, of the page's fixed words
};

}  // namespace certseal
