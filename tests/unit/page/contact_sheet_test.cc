// SPDX-License-Identifier: Apache-2.0
#include "page/contact_sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/page/tools.h"

namespace certseal::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Number(size_t i) { return "line " + std::to_string(i); }

// So many graduates on sheets of eight.
std::string Sheets(size_t count) {
  ContactSheet sheet({}, "Class of March");
  for (size_t i = 0; i < count; ++i) {
    PageContent content = SampleContent();
    content.fields["name"] = "Graduate " + std::string(1, static_cast<char>('A' + i));
    if (!Classic().AddTo(sheet, content, Number(i))) ADD_FAILURE() << i;
  }
  const auto saved = sheet.Save();
  return saved ? *saved : saved.error().message;
}

TEST(ContactSheet, ShowsEveryGraduateWithACaption) {
  const std::string text = ExtractText(Sheets(11));
  for (const char* wanted : {"Graduate A", "Graduate H", "Graduate K", "line 0", "line 10",
                             "Class of March, sheet 1", "Class of March, sheet 2"}) {
    EXPECT_THAT(text, HasSubstr(wanted));
  }
  EXPECT_THAT(text, Not(HasSubstr("sheet 3")));
}

TEST(ContactSheet, IsAWholePdf) {
  const Directory directory;
  const std::string path = directory.Write("sheet.pdf", Sheets(9));
  EXPECT_EQ(RunCommand("qpdf --check " + path).status, 0);
  EXPECT_THAT(RunCommand("pdfinfo " + path).output, HasSubstr("Pages:           2"));
  EXPECT_EQ(RunCommand("qpdf --qdf " + path + " - | grep -c '^(PROOF) Tj$'").output, "9\n");
  // Of each font one subset, however many pages show it.
  EXPECT_EQ(RunCommand("pdffonts " + path + " | grep -c EBGaramond12-Regular").output, "1\n");
}

TEST(ContactSheet, HasNoHeadingWithoutATitle) {
  ContactSheet sheet({.width = 792, .height = 595, .margin = 0, .gap = 0, .columns = 1, .rows = 1},
                     "");
  ASSERT_TRUE(Classic().AddTo(sheet, SampleContent(), ""));
  const Directory directory;
  const std::string path = directory.Write("sheet.pdf", *sheet.Save());
  const std::string fonts = RunCommand("pdffonts " + path).output;
  EXPECT_THAT(fonts, HasSubstr("Helvetica-Bold"));
  EXPECT_THAT(RunCommand("qpdf --qdf " + path + " -").output, Not(HasSubstr("sheet 1)")));
}

TEST(ContactSheet, GrowsByThePageAlone) {
  const size_t one = Sheets(1).size(), nine = Sheets(9).size();
  EXPECT_LT(nine - one, 8 * (one / 3));
}

TEST(ContactSheet, SetsNothingThatDoesNotFit) {
  ContactSheet sheet({}, "x");
  PageContent content = SampleContent();
  content.fields["name"] = "\U0001F600";
  EXPECT_FALSE(Classic().AddTo(sheet, content, ""));
  EXPECT_EQ(sheet.size(), 0u);
  EXPECT_FALSE(sheet.Save());
}

}  // namespace
}  // namespace certseal::testing
