// SPDX-License-Identifier: Apache-2.0
#include "page/qr_code.h"

#include <charconv>

#include <qrcodegen/qrcodegen.hpp>

namespace certseal {
namespace {

constexpr int kMask = 2;  // inverts every third column

void AppendInteger(std::string& out, int number) {
  char buffer[12];
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr);
  out += ' ';
}

}  // namespace

Result<QrCode> QrCode::Encode(std::string_view text) {
  using qrcodegen::QrSegment;
  try {
    const auto symbol = qrcodegen::QrCode::encodeSegments(
        {QrSegment::makeBytes({text.begin(), text.end()})},
        qrcodegen::QrCode::Ecc::MEDIUM, 1, 40, kMask, false);
    std::vector<unsigned char> modules;
    for (int y = 0; y < symbol.getSize(); ++y) {
      for (int x = 0; x < symbol.getSize(); ++x) modules.push_back(symbol.getModule(x, y));
    }
    return QrCode(symbol.getSize(), std::move(modules));
  } catch (const qrcodegen::data_too_long&) {
    return Fail("a QR code holds at most 2331 bytes");
  }
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
