// SPDX-License-Identifier: Apache-2.0
#include "page/template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/settings.h"
#include "page/syntax.h"
#include "page/vocabulary.h"
#include "tools.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kHead =
    "template \"t\"\npage 792 595\ncolor ink #102030\n"
    "font f { face \"EB Garamond\" file \"EBGaramond12-Regular.ttf\" package \"p\" }\n"
    "style name { font f; size 40 20; color ink }\n";  // five lines

// The message without the line that it shows, and the hints.
std::string ErrorOf(const std::string& text) {
  Result<Template> read = ReadTemplate("t.template", text);
  if (read) return "no error";
  std::string out = read.error().message.substr(0, read.error().message.find('\n'));
  for (const std::string& hint : read.error().hints) out += "\nhint: " + hint;
  return out;
}

TEST(Syntax, ReadsEveryKindOfValue) {
  auto read =
      ParseStatements("t", "a word -1.5 \"x \\\" y\" #0080FF { b; c 2 } // end\nd");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 2u);
  const Statement& a = (*read)[0];
  EXPECT_EQ(a.values[0].text, "word");
  EXPECT_EQ(a.values[1].number, -1.5);
  EXPECT_EQ(a.values[2].text, "x \" y");
  EXPECT_EQ(a.values[3].color, (Color{0, 128 / 255.0, 1}));
  ASSERT_EQ(a.children.size(), 2u);
  EXPECT_EQ(a.children[1].at.column, 35);
  EXPECT_EQ((*read)[1].at.line, 2);
}

TEST(Syntax, ErrorsNameTheirPlace) {
  const auto error = [](std::string_view text) {
    auto read = ParseStatements("t.template", text);
    if (read) return std::string("no error");
    return read.error().message.substr(0, read.error().message.find('\n'));
  };
  EXPECT_EQ(error("page 7x"), "t.template:1:6: this is not a number");
  EXPECT_EQ(error("a\n  b \"open\n"), "t.template:2:10: a string must end on its line");
  EXPECT_EQ(error("color ink #12345"),
            "t.template:1:11: a color is # and six hexadecimal digits, as #1b2a41");
  EXPECT_EQ(error("a }"), "t.template:1:3: \"}\" closes nothing");
  EXPECT_EQ(error("a { b"), "t.template:1:6: the file ends inside a block");
  EXPECT_EQ(error("a {} b"), "t.template:1:6: a block ends its statement");
  EXPECT_EQ(error("é"), "t.template:1:1: a statement must begin with a word");
  EXPECT_EQ(error("say \"ü\" ?"),
            "t.template:1:9: expected a word, number, \"string\" or #color");
  EXPECT_EQ(error("a\n\xFF"), "t.template:2:1: the template is not UTF-8");
}

TEST(Syntax, ErrorsShowTheirLineWithACaret) {
  const auto error = [](const std::string& text) {
    Result<Template> read = ReadTemplate("t.template", text);
    return read ? std::string("no error") : read.error().message;
  };
  EXPECT_EQ(error(std::string(kHead) + "\n\ttext { style nane; say \"x\" } // ü\n"),
            "t.template:7:15: unknown style \"nane\"\n"
            "    text { style nane; say \"x\" } // ü\n"
            "                 ^");
  EXPECT_EQ(error("say \"Zoë\" ?"),
            "t.template:1:11: expected a word, number, \"string\" or #color\n"
            "    say \"Zoë\" ?\n"
            "              ^");
  EXPECT_EQ(error("a { b"),
            "t.template:1:6: the file ends inside a block\n    a { b\n         ^");
  // Of a long line what is near; nothing of one that is no text.
  const std::string longer = error(std::string(200, 'a') + " \"open");
  EXPECT_THAT(longer, HasSubstr("\n    " + std::string(54, 'a') + " \"open\n"));
  EXPECT_THAT(longer, ::testing::EndsWith("\n" + std::string(4 + 60, ' ') + "^"));
  EXPECT_EQ(error("a\n\xFF"), "t.template:2:1: the template is not UTF-8");
  EXPECT_EQ(error(""), "t.template:1:1: the template has no \"template\" line");
}

TEST(Syntax, CapsWhatAHostileFileMayAsk) {
  const auto fails = [](const std::string& text, const char* with) {
    auto read = ParseStatements("t", text);
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().message, HasSubstr(with));
  };
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "a {";
  fails(deep, "larger than 256 KB");
  fails(deep.substr(0, 3000), "nested more than 8 deep");
  std::string many, values = "a";
  for (int i = 0; i < 5001; ++i) many += "a;";
  for (int i = 0; i < 17; ++i) values += " 1";
  fails(many, "more than 5,000 statements");
  fails(values, "more than 16 values");
  fails("page 1e9", "not a number");
  fails("page 999999999", "not a number");
}

// Each of these is small as a file and a gigabyte as a page.
TEST(Template, CapsWhatItsOrnamentsComeTo) {
  const std::string rosette =
      "rosette { center 300 300; radius 10 200; petals 360; strands 64; width 0.2; "
      "color ink; wave 40 1 }\n";
  const std::string micro = "microtext { box 30 30 730 530; style name; color ink; say \"x\" }\n";
  const std::string group = "group { at 0 0\n";
  const std::string more = "the ornaments up to here are more than a page can carry\n"
                           "hint: fewer strands, waves of fewer cycles, larger cells";
  const auto repeated = [](const std::string& text, int count) {
    std::string out;
    while (count-- > 0) out += text;
    return out;
  };
  EXPECT_EQ(ErrorOf(kHead + repeated(rosette, 12)), "no error");
  EXPECT_EQ(ErrorOf(kHead + repeated(rosette, 400)), "t.template:18:1: " + more);
  EXPECT_EQ(ErrorOf(kHead + group + repeated(rosette, 400) + "}\n"),
            "t.template:19:1: " + more);
  EXPECT_EQ(ErrorOf(kHead + repeated(micro, 50)), "no error");
  EXPECT_EQ(ErrorOf(kHead + repeated(micro, 51)), "t.template:56:1: " + more);
}

