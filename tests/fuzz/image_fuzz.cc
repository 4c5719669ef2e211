// SPDX-License-Identifier: Apache-2.0
// links: page
// seeds: fuzz/pictures/*
//
// Any bytes as a picture: both readers agree, and sizes hold.
#include "fuzz/fuzz.h"
#include "page/image.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace certseal;
  const std::string_view bytes = TextOf(data, size);
  const auto image = DecodeImage(bytes);
  Require(CheckImage(bytes).has_value() == image.has_value());
  if (!image) return 0;
  Require(image->width > 0 && image->width <= 4000 && image->height > 0 &&
          image->height <= 4000 && !image->data.empty());
  return 0;
}
