// SPDX-License-Identifier: Apache-2.0
#include "audit/wording.h"

#include "base/strings.h"

namespace certseal {

std::string Grouped(uint64_t number) {
  std::string text = std::to_string(number);
  for (size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

std::string Counted(uint64_t number, std::string_view one, std::string_view many) {
  return StrCat(Grouped(number), ' ', number == 1 ? one : many);
}

}  // namespace certseal
