// SPDX-License-Identifier: Apache-2.0
#include "unit/issue/golden_sheet.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

#include "base/file.h"
#include "base/strings.h"

namespace certseal {
namespace {

using testing::Picture;

constexpr int kColumns = 4;
// Shades are compared over squares of so many pixels: a letter's edge may fall otherwise.
constexpr int kSpot = 4;
constexpr double kTolerance = 14;  // of 255

unsigned char InSixteenShades(unsigned char gray) {
  return static_cast<unsigned char>((gray + 8) / 17 * 17);
}

Picture FromPgm(const std::string& pgm) {
  std::istringstream in(pgm);
  Picture out;
  std::string magic;
  int most = 0;
  in >> magic >> out.width >> out.height >> most;
  in.get();
  if (magic != "P5" || most < 1 || most > 255) return {};
  out.pixels.resize(static_cast<size_t>(out.width) * static_cast<size_t>(out.height));
  in.read(reinterpret_cast<char*>(out.pixels.data()),
          static_cast<std::streamsize>(out.pixels.size()));
  if (!in) return {};
  for (unsigned char& pixel : out.pixels) {
    pixel = static_cast<unsigned char>(pixel * 255 / most);
  }
  return out;
}

}  // namespace

GoldenSheet::GoldenSheet(const std::vector<Picture>& pages)
    : page_width_(pages.front().width), page_height_(pages.front().height) {
  const int count = static_cast<int>(pages.size());
  const int columns = std::min(kColumns, count);
  picture_.width = columns * page_width_;
  picture_.height = (count + columns - 1) / columns * page_height_;
  picture_.pixels.assign(
      static_cast<size_t>(picture_.width) * static_cast<size_t>(picture_.height), 255);
  for (int i = 0; i < count; ++i) {
    const Picture& page = pages[static_cast<size_t>(i)];
    if (page.width != page_width_ || page.height != page_height_) {
      throw std::runtime_error("pages of one sheet are of one size");
    }
    for (int y = 0; y < page_height_; ++y) {
      const int row = i / columns * page_height_ + y;
      const int at = row * picture_.width + i % columns * page_width_;
      for (int x = 0; x < page_width_; ++x) {
        picture_.pixels[static_cast<size_t>(at + x)] = InSixteenShades(page.at(x, y));
      }
    }
  }
}

Result<GoldenSheet> GoldenSheet::Load(const std::filesystem::path& file) {
  const testing::Directory directory;
  const std::string pgm = directory.Path("sheet.pgm");
  const testing::Outcome run =
      testing::RunCommand(StrCat("pngtopnm ", file.string(), " 2>&1 > ", pgm));
  if (run.status != 0) return Fail(StrCat(file.string(), ": ", run.output));
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(pgm, 64 << 20));
  GoldenSheet sheet;
  sheet.picture_ = FromPgm(bytes);
  if (sheet.picture_.width == 0) return Fail(StrCat(file.string(), ": is no gray picture"));
  return sheet;
}

void GoldenSheet::Save(const std::filesystem::path& file) const {
  const testing::Directory directory;
  const std::string pgm = directory.Write("sheet.pgm", testing::AsPgm(picture_));
  const testing::Outcome run = testing::RunCommand(
      StrCat("pnmtopng -compression 9 ", pgm, " 2>/dev/null > ", file.string()));
  if (run.status != 0) throw std::runtime_error("pnmtopng: " + run.output);
}

std::vector<size_t> GoldenSheet::Differences(const GoldenSheet& other, size_t pages) const {
  const bool one_size = picture_.width == other.picture_.width &&
                        picture_.height == other.picture_.height;
  std::vector<size_t> out;
  for (size_t page = 0; page < pages; ++page) {
    if (!one_size || Distance(other, page) > kTolerance) out.push_back(page);
  }
  return out;
}

// The widest difference of any spot of a page. The size of pages is the other's: a sheet that
// was read does not tell.
double GoldenSheet::Distance(const GoldenSheet& other, size_t page) const {
  const int width = other.page_width_ != 0 ? other.page_width_ : page_width_;
  const int height = other.page_height_ != 0 ? other.page_height_ : page_height_;
  const int columns = picture_.width / width;
  const int left = static_cast<int>(page) % columns * width;
  const int top = static_cast<int>(page) / columns * height;
  double most = 0;
  for (int y = top; y + kSpot <= top + height; ++y) {
    for (int x = left; x + kSpot <= left + width; x += 2) {
      int sum = 0;
      for (int i = 0; i < kSpot * kSpot; ++i) {
        const int at_x = x + i % kSpot, at_y = y + i / kSpot;
        sum += picture_.at(at_x, at_y) - other.picture_.at(at_x, at_y);
      }
      most = std::max(most, std::abs(sum) / double{kSpot * kSpot});
    }
  }
  return most;
}

}  // namespace certseal
