// SPDX-License-Identifier: Apache-2.0
#include "roster/cell_repair.h"

#include <gtest/gtest.h>

#include "base/strings.h"

namespace certseal {
namespace {

// "value" or "value (repairs)" or "problem!".
std::string Read(std::string_view raw, CellKind kind = CellKind::kOther) {
  const RepairedCell cell = RepairCell(raw, kind);
  EXPECT_EQ(cell.problem.empty(), cell.remedy.empty()) << raw;
  if (!cell.problem.empty()) return cell.problem + "!";
  if (cell.repairs.empty()) {
    EXPECT_EQ(cell.value, raw);
    return cell.value;
  }
  return cell.value + " (" + Join(cell.repairs, ", ") + ")";
}

TEST(RepairCell, LeavesAloneWhatIsFine) {
  for (const char* fine : {"", "RN", "María José", "5", "-5", "+5,25", "O'Brien",
                           "小林", "G012345", "a@b.example", "-", "x=1", "1-2-3"}) {
    EXPECT_EQ(Read(fine), fine);
  }
}

TEST(RepairCell, TrimsEverySpace) {
  EXPECT_EQ(Read("  Pat \t"), "Pat (space trimmed)");
  EXPECT_EQ(Read("\xc2\xa0Pat\xe3\x80\x80\n"), "Pat (space trimmed)");
  EXPECT_EQ(Read("de\xc2\xa0la  Peña"), "de la Peña (spaces made plain and single)");
  EXPECT_EQ(Read("a\tb"), "a b (spaces made plain and single)");
  EXPECT_EQ(Read("   "), " (space trimmed)");
}

TEST(RepairCell, RemovesWhatCannotBeSeen) {
  EXPECT_EQ(Read("Sharma\u200b"), "Sharma (invisible characters removed)");
  EXPECT_EQ(Read("\ufeffA\u00adB\u202eC\u2060"), "ABC (invisible characters removed)");
  EXPECT_EQ(Read("A\u200dB"), "AB (invisible characters removed)");
  EXPECT_EQ(Read("علی\u200cرضا"), "علی\u200cرضا") << "a joiner that Persian needs";
  EXPECT_EQ(Read("\u200c\u0639"), "ع (invisible characters removed)");
}

TEST(RepairCell, StripsGuards) {
  EXPECT_EQ(Read("=\"0012345\""), "0012345 (guard stripped)");
  EXPECT_EQ(Read("'0012345"), "0012345 (guard stripped)");
  EXPECT_EQ(Read("'=\"0012\""), "0012 (guard stripped)");
  EXPECT_EQ(Read("'-5"), "-5 (guard stripped)");
  EXPECT_EQ(Read("'RN 5"), "RN 5 (guard stripped)");
  EXPECT_EQ(Read("=\" x\""), "x (guard stripped, space trimmed)");
  EXPECT_EQ(Read("'t Hooft", CellKind::kName), "'t Hooft");
  EXPECT_EQ(Read("'5", CellKind::kName), "5 (guard stripped)");
}

TEST(RepairCell, ComposesAccents) {
  EXPECT_EQ(Read("Zoe\u0308"), "Zo\u00eb (accents composed (Unicode NFC))");
}

TEST(RepairCell, RefusesFormulas) {
  const std::string formula = "the cell holds a formula!";
  for (const char* bad :
       {"=HYPERLINK(\"http://x\")", "=1+1", "'=1+1", "+A1", "-A1", "@SUM(A1)", "＝1",
        " =1", "\u200b=1", "=", "=\"a\"&\"b\"", "-1+2", "+-1", "'+1+1", "'@x"}) {
    EXPECT_EQ(Read(bad), formula) << bad;
  }
}

TEST(RepairCell, RefusesWhatCannotBePrinted) {
  EXPECT_EQ(Read("RN\nline two"), "a line break stands inside the cell!");
  EXPECT_EQ(Read("RN\u2028x"), "a line break stands inside the cell!");
  EXPECT_EQ(Read("a\x01"
                 "b"),
            "holds the control character \"\\u{1}\"!");
  EXPECT_EQ(Read("a\ufffd"
                 "b"),
            "a character was lost when the file was saved (it shows as U+FFFD)!");
  EXPECT_EQ(Read("JosÃ©"), "was read in the wrong encoding once; probably \"José\"!");
  EXPECT_NE(Read("a\ue000"), "a\ue000") << "private use";
}

}  // namespace
}  // namespace certseal
