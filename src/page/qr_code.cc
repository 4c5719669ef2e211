// SPDX-License-Identifier: Apache-2.0
#include "page/qr_code.h"

#include <array>
#include <charconv>
#include <mutex>
#include <qrcodegen/qrcodegen.hpp>

#include "page/qr_codewords.h"

namespace certseal {
namespace {

constexpr int kMask = 2;  // inverts every third column

// SymbolFrame is what symbols of a version have in common. The library draws it, once; it
// takes five times as long as we do over the rest.
struct SymbolFrame {
  std::once_flag once;
  int size = 0;
  std::vector<unsigned char> modules;  // where all codewords are zero
  std::vector<uint32_t> places;        // of the codewords' bits, in modules
};

// Finders with separators and format, timing, alignment, version (ISO/IEC 18004, 6.3).
class FunctionPatterns {
 public:
  explicit FunctionPatterns(int version)
      : size_(4 * version + 17), has_version_(version >= 7) {
    if (version == 1) return;
    const int count = version / 7 + 2;
    const int step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
    for (int i = 0; i + 1 < count; ++i) centers_.push_back(size_ - 7 - i * step);
    centers_.push_back(6);
  }

  bool Has(int x, int y) const {
    if (x == 6 || y == 6) return true;
    const bool left = x < 9, top = y < 9, right = x >= size_ - 8,
               bottom = y >= size_ - 8;
    if ((left && top) || (right && top) || (left && bottom)) return true;
    if (has_version_ && ((y < 6 && x >= size_ - 11) || (x < 6 && y >= size_ - 11)))
      return true;
    const int across = Near(x), down = Near(y);
    if (across == 0 || down == 0) return false;
    const int last = size_ - 7;
    return !(across == 6 && down == 6) && !(across == 6 && down == last) &&
           !(across == last && down == 6);
  }

 private:
  // The alignment patterns' center that is two modules away at most, or 0.
  int Near(int at) const {
    for (const int center : centers_) {
      if (at >= center - 2 && at <= center + 2) return center;
    }
    return 0;
  }

  int size_;
  bool has_version_;
  std::vector<int> centers_;
};

// 7.7.3: upwards and downwards in columns of two, from the right.
std::vector<uint32_t> PlacesOf(int version, int size) {
  const FunctionPatterns patterns(version);
  std::vector<uint32_t> out;
  bool upwards = true;
  for (int right = size - 1; right > 0; right -= 2, upwards = !upwards) {
    if (right == 6) right = 5;  // the timing pattern
    for (int i = 0; i < size; ++i) {
      const int y = upwards ? size - 1 - i : i;
      for (const int x : {right, right - 1}) {
        if (!patterns.Has(x, y)) out.push_back(static_cast<uint32_t>(y * size + x));
      }
    }
  }
  return out;
}

void Draw(SymbolFrame& frame, int version) {
  const auto symbol = qrcodegen::QrCode::encodeSegments(
      {}, qrcodegen::QrCode::Ecc::MEDIUM, version, version, kMask, false);
  frame.size = symbol.getSize();
  for (int y = 0; y < frame.size; ++y) {
    for (int x = 0; x < frame.size; ++x) {
      frame.modules.push_back(symbol.getModule(x, y) ? 1 : 0);
    }
  }
  frame.places = PlacesOf(version, frame.size);
  for (const uint32_t place : frame.places) {
    const uint32_t x = place % static_cast<uint32_t>(frame.size);
    frame.modules[place] = x % 3 == 0 ? 1 : 0;  // the mask
  }
}

const SymbolFrame& FrameOf(int version) {
  static std::array<SymbolFrame, kMostQrVersion> frames;
  SymbolFrame& frame = frames[static_cast<size_t>(version - 1)];
  std::call_once(frame.once, [&] { Draw(frame, version); });
  return frame;
}

void AppendInteger(std::string& out, int number) {
  char buffer[12];
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr);
  out += ' ';
}

}  // namespace

Result<QrCode> QrCode::Encode(std::string_view text) {
  const std::optional<int> version = SmallestQrVersion(text.size());
  if (!version) return Fail("a QR code holds at most 2331 bytes");
  const SymbolFrame& frame = FrameOf(*version);
  std::vector<unsigned char> modules = frame.modules;
  const std::vector<unsigned char> codewords = QrCodewords(text, *version);
  for (size_t bit = 0; bit < 8 * codewords.size(); ++bit) {
    const bool set = (codewords[bit / 8] >> (7 - bit % 8) & 1) != 0;
    unsigned char& module = modules[frame.places[bit]];
    module = (module != 0) != set ? 1 : 0;
  }
  return QrCode(frame.size, std::move(modules));
}

std::string QrCode::Path() const {
  std::string out;
  out.reserve(static_cast<size_t>(size_ * size_) * 3);
  for (int y = 0; y < size_; ++y) {
    for (int x = 0; x < size_;) {
      int end = x;
      while (end < size_ && dark(end, y)) ++end;
      if (end == x) {
        ++x;
        continue;
      }
      AppendInteger(out, x);
      AppendInteger(out, size_ - 1 - y);
      AppendInteger(out, end - x);
      out += "1 re\n";
      x = end;
    }
  }
  return out;
}

}  // namespace certseal
