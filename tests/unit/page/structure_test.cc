// SPDX-License-Identifier: Apache-2.0
//
// What someone hears who has the page read out: poppler's view of the structure tree.
#include "page/structure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "base/file.h"
#include "base/strings.h"
#include "pdf_model.h"
#include "tools.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::PdfModel;
using testing::SampleContent;

// The tree as poppler prints it, a line an element or text, without attributes.
std::string TreeOf(const std::string& pdf) {
  const testing::Directory dir;
  const std::string shown =
      testing::RunCommand("pdfinfo -struct-text " + dir.Write("a.pdf", pdf)).output;
  std::string out;
  for (const std::string_view line : Split(shown, '\n')) {
    const std::string_view text = Trim(line);
    if (text.empty() || text.starts_with("/")) continue;
    out += std::regex_replace(std::string(line), std::regex(" \\(block\\)| *:$"), "") +
           "\n";
  }
  return out;
}

std::string Draw(const PageContent& content, size_t signature_bytes = 0) {
  return testing::DrawOrThrow(testing::Classic(), content,
                              testing::InfoToSign(signature_bytes));
}

// The title and a mandated line on a page of another language.
TEST(Structure, NamesTheLanguageOfWhatIsNotThePages) {
  const auto named = [](const std::string& language) {
    PageContent content = SampleContent();
    content.language = "de";
    content.fields["course.language"] = language;
    content.lists["credits"][0]["language"] = language;
    const testing::Directory dir;
    const std::string file = dir.Write("a.pdf", Draw(content));
    return testing::RunCommand("qpdf --qdf --object-streams=disable " + file +
                               " - | grep -ac '/Lang (en)'")
        .output;
  };
  EXPECT_EQ(named("en"), "2\n");
  EXPECT_EQ(named(""), "0\n");
  EXPECT_EQ(named("en) /Evil ("), "0\n");
}

// A label, a value and a cell in two languages are read out in both, each as what it is.
TEST(Structure, ReadsOutASecondLanguage) {
  PageContent content = SampleContent();
  content.fields["second.language"] = "es";
  content.fields["second.document.class"] = "Certificado de finalización";
  content.fields["second.words.module"] = "Módulo";
  content.lists["facts"] = {{{"label", "Completed"},
                             {"second.label", "Finalizado el"},
                             {"value", "March 14, 2026"},
                             {"second.value", "14 de marzo de 2026"}}};
  const std::string pdf = testing::DrawOrThrow(testing::Shipped("transcript"), content);
  const std::string tree = TreeOf(pdf);
  EXPECT_THAT(tree, HasSubstr("    LI\n"
                              "      Lbl\n"
                              "        Span (inline)\n"
                              "          \"Completed\"\n"
                              "        Span (inline)\n"
                              "          \"Finalizado el\"\n"
                              "      LBody\n"
                              "        P\n"
                              "          \"March 14, 2026\"\n"
                              "        P\n"
                              "          \"14 de marzo de 2026\"\n"));
  EXPECT_THAT(tree, HasSubstr("      TH\n"
                              "        P\n"
                              "          \"Module\"\n"
                              "        P\n"
                              "          \"Módulo\"\n"
                              "      TH\n"
                              "        \"Didactic hours\"\n"));
  const testing::Directory dir;
  EXPECT_EQ(testing::RunCommand("qpdf --qdf --object-streams=disable " +
                                dir.Write("a.pdf", pdf) + " - | grep -ac '/Lang (es)'")
                .output,
            "4\n");
}

