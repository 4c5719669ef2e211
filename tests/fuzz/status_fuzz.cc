// SPDX-License-Identifier: Apache-2.0
// links: status
// seeds: fuzz/status/*
//
// Any bytes as a status list, its bits, the manifest. What is accepted prints as it was
// read.
#include "base/encoding.h"
#include "fuzz/fuzz.h"
#include "status/manifest.h"
#include "status/status_list.h"

namespace certseal {
namespace {

void ReadBits(std::string_view encoded) {
  const auto bits = StatusBits::Decode(encoded);
  if (bits) Require(*StatusBits::Decode(bits->Encode()) == *bits);
}

}  // namespace
}  // namespace certseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace certseal;
  const std::string_view text = TextOf(data, size);
  if (const auto list = StatusList::Parse(text)) Require(list->bytes() == text);
  if (const auto manifest = StatusManifest::Parse(text)) {
    Require(manifest->Text() == text);
  }
  ReadBits(text);
  ReadBits("u" + Base64UrlEncode(text));
  return 0;
}
