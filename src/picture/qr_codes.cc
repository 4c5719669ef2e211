// SPDX-License-Identifier: Apache-2.0
#include "picture/qr_codes.h"

#include <algorithm>
#include <ctime>

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include "picture/answer.h"

namespace certseal {
namespace {

using ZXing::BarcodeFormat;
using ZXing::Binarizer;

// What is small enough to be worth enlarging so many times.
constexpr size_t kMostToDouble = 6'000'000;
constexpr size_t kMostToTreble = 2'500'000;

// No further look begins after so much of the processor's time for one picture.
constexpr std::clock_t kMostTime = 5 * CLOCKS_PER_SEC;

struct Found {
  std::string text;
  int y = 0, x = 0;  // of its middle
};

std::string Printable(std::string text) {
  for (char& c : text) {
    if (c < ' ' || c > '~') c = '?';
  }
  return text;
}

// Paints over what lies in a quadrilateral, so that it is not found again, and its
// corners are not taken for those of another code.
void Erase(GrayPicture& picture, const ZXing::Position& corners, int scale) {
  int top = picture.height, bottom = 0;
  for (const ZXing::PointI& corner : corners) {
    top = std::min(top, corner.y / scale);
    bottom = std::max(bottom, corner.y / scale + 1);
  }
  for (int y = std::max(top, 0); y < std::min(bottom, picture.height); ++y) {
    // Where its sides cross the middle of the row.
    double left = picture.width, right = 0;
    const double middle = (y + 0.5) * scale;
    for (int i = 0; i < 4; ++i) {
      const ZXing::PointI a = corners[i], b = corners[(i + 1) % 4];
      if ((a.y > middle) == (b.y > middle)) continue;
      const double x = a.x + (middle - a.y) / (b.y - a.y) * (b.x - a.x);
      left = std::min(left, x / scale);
      right = std::max(right, x / scale);
    }
    const int begin = std::max(static_cast<int>(left), 0);
    const int end = std::min(static_cast<int>(right) + 1, picture.width);
    for (int x = begin; x < end; ++x) picture.row(y)[x] = 255;
  }
}

// Search collects what several looks at one picture find.
class Search {
 public:
  explicit Search(const GrayPicture& picture)
      : picture_(picture), even_(Evened(picture)), begun_(std::clock()) {}

  std::vector<std::string> Run() {
    using enum ZXing::Binarizer;
    const size_t pixels = picture_.pixels.size();
    const int most = pixels > kMostToDouble ? 1 : pixels > kMostToTreble ? 2 : 3;
    const View looks[] = {{picture_, LocalAverage, 1}, {even_, FixedThreshold, 1},
                          {picture_, LocalAverage, 2}, {picture_, GlobalHistogram, 1},
                          {even_, LocalAverage, 2},    {picture_, LocalAverage, 3},
                          {even_, LocalAverage, 3},    {picture_, GlobalHistogram, 2}};
    int in_vain = 0;
    for (const View& look : looks) {
      if (look.scale > most) continue;
      in_vain = LookRepeatedly(look) ? 0 : in_vain + 1;
      // One was found, and there seem to be no others; or there is no more time.
      if (found_.size() == 1 && in_vain == 2) break;
      if (std::clock() - begun_ > kMostTime) break;
    }
    return Texts();
  }

 private:
  struct View {
    const GrayPicture& picture;
    ZXing::Binarizer binarizer;
    int scale;
  };

  // Whether anything was found. What is found makes way for what is not yet.
  bool LookRepeatedly(const View& view) {
    const size_t before = found_.size();
    for (size_t known = before; Look(view) && found_.size() > known;) {
      known = found_.size();
      if (std::clock() - begun_ > kMostTime) break;
    }
    return found_.size() > before;
  }

  bool Look(const View& view) {
    if (view.scale == 1) return Look(view.picture, view);
    return Look(Enlarged(view.picture, view.scale), view);
  }

  bool Look(const GrayPicture& seen, const View& view) {
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode).setBinarizer(view.binarizer);
    const ZXing::ImageView image(seen.pixels.data(), seen.width, seen.height,
                                 ZXing::ImageFormat::Lum);
    const ZXing::Results results = ZXing::ReadBarcodes(image, hints);
    for (const ZXing::Result& result : results) {
      if (result.isValid()) Keep(result, view.scale);
    }
    return !results.empty();
  }

  void Keep(const ZXing::Result& result, int scale) {
    Erase(picture_, result.position(), scale);
    Erase(even_, result.position(), scale);
    std::string text = Printable(result.text());
    if (text.empty() || text.size() > kMaxQrText || found_.size() == kMaxQrTexts)
      return;
    if (std::ranges::find(found_, text, &Found::text) != found_.end()) return;
    const ZXing::PointI middle = ZXing::Center(result.position());
    found_.push_back({std::move(text), middle.y / scale, middle.x / scale});
  }

  std::vector<std::string> Texts() {
    std::ranges::stable_sort(found_, [](const Found& a, const Found& b) {
      return a.y != b.y ? a.y < b.y : a.x < b.x;
    });
    std::vector<std::string> texts;
    for (Found& each : found_) texts.push_back(std::move(each.text));
    return texts;
  }

  GrayPicture picture_;
  GrayPicture even_;
  std::clock_t begun_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<std::string> ReadQrCodes(const GrayPicture& picture) {
  if (picture.pixels.size() > kMostSearched) return ReadQrCodes(Halved(picture));
  return Search(picture).Run();
}

}  // namespace certseal
