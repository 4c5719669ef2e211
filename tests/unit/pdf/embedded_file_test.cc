// SPDX-License-Identifier: Apache-2.0
//
// The sixth rule of docs/pdf.md, broken one by one.
#include "pdf/embedded_file.h"

#include <gtest/gtest.h>

#include "base/strings.h"
#include "pdf/certificate_pdf.h"
#include "pdf/inflate.h"
#include "unit/pdf/sample_pdf.h"

namespace certseal {
namespace {

constexpr std::string_view kFileEntries =
    "/Type /EmbeddedFile\n/Subtype /application#2Fjson\n/Params 12 0 R\n";

std::string Changed(size_t number, std::string_view from, std::string_view to) {
  SamplePdf pdf = SamplePdf::Certificate();
  return Why(pdf.Replace(number, from, to).Build());
}

// The refusal of a record stream with these entries and data, of stated size `size`.
std::string WithFile(std::string_view entries, std::string_view data, size_t size) {
  SamplePdf pdf = SamplePdf::Certificate();
  pdf.body(SamplePdf::kFile) = StreamBody(StrCat(kFileEntries, entries), data);
  pdf.body(12) = StrCat("<<\n/Size ", size, "\n>>");
  return Why(pdf.Build());
}

TEST(CertificatePdf, HasARecord) {
  const auto pdf = CertificatePdf::Read(SamplePdf::Certificate().Build());
  ASSERT_TRUE(pdf) << Describe(pdf.error());
  EXPECT_EQ(pdf->record(), SamplePdf::kRecord);
  ASSERT_EQ(pdf->embedded_files().size(), 1u);
  EXPECT_EQ(pdf->embedded_files()[0].name, "record.json");
  EXPECT_EQ(pdf->embedded_files()[0].media_type, "application/json");
  EXPECT_EQ(pdf->embedded_files()[0].relationship, "Data");
  EXPECT_FALSE(pdf->proof()) << "certificates made before the log have none";
}

TEST(CertificatePdf, MayHaveTheProofOfItsPlaceInTheLog) {
  const auto pdf =
      CertificatePdf::Read(SamplePdf::Certificate().WithProof("index 7\n").Build());
  ASSERT_TRUE(pdf) << Describe(pdf.error());
  EXPECT_EQ(pdf->record(), SamplePdf::kRecord);
  EXPECT_EQ(pdf->proof(), "index 7\n");
  EXPECT_EQ(pdf->embedded_files()[1].name, "record.tlog-proof");
  EXPECT_EQ(pdf->embedded_files()[1].relationship, "Supplement");
}

TEST(CertificatePdf, HasOneProofAtMostOfItsType) {
  const auto changed = [](size_t number, std::string_view from, std::string_view to) {
    return Why(SamplePdf::Certificate().WithProof("x").Replace(number, from, to).Build());
  };
  EXPECT_EQ(changed(SamplePdf::kProofFile, "text#2Fplain", "text#2Fhtml"),
            R"(6 no other attachments: the attachment "record.tlog-proof" is of the type )"
            R"("text/html")");
  EXPECT_EQ(changed(SamplePdf::kCatalog, "/AF [ 10 0 R 16 0 R ]", "/AF [ 10 0 R ]"),
            "6 no other attachments: the list of attachments is not the catalog's AF array");
  EXPECT_EQ(changed(SamplePdf::kNameTree, "(record.tlog-proof) 16 0 R",
                    "(record.tlog-proof) 10 0 R"),
            "6 no other attachments: the list of attachments is not the catalog's AF array");
  EXPECT_EQ(changed(SamplePdf::kCatalog, "/AF [ 10 0 R 16 0 R ]", "/AF [ 16 0 R 16 0 R ]"),
            R"(6 the record in the catalog: the attachment "record.json" is missing)");
  EXPECT_EQ(changed(SamplePdf::kCatalog, "16 0 R ]", "16 0 R 16 0 R ]"),
            "6 no other attachments: there are more attachments than a certificate has");
  // The proof does not stand in for the record.
  SamplePdf alone = SamplePdf::Certificate().WithProof("x");
  alone.Replace(SamplePdf::kCatalog, "/AF [ 10 0 R 16 0 R ]", "/AF [ 16 0 R ]");
  EXPECT_EQ(Why(alone.Build()),
            R"(6 the record in the catalog: the attachment "record.json" is missing)");
}

TEST(EmbeddedFiles, AreReadPlainAndDeflated) {
  const std::string json = "{}";
  EXPECT_EQ(WithFile("", json, 2), "accepted");
  EXPECT_EQ(WithFile("/Filter /FlateDecode\n", ZlibDeflate(json), 2), "accepted");
  EXPECT_EQ(WithFile("/Filter [ /FlateDecode ]\n", ZlibDeflate(json), 2), "accepted");
}

TEST(EmbeddedFiles, AreFoundThroughTheCatalog) {
  EXPECT_EQ(Changed(SamplePdf::kCatalog, "/AF [ 10 0 R ]\n", ""),
            "6 the record in the catalog: the catalog names no attached record");
  EXPECT_EQ(Changed(SamplePdf::kCatalog, "/AF [ 10 0 R ]", "/AF [ ]"),
            "6 the record in the catalog: the catalog names no attached record");
  EXPECT_EQ(
      Changed(SamplePdf::kCatalog, "/AF [ 10 0 R ]", "/AF [ 3 0 R ]"),
      "6 the record in the catalog: the catalog's AF array leads to something else "
      "than a file");
  EXPECT_EQ(
      Changed(SamplePdf::kFilespec, "/Type /Filespec", "/Type /F"),
      "6 the record in the catalog: the catalog's AF array leads to something else "
      "than a file");
  EXPECT_EQ(
      Changed(SamplePdf::kFilespec, "/F 11 0 R\n/UF 11 0 R", "/F 13 0 R\n/X 11 0 R"),
      "6 the record in the catalog: an attachment leads to no embedded file");
  EXPECT_EQ(Changed(SamplePdf::kFilespec, "/F 11 0 R\n/UF 11 0 R", "/X 11 0 R"),
            "6 the record in the catalog: an attachment leads to no embedded file");
  EXPECT_EQ(Changed(SamplePdf::kFilespec, "/UF 11 0 R", "/UF 13 0 R"),
            "6 the record in the catalog: an attachment has two contents");
  EXPECT_EQ(
      Changed(SamplePdf::kFilespec, "/AFRelationship /Data", "/AFRelationship /Foo"),
      R"(6 the record in the catalog: the attachment "record.json" does not say how )"
      "it belongs to the document");
}

TEST(EmbeddedFiles, HaveOneName) {
  const std::string two =
      "6 the record in the catalog: an attachment does not have one name";
  EXPECT_EQ(Changed(SamplePdf::kFilespec, "/F (record.json)", "/F (cat.exe)"), two);
  EXPECT_EQ(Changed(SamplePdf::kFilespec, "/F (record.json)\n", ""), two);
  EXPECT_EQ(Changed(SamplePdf::kFilespec, "/UF <FEFF", "/UF <FEFE"), two);
  SamplePdf pdf = SamplePdf::Certificate();
  pdf.Replace(SamplePdf::kFilespec, "/F (record.json)", "/F (proof.txt)");
  pdf.Replace(SamplePdf::kFilespec,
              "<FEFF007200650063006F00720064002E006A0073006F006E>", "(proof.txt)");
  EXPECT_EQ(Why(pdf.Build()),
            R"(6 no other attachments: there is an attachment "proof.txt")");
}

TEST(EmbeddedFiles, AreOfTheirType) {
  EXPECT_EQ(Changed(SamplePdf::kFile, "application#2Fjson", "text#2Fhtml"),
            R"(6 no other attachments: the attachment "record.json" is of the type )"
            R"("text/html")");
  EXPECT_EQ(
      Changed(SamplePdf::kFile, "/Subtype /application#2Fjson\n", ""),
      R"(6 no other attachments: the attachment "record.json" is of the type "")");
}

TEST(EmbeddedFiles, AreTheOnlyOnes) {
  SamplePdf pdf = SamplePdf::Certificate();
  pdf.Replace(SamplePdf::kCatalog, "/AF [ 10 0 R ]", "/AF [ 10 0 R 16 0 R ]");
  pdf.Add(pdf.body(SamplePdf::kFilespec));
  const std::string two =
      R"(6 no other attachments: there are two attachments "record.json")";
  EXPECT_EQ(Why(pdf.Build()), two);
  EXPECT_EQ(Changed(SamplePdf::kCatalog, "/AF [ 10 0 R ]", "/AF [ 10 0 R 10 0 R ]"), two);
  EXPECT_EQ(
      Changed(SamplePdf::kCatalog, "/AF [ 10 0 R ]", "/AF [ 10 0 R 10 0 R 10 0 R ]"),
      "6 no other attachments: there are more attachments than a certificate has");

  // A second one that only the name tree lists, or that only an object refers to.
  const std::string tree =
      "6 no other attachments: the list of attachments is not the catalog's AF array";
  pdf = SamplePdf::Certificate();
  pdf.Replace(SamplePdf::kNameTree, "10 0 R", "10 0 R (record2.json) 16 0 R");
  pdf.Add(pdf.body(SamplePdf::kFilespec));
  EXPECT_EQ(Why(pdf.Build()), tree);
  pdf = SamplePdf::Certificate();
  pdf.Replace(SamplePdf::kNameTree, "10 0 R", "16 0 R");
  pdf.Add(pdf.body(SamplePdf::kFilespec));
  EXPECT_EQ(Why(pdf.Build()), tree);
  EXPECT_EQ(Changed(SamplePdf::kNameTree, "(record.json)", "(other.json)"), tree);
  EXPECT_EQ(Changed(SamplePdf::kNameTree, "/Names", "/Limits [ (a) (z) ]\n/Names"),
            tree);
  EXPECT_EQ(
      Changed(SamplePdf::kNameTree, "/Names [ (record.json) 10 0 R ]", "/Names [ ]"),
      tree);
  EXPECT_EQ(Changed(SamplePdf::kCatalog, "/Names 8 0 R\n", "/StructTreeRoot 8 0 R\n"), tree);

  const auto on_page = [](std::string_view entry) {
    return Changed(SamplePdf::kPage, "/Contents", StrCat(entry, "\n/Contents"));
  };
  EXPECT_EQ(on_page("/AF [ 10 0 R ]"),
            "6 no other attachments: there is another attachment (/AF)");
  EXPECT_EQ(on_page("/X << /Type /Filespec >>"),
            "6 no other attachments: there is another attachment (/Filespec)");
  EXPECT_EQ(on_page("/X << /EF << /F 11 0 R >> >>"),
            "6 no other attachments: there is another attachment (/EF)");
  EXPECT_EQ(Changed(SamplePdf::kMetadata, "/Metadata", "/EmbeddedFile"),
            "6 no other attachments: there is another attachment (/EmbeddedFile)");
}

TEST(EmbeddedFiles, InflateWithinBounds) {
  const std::string json = "{\"a\":1}";
  const std::string deflated = ZlibDeflate(json);
  constexpr std::string_view kFlate = "/Filter /FlateDecode\n";
  const auto bad = [](std::string_view detail) {
    return StrCat("6 inflation within bounds: the attachment ", detail);
  };
  EXPECT_EQ(WithFile("/Filter /LZWDecode\n", json, 7),
            bad("is encoded in another way than deflated"));
  EXPECT_EQ(WithFile("/Filter [ ]\n", json, 7),
            bad("is encoded in another way than deflated"));
  EXPECT_EQ(
      WithFile("/Filter [ /FlateDecode /FlateDecode ]\n", ZlibDeflate(deflated), 7),
      bad("is encoded in another way than deflated"));
  EXPECT_EQ(
      WithFile("/Filter /FlateDecode\n/DecodeParms << /Predictor 2 >>\n", deflated, 7),
      bad("is encoded in another way than deflated"));
  EXPECT_EQ(WithFile(kFlate, json, 7), bad("is damaged: it does not inflate"));
  EXPECT_EQ(WithFile(kFlate, deflated.substr(0, deflated.size() - 1), 7),
            bad("is damaged: it does not inflate"));
  EXPECT_EQ(WithFile(kFlate, "", 7), bad("is damaged: it does not inflate"));
  EXPECT_EQ(WithFile(kFlate, deflated + "x", 7),
            bad("has bytes behind its compressed data"));
  EXPECT_EQ(
      WithFile(kFlate, deflated, 8),
      "6 the record in the catalog: the attachment is of another size than it says");

  const std::string largest(kMaxEmbeddedFile, ' ');
  EXPECT_EQ(WithFile(kFlate, ZlibDeflate(largest), largest.size()), "accepted");
  EXPECT_EQ(WithFile("", largest, largest.size()), "accepted");
  EXPECT_EQ(WithFile(kFlate, ZlibDeflate(largest + " "), largest.size() + 1),
            bad("is larger than 256 KB"));
  EXPECT_EQ(WithFile("", largest + " ", largest.size() + 1),
            bad("is larger than 256 KB"));
  // A bomb: 64 MB of zeros in 64 KB.
  const std::string bomb = ZlibDeflate(std::string(64 << 20, '\0'));
  EXPECT_EQ(WithFile(kFlate, bomb, 64 << 20), bad("is larger than 256 KB"));
}

TEST(Inflate, NeverGivesMoreThanAsked) {
  const std::string data = ZlibDeflate(std::string(100'000, 'a'));
  for (const size_t limit : {size_t{0}, size_t{1}, size_t{16384}, size_t{99'999}}) {
    const Inflated part = Inflate(data, limit);
    EXPECT_EQ(part.bytes.size(), limit);
    EXPECT_TRUE(part.too_large);
    EXPECT_FALSE(part.complete);
  }
  const Inflated whole = Inflate(data + "tail", 100'000);
  EXPECT_TRUE(whole.complete);
  EXPECT_FALSE(whole.too_large);
  EXPECT_EQ(whole.consumed, data.size());
  std::string wrong = data;
  wrong.back() = static_cast<char>(wrong.back() ^ 1);  // the checksum
  EXPECT_FALSE(Inflate(wrong, 100'000).complete);
}

}  // namespace
}  // namespace certseal
