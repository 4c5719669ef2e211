// SPDX-License-Identifier: Apache-2.0
#include "picture/read_picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

namespace certseal {
namespace {

using testing::ElementsAre;

std::string File(const std::string& name) {
  std::ifstream file(CERTSEAL_SOURCE_DIR "/tests/vectors/pictures/" + name,
                     std::ios::binary);
  EXPECT_TRUE(file.good()) << name;
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

PictureAnswer Refused(const std::string& bytes) {
  const auto texts = ReadPicture(bytes);
  return texts ? PictureAnswer::kRead : texts.error();
}

TEST(ReadPicture, ReadsEachKindOfFile) {
  for (const char* name : {"menu.png", "menu.jpg", "menu-gray.pdf", "menu-fax.pdf"}) {
    const auto texts = ReadPicture(File(name));
    ASSERT_TRUE(texts) << name;
    EXPECT_THAT(*texts, ElementsAre("https://example.org/menu")) << name;
  }
}

TEST(ReadPicture, SaysWhatItIsNot) {
  EXPECT_EQ(Refused(""), PictureAnswer::kNoPicture);
  EXPECT_EQ(Refused("GIF89a"), PictureAnswer::kNoPicture);
  EXPECT_EQ(Refused(std::string(kMaxPictureBytes + 1, 'x')), PictureAnswer::kTooLarge);
  EXPECT_EQ(Refused("%PDF-1.7 and nothing of it"), PictureAnswer::kDamaged);
}

TEST(ReadPicture, TakesEveryTruncationAndEveryChangedByte) {
  for (const char* name : {"menu.png", "menu.jpg", "menu-fax.pdf"}) {
    const std::string whole = File(name);
    for (size_t size = 0; size < whole.size(); size += 1 + size / 12) {
      (void)ReadPicture(whole.substr(0, size));
    }
    for (size_t at = 0; at < whole.size(); at += 1 + at / 12) {
      std::string changed = whole;
      changed[at] = static_cast<char>(~changed[at]);
      (void)ReadPicture(changed);
    }
  }
}

TEST(ReadPicture, DoesNotBelieveAHeadersSize) {
  std::string png = File("menu.png");
  png.replace(16, 8, std::string("\0\0\xea\x60\0\0\xea\x60", 8));  // 60,000 a side
  EXPECT_EQ(Refused(png), PictureAnswer::kDamaged);                // its checksum
  std::string jpeg = File("menu.jpg");
  const size_t frame = jpeg.find("\xff\xc0");
  ASSERT_NE(frame, std::string::npos);
  jpeg.replace(frame + 5, 4, "\xea\x60\xea\x60");
  EXPECT_EQ(Refused(jpeg), PictureAnswer::kTooLarge);
}

}  // namespace
}  // namespace certseal
