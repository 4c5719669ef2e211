// SPDX-License-Identifier: Apache-2.0
//
// The fourth rule of docs/pdf.md, broken one by one.
#include <gtest/gtest.h>

#include "base/strings.h"
#include "unit/pdf/sample_pdf.h"

namespace certseal {
namespace {

// The refusal of a page with one more entry.
std::string WithPageEntry(std::string_view entry) {
  SamplePdf pdf = SamplePdf::Certificate();
  return Why(
      pdf.Replace(SamplePdf::kPage, "/Contents", StrCat(entry, "\n/Contents")).Build());
}

std::string WithCatalogEntry(std::string_view entry) {
  SamplePdf pdf = SamplePdf::Certificate();
  return Why(
      pdf.Replace(SamplePdf::kCatalog, "/Pages", StrCat(entry, "\n/Pages")).Build());
}

TEST(Content, HasNoAnnotations) {
  EXPECT_EQ(WithPageEntry("/Annots [ ]"),
            "2 objects spelt as written: a dictionary has the key \"Annots\" twice");
  EXPECT_EQ(WithPageEntry("/X << /Type /Annot /Subtype /FreeText >>"),
            "4 no other annotations: the file has an annotation besides its signature "
            "(/Annot)");
  EXPECT_EQ(WithPageEntry("/X << /Subtype /Widget >>"),
            "4 no other annotations: the file has an annotation besides its signature "
            "(/Widget)");
  EXPECT_EQ(WithPageEntry("/X << /Subtype /Link /Rect [0 0 9 9] >>"),
            "4 no other annotations: the file has an annotation besides its signature "
            "(/Rect)");
}

TEST(Content, HasNoFormButItsSignature) {
  const std::string rule = "4 no other form fields: the file has ";
  EXPECT_EQ(WithCatalogEntry("/DSS << >>"), rule + "validation data (/DSS)");
  EXPECT_EQ(WithPageEntry("/X << /FT /Tx >>"), rule + "a second form field (/FT)");
  EXPECT_EQ(WithPageEntry("/X << /AcroForm << >> >>"), rule + "a second form (/AcroForm)");
  EXPECT_EQ(WithPageEntry("/X << /Type /Sig >>"), rule + "a second signature (/Sig)");
  EXPECT_EQ(WithPageEntry("/X << /Type /DocTimeStamp >>"),
            rule + "a timestamp (/DocTimeStamp)");
  EXPECT_EQ(WithPageEntry("/X << /UR3 1 >>"), rule + "usage rights (/UR3)");
  EXPECT_EQ(WithPageEntry("/X << /ByteRange [ 0 1 2 3 ] >>"),
            "3 the whole file signed: there is not one ByteRange, in the form's one "
            "signature");
}

TEST(Content, HasNothingActive) {
  EXPECT_EQ(WithCatalogEntry("/OpenAction [ 4 0 R /Fit ]"),
            "4 no active content: the file has an action on opening (/OpenAction)");
  EXPECT_EQ(WithPageEntry("/AA << /O << /S /JavaScript /JS (x) >> >>"),
            "4 no active content: the file has additional actions (/AA)");
  EXPECT_EQ(WithPageEntry("/X << /A << /S /Launch /F (cmd.exe) >> >>"),
            "4 no active content: the file has an action (/Launch)");
  EXPECT_EQ(WithPageEntry("/X << /A << /S /URI /URI (https://x.example) >> >>"),
            "4 no active content: the file has a link (/URI)");
  SamplePdf pdf = SamplePdf::Certificate();
  EXPECT_EQ(Why(pdf.Replace(SamplePdf::kNames, "/Embedded",
                            "/JavaScript << /Names [ ] >>\n/Embedded")
                    .Build()),
            "4 no active content: the file has JavaScript (/JavaScript)");
  for (const char* name : {"JS", "XFA", "GoTo", "GoToR", "GoToE", "Named", "SubmitForm",
                           "ImportData", "ResetForm", "Rendition", "RichMedia", "Sound",
                           "Movie", "Hide", "Thread", "SetOCGState", "Trans", "PS"}) {
    const std::string end = StrCat(" (/", name, ")");
    for (const std::string& entry : {StrCat("/", name, " 1"), StrCat("/X /", name),
                                     StrCat("/X << /Y [ /", name, " ] >>")}) {
      const std::string why = WithPageEntry(entry);
      EXPECT_TRUE(why.starts_with("4 no active content: ") && why.ends_with(end))
          << why;
    }
  }
}

TEST(Content, CannotHideItsKeysInEscapes) {
  EXPECT_EQ(
      WithCatalogEntry("/Open#41ction [ 4 0 R /Fit ]"),
      R"(2 objects spelt as written: the name "Open#41ction" is written unusually)");
  EXPECT_EQ(WithPageEntry("/#4A#53 (x)"),
            R"(2 objects spelt as written: the name "#4A#53" is written unusually)");
}

TEST(Content, HasNoLayers) {
  EXPECT_EQ(WithCatalogEntry("/OCProperties << /OCGs [ ] >>"),
            "4 no optional content: the file has layers (/OCProperties)");
  EXPECT_EQ(WithPageEntry("/X << /OC 7 0 R >>"),
            "4 no optional content: the file has layers (/OC)");
  EXPECT_EQ(WithPageEntry("/X << /Type /OCG >>"),
            "4 no optional content: the file has layers (/OCG)");
}

TEST(Content, DoesNotComeFromOutside) {
  SamplePdf pdf = SamplePdf::Certificate();
  EXPECT_EQ(Why(pdf.Replace(SamplePdf::kContents, "/Length", "/F (page.txt)\n/Length")
                    .Build()),
            "4 no content from outside: a stream's data are in another file");
  EXPECT_EQ(WithPageEntry("/X << /FFilter /FlateDecode >>"),
            "4 no content from outside: the file has data in another file (/FFilter)");
  EXPECT_EQ(WithPageEntry("/X << /Ref << /F (x) >> >>"),
            "4 no content from outside: the file has a page of another file (/Ref)");
}

TEST(Content, HasAPlainCatalog) {
  EXPECT_EQ(WithCatalogEntry("/Collection << >>"),
            R"(4 a plain catalog: the catalog has the entry "Collection")");
  EXPECT_EQ(WithCatalogEntry("/Version /2.0"),
            R"(4 a plain catalog: the catalog has the entry "Version")");
  EXPECT_EQ(WithCatalogEntry("/Outlines << >>"),
            R"(4 a plain catalog: the catalog has the entry "Outlines")");
  SamplePdf pdf = SamplePdf::Certificate();
  EXPECT_EQ(Why(pdf.Replace(SamplePdf::kNames, "/Embedded", "/Dests << >>\n/Embedded")
                    .Build()),
            R"(4 a plain catalog: the catalog's names has the entry "Dests")");
  pdf = SamplePdf::Certificate();
  EXPECT_EQ(Why(pdf.Replace(SamplePdf::kCatalog, "/Catalog", "/Catalogue").Build()),
            "4 a plain catalog: the trailer does not lead to the pages");
  pdf = SamplePdf::Certificate();
  EXPECT_EQ(Why(pdf.Replace(2, "/Type /Pages", "/Type /Page").Build()),
            "4 a plain catalog: the trailer does not lead to the pages");
}

}  // namespace
}  // namespace certseal
