// SPDX-License-Identifier: Apache-2.0
#include "pdf/object.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "pdf/lexer.h"
#include "pdf/object_parser.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;

std::string Refused(std::string_view text) {
  std::vector<PdfNode> tape;
  const auto end = ParsePdfValue(text, 0, tape);
  if (end) return "accepted";
  EXPECT_EQ(end.error().rule, PdfRule::kObjectSyntax);
  return StrCat(end.error().offset, ": ", end.error().detail);
}

// Parsed keeps a text's tape beside its first value.
struct Parsed {
  explicit Parsed(std::string_view text) : end(ParsePdfValue(text, 0, tape)) {}
  PdfObject value() const { return PdfObject(tape.data()); }
  std::vector<PdfNode> tape;
  PdfResult<size_t> end;
};

TEST(PdfObject, ReadsEveryKind) {
  const Parsed parsed(
      "<< /A null /B true /C false /D -12 /E 0000000345 /F -0.25 /G /Name /H (text) "
      "/I <4142ff> /J [ 1 [ 2 3 ] (x) ] /K 17 0 R /L << /M << >> >> >> behind");
  ASSERT_TRUE(parsed.end);
  EXPECT_EQ(*parsed.end, 140u);
  const PdfObject dictionary = parsed.value();
  EXPECT_EQ(dictionary.Keys().size(), 12u);
  EXPECT_TRUE(dictionary.Find("A").IsNull());
  EXPECT_EQ(dictionary.Find("B").kind(), PdfKind::kBoolean);
  EXPECT_EQ(dictionary.Find("D").Integer(), -12);
  EXPECT_EQ(dictionary.Find("E").Integer(), 345);
  EXPECT_EQ(dictionary.Find("F").kind(), PdfKind::kReal);
  EXPECT_TRUE(dictionary.Find("G").IsName("Name"));
  EXPECT_EQ(dictionary.Find("H").String(), "text");
  EXPECT_EQ(dictionary.Find("I").String(), "AB\xff");
  ASSERT_EQ(dictionary.Find("J").Items().size(), 3u);
  EXPECT_EQ(dictionary.Find("J").Items()[1].Items()[1].Integer(), 3);
  EXPECT_EQ(dictionary.Find("J").Items()[2].String(), "x");
  EXPECT_EQ(dictionary.Find("K").Reference(), 17u);
  EXPECT_EQ(dictionary.Find("L").Find("M").kind(), PdfKind::kDictionary);
}

TEST(PdfObject, AnswersWithNothingWhenAskedForWhatItIsNot) {
  const Parsed parsed("[ 1 /A ]");
  ASSERT_TRUE(parsed.end);
  const PdfObject array = parsed.value();
  EXPECT_TRUE(array.Find("A").IsNull());
  EXPECT_TRUE(array.Find("A").Find("B").IsNull());
  EXPECT_TRUE(array.Keys().empty());
  EXPECT_EQ(array.Integer(), std::nullopt);
  EXPECT_EQ(array.Reference(), std::nullopt);
  EXPECT_EQ(array.Name(), std::nullopt);
  EXPECT_EQ(array.String(), std::nullopt);
  EXPECT_TRUE(PdfObject().Items().empty());
}

TEST(PdfObject, DecodesNamesAndStrings) {
  EXPECT_EQ(Parsed("/application#2Fjson").value().Name(), "application/json");
  EXPECT_EQ(Parsed("/").value().Name(), "");
  EXPECT_EQ(
      Parsed(R"((A \050title\051 \134 \(\)\\\n\r\t\b\f \000\377))").value().String(),
      std::string("A (title) \\ ()\\\n\r\t\b\f \0\377", 23));
  EXPECT_EQ(Parsed("()").value().String(), "");
  EXPECT_EQ(Parsed("<>").value().String(), "");
}

TEST(PdfObject, DecodesTextStrings) {
  EXPECT_EQ(TextString(Parsed("(record.json)").value()), "record.json");
  EXPECT_EQ(TextString(Parsed("<FEFF00410142D83DDE00>").value()), "Ał😀");
  EXPECT_EQ(TextString(Parsed("<FEFF>").value()), "");
  for (const char* bad : {"<FEFF004>", "<FEFF00>", "<FEFFD83D>", "<FEFFD83D0041>",
                          "<FEFFDE00>", R"((\344))", R"((\n))", "/Name", "12"}) {
    EXPECT_EQ(TextString(Parsed(bad).end ? Parsed(bad).value() : PdfObject()),
              std::nullopt)
        << bad;
  }
}

