// SPDX-License-Identifier: Apache-2.0
#include "picture/png.h"

#include <png.h>

namespace certseal {
namespace {

// Frees what libpng holds, however reading ends.
struct PngDecoder {
  png_image image{};
  PngDecoder() { image.version = PNG_IMAGE_VERSION; }
  ~PngDecoder() { png_image_free(&image); }
  PngDecoder(const PngDecoder&) = delete;
  PngDecoder& operator=(const PngDecoder&) = delete;
};

}  // namespace

bool IsPng(std::string_view bytes) { return bytes.starts_with("\x89PNG\r\n\x1a\n"); }

PictureResult<GrayPicture> DecodePng(std::string_view bytes) {
  PngDecoder png;
  if (!png_image_begin_read_from_memory(&png.image, bytes.data(), bytes.size())) {
    return Refuse(PictureAnswer::kDamaged);
  }
  if (!IsTakenSize(png.image.width, png.image.height))
    return Refuse(PictureAnswer::kTooLarge);
  png.image.format = PNG_FORMAT_GRAY;
  GrayPicture picture = GrayPicture::Blank(static_cast<int>(png.image.width),
                                           static_cast<int>(png.image.height));
  const png_color white = {255, 255, 255};
  if (!png_image_finish_read(&png.image, &white, picture.pixels.data(), 0, nullptr)) {
    return Refuse(PictureAnswer::kDamaged);
  }
  return picture;
}

}  // namespace certseal
