// SPDX-License-Identifier: Apache-2.0
#include "roster/licence_key.h"

#include "base/strings.h"

namespace certseal {

std::string LicenceKey(std::string_view licence) {
  std::string key;
  for (char c : AsciiUpper(licence)) {
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80)) key += c;
  }
  return key;
}

}  // namespace certseal