TEST(PdfLexer, RefusesUnusualSpelling) {
  EXPECT_EQ(Refused("/J#61vaScript"),
            R"(0: the name "J#61vaScript" is written unusually)");
  EXPECT_EQ(Refused("/a#2fb"), R"(0: the name "a#2fb" is written unusually)");
  EXPECT_EQ(Refused("+1"), R"(0: unexpected "+1")");
  EXPECT_EQ(Refused("12345678901"),
            R"(0: the number "12345678901" is written unusually)");
  EXPECT_EQ(Refused("[ 1 % 2\n]"), R"(4: unexpected "%")");
  EXPECT_EQ(Refused("[\t1 ]"), R"(1: unexpected "\u{9}")");
  EXPECT_EQ(Refused("(a(b)c)"), "0: a text string is written unusually or has no end");
  EXPECT_EQ(Refused("<414>"),
            "0: a hexadecimal string is written unusually or has no end");
  for (const char* bad :
       {"/#",     "/#4",     "/#00",   "/#7E",     "/#GG",  "/a\\", "-",     "--1",
        "1.",     ".5",      "1.2.3",  "1e5",      "0x10",  "(a",   "(a\\)", "(\\8)",
        "(\\12)", "(\\400)", "(a\nb)", "(a\\\nb)", "<4 1>", "<41",  "<4g>",  "nul",
        "True",   "R",       "{}",     ")",        ">",     "\xff", "\r",    ""}) {
    EXPECT_NE(Refused(bad), "accepted") << bad;
  }
}

TEST(PdfLexer, RefusesNamesWithEscapesThatNeedNone) {
  int accepted = 0;
  for (int c = 0; c < 256; ++c) {
    char name[8];
    std::snprintf(name, sizeof name, "/#%02X", static_cast<unsigned>(c));
    if (Refused(name) == "accepted") ++accepted;
  }
  // Controls and the space but not NUL, DEL and above, ten delimiters, "#" and "\".
  EXPECT_EQ(accepted, 32 + 129 + 10 + 2);
}

TEST(PdfObjectParser, RefusesWhatDoesNotNest) {
  EXPECT_EQ(Refused("<< /A ]"), R"(6: unexpected "]")");
  EXPECT_EQ(Refused("[ 1 >>"), R"(4: unexpected ">>")");
  EXPECT_EQ(Refused("]"), R"(0: unexpected "]")");
  EXPECT_EQ(Refused("<< /A >>"), "6: a dictionary's last key has no value");
  EXPECT_EQ(Refused("<< 1 2 >>"), "3: a dictionary's key is not a name");
  EXPECT_EQ(Refused("<< /A 1 [ ] 2 >>"), "8: a dictionary's key is not a name");
  EXPECT_EQ(Refused("<< /A 1 /B << /A 2 >> /A 3 >>"),
            R"(22: a dictionary has the key "A" twice)");
  EXPECT_EQ(Refused("[ 1"), "3: the file ends inside an object");
}

TEST(PdfObjectParser, ReadsReferencesOfGenerationZeroOnly) {
  EXPECT_EQ(Refused("[ 1 0 R 2 0 R ]"), "accepted");
  EXPECT_EQ(Refused("[ 1 1 R ]"), R"(6: unexpected "R")");
  EXPECT_EQ(Refused("[ 1  0 R ]"), R"(7: unexpected "R")");
  EXPECT_EQ(Refused("[ 0 0 R ]"), R"(2: a reference to object "0")");
  EXPECT_EQ(Refused("[ -1 0 R ]"), R"(2: a reference to object "-1")");
  EXPECT_EQ(Refused("[ 01 0 R ]"), R"(2: a reference to object "01")");
  EXPECT_EQ(Refused("[ 1 0 Rx ]"), R"(6: unexpected "Rx")");
}

TEST(PdfObjectParser, KeepsItsLimits) {
  const auto nested = [](size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_EQ(Refused(nested(kMaxPdfDepth)), "accepted");
  EXPECT_EQ(Refused(nested(kMaxPdfDepth + 1)), "32: objects are nested too deeply");
  EXPECT_EQ(Refused(std::string(4'000'000, '[')), "32: objects are nested too deeply");

  std::string many = "[";
  for (size_t i = 1; i < kMaxPdfNodes; ++i) many += "0 ";
  EXPECT_EQ(Refused(many + "]"), "accepted");
  EXPECT_THAT(Refused(many + "0 ]"), ::testing::EndsWith("too many values"));

  std::string wide = "<<";
  for (size_t i = 0; i < kMaxPdfDictionary; ++i) wide += StrCat("/K", i, " 0 ");
  EXPECT_EQ(Refused(wide + ">>"), "accepted");
  EXPECT_THAT(Refused(wide + "/K 0 >>"),
              ::testing::EndsWith("a dictionary has too many entries"));
}

TEST(PdfObjectParser, LaysContainersOutInOneLine) {
  std::vector<PdfNode> tape;
  ASSERT_TRUE(ParsePdfValue("[ << /A [ 1 2 ] /B 3 >> 4 ]", 0, tape));
  std::vector<uint32_t> spans;
  for (const PdfNode& node : tape) spans.push_back(node.span);
  EXPECT_THAT(spans, ElementsAre(9, 7, 1, 3, 1, 1, 1, 1, 1));
}

}  // namespace
}  // namespace certseal
