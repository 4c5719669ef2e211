// SPDX-License-Identifier: Apache-2.0
#include "page/qr_code.h"

#include <gtest/gtest.h>

#include <qrcodegen/qrcodegen.hpp>
#include <sstream>

#include "page/qr_codewords.h"

namespace certseal {
namespace {

// Paints the path's rectangles: every dark module once, no light one.
void ExpectPathIsModules(const QrCode& code) {
  std::vector<int> painted(static_cast<size_t>(code.size() * code.size()));
  std::istringstream path(code.Path());
  int x, y, width, height;
  std::string op;
  while (path >> x >> y >> width >> height >> op) {
    ASSERT_EQ(op, "re");
    for (int i = 0; i < width; ++i) {
      for (int j = 0; j < height; ++j) {
        const int row = code.size() - 1 - (y + j);
        ++painted[static_cast<size_t>(row * code.size() + x + i)];
      }
    }
  }
  for (int row = 0; row < code.size(); ++row) {
    for (int column = 0; column < code.size(); ++column) {
      ASSERT_EQ(painted[static_cast<size_t>(row * code.size() + column)],
                code.dark(column, row) ? 1 : 0);
    }
  }
}

TEST(QrCode, GrowsWithItsTextAndPathPaintsIt) {
  int before = 0;
  for (size_t size = 1; size <= 2331; size += size < 40 ? 1 : 97) {
    const auto code = QrCode::Encode(std::string(size, 'x'));
    ASSERT_TRUE(code);
    EXPECT_GE(code->size(), before);
    EXPECT_EQ(code->size() % 4, 1) << "17 + 4 × version";
    before = code->size();
    ExpectPathIsModules(*code);
  }
  EXPECT_EQ(before, 177);
}

TEST(QrCode, HoldsNoMoreThanVersionForty) {
  EXPECT_TRUE(QrCode::Encode(std::string(2331, 'x')));
  auto code = QrCode::Encode(std::string(2332, 'x'));
  ASSERT_FALSE(code);
  EXPECT_EQ(code.error().message, "a QR code holds at most 2331 bytes");
}

// The library that draws the frames says what a whole symbol looks like.
void ExpectLibrarysSymbol(const std::string& text, int version) {
  const auto code = QrCode::Encode(text);
  ASSERT_TRUE(code);
  const auto expected = qrcodegen::QrCode::encodeSegments(
      {qrcodegen::QrSegment::makeBytes({text.begin(), text.end()})},
      qrcodegen::QrCode::Ecc::MEDIUM, 1, 40, 2, false);
  ASSERT_EQ(expected.getVersion(), version);
  ASSERT_EQ(code->size(), expected.getSize());
  size_t different = 0;
  for (int y = 0; y < code->size(); ++y) {
    for (int x = 0; x < code->size(); ++x) {
      different += code->dark(x, y) != expected.getModule(x, y);
    }
  }
  EXPECT_EQ(different, 0u) << "version " << version;
}

TEST(QrCode, IsTheLibrarysInEveryVersion) {
  std::string text;
  int version = 1;
  uint32_t state = 1;
  for (size_t size = 1; size <= 2332; ++size) {
    const auto next = SmallestQrVersion(size);
    if (next != version) {
      // The most that the version holds, and the least of the next.
      ExpectLibrarysSymbol(text, version);
      if (!next) break;
      version = *next;
    }
    text += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    if (text.size() % 61 == 1) ExpectLibrarysSymbol(text, version);
  }
  EXPECT_EQ(version, kMostQrVersion);
  EXPECT_EQ(text.size(), 2331u);
  ExpectLibrarysSymbol("", 1);
}

}  // namespace
}  // namespace certseal
