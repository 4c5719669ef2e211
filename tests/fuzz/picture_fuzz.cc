// SPDX-License-Identifier: Apache-2.0
// links: picture
// seeds: pictures/*.png pictures/*.jpg pictures/*.pdf fuzz/pictures/*
//
// Any bytes as a picture or a scanned PDF: what is read keeps to the form that the
// lookup takes.
#include <algorithm>

#include "fuzz/fuzz.h"
#include "picture/read_picture.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace certseal;
  const auto texts = ReadPicture(TextOf(data, size));
  if (!texts) return 0;
  Require(texts->size() <= kMaxQrTexts);
  for (const std::string& text : *texts) {
    Require(!text.empty() && text.size() <= kMaxQrText);
    Require(std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; }));
  }
  return 0;
}
