// SPDX-License-Identifier: Apache-2.0
// links: page
// seeds: /templates/*.template
//
// Any text as a template: an error names the place where it is.
#include "fuzz/fuzz.h"
#include "page/template.h"

namespace certseal {
namespace {

bool NamesAPlace(std::string_view message) {
  constexpr std::string_view kFile = "t.template:";
  if (!message.starts_with(kFile)) return false;
  message.remove_prefix(kFile.size());
  for (int i = 0; i < 2; ++i) {
    const size_t digits = message.find_first_not_of("0123456789");
    if (digits == 0 || digits == std::string_view::npos || message[digits] != ':') {
      return false;
    }
    message.remove_prefix(digits + 1);
  }
  return message.size() > 1;
}

}  // namespace
}  // namespace certseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace certseal;
  const auto page = ReadTemplate("t.template", TextOf(data, size));
  if (!page)
    Require(NamesAPlace(page.error().message));
  else
    Require(page->width > 0 && page->height > 0);
  return 0;
}
