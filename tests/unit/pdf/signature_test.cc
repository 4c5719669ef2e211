// SPDX-License-Identifier: Apache-2.0
//
// The third, fourth and fifth rule of docs/pdf.md as far as they speak of the
// signature, broken one by one. Each file is signed after it was bent, so nothing but
// its rule stands between it and acceptance.
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/strings.h"
#include "pdf/certificate_pdf.h"
#include "unit/pdf/sample_pdf.h"

namespace certseal {
namespace {

std::string Changed(size_t number, std::string_view from, std::string_view to) {
  SamplePdf pdf = SamplePdf::Certificate();
  return Why(pdf.Replace(number, from, to).Build());
}

std::string Field(std::string_view from, std::string_view to) {
  return Changed(SamplePdf::kField, from, to);
}

std::string Signature(std::string_view from, std::string_view to) {
  return Changed(SamplePdf::kSignature, from, to);
}

std::string Catalog(std::string_view from, std::string_view to) {
  return Changed(SamplePdf::kCatalog, from, to);
}

TEST(Signature, IsReadWithSignerAndTime) {
  const auto pdf = CertificatePdf::Read(SamplePdf::Certificate().Build());
  ASSERT_TRUE(pdf) << Describe(pdf.error());
  EXPECT_EQ(pdf->signature().signer, SamplePdf::SampleSigner().certificate());
  EXPECT_EQ(pdf->signature().signed_at.Rfc3339(), "2026-11-23T17:00:00Z");
  EXPECT_FALSE(pdf->signature().timestamp);
}

TEST(Signature, CoversTheFileFromEndToEnd) {
  const std::string file = SamplePdf::Certificate().Build();
  const size_t at = file.find("/ByteRange [0 ") + 14;
  const std::string rule =
      "3 the whole file signed: the signature does not cover the "
      "file from end to end";
  const auto with = [&](size_t offset, std::string_view digits) {
    return Why(std::string(file).replace(at + offset, digits.size(), digits));
  };
  EXPECT_EQ(with(0, "9999999999"), rule);
  EXPECT_EQ(with(11, "9999999999"), rule);
  EXPECT_EQ(with(22, "0000000001"), rule);
  EXPECT_EQ(with(0, file.substr(at + 11, 10)), rule);
  EXPECT_EQ(Why(std::string(file).replace(at - 2, 1, "1")), rule);
  EXPECT_EQ(Signature("/ByteRange [0 0000000000 0000000000 0000000000]",
                      "/ByteRange [0 1 2]"),
            "3 the whole file signed: the ByteRange is not four numbers");
}

TEST(Signature, IsAloneInItsGap) {
  std::string file = SamplePdf::Certificate().Build();
  const size_t begin = file.find("/Contents <3") + 11;
  const size_t end = file.find('>', begin);
  EXPECT_EQ(Why(std::string(file).replace(end - 1, 1, "1")),
            "3 only the signature unsigned: something stands behind the signature");
  EXPECT_EQ(Why(std::string(file).replace(begin, 2, "00")),
            "5 a valid signature: its signature does not hold: it was made over other "
            "bytes");
  EXPECT_EQ(Why(std::string(file).replace(begin, 4, "3089")),
            "3 only the signature unsigned: the signature is empty or cut off");
  const size_t letter = file.find_first_of("abcdef", begin);
  file[letter] = static_cast<char>(file[letter] - 'a' + 'A');
  EXPECT_EQ(Why(file),
            "3 only the signature unsigned: the signature is not written in "
            "lower-case digits");
}

TEST(SignatureField, IsOne) {
  const std::string rule = "4 one signature field: ";
  EXPECT_EQ(Catalog("/SigFlags 3", "/SigFlags 1"),
            rule + "the form is not of one signature field");
  EXPECT_EQ(Catalog("/SigFlags 3", "/SigFlags 3\n/NeedAppearances true"),
            rule + R"(the form has the entry "NeedAppearances")");
  EXPECT_EQ(Catalog("/Fields [ 14 0 R ]", "/Fields [ 14 0 R 4 0 R ]"),
            "3 the whole file signed: there is not one ByteRange, in the form's one "
            "signature");
  EXPECT_EQ(Field("/FT /Sig", "/FT /Tx"), rule + "the form's field is not a signature");
  EXPECT_EQ(Field("/Subtype /Widget", "/Subtype /Stamp"),
            rule + "the form's field is not a signature");
  EXPECT_EQ(Field("/T (Signature)", "/T /Signature"),
            rule + "the form's field is not a signature");
  EXPECT_EQ(Signature("ETSI.CAdES.detached", "adbe.pkcs7.detached"),
            rule + "the signature is not one of PAdES");
  EXPECT_EQ(Signature("/Type /Sig\n", "/Type /Sig\n/Cert (x)\n"),
            rule + R"(the signature has the entry "Cert")");
}

TEST(SignatureField, IsInvisible) {
  const std::string rule = "4 one signature field: ";
  const std::string seen = rule + "the signature field is not an invisible one";
  EXPECT_EQ(Field("/Rect [0 0 0 0]", "/Rect [0 0 700 500]"), seen);
  EXPECT_EQ(Field("/F 132", "/F 4"), seen);
  EXPECT_EQ(Field("/F 132", "/F 132\n/AP << /N 5 0 R >>"),
            rule + R"(the signature field has the entry "AP")");
  EXPECT_EQ(Field("/F 132", "/F 132\n/MK << >>"),
            rule + R"(the signature field has the entry "MK")");
  const std::string place =
      rule + "the signature field is not its page's only annotation";
  EXPECT_EQ(Field("/P 4 0 R", "/P 2 0 R"), place);
  EXPECT_EQ(Changed(SamplePdf::kPage, "[ 14 0 R ]", "[ 14 0 R 14 0 R ]"), place);
  EXPECT_EQ(Changed(SamplePdf::kPage, "[ 14 0 R ]", "[ 3 0 R ]"), place);
}

TEST(SignatureField, MayBeTaggedForAccessibility) {
  EXPECT_EQ(Field("/F 132", "/TU <FEFF0041>\n/StructParent 1\n/F 132"), "accepted");
  EXPECT_EQ(Catalog("/Lang (en)",
                    "/Lang (en)\n/StructTreeRoot << /Type /StructTreeRoot /RoleMap << "
                    "/Name /P >> /ParentTree << /Nums [ 0 [ ] ] >> >>"),
            "accepted");
}

TEST(DocMdp, PermitsNoChanges) {
  const std::string rule = "4 no changes permitted: ";
  const std::string open = rule + "the signature does not forbid all changes";
  EXPECT_EQ(Signature("/P 1", "/P 2"), open);
  EXPECT_EQ(Signature("/P 1 ", ""), open);
  EXPECT_EQ(Signature("/V /1.2", "/V /1.3"), open);
  EXPECT_EQ(Signature("/TransformMethod /DocMDP", "/TransformMethod /Identity"), open);
  EXPECT_EQ(Signature("/Type /SigRef", "/Type /SigRes"), open);
  const std::string uncertified =
      rule + "the catalog does not name the signature as the certification";
  EXPECT_EQ(Catalog("/DocMDP 15 0 R", "/DocMDP 14 0 R"), uncertified);
  EXPECT_EQ(Catalog("/Perms <<\n/DocMDP 15 0 R\n>>\n", ""), uncertified);
  EXPECT_EQ(Catalog("/DocMDP 15 0 R", "/DocMDP 15 0 R\n/UR4 15 0 R"),
            R"(4 one signature field: the permissions has the entry "UR4")");
}

TEST(Signature, StatesItsTime) {
  const std::string rule = "5 a signing time: the signature does not state its time";
  EXPECT_EQ(Signature("17000", "17600"), rule);
  EXPECT_EQ(Signature("D:2026", "2026"), rule);
  EXPECT_EQ(Signature("170000Z", "170000+01'00'"), rule);
  EXPECT_EQ(Signature("/M (D:20261123170000Z)\n", ""), rule);
  EXPECT_EQ(Signature("170000Z", "170000+00'00'"), "accepted");
}

}  // namespace
}  // namespace certseal
