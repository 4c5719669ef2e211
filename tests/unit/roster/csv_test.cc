// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/strings.h"
#include "roster/csv_table.h"
#include "roster/csv_writer.h"
#include "roster/delimiter.h"

namespace certseal {
namespace {

// Rows as "line:cell|cell", joined by "/".
std::string Read(std::string_view text, char delimiter = ',',
                 const CsvLimits& limits = {}) {
  const auto table = CsvTable::Parse(text, delimiter, 1, limits);
  if (!table) return "error: " + table.error().message;
  std::vector<std::string> out;
  for (size_t i = 0; i < table->size(); ++i) {
    const CsvRow row = table->Read(i);
    EXPECT_EQ(row.line, table->line(i));
    out.push_back(StrCat(row.line, ":", Join(row.cells, "|")));
  }
  return Join(out, "/");
}

TEST(CsvTable, KeepsCellsAndLines) {
  EXPECT_EQ(Read("a,b\nc,d\n"), "1:a|b/2:c|d");
  EXPECT_EQ(Read("a,b\r\nc,d"), "1:a|b/2:c|d");
  EXPECT_EQ(Read("a,b\rc,d\r"), "1:a|b/2:c|d");
  EXPECT_EQ(Read("a\n\n\nb"), "1:a/4:b");
  EXPECT_EQ(Read("a\r\n\r\nb"), "1:a/3:b");
  EXPECT_EQ(Read("a,,\n,,\n  , \nb,,"), "1:a||/4:b||")
      << "rows without text are left out";
  EXPECT_EQ(Read("a\t b \tc", '\t'), "1:a| b |c") << "spaces are kept";
  EXPECT_EQ(Read(""), "");
}

TEST(CsvTable, ReadsQuotes) {
  EXPECT_EQ(Read("\"a,b\",\"c\"\"d\"\"\",\"\""), "1:a,b|c\"d\"|");
  EXPECT_EQ(Read("x,\"one\ntwo\"\ny,z"), "1:x|one\ntwo/3:y|z");
  EXPECT_EQ(Read("x,\"one\r\n\r\ntwo\"\r\ny,z"), "1:x|one\r\n\r\ntwo/4:y|z");
  EXPECT_EQ(Read("\n\"a\n\nb\"\nc"), "2:a\n\nb/5:c");
  EXPECT_EQ(Read("a, \"b, c\" ,d"), "1:a|b, c|d")
      << "spaces around quotes mean nothing";
  EXPECT_EQ(Read("=\"0012\",5'6\" tall,Bob \"Bo\" B"),
            "1:=\"0012\"|5'6\" tall|Bob \"Bo\" B");
}

TEST(CsvTable, RefusesWhatItWouldHaveToGuess) {
  EXPECT_EQ(Read("a,b\nc,\"d\ne,f\n"),
            "error: line 2, character 3: the quote that opens here is never closed");
  EXPECT_EQ(Read("é,\"x\"y,z"),
            "error: line 1, character 6: text follows a closing quote");
  EXPECT_EQ(Read("\"x\" y"),
            "error: line 1, character 5: text follows a closing quote");
}

TEST(CsvTable, KeepsItsLimits) {
  EXPECT_EQ(Read("a\nb\nc", ',', {.max_rows = 2}),
            "error: line 3 has more than 2 rows");
  EXPECT_EQ(Read("a\nb\n", ',', {.max_rows = 2}), "1:a/2:b");
  EXPECT_EQ(Read("a,b\na,b,c", ',', {.max_columns = 2}),
            "error: line 2 has more than 2 columns");
  EXPECT_EQ(Read("a\n\"1234\n67\"", ',', {.max_cell_bytes = 6}),
            "error: line 2 has a cell of more than 6 bytes");
  EXPECT_EQ(Read("a\n123456", ',', {.max_cell_bytes = 6}), "1:a/2:123456");
  EXPECT_EQ(Read(std::string(300, ',')), "error: line 1 has more than 200 columns");
  EXPECT_EQ(Read(std::string(5000, 'x')),
            "error: line 1 has a cell of more than 4096 bytes");
}

char Detect(std::string_view text) { return DetectDelimiter(text).delimiter; }

TEST(CsvTable, HasRoomForAHundredThousandGraduatesAndTheHeadings) {
  std::string text;
  for (int i = 0; i < 100'001; ++i) text += "a\n";
  EXPECT_TRUE(CsvTable::Parse(text, ','));
  EXPECT_FALSE(CsvTable::Parse(text + "a\n", ','));
}

TEST(DetectDelimiter, FindsWhatSeparates) {
  EXPECT_EQ(Detect("a,b\nc,d"), ',');
  EXPECT_EQ(Detect("a;b\nc;d"), ';');
  EXPECT_EQ(Detect("a\tb\nc\td"), '\t');
  EXPECT_EQ(Detect("name\nJane"), ',');
  EXPECT_EQ(Detect(""), ',');
}

TEST(DetectDelimiter, IsNotMisledByOtherDelimitersInCells) {
  EXPECT_EQ(Detect("Name;Hours;Credits\nA;7,0;1,5\nB;9,0;2,5"), ';');
  EXPECT_EQ(Detect("Name, full;Course;Date\nDoe, J;X;Y\nRoe, J;X;Y"), ';');
  EXPECT_EQ(Detect("\"a;b;c;d\",e\n\"f;g;h;i\",j"), ',');
  EXPECT_EQ(Detect("\"x\"\";;;\n;;;\",e\nf,g"), ',') << "a quoted line break";
  EXPECT_EQ(Detect("a\tb, c, d\tx\ne\tf\tg\nh\ti, j, k\tl"), '\t');
  EXPECT_EQ(Detect("\n\n  \na;b"), ';') << "blank rows do not count";
}

TEST(DetectDelimiter, TakesExcelsLineAtItsWord) {
  for (const char* line : {"sep=;\r\n", "SEP=;\n", "\"sep=;\"\n", "sep=;\r"}) {
    const FoundDelimiter found = DetectDelimiter(std::string(line) + "a,b,c\n1,2,3");
    EXPECT_EQ(found.delimiter, ';') << line;
    EXPECT_EQ(found.skip_bytes, std::string_view(line).size());
    EXPECT_EQ(found.skip_lines, 1);
  }
  EXPECT_EQ(DetectDelimiter("sep=;").skip_bytes, 5u);
  EXPECT_EQ(DetectDelimiter("sep=x\na,b").skip_lines, 0);
  EXPECT_EQ(DetectDelimiter("separate,b").skip_bytes, 0u);
}

TEST(CsvWriter, WritesWhatExcelReadsAsMeant) {
  CsvWriter writer;
  writer.Row({"Name", "a,b", "say \"x\"", "two\r\nlines", " x ", "a;b"});
  writer.Row({"=1+1", "+1", "-5", "@x", "\tx", "\rx", "＝1", "'x", "x=1", ""});
  EXPECT_EQ(
      writer.text(),
      "\xef\xbb\xbfName,\"a,b\",\"say \"\"x\"\"\",\"two\r\nlines\",\" x \",\"a;b\"\r\n"
      "'=1+1,'+1,'-5,'@x,\"'\tx\",\"'\rx\",'＝1,'x,x=1,\r\n");
}

TEST(CsvWriter, IsReadBackCellByCell) {
  const std::vector<std::string> cells = {"a\"b", "c\nd", ",;\t", "小",
                                          " ",    "\"\"", "x"};
  for (char delimiter : {',', ';', '\t'}) {
    CsvWriter writer(delimiter);
    writer.Row(cells);
    const auto table =
        CsvTable::Parse(std::string_view(writer.text()).substr(3), delimiter);
    ASSERT_TRUE(table) << table.error().message;
    ASSERT_EQ(table->size(), 1u);
    EXPECT_EQ(table->Read(0).cells, cells);
  }
}

}  // namespace
}  // namespace certseal
