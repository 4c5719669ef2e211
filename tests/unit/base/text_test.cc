// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cerrno>

#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

TEST(Strings, QuoteShowsWhatATerminalWouldHide) {
  EXPECT_EQ(Quote("plain Zoë"), "\"plain Zoë\"");
  EXPECT_EQ(Quote("a\x1b[31m"), "\"a\\u{1b}[31m\"");
  EXPECT_EQ(Quote("Sharma\xe2\x80\x8b"), "\"Sharma\\u{200b}\"");
  EXPECT_EQ(Quote("two\nlines"), "\"two\\nlines\"");
  EXPECT_EQ(Quote("bad\xff!"), "\"bad\\xff!\"");
  EXPECT_EQ(Quote("abcdef", 3), "\"abc…\"");
  EXPECT_EQ(Quote("éé", 3), "\"é…\"");
}

TEST(Strings, JoinsSplitsTrims) {
  EXPECT_EQ(StrCat("a", 1, 'b', std::string("c"), uint64_t{18446744073709551615u}),
            "a1bc18446744073709551615");
  EXPECT_EQ(Split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(Split("", ',').size(), 1u);
  EXPECT_EQ(Trim(" \t x y\r\n"), "x y");
  EXPECT_EQ(Trim("  "), "");
}

TEST(Strings, ErrnoTextIsTheSystemsWords) {
  EXPECT_EQ(ErrnoText(ENOENT), "No such file or directory");
  EXPECT_EQ(ErrnoText(99999), "Unknown error 99999");
}

TEST(Strings, ParseDecimalIsCanonical) {
  EXPECT_EQ(ParseDecimal("0"), 0u);
  EXPECT_EQ(ParseDecimal("18446744073709551615"), 18446744073709551615u);
  for (const char* bad : {"", "00", "01", "-1", "+1", " 1", "1 ", "1.0", "18446744073709551616"}) {
    EXPECT_FALSE(ParseDecimal(bad)) << bad;
  }
}

TEST(Unicode, RefusesIllFormedUtf8) {
  for (const char* bad : {"\x80", "\xc0\xaf", "\xc1\x81", "\xe0\x80\xaf", "\xed\xa0\x80",
                          "\xf0\x80\x80\xaf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
                          "\xe2\x82", "\xc3", "\xff"}) {
    EXPECT_TRUE(FindInvalidUtf8(bad));
  }
  EXPECT_FALSE(FindInvalidUtf8("Zoë Ångström 可林 𝔘"));
  EXPECT_EQ(FindInvalidUtf8("ab\xff"), 2u);
}

TEST(Unicode, FoldsNamesPeopleTakeForTheSame) {
  EXPECT_EQ(FoldForSearch("Ångström"), FoldForSearch("ANGSTROM"));
  EXPECT_EQ(FoldForSearch("Nguyễn Thị"), "nguyen thi");
  EXPECT_EQ(FoldForSearch("O’Connor"), FoldForSearch("o'connor"));
  EXPECT_EQ(FoldForSearch("Łukasz Đorđe Øyvind"), "lukasz dorde oyvind");
  EXPECT_EQ(FoldForSearch("  Anna  Maria "), "anna maria");
  EXPECT_EQ(FoldForSearch("Strauß"), "strauss");
  EXPECT_EQ(FoldForSearch("Peña‐Núñez"), "pena-nunez");
  EXPECT_EQ(FoldForSearch("عَلِيّ"), FoldForSearch("علي"));
  EXPECT_NE(FoldForSearch("Anna"), FoldForSearch("Anne"));
  EXPECT_NE(FoldForSearch("ณัฐวุฒิ"), FoldForSearch("ณฐวฒ")) << "marks that spell";
  EXPECT_NE(FoldForSearch("श्रीकृष्ण"), FoldForSearch("शरीकषण"));
  EXPECT_NE(FoldForSearch("バ"), FoldForSearch("ハ"));
}

TEST(Unicode, ComposesAndMeasures) {
  EXPECT_EQ(Nfc("e\xcc\x88"), "ë");
  EXPECT_EQ(DisplayWidth("abc"), 3);
  EXPECT_EQ(DisplayWidth("可林"), 4);
  EXPECT_EQ(DisplayWidth("e\xcc\x88"), 1);
}

}  // namespace
}  // namespace certseal
