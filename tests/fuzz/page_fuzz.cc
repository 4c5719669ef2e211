// SPDX-License-Identifier: Apache-2.0
// links: issue
// seeds: fuzz/page-content/*
//
// Any bytes as a page's content as the register keeps it: what is accepted prints in a
// form that is accepted and prints the same.
#include "fuzz/fuzz.h"
#include "issue/page_json.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace certseal;
  const auto page = PageFromJson(TextOf(data, size));
  if (!page) return 0;
  const std::string printed = PageToJson(*page);
  const auto again = PageFromJson(printed);
  Require(again && PageToJson(*again) == printed);
  return 0;
}
