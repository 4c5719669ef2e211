// SPDX-License-Identifier: Apache-2.0
//
// The first two rules of docs/pdf.md, broken one by one.
#include <gtest/gtest.h>

#include "base/strings.h"
#include "pdf/certificate_pdf.h"
#include "pdf/frame.h"
#include "pdf/parsed_pdf.h"
#include "pdf/xref.h"
#include "unit/pdf/sample_pdf.h"

namespace certseal {
namespace {

std::string Sample() { return SamplePdf::Certificate().Build(); }

// An update as a program appends it that saves incrementally: an object, a table with a
// Prev, a second end.
std::string WithUpdate(const std::string& file, std::string_view object) {
  const size_t table = file.find("\nxref\n") + 1;
  const std::string entry = StrCat(file.size());
  return StrCat(file, object, "xref\n0 1\n0000000000 65535 f\r\n4 1\n",
                std::string(10 - entry.size(), '0'), entry,
                " 00000 n\r\ntrailer\n<<\n/Root 1 0 R\n/Size 16\n/Prev ", table,
                "\n>>\nstartxref\n", file.size() + object.size(), "\n%%EOF\n");
}

TEST(ParsedPdf, ReadsWhatTheWriterWrites) {
  const std::string file = Sample();
  const auto pdf = ParsedPdf::Parse(file);
  ASSERT_TRUE(pdf) << Describe(pdf.error());
  EXPECT_TRUE(pdf->catalog().Find("Type").IsName("Catalog"));
  EXPECT_EQ(pdf->trailer().Find("Size").Integer(), 16);
  EXPECT_EQ(pdf->Streams().size(), 3u);
  const PdfObject page = pdf->Resolve(
      pdf->Resolve(pdf->catalog().Find("Pages")).Find("Kids").Items().at(0));
  EXPECT_EQ(pdf->Stream(page.Find("Contents"))->bytes, "BT /F1 12 Tf (Ada) Tj ET");
  EXPECT_FALSE(pdf->Stream(page.Find("Parent")));
  EXPECT_FALSE(pdf->Stream(page.Find("Type")));
}

TEST(ParsedPdf, StaysValidWhenMoved) {
  const std::string file = Sample();
  auto pdf = ParsedPdf::Parse(file);
  ASSERT_TRUE(pdf);
  const PdfObject catalog = pdf->catalog();
  const ParsedPdf moved = std::move(*pdf);
  EXPECT_TRUE(catalog.Find("Type").IsName("Catalog"));
  EXPECT_EQ(moved.catalog().offset(), catalog.offset());
}

TEST(Refusal, IsDescribedWithRuleAndPlace) {
  EXPECT_EQ(Describe({PdfRule::kOneRevision, "the file was added to", 12}),
            "rule 1, one revision: the file was added to (byte 12)");
  EXPECT_EQ(Describe({PdfRule::kIsPdf, "the file is no PDF", 0}),
            "a PDF: the file is no PDF (byte 0)");
}

// Rule 1.

TEST(Frame, TellsWhatIsNoPdf) {
  for (const char* text : {"", "{}", "PK\3\4", "%PD"}) {
    EXPECT_EQ(Why(text), "0 a PDF: the file is no PDF") << text;
    EXPECT_FALSE(LooksLikePdf(text));
  }
  EXPECT_EQ(Why(std::string(1024, ' ') + Sample()), "0 a PDF: the file is no PDF");
  EXPECT_TRUE(LooksLikePdf("GIF89a %PDF-1.4"));
}

TEST(Frame, TakesAtMostFourMegabytes) {
  SamplePdf pdf = SamplePdf::Certificate();
  const size_t rest = pdf.Build().size();
  pdf.body(SamplePdf::kMetadata) =
      StreamBody("/Type /Metadata\n", std::string(kMaxPdfBytes - rest - 100, ' '));
  EXPECT_EQ(Why(pdf.Build()), "accepted");
  pdf.body(SamplePdf::kMetadata) =
      StreamBody("/Type /Metadata\n", std::string(kMaxPdfBytes - rest + 100, ' '));
  EXPECT_EQ(Why(pdf.Build()), "1 at most 4 MB: the file is larger than 4 MB");
}

TEST(Frame, WantsTheHeaderFirst) {
  EXPECT_EQ(Why("\n" + Sample()),
            "1 the header first: 1 byte stands before the document");
  EXPECT_EQ(Why("GIF89a" + Sample()),
            "1 the header first: 6 bytes stand before the document");
  EXPECT_EQ(Why(Replaced(Sample(), "%PDF-1.7", "%PDF-2.0")),
            R"(1 the header first: the header "%PDF-2.0" is a different one)");
  for (const char* bad :
       {"%PDF-1.9\n%\xb7\xbe\xad\xaa\n", "%PDF-1.7\r%\xb7\xbe\xad\xaa\n",
        "%PDF-1.7\n%abcd\n", "%PDF-1.7\n%\xb7\xbe\xad\xaa ", "%PDF-1.7"}) {
    const std::string file = Replaced(Sample(), "%PDF-1.7\n%\xb7\xbe\xad\xaa\n", bad);
    EXPECT_EQ(Why(file).substr(0, 18), "1 the header first") << bad;
  }
}

TEST(Frame, TakesOneRevision) {
  const std::string twice =
      "1 one revision: startxref stands in the file twice, as when something was added "
      "to "
      "it";
  EXPECT_EQ(Why(WithUpdate(Sample(), "4 0 obj\n<<\n/Type /Page\n>>\nendobj\n")), twice);
  EXPECT_EQ(Why(Sample() + Sample()), twice);
  EXPECT_EQ(Why(Sample() + "%%EOF\n"),
            "1 one revision: %%EOF stands in the file twice, as when something was "
            "added to it");
  EXPECT_EQ(Why(Replaced(Sample(), "%%EOF", "")),
            "1 one revision: the file is cut off: it has no %%EOF");
  EXPECT_EQ(Why(Sample().substr(0, 500)),
            "1 one revision: the file is cut off: it has no startxref");
}

TEST(Frame, TakesNothingAfterTheEnd) {
  EXPECT_EQ(Why(Sample() + "x"),
            "1 nothing after the end: 1 byte follows the end of the document");
  EXPECT_EQ(Why(Sample() + "\n"),
            "1 nothing after the end: 1 byte follows the end of the document");
  EXPECT_EQ(Why(Sample() + "PK\5\6" + std::string(18, '\0')),
            "1 nothing after the end: 22 bytes follow the end of the document");
  const std::string file = Sample();
  EXPECT_EQ(Why(file.substr(0, file.size() - 1)),
            "1 nothing after the end: the last line's end is missing");
  const auto refused = CertificatePdf::Read(file + "tail");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().offset, file.size());
}

TEST(SecondStructures, AreRefusedWhereverTheyStand) {
  const auto with_trailer = [](std::string_view entry) {
    SamplePdf pdf = SamplePdf::Certificate();
    pdf.trailer() += entry;
    return Why(pdf.Build());
  };
  EXPECT_EQ(
      with_trailer("/Prev 15\n"),
      "1 no second cross-reference: the file has a second cross-reference (/Prev)");
  EXPECT_EQ(
      with_trailer("/XRefStm 15\n"),
      "1 no second cross-reference: the file has a second cross-reference (/XRefStm)");
  EXPECT_EQ(with_trailer("/Encrypt 3 0 R\n"),
            "1 no encryption: the file has encryption (/Encrypt)");

  const auto with_stream = [](std::string_view entry) {
    SamplePdf pdf = SamplePdf::Certificate();
    pdf.body(SamplePdf::kMetadata) = StreamBody(entry, "1 0 <</A 1>>");
    return Why(pdf.Build());
  };
  EXPECT_EQ(with_stream("/Type /ObjStm\n/N 1\n/First 4\n"),
            "1 no object streams: the file has an object stream (/ObjStm)");
  EXPECT_EQ(
      with_stream("/Type /XRef\n/W [ 1 2 1 ]\n"),
      "1 no second cross-reference: the file has a second cross-reference (/XRef)");
  EXPECT_EQ(
      with_stream("/X [ << /Prev 15 >> ]\n"),
      "1 no second cross-reference: the file has a second cross-reference (/Prev)");
  EXPECT_EQ(with_stream("/Filter [ /Crypt ]\n"),
            "1 no encryption: the file has encryption (/Crypt)");
}

// Rule 2.

TEST(Xref, MustBeTheClassicTable) {
  const std::string file = Sample();
  const std::string at = StrCat("\n", file.find("\nxref\n") + 1, "\n%%EOF");
  EXPECT_EQ(Why(Replaced(file, at, "\n15\n%%EOF")),
            "2 a classic cross-reference table: the cross-reference is a stream, not a "
            "table");
  const std::string nowhere =
      "2 a classic cross-reference table: startxref does not point at a "
      "cross-reference "
      "table";
  EXPECT_EQ(Why(Replaced(file, at, "\n0\n%%EOF")), nowhere);
  EXPECT_EQ(Why(Replaced(file, at, "\n100\n%%EOF")), nowhere);
  EXPECT_EQ(Why(Replaced(file, at, "\n99999\n%%EOF")),
            "2 a classic cross-reference table: startxref points behind the "
            "cross-reference table");
  const std::string tail =
      "2 a classic cross-reference table: the file's last lines are not startxref, a "
      "number and %%EOF";
  for (const char* bad :
       {"\n99999999999999999999999\n%%EOF", "\n-1\n%%EOF", "\n0017\n%%EOF",
        "\n17 \n%%EOF", "\n\n%%EOF", "\n17\n\n%%EOF", "\n17\n%x\n%%EOF"}) {
    EXPECT_EQ(Why(Replaced(file, at, bad)), tail) << bad;
  }
}

TEST(Xref, HasOneSectionOfObjectsInUse) {
  const auto why = [](std::string_view from, std::string_view to) {
    return Why(Replaced(Sample(), from, to));
  };
  const std::string count =
      "2 a classic cross-reference table: the cross-reference table has no usable "
      "count of "
      "objects";
  for (const char* bad : {"0 1\n", "0 0\n", "0 4098\n", "0 4294967296\n", "0 \n",
                          "0 x\n", "0 99999999999999999999\n", "0 014\n"}) {
    EXPECT_EQ(why("0 16\n", bad), count) << bad;
  }
  const std::string line =
      "2 a classic cross-reference table: a line of the cross-reference table is not "
      "one "
      "of an object in use";
  EXPECT_EQ(why("0 16\n", "0 17\n"), line);
  EXPECT_EQ(why("0000000015 00000 n\r\n", "0000000015 00001 n\r\n"), line);
  EXPECT_EQ(why("0000000015 00000 n\r\n", "0000000015 00000 f\r\n"), line);
  EXPECT_EQ(why("0000000015 00000 n\r\n", "0000000015 00000 n \n"), line);
  EXPECT_EQ(why("0000000015 00000 n\r\n", "        15 00000 n\r\n"), line);
  EXPECT_EQ(why("0000000015 00000 n\r\n", "-000000015 00000 n\r\n"), line);
  EXPECT_EQ(why("0000000000 65535 f\r\n", "0000000000 00000 f\r\n"),
            "2 a classic cross-reference table: the cross-reference table begins "
            "differently, as when another program saved the file");
  const std::string trailer =
      "2 a classic cross-reference table: the cross-reference table is not followed by "
      "the "
      "trailer";
  EXPECT_EQ(why("0 16\n", "0 15\n"), trailer);
  EXPECT_EQ(why("trailer\n", "16 1\n0000000015 00000 n\r\ntrailer\n"), trailer);
  EXPECT_EQ(why("trailer\n", "trailer\r\n"), trailer);
}

TEST(Trailer, HasItsFourEntries) {
  const auto why = [](std::string_view from, std::string_view to) {
    SamplePdf pdf = SamplePdf::Certificate();
    pdf.trailer() = Replaced(pdf.trailer(), from, to);
    return Why(pdf.Build());
  };
  EXPECT_EQ(why("/Info", "/Inf0"),
            R"(2 a plain trailer: the trailer has the entry "Inf0")");
  EXPECT_EQ(why("/Root 1 0 R\n", ""),
            "2 a plain trailer: the trailer does not name the catalog");
  EXPECT_EQ(why("/Root 1 0 R\n", "/Root << /Type /Catalog >>\n"),
            "2 a plain trailer: the trailer does not name the catalog");
  EXPECT_EQ(why("/Root", ">>\n<< /Root"),
            "2 a plain trailer: the trailer is not one dictionary");
  EXPECT_EQ(Why(Replaced(Sample(), "/Size 16", "/Size 17")),
            "2 a plain trailer: the trailer does not name the table's size");
  EXPECT_EQ(Why(Replaced(Sample(), ">>\nstartxref", ">> \nstartxref")),
            "2 a plain trailer: the trailer is not one dictionary");
  EXPECT_EQ(
      why("/Root 1 0 R", "/Root 99 0 R"),
      "2 references lead to objects: there is no object 99, yet it is referred to");
}

TEST(Offsets, PointAtTheObjects) {
  EXPECT_EQ(Why(Replaced(Sample(), "0000000015 ", "0000000016 ")),
            "2 offsets point at the objects: object 1 is not where the cross-reference "
            "table says");
  EXPECT_EQ(Why(Replaced(Sample(), "0000000015 ", "9999999999 ")),
            "2 offsets point at the objects: object 1 is not where the cross-reference "
            "table says");
  EXPECT_EQ(Why(Replaced(Sample(), "2 0 obj", "1 0 obj")),
            "2 offsets point at the objects: object 2 is not where the cross-reference "
            "table says");
  EXPECT_EQ(Why(Replaced(Sample(), "1 0 obj\n", "1 1 obj\n")),
            "2 offsets point at the objects: object 1 is not where the cross-reference "
            "table says");
}

TEST(Objects, TileTheFile) {
  const auto between = [](std::string_view gap) {
    SamplePdf pdf = SamplePdf::Certificate();
    pdf.body(2) += StrCat("\nendobj\n", gap);  // gap + "\nendobj\n" belongs to nobody
    return Why(pdf.Build());
  };
  EXPECT_EQ(between("% hidden"),
            "2 nothing between the objects: 16 bytes belong to no object");
  EXPECT_EQ(between("4 0 obj\n<< /Type /Page >>"),
            "2 no duplicate objects: object 4 stands in the file twice");
  EXPECT_EQ(
      between("99 0 obj\n<< /Type /Page >>"),
      "2 nothing between the objects: object 99 is not in the cross-reference table");
  EXPECT_EQ(between(""), "2 nothing between the objects: 8 bytes belong to no object");

  SamplePdf nested = SamplePdf::Certificate();
  nested.body(SamplePdf::kMetadata) = StreamBody("", "\n16 0 obj\n<< >>\nendobj\n");
  nested.trailer() += "/Info2 16 0 R\n";
  std::string file = nested.Build();
  const std::string inner = StrCat(file.find("16 0 obj"));
  file = Replaced(
      file, "trailer\n",
      StrCat(std::string(10 - inner.size(), '0'), inner, " 00000 n\r\ntrailer\n"));
  file = Replaced(Replaced(file, "0 16\n", "0 17\n"), "/Size 16", "/Size 17");
  file = Replaced(file, "/Info 3 0 R\n", "");
  EXPECT_EQ(Why(Replaced(file, "/Info2", "/Info")),
            "2 nothing between the objects: an object begins inside another");
}

TEST(Objects, MayStandInAnyOrder) {
  const std::string file = SamplePdf::Certificate().Layout();
  const size_t second = file.find("2 0 obj\n");
  const size_t third = file.find("3 0 obj\n");
  const std::string one = file.substr(15, second - 15);
  const std::string two = file.substr(second, third - second);
  std::string swapped = file.substr(0, 15) + two + one + file.substr(third);
  const auto entry = [](size_t offset) {
    const std::string digits = StrCat(offset);
    return StrCat(std::string(10 - digits.size(), '0'), digits, " 00000 n\r\n");
  };
  swapped =
      Replaced(swapped, entry(15) + entry(second), entry(15 + two.size()) + entry(15));
  EXPECT_EQ(Why(Signed(swapped)), "accepted");
}

TEST(Objects, AreAllReferred) {
  SamplePdf pdf = SamplePdf::Certificate();
  pdf.Add("<<\n/Type /Page\n>>");
  EXPECT_EQ(Why(pdf.Build()), "2 no unreferenced objects: nothing refers to object 16");

  // A ring that only refers to itself is not reached from the trailer either.
  pdf = SamplePdf::Certificate();
  pdf.Add("<<\n/Next 15 0 R\n>>");
  pdf.Add("<<\n/Next 16 0 R\n>>");
  EXPECT_EQ(Why(pdf.Build()), "2 no unreferenced objects: nothing refers to object 16");

  EXPECT_EQ(
      Why(SamplePdf::Certificate().Replace(4, "7 0 R", "77 0 R").Build()),
      "2 references lead to objects: there is no object 77, yet it is referred to");
  EXPECT_EQ(Why(SamplePdf::Certificate().Replace(4, "7 0 R", "4294967303 0 R").Build()),
            "2 references lead to objects: there is no object 4294967303, yet it is "
            "referred to");
}

TEST(Objects, AreSpeltAsTheWriterSpellsThem) {
  const auto why = [](size_t number, std::string body) {
    SamplePdf pdf = SamplePdf::Certificate();
    pdf.body(number) = std::move(body);
    return Why(pdf.Build());
  };
  EXPECT_EQ(why(7, "<< /A 1 >> << >>"),
            "2 objects spelt as written: object 7 does not end where its value ends");
  EXPECT_EQ(why(7, "<< /A 1 >> "),
            "2 objects spelt as written: object 7 does not end where its value ends");
  EXPECT_EQ(why(7, "<< /A 1 /A 2 >>"),
            R"(2 objects spelt as written: a dictionary has the key "A" twice)");
  EXPECT_EQ(why(7, "7 0 R"),
            "2 objects spelt as written: object 7 is only a reference");
  EXPECT_EQ(why(7, "<< /A % comment\n1 >>"),
            R"(2 objects spelt as written: unexpected "%")");
  EXPECT_EQ(why(7, std::string(100'000, '[')),
            "2 objects spelt as written: objects are nested too deeply");
}

TEST(Streams, AreAsLongAsTheySay) {
  const auto why = [](std::string_view length) {
    SamplePdf pdf = SamplePdf::Certificate();
    return Why(pdf.Replace(SamplePdf::kContents, "/Length 6 0 R", length).Build());
  };
  const std::string other =
      "2 objects spelt as written: object 5 is a stream of another length than it says";
  EXPECT_EQ(why("/Length 23"), other);
  EXPECT_EQ(why("/Length 25"), other);
  EXPECT_EQ(why("/Length 2 /L2 6 0 R"), other);
  const std::string none =
      "2 objects spelt as written: object 5 is a stream without a usable length";
  EXPECT_EQ(why(""), none);
  EXPECT_EQ(why("/Length -1"), none);
  EXPECT_EQ(why("/Length 9999999999"), none);
  EXPECT_EQ(why("/Length (24)"), none);
  EXPECT_EQ(why("/Length 2 0 R"), none);
  EXPECT_EQ(why("/Length 5 0 R"), none);  // of itself
  EXPECT_EQ(why("/Length 99 0 R"), none);

  SamplePdf pdf = SamplePdf::Certificate();
  pdf.body(6) = "18446744073709551615";
  EXPECT_EQ(Why(pdf.Build()), none);
  pdf.body(6) = "024";
  EXPECT_EQ(Why(pdf.Build()), none);
  pdf = SamplePdf::Certificate();
  EXPECT_EQ(Why(pdf.Replace(5, "stream\r\n", "stream\n").Build()),
            "2 objects spelt as written: object 5 does not end where its value ends");
  pdf = SamplePdf::Certificate();
  EXPECT_EQ(Why(pdf.Replace(5, "\nendstream", "\n\nendstream").Build()), other);
}

TEST(Objects, AreAtMost4096) {
  const auto with = [](size_t count) {
    SamplePdf pdf = SamplePdf::Certificate();
    std::string list = "[ ";
    for (size_t n = SamplePdf::kCount + 1; n <= count; ++n) {
      list += StrCat(n, " 0 R ");
      pdf.Add("0");
    }
    return Why(pdf.Replace(7, "/Type", StrCat("/List ", list, "]\n/Type")).Build());
  };
  EXPECT_EQ(with(kMaxPdfObjects), "accepted");
  EXPECT_EQ(
      with(kMaxPdfObjects + 1),
      "2 a classic cross-reference table: the cross-reference table has no usable "
      "count of objects");
}

}  // namespace
}  // namespace certseal
