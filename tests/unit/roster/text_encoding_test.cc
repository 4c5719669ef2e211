// SPDX-License-Identifier: Apache-2.0
#include "roster/text_encoding.h"

#include <gtest/gtest.h>

namespace certseal {
namespace {

std::string Utf16(std::u16string_view text, bool big, bool mark) {
  std::string out;
  const auto put = [&](char16_t unit) {
    const char high = static_cast<char>(unit >> 8),
               low = static_cast<char>(unit & 0xff);
    out += big ? high : low;
    out += big ? low : high;
  };
  if (mark) put(0xfeff);
  for (char16_t unit : text) put(unit);
  return out;
}

std::string Read(std::string_view bytes) {
  const auto decoded = DecodeText(bytes);
  return decoded ? decoded->encoding + ": " + decoded->text
                 : "error: " + decoded.error().message;
}

TEST(DecodeText, TellsTheEncodings) {
  EXPECT_EQ(Read("Name\nZoë"), "UTF-8: Name\nZoë");
  EXPECT_EQ(Read("\xef\xbb\xbfName"), "UTF-8 with BOM: Name");
  EXPECT_EQ(Read("Name\nZo\xeb \x8a\x80"), "Windows-1252: Name\nZoë Š€");
  EXPECT_EQ(Read(""), "UTF-8: ");
  for (const bool mark : {false, true}) {
    EXPECT_EQ(Read(Utf16(u"Name,Course\nZoë 小 😀", false, mark)),
              "UTF-16 LE: Name,Course\nZoë 小 😀");
    EXPECT_EQ(Read(Utf16(u"Name,Course\nZoë 小 😀", true, mark)),
              "UTF-16 BE: Name,Course\nZoë 小 😀");
  }
}

TEST(DecodeText, NamesTheLineOfWhatItCannotRead) {
  EXPECT_EQ(Read("\xef\xbb\xbf"
                 "a\nb\xff"),
            "error: line 2 is not valid UTF-8");
  EXPECT_EQ(Read("Zoë\nJosé\nM\xfcller"), "error: line 3 is not valid UTF-8")
      << "more UTF-8 than not: broken, not Windows-1252";
  EXPECT_EQ(
      Read("a\nb\x81"),
      "error: line 2 holds the byte 0x81, which is neither UTF-8 nor Windows-1252");
  const std::string lone("N\0a\0\n\0\0\xd8x\0", 10);
  EXPECT_EQ(Read("\xff\xfe" + lone),
            "error: line 2 is not valid UTF-16: an unpaired surrogate");
  EXPECT_EQ(Read("\xff\xfe" + lone.substr(0, 5)),
            "error: line 1 is not valid UTF-16: it ends within a character");
  EXPECT_EQ(Read(std::string("a\nb\0c", 5)),
            "error: line 2 holds a NUL character: this is not a text file");
}

TEST(DecodeText, TellsOtherFormatsFromText) {
  EXPECT_EQ(Read("PK\x03\x04 xl/workbook.xml"),
            "error: is an Excel workbook or a ZIP archive, not a CSV file");
  EXPECT_EQ(Read("\xd0\xcf\x11\xe0 x"),
            "error: is an old Excel workbook, not a CSV file");
  EXPECT_EQ(Read("%PDF-1.7"), "error: is a PDF, not a CSV file");
  EXPECT_EQ(Read("\n <!DOCTYPE html>"), "error: is a web page or XML, not a CSV file");
  EXPECT_EQ(Read(std::string(kMaxRosterBytes + 1, 'a')),
            "error: is larger than 16 MiB");
}

TEST(UndoMojibake, GivesWhatWasMeant) {
  EXPECT_EQ(UndoMojibake("JosÃ©"), "José");
  EXPECT_EQ(UndoMojibake("Oâ€™Brien"), "O’Brien");
  for (const char* fine : {"José", "Zoë Ångström", "Smith", "", "小林", "Müller"}) {
    EXPECT_FALSE(UndoMojibake(fine)) << fine;
  }
}

}  // namespace
}  // namespace certseal
