// SPDX-License-Identifier: Apache-2.0
//
// What certseal-read-picture reads and says; certseal-lookup takes nothing else from
// it. Standard input is one picture or PDF. On standard output each text of a QR code
// stands in a line of its own, in printable ASCII. What came of it the exit code tells,
// so that no sentence comes from a program that has read a stranger's bytes.
#pragma once

#include <cstddef>
#include <tl/expected.hpp>

namespace certseal {

constexpr size_t kMaxPictureBytes = 32 << 20;
constexpr size_t kMaxQrTexts = 64;
constexpr size_t kMaxQrText = 4096;
constexpr size_t kMaxQrOutput = kMaxQrTexts * (kMaxQrText + 1);

enum class PictureAnswer {
  kRead = 0,  // and these are the texts, or there are none
  kNoPicture =
      10,  // neither JPEG, PNG nor PDF, or a PDF without a picture of a known kind
  kTooLarge = 11,  // in bytes or in pixels
  kDamaged = 12,
};

template <typename T>
using PictureResult = tl::expected<T, PictureAnswer>;

inline tl::unexpected<PictureAnswer> Refuse(PictureAnswer why) {
  return tl::unexpected<PictureAnswer>(why);
}

}  // namespace certseal
