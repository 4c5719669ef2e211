// SPDX-License-Identifier: Apache-2.0
#include "picture/jpeg.h"

#include <turbojpeg.h>

#include <memory>

namespace certseal {
namespace {

struct Destroy {
  void operator()(void* decoder) const { tjDestroy(decoder); }
};
using Decoder = std::unique_ptr<void, Destroy>;

// The largest of 1, 1/2, 1/4 and 1/8 that leaves no more to search than must be.
tjscalingfactor ScaleOf(uint64_t pixels) {
  tjscalingfactor scale = {1, 1};
  while (scale.denom < 8 && pixels > kMostSearched) {
    scale.denom *= 2;
    pixels /= 4;
  }
  return scale;
}

}  // namespace

bool IsJpeg(std::string_view bytes) { return bytes.starts_with("\xff\xd8\xff"); }

PictureResult<GrayPicture> DecodeJpeg(std::string_view bytes) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  const Decoder decoder(tjInitDecompress());
  if (!decoder) return Refuse(PictureAnswer::kTooLarge);
  int width = 0, height = 0, subsampling = 0, colours = 0;
  if (tjDecompressHeader3(decoder.get(), data, bytes.size(), &width, &height,
                          &subsampling, &colours) != 0) {
    return Refuse(PictureAnswer::kDamaged);
  }
  const auto across = static_cast<uint64_t>(width),
             down = static_cast<uint64_t>(height);
  if (!IsTakenSize(across, down)) return Refuse(PictureAnswer::kTooLarge);
  const tjscalingfactor scale = ScaleOf(across * down);
  GrayPicture picture =
      GrayPicture::Blank(TJSCALED(width, scale), TJSCALED(height, scale));
  // Hundreds of scans for one picture are made to take time; without the flag none is
  // too many.
  if (tjDecompress2(decoder.get(), data, bytes.size(), picture.pixels.data(),
                    picture.width, 0, picture.height, TJPF_GRAY,
                    TJFLAG_LIMITSCANS) != 0 &&
      tjGetErrorCode(decoder.get()) != TJERR_WARNING) {
    return Refuse(PictureAnswer::kDamaged);
  }
  return picture;
}

}  // namespace certseal