TEST(Template, ErrorsNameTheirPlaceAndSuggest) {
  const std::string head = kHead;
  EXPECT_EQ(ErrorOf(head + "text { style nane; say \"x\" }"),
            "t.template:6:14: unknown style \"nane\"\nhint: did you mean \"name\"?");
  EXPECT_EQ(ErrorOf(head + "text {\n  style name\n  say \"{nmae}\"\n}"),
            "t.template:8:7: unknown field \"nmae\"\nhint: did you mean \"name\"?");
  EXPECT_EQ(ErrorOf(head + "text { style name; say \"{course.titel}\" }"),
            "t.template:6:24: unknown field \"course.titel\"\n"
            "hint: did you mean \"course.title\"?");
  EXPECT_EQ(ErrorOf(head + "txet { }"),
            "t.template:6:1: unknown statement \"txet\"\nhint: did you mean \"text\"?");
  EXPECT_EQ(ErrorOf(head + "text { style name; algin end }"),
            "t.template:6:20: \"text\" has no setting \"algin\"\n"
            "hint: did you mean \"align\"?");
  EXPECT_EQ(ErrorOf(head + "line { from 0 0; to 9 9; color inc }"),
            "t.template:6:32: unknown color \"inc\"\nhint: did you mean \"ink\"?");
  EXPECT_EQ(ErrorOf(head + "repeat { list \"fact\"; box 0 0 9 9 }"),
            "t.template:6:1: unknown list \"fact\"\nhint: did you mean \"facts\"?");
  EXPECT_EQ(ErrorOf(head + "style s { font g; size 9; color ink }"),
            "t.template:6:16: unknown font \"g\"\nhint: did you mean \"f\"?");
}

TEST(Template, ErrorsSayWhatIsWrongWithASetting) {
  const std::string head = kHead;
  EXPECT_EQ(ErrorOf(head + "qr { box 0 0 90 90; field \"qr\" }"),
            "t.template:6:1: \"qr\" needs \"color\"");
  EXPECT_EQ(ErrorOf(head + "text { style name; lines 1.5 }"),
            "t.template:6:26: expected a whole number");
  EXPECT_EQ(ErrorOf(head + "text { style name; lines 99 }"),
            "t.template:6:26: must be from 1 to 12");
  EXPECT_EQ(ErrorOf(head + "text { style name; style name }"),
            "t.template:6:20: \"style\" is given twice");
  EXPECT_EQ(
      ErrorOf(head + "text { style name; align middle }"),
      "t.template:6:26: \"align\" is one of: start, center, end, left, right");
  EXPECT_EQ(ErrorOf(head + "text { style name; box 1 2 3 }"),
            "t.template:6:20: \"box\" takes 4 values, not 3");
  EXPECT_EQ(ErrorOf(head + "style s { font f; size 9 12; color ink }"),
            "t.template:6:1: the larger size comes first");
  EXPECT_EQ(ErrorOf(head + "stack { box 0 0 9 9; circle { } }"),
            "t.template:6:22: \"stack\" cannot hold \"circle\"");
  EXPECT_EQ(
      ErrorOf(head + "rosette { center 0 0; radius 1 9; petals 3; strands 2; color ink;"
                     " wave 1.5 1 }"),
      "t.template:6:72: cycles must be a whole number from 0 to 40");
  EXPECT_EQ(
      ErrorOf(head + "band { box 0 0 99 99; depth 9; cell 9; strands 2; color ink }"),
      "t.template:6:1: a band needs either \"radius\" or \"open\"");
  EXPECT_EQ(ErrorOf(head + "text { style name; say \"{verb} {second.verb}\" }"),
            "t.template:6:20: a text is in one language\n"
            "hint: give the fields \"second.\" and \"translated.\" texts of their own");
  EXPECT_EQ(ErrorOf("page 792 595"),
            "t.template:1:1: the template has no \"template\" line");
  EXPECT_EQ(ErrorOf("template \"t\""),
            "t.template:1:1: the template has no \"page\" line");
  EXPECT_EQ(ErrorOf("color a #000000\ncolor a #000000"),
            "t.template:2:1: color \"a\" is defined twice");
  EXPECT_EQ(ErrorOf("style s { size 9; color #000000 }"),
            "t.template:1:1: \"style\" needs \"font\"");
}

TEST(Template, AMissingFontNamesItsPackage) {
  const testing::Directory dir;
  const std::string file = dir.Write("t.template",
                                     "template \"t\"\npage 792 595\n"
                                     "font f { face \"No Such Font\" file "
                                     "\"NoSuch.ttf\" package \"fonts-no-such\" }\n");
  auto loaded = Renderer::Load(file);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().message,
            file + ": font \"No Such Font\" (NoSuch.ttf) is not installed");
  EXPECT_THAT(loaded.error().hints,
              ElementsAre("install it: sudo apt-get install fonts-no-such"));
}

TEST(Vocabulary, KnowsRows) {
  EXPECT_THAT(RowFieldNames("signatories"),
              ElementsAre("name", "credentials", "title", "words.signature"));
  EXPECT_TRUE(RowFieldNames("nothing").empty());
}

}  // namespace
}  // namespace certseal
