// SPDX-License-Identifier: Apache-2.0
//
// Whole files: what other programs export, every encoding, the file of left-out rows,
// and any bytes at all.
#include <random>

#include "base/strings.h"
#include "base/unicode.h"
#include "roster/left_out.h"
#include "roster/roster.h"
#include "unit/roster/roster_testing.h"

namespace certseal {
namespace {

using testing_support::Options;
using testing_support::ReadVector;
using testing_support::Show;
using Lines = std::vector<std::string>;

Result<Roster> Read(std::string_view bytes, const RosterOptions& options = Options()) {
  static const Catalogue catalogue = testing_support::StarterCatalogue();
  return ReadRoster(bytes, options, catalogue);
}

TEST(ReadRoster, FailsOnWhatIsNoTable) {
  const auto why = [](std::string_view bytes) {
    const auto roster = Read(bytes);
    return roster ? "read" : roster.error().message;
  };
  EXPECT_EQ(why(""), "holds no row");
  EXPECT_EQ(why("\n \n,,\n"), "holds no row");
  EXPECT_EQ(why("PK\x03\x04"), "is an Excel workbook or a ZIP archive, not a CSV file");
  EXPECT_EQ(why(ReadVector("unclosed-quote.csv")),
            "line 3, character 1: the quote that opens here is never closed");
}

TEST(ReadRoster, ReadsWhatOtherProgramsExport) {
  const auto german = Read(ReadVector("german-excel.csv"));
  ASSERT_TRUE(german) << german.error().message;
  EXPECT_EQ(german->encoding, "Windows-1252");
  EXPECT_EQ(german->delimiter, ';');
  EXPECT_EQ(german->header_line, 2);
  EXPECT_EQ(german->ignored, Lines{"Kurs"});
  ASSERT_FALSE(german->has_errors());
  EXPECT_EQ(german->ReadGraduate(0)->name, "Jürgen Müller");
  EXPECT_EQ(german->ReadGraduate(0)->credits->Text(), "15.75");
  EXPECT_EQ(german->ReadGraduate(1)->name, "Žana Groß-Šimek");
  EXPECT_EQ(german->ReadGraduate(1)->hands_on.Text(), "8.25");
  EXPECT_EQ(german->rows[1].line, 4);

  const auto unicode_text = Read(ReadVector("excel-unicode-text.txt"));
  ASSERT_TRUE(unicode_text) << unicode_text.error().message;
  EXPECT_EQ(unicode_text->encoding, "UTF-16 LE");
  EXPECT_EQ(unicode_text->delimiter, '\t');
  ASSERT_FALSE(unicode_text->has_errors());
  EXPECT_EQ(unicode_text->ReadGraduate(0)->name, "Nguyễn Thị Ánh");
  EXPECT_EQ(unicode_text->ReadGraduate(1)->name, "Олена Їжак");

  const auto platform = Read(ReadVector("platform-export.csv"));
  ASSERT_TRUE(platform) << platform.error().message;
  EXPECT_EQ(platform->header_line, 4);
  EXPECT_EQ(platform->ignored, (Lines{"Order ID", "Checked In"}));
  ASSERT_FALSE(platform->has_errors());
  ASSERT_EQ(platform->rows.size(), 2u);
  EXPECT_EQ(platform->ReadGraduate(0)->course_code, "BDF-201");
  EXPECT_EQ(platform->ReadGraduate(0)->started->Iso(), "2026-03-13");
  EXPECT_EQ(platform->ReadGraduate(1)->name, "Ben Ray");
  EXPECT_EQ(platform->ReadGraduate(1)->profession, "PA");

  const auto mac = Read(ReadVector("mac-line-ends.csv"));
  ASSERT_TRUE(mac) << mac.error().message;
  ASSERT_EQ(mac->rows.size(), 2u);
  EXPECT_EQ(mac->rows[1].line, 3);
  EXPECT_FALSE(mac->has_errors());
}

TEST(ReadRoster, ReadsTheExampleOfTheGuide) {
  const auto guide = ReadFile(CERTSEAL_SOURCE_DIR "/docs/roster.md", 1 << 20);
  ASSERT_TRUE(guide);
  const size_t begin = guide->find("```\nFirst Name,") + 4;
  const auto roster = Read(guide->substr(begin, guide->find("```", begin) - begin));
  ASSERT_TRUE(roster);
  ASSERT_EQ(roster->rows.size(), 2u);
  for (const RosterRow& row : roster->rows) {
    EXPECT_EQ(Show(row.findings), Lines{});
    EXPECT_TRUE(row.is_graduate);
  }
}

TEST(ReadRoster, RefusesLostLettersAndFormulas) {
  const auto lost = Read(ReadVector("double-encoded.csv"));
  ASSERT_TRUE(lost);
  EXPECT_EQ(
      Show(lost->rows[0].findings),
      Lines{"error Name: was read in the wrong encoding once; probably \"José Peña\""});
  EXPECT_EQ(Show(lost->rows[1].findings), Lines{"error Name: a name has no \"?\""});
  const auto formulas = Read(ReadVector("formulas.csv"));
  ASSERT_TRUE(formulas);
  const std::string formula = ": the cell holds a formula";
  EXPECT_EQ(Show(formulas->rows[0].findings), Lines{"error Location" + formula});
  for (size_t i : {1u, 2u}) {
    EXPECT_EQ(Show(formulas->rows[i].findings),
              (Lines{"error Location" + formula, "error Instructor" + formula}));
  }
  EXPECT_TRUE(formulas->rows[3].is_graduate);
}

// The encodings and delimiters of one and the same table.
std::string Encode(std::string_view utf8, std::string_view encoding) {
  if (encoding == "UTF-8") return std::string(utf8);
  if (encoding == "UTF-8 with BOM") return StrCat("\xef\xbb\xbf", utf8);
  std::string out;
  const bool windows = encoding == "Windows-1252";
  const bool big = encoding.starts_with("UTF-16 BE"), mark = encoding.ends_with("mark");
  const auto put = [&](char32_t unit) {
    const char low = static_cast<char>(unit & 0xff);
    const char high = static_cast<char>(unit >> 8 & 0xff);
    if (windows)
      out += low;
    else if (big)
      (out += high) += low;
    else
      (out += low) += high;
  };
  if (mark) put(0xfeff);
  for (char32_t c : ToUtf32(utf8)) put(c);
  return out;
}

TEST(ReadRoster, ReadsEveryEncodingAndDelimiterAlike) {
  for (std::string_view encoding :
       {"UTF-8", "UTF-8 with BOM", "UTF-16 LE", "UTF-16 BE", "UTF-16 LE mark",
        "UTF-16 BE mark", "Windows-1252"}) {
    for (char delimiter : {',', ';', '\t'}) {
      for (std::string_view end : {"\n", "\r\n", "\r"}) {
        std::string text;
        for (const Lines& row : std::vector<Lines>{
                 {"Name", "Date", "Course", "Location"},
                 {"Zoë Ångström", "14 March 2026", "LSR-040", "\"a,b;c\td \"\"e\"\"\""},
                 {"José Peña", "46095", "lsr040", "\"two\nlines\""},
                 {"Jürgen Groß", "3/4/2026", "LSR-040", "Reno"}}) {
          text += Join(row, std::string_view(&delimiter, 1));
          text += end;
        }
        SCOPED_TRACE(StrCat(encoding, " ", int{delimiter}, " ", end.size()));
        const auto roster = Read(Encode(text, encoding));
        ASSERT_TRUE(roster) << roster.error().message;
        EXPECT_TRUE(encoding.starts_with(roster->encoding));
        EXPECT_EQ(roster->delimiter, delimiter);
        ASSERT_EQ(roster->rows.size(), 3u);
        ASSERT_TRUE(roster->rows[0].is_graduate);
        EXPECT_EQ(roster->ReadGraduate(0)->name, "Zoë Ångström");
        EXPECT_EQ(roster->ReadGraduate(0)->location, "a,b;c d \"e\"");
        EXPECT_EQ(
            Show(roster->rows[1].findings),
            (Lines{"error Location: a line break stands inside the cell",
                   "repair Course: course code as in the catalogue: lsr040 > LSR-040",
                   "repair Date: Excel's serial number: 46095 > 2026-03-14"}));
        EXPECT_EQ(roster->rows[2].line, 5);
        EXPECT_EQ(Show(roster->rows[2].findings),
                  Lines{"error Date: can be March 4, 2026 or April 3, 2026"});
      }
    }
  }
}

LeftOutRows RowsWithErrors(const Roster& roster) {
  LeftOutRows rows;
  for (size_t i = 0; i < roster.rows.size(); ++i) {
    if (roster.rows[i].has_errors()) rows.emplace(i, roster.rows[i].findings);
  }
  return rows;
}

Lines ErrorsWithoutLines(const Roster& roster) {
  Lines out;
  for (const RosterRow& row : roster.rows) {
    for (const Finding& finding : row.findings) {
      if (finding.severity != Severity::kError) continue;
      std::string shown = Show(finding);
      if (shown.find("stands on line") == std::string::npos) out.push_back(shown);
    }
  }
  return out;
}

TEST(LeftOutCsv, IsARosterAgain) {
  for (const char* name :
       {"roster-difficult.csv", "formulas.csv", "double-encoded.csv"}) {
    SCOPED_TRACE(name);
    const auto first = Read(ReadVector(name));
    ASSERT_TRUE(first);
    const LeftOutRows rows = RowsWithErrors(*first);
    const std::string csv = LeftOutCsv(*first, rows);
    EXPECT_TRUE(csv.starts_with("\xef\xbb\xbf"));
    const auto second = Read(csv);
    ASSERT_TRUE(second) << second.error().message;
    ASSERT_EQ(second->rows.size(), rows.size());
    EXPECT_EQ(second->ignored.back(), "Left out because");
    EXPECT_EQ(ErrorsWithoutLines(*second), ErrorsWithoutLines(*first));
    EXPECT_EQ(RowsWithErrors(*second).size(), rows.size()) << "no error went unseen";
    // A second round has one column of reasons, not two, and nothing more changes.
    const std::string again = LeftOutCsv(*second, RowsWithErrors(*second));
    const auto third = Read(again);
    ASSERT_TRUE(third);
    EXPECT_EQ(third->header, second->header);
  }
}

TEST(LeftOutCsv, GivesCellsAndReasons) {
  const auto roster = Read(
      "Name,Date,Course\nAda Quill,2026-03-14,LSR-040\n"
      "=1+1,03/04/2026,LSR-040\n\"Ben, Ray, X\",2026-03-14,LSR-040\n");
  ASSERT_TRUE(roster);
  EXPECT_EQ(
      LeftOutCsv(*roster, {{0, {}}, {1, roster->rows[1].findings}}),
      "\xef\xbb\xbfName,Date,Course,Left out because\r\n"
      "Ada Quill,2026-03-14,LSR-040,left out on request\r\n"
      "'=1+1,03/04/2026,LSR-040,\"Name: the cell holds a formula (put the plain text "
      "in "
      "its place (copy, then paste as values)); Date: can be March 4, 2026 or April 3, "
      "2026 (say which with --dates mdy or --dates dmy, or write it as "
      "2026-03-14)\"\r\n");
}

// Deterministic: the same bytes in every run.
TEST(ReadRoster, SurvivesAnyBytes) {
  std::mt19937 random(20261123);
  const std::string seed = ReadVector("roster-difficult.csv");
  const std::string pieces[] = {
      "\"",    ",", ";",    "\t",   "\n",           "\r",
      "=",     "'", "\xff", "\xc3", "\xe2\x80\x8b", std::string(1, '\0'),
      "sep=;", "é", "00"};
  size_t read = 0;
  for (int round = 0; round < 1500; ++round) {
    std::string bytes = round % 3 == 0 ? "" : seed;
    for (unsigned edits = 1 + random() % 8; edits > 0; --edits) {
      const size_t at = random() % (bytes.size() + 1);
      switch (random() % 4) {
        case 0:
          bytes.insert(at, pieces[random() % std::size(pieces)]);
          break;
        case 1:
          bytes.erase(at, random() % 40);
          break;
        case 2:
          bytes.resize(at);
          break;
        default:
          for (int i = 0; i < 30; ++i) bytes += static_cast<char>(random() % 256);
      }
    }
    const auto roster = Read(bytes);
    if (!roster) continue;
    ++read;
    for (size_t i = 0; i < roster->rows.size(); ++i) {
      const RosterRow& row = roster->rows[i];
      ASSERT_FALSE(row.is_graduate && row.has_errors());
      const auto graduate = roster->ReadGraduate(i);
      ASSERT_EQ(graduate.has_value(), row.is_graduate);
      if (graduate) {
        ASSERT_FALSE(graduate->name.empty());
        ASSERT_FALSE(FindInvalidUtf8(graduate->name));
      }
    }
    ASSERT_FALSE(FindInvalidUtf8(LeftOutCsv(*roster, RowsWithErrors(*roster))));
  }
  EXPECT_GT(read, 100u) << "some of the files must get past the first stages";
}

}  // namespace
}  // namespace certseal