TEST(Structure, ReadsAShortCertificateInTheOrderOfThePage) {
  EXPECT_EQ(TreeOf(Draw(testing::ShortContent(), 100)), R"(Document
  P
    "Example School of Aesthetics"
  P
    "1200 Harbor Boulevard, Suite 400, Scottsdale, Arizona 85251"
  H1
    "Certificate of Completion"
  P
    "This certifies that"
  P
    "Bo Li"
  P
    "has completed"
  P
    "Sclerotherapy"
  L
    LI
      Lbl
        "Completed"
      LBody
        "March 14, 2026"
    LI
      Lbl
        "Didactic hours"
      LBody
        "7"
    LI
      Lbl
        "Hands-on hours"
      LBody
        "9"
    LI
      Lbl
        "Role"
      LBody
        "Injector"
  Figure
    "Example School of Aesthetics"
    "ESA"
  L
    LI
      LBody
        P
          "Daniel Okafor, MD, FAAD"
        P
          "Medical Director"
  P
    "Certificate number"
  P
    "7K3M-9QXT-2A8R-W5DH-N4V2"
  P
    "Issued March 20, 2026"
  P
    "Verify at verify.school.example"
  Figure
    ""
  P
    "This certificate records completion of the training described above. It is not a licence, registration or board certification and does not authorize any service the holder may not legally perform under their licence and the law of the place of practice."
  Form
    Object 8 0
)");
}

TEST(Structure, KeepsWordsApartWhereALineEnds) {
  const std::string tree = TreeOf(Draw(testing::LongContent()));
  EXPECT_THAT(tree,
              HasSubstr("\"Maximiliana Alexandrina von Hohenzollern-Sigmaringen de la "
                        "Cruz y Fernández\""));
  EXPECT_THAT(tree,
              HasSubstr("Provider Number 17482, for 16 contact hours. This document"));
}

std::vector<std::string> AltsOf(const PdfModel& pdf) {
  std::vector<std::string> out;
  for (const testing::Json& kid : pdf.At({"StructTreeRoot", "K", "K"})) {
    const testing::Json& alt = pdf.Get(kid, "/Alt");
    if (alt.is_string()) out.push_back(alt.get<std::string>());
  }
  return out;
}

TEST(Structure, SaysWhatPicturesShow) {
  EXPECT_THAT(
      AltsOf(PdfModel(Draw(SampleContent(), 100))),
      ElementsAre("u:Seal of Example School of Aesthetics",
                  "u:QR code that holds this certificate's signed seal, to check it "
                  "at verify.school.example",
                  "u:Electronic signature of Example School of Aesthetics"));
}

// The language of the paragraph of the name, and those of spans in the page.
std::string LanguagesOf(const std::string& name) {
  PageContent content;
  content.fields["name"] = name;
  const PdfModel pdf(testing::DrawOrThrow(*testing::OneText("lines 2"), content));
  std::string out =
      pdf.At({"StructTreeRoot", "K", "K", "0"}).value("/Lang", "u:").substr(2);
  const std::string page = pdf.Contents();
  const std::regex span("/Span <</Lang \\((\\w*)\\)");
  for (std::sregex_iterator i(page.begin(), page.end(), span), end; i != end; ++i) {
    out += "+" + (*i)[1].str();
  }
  return out;
}

TEST(Structure, NamesTheLanguageThatAScriptTells) {
  EXPECT_EQ(LanguagesOf("Amelia Hartwell-Jones"), "");
  EXPECT_EQ(LanguagesOf("김민준"), "ko");
  EXPECT_EQ(LanguagesOf("Παναγιώτης Ἀλέξανδρος"), "el");
  EXPECT_EQ(LanguagesOf("ปิยะณัฐ ศรีวัฒน์กุล"), "th");
  EXPECT_EQ(LanguagesOf("שרה לוי־כהן"), "he");
  EXPECT_EQ(LanguagesOf("Min-jun Kim 김민준"), "+ko");
  EXPECT_EQ(LanguagesOf("김민준 ნინო"), "+ko+ka");
  // Scripts of many languages tell none.
  for (const char* name : {"علي بن محمد", "Їжак Ґанна", "欧阳娜娜", "प्रियंका", "አበበ"}) {
    EXPECT_EQ(LanguagesOf(name), "") << name;
  }
}

// A template of one style and what `elements` says.
Result<Renderer> Load(const std::string& elements) {
  const testing::Directory dir;
  return Renderer::Load(dir.Write("t.template",
                                  "template \"t\"\npage 792 595\ncolor ink #102030\n"
                                  "font f { face \"EB Garamond\" file "
                                  "\"EBGaramond12-Regular.ttf\" package \"p\" }\n"
                                  "style s { font f; size 10; color ink }\n" +
                                      elements));
}

