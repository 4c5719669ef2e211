// SPDX-License-Identifier: Apache-2.0
#include "page/image.h"

#include <png.h>

#include <vector>

#include "base/strings.h"
#include "page/deflate.h"

namespace certseal {
namespace {

constexpr unsigned kMostSide = 4000;
constexpr unsigned long kMostPixels = 6000000;

Result<void> CheckSize(unsigned width, unsigned height) {
  if (width > 0 && height > 0 && width <= kMostSide && height <= kMostSide &&
      static_cast<unsigned long>(width) * height <= kMostPixels) {
    return {};
  }
  return Fail(StrCat("a picture of ", width, " by ", height, " pixels is not taken"),
              {"at most 4,000 a side and 6 million in all: make it smaller"});
}

// Frees what libpng holds, however reading ends.
struct PngReader {
  png_image image{};
  PngReader() { image.version = PNG_IMAGE_VERSION; }
  ~PngReader() { png_image_free(&image); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;
};

// The part of a pixel as it looks on paper.
unsigned char OnPaper(unsigned char part, unsigned char opacity) {
  return static_cast<unsigned char>((part * opacity + 255 * (255 - opacity) + 127) / 255);
}

struct Pixels {
  int width = 0, height = 0;
  std::vector<unsigned char> rgba;
};

bool IsPng(std::string_view bytes) { return bytes.starts_with("\x89PNG\r\n"); }

Image Packed(const Pixels& from) {
  const std::vector<unsigned char>& rgba = from.rgba;
  bool is_gray = true;
  for (size_t i = 0; i < rgba.size() && is_gray; i += 4) {
    is_gray = rgba[i] == rgba[i + 1] && rgba[i] == rgba[i + 2];
  }
  std::string pixels;
  pixels.reserve(rgba.size());
  for (size_t i = 0; i < rgba.size(); i += 4) {
    for (size_t part = i; part < i + (is_gray ? 1 : 3); ++part) {
      pixels += static_cast<char>(OnPaper(rgba[part], rgba[i + 3]));
    }
  }
  return {from.width, from.height, is_gray, false, Deflate(pixels, Effort::kOnce)};
}

Result<Pixels> ReadPng(std::string_view bytes) {
  PngReader png;
  const auto fail = [&] { return Fail(StrCat("the PNG is broken: ", png.image.message)); };
  if (!png_image_begin_read_from_memory(&png.image, bytes.data(), bytes.size())) {
    return fail();
  }
  TRY(CheckSize(png.image.width, png.image.height));
  png.image.format = PNG_FORMAT_RGBA;
  std::vector<unsigned char> rgba(PNG_IMAGE_SIZE(png.image));
  if (!png_image_finish_read(&png.image, nullptr, rgba.data(), 0, nullptr)) return fail();
  return Pixels{static_cast<int>(png.image.width), static_cast<int>(png.image.height),
                std::move(rgba)};
}

// The frame header (ITU-T T.81, B.2.2) has what PDF wants to be told.
Result<Image> DecodeJpeg(std::string_view bytes) {
  const auto byte = [&](size_t at) {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u;
  };
  const auto word = [&](size_t at) { return byte(at) << 8 | byte(at + 1); };
  for (size_t at = 2; at + 4 <= bytes.size() && byte(at) == 0xFF;) {
    const unsigned marker = byte(at + 1);
    if (marker == 0xFF) {  // a fill byte
      ++at;
      continue;
    }
    if (marker >= 0xC0 && marker <= 0xC2) {  // baseline, extended, progressive
      const unsigned height = word(at + 5), width = word(at + 7), parts = byte(at + 9);
      TRY(CheckSize(width, height));
      if (byte(at + 4) != 8 || (parts != 1 && parts != 3)) {
        return Fail("the JPEG is neither gray nor RGB with 8 bits",
                    {"save it as RGB: CMYK cannot be used"});
      }
      if (!bytes.ends_with("\xFF\xD9")) return Fail("the JPEG is cut off");
      return Image{static_cast<int>(width), static_cast<int>(height), parts == 1, true,
                   std::string(bytes)};
    }
    if (marker == 0xDA) break;
    at += 2 + word(at + 2);
  }
  return Fail("the JPEG has no frame that PDF can show");
}

}  // namespace

Result<Image> DecodeImage(std::string_view bytes) {
  if (IsPng(bytes)) {
    ASSIGN_OR_RETURN(const Pixels pixels, ReadPng(bytes));
    return Packed(pixels);
  }
  if (bytes.starts_with("\xFF\xD8")) return DecodeJpeg(bytes);
  return Fail("is neither PNG nor JPEG");
}

Result<void> CheckImage(std::string_view bytes) {
  if (IsPng(bytes)) {
    TRY(ReadPng(bytes).map([](const Pixels&) {}));
  } else {
    TRY(DecodeImage(bytes).map([](const Image&) {}));
  }
  return {};
}

}  // namespace certseal