std::string TreeOf(const std::string& elements, const PageContent& content) {
  auto renderer = Load(elements);
  if (!renderer) return renderer.error().message;
  return TreeOf(testing::DrawOrThrow(*renderer, content));
}

TEST(Structure, FollowsTheTemplatesTags) {
  PageContent content;
  content.fields["name"] = "Ann";
  content.lists["facts"] = {{{"label", "a"}, {"value", "1"}}, {{"label", "b"}}};
  EXPECT_EQ(TreeOf(R"(
text { box 50 50 300 20; style s; say "ornament"; tag ornament }
text { box 50 70 300 20; style s; say "{name}"; tag heading }
repeat { box 50 90 300 40; list "facts"; columns 2; gap 9 0; plain
  text { style s; say "{label}" } }
repeat { box 50 130 300 40; list "facts"; columns 2; gap 9 0
  text { style s; say "{label}"; tag label }
  text { style s; say "{value}" } }
)",
                   content),
            R"(Document
  H1
    "Ann"
  P
    "a"
  P
    "b"
  L
    LI
      Lbl
        "a"
      LBody
        "1"
    LI
      Lbl
        "b"
)");
}

TEST(Structure, FiguresHoldWhatIsInThem) {
  PageContent content;
  content.fields = {{"name", "Ann"}, {"qr", "text"}, {"code", "7K"}};
  auto renderer = Load(R"(
group { at 100 100; figure { box -50 -50 100 100; alt "Badge of {name} {role}" }
  text { box -40 -40 80 20; style s; say "{name}" }
  qr { box -20 -20 40 40; color ink; field "qr" }
  text { box -40 30 80 20; style s; say "{code}" } }
text { box 300 300 100 20; style s; say "after" }
)");
  ASSERT_TRUE(renderer) << renderer.error().message;
  const PdfModel pdf(testing::DrawOrThrow(*renderer, content));
  EXPECT_THAT(AltsOf(pdf), ElementsAre("u:Badge of Ann ", "u:QR code"));
  const testing::Json& badge = pdf.At({"StructTreeRoot", "K", "K", "0"});
  EXPECT_EQ(badge.at("/K"), testing::Json({0, 2}));
  EXPECT_EQ(badge.at("/A").at("/BBox"), testing::Json({50, 445, 150, 545}));
}

TEST(Structure, TemplatesMustSayWhatCanBeRead) {
  const auto error = [](const std::string& elements) -> std::string {
    auto renderer = Load(elements);
    if (renderer) return "";
    const std::string line =
        renderer.error().message.substr(0, renderer.error().message.find('\n'));
    return line.substr(line.rfind(":6:"));
  };
  EXPECT_EQ(error("text { style s; say \"x\"; tag label }"),
            ":6:30: \"tag\" is one of: paragraph, heading, ornament");
  EXPECT_EQ(error("repeat { box 0 0 9 9; list \"facts\"; text { style s; say \"x\"; "
                  "tag heading } }"),
            ":6:66: \"tag\" is one of: paragraph, label, ornament");
  EXPECT_EQ(error("qr { box 0 0 9 9; color ink; field \"qr\"; alt \"{name}\" }"),
            ":6:42: \"alt\" needs words beside its fields");
  EXPECT_EQ(error("qr { box 0 0 9 9; color ink; field \"qr\"; alt \"{nmae}\" }"),
            ":6:46: unknown field \"nmae\"");
  EXPECT_EQ(error("group { at 0 0; figure { box 0 0 9 9 } }"),
            ":6:17: \"figure\" needs \"alt\"");
  EXPECT_EQ(error("group { at 0 0; figure { alt \"x\" } }"),
            ":6:17: \"figure\" needs \"box\"");
  EXPECT_EQ(error("qr { box 0 0 9 9; color ink; field \"qr\"; alt \"x\" \"y\" }"),
            ":6:42: \"alt\" takes a string");
}

}  // namespace
}  // namespace certseal
