// SPDX-License-Identifier: Apache-2.0
//
// The place for the signature, and what other programs say once it is filled.
#include "page/signature_field.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "base/strings.h"
#include "pdf_model.h"
#include "signing/sign_pdf.h"
#include "support/document_key.h"
#include "tools.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;
using testing::InfoToSign;
using testing::Json;
using testing::PdfModel;
using testing::RunCommand;
using testing::SampleContent;

constexpr std::string_view kByteRange =
    "\n/ByteRange [0 0000000000 0000000000 0000000000]\n/Contents <";

std::string DrawToSign(size_t bytes) {
  return testing::DrawOrThrow(testing::Classic(), SampleContent(), InfoToSign(bytes));
}

TEST(SignatureField, LeavesExactlyTheRoom) {
  for (const size_t bytes : {1U, 1000U, 20000U}) {
    const std::string pdf = DrawToSign(bytes);
    const size_t at = pdf.find(kByteRange);
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(pdf.substr(at + kByteRange.size(), 2 * bytes + 2),
              std::string(2 * bytes, '0') + ">\n");
    EXPECT_EQ(pdf.find("/ByteRange", at + 5), std::string::npos);
    EXPECT_EQ(pdf.find("/Contents <", at + kByteRange.size()), std::string::npos);
  }
}

TEST(SignatureField, IsACertificationThatAllowsNoChange) {
  const PdfModel pdf(DrawToSign(100));
  const Json& signature = pdf.At({"AcroForm", "Fields", "0", "V"});
  EXPECT_EQ(&signature, &pdf.At({"Perms", "DocMDP"}));
  const Json& reference = pdf.Get(signature, "/Reference").at(0);
  EXPECT_EQ(reference,
            Json::parse(R"({"/Type": "/SigRef", "/TransformMethod": "/DocMDP",
      "/TransformParams": {"/Type": "/TransformParams", "/P": 1, "/V": "/1.2"}})"));
  Json rest = signature;
  for (const char* key : {"/Reference", "/ByteRange", "/Contents"}) rest.erase(key);
  EXPECT_EQ(rest, Json::parse(R"({"/Type": "/Sig", "/Filter": "/Adobe.PPKLite",
      "/SubFilter": "/ETSI.CAdES.detached", "/M": "u:D:20260314145320Z",
      "/Name": "u:Example School of Aesthetics"})"));
}

TEST(SignatureField, IsOneFieldThatCannotBeSeen) {
  const PdfModel pdf(DrawToSign(100));
  EXPECT_EQ(pdf.At({"AcroForm", "SigFlags"}), 3);
  EXPECT_EQ(pdf.At({"AcroForm", "Fields"}).size(), 1u);
  EXPECT_EQ(pdf.At({"AcroForm", "Fields"}), pdf.Get(pdf.Page(), "/Annots"));
  Json widget = pdf.At({"AcroForm", "Fields", "0"});
  EXPECT_EQ(&pdf.Get(widget, "/P"), &pdf.Page());
  widget.erase("/P");
  widget.erase("/V");
  EXPECT_EQ(widget, Json::parse(R"({"/Type": "/Annot", "/Subtype": "/Widget",
      "/FT": "/Sig", "/T": "u:Signature", "/F": 132, "/Rect": [0, 0, 0, 0],
      "/TU": "u:Electronic signature of Example School of Aesthetics",
      "/StructParent": 1})"));
}

TEST(SignatureField, IsNotThereWithoutRoom) {
  const std::string pdf =
      testing::DrawOrThrow(testing::Classic(), SampleContent(), testing::SampleInfo());
  for (const char* word : {"/AcroForm", "/Perms", "/Annots", "/Sig", "/Form\n/P"}) {
    EXPECT_EQ(pdf.find(word), std::string::npos) << word;
  }
}

TEST(SignatureField, SameArgumentsSameBytes) {
  EXPECT_EQ(DrawToSign(3000), DrawToSign(3000));
}

TEST(SignatureField, LeavesTheCatalogAsReadersOfItKnow) {
  const PdfModel pdf(DrawToSign(100));
  std::string keys;
  for (const auto& [key, value] : pdf.Catalog().items()) keys += key + " ";
  EXPECT_EQ(
      keys,
      "/AF /AcroForm /Lang /MarkInfo /Metadata /Names /OutputIntents /Pages /Perms "
      "/StructTreeRoot /Type /ViewerPreferences ");
}

class Signed : public ::testing::Test {
 protected:
  Signed() {
    const DocumentSigner signer = TestDocumentSigner();
    pdf_ = DrawToSign(signer.ReservedBytes());
    auto done = SignPdf(pdf_, signer);
    if (!done) throw std::runtime_error(done.error().message);
    path_ = dir_.Write("signed.pdf", pdf_);
  }

  testing::Directory dir_;
  std::string pdf_, path_;
};

TEST_F(Signed, IsValidAndWholeToPoppler) {
  const auto run = RunCommand("pdfsig -nocert " + path_);
  EXPECT_EQ(run.status, 0) << run.output;
  EXPECT_THAT(run.output, HasSubstr("Signature Validation: Signature is Valid."));
  EXPECT_THAT(run.output, HasSubstr("Total document signed"));
  EXPECT_THAT(run.output, HasSubstr("ETSI.CAdES.detached"));
  EXPECT_THAT(run.output, HasSubstr("Signature Field Name: Signature"));
}

TEST_F(Signed, IsValidToMuPdf) {
  const auto run = RunCommand("mutool sign -v " + path_);
  EXPECT_EQ(run.status, 0) << run.output;
  EXPECT_THAT(run.output, HasSubstr("The document is unchanged since signing."));
}

TEST_F(Signed, IsSoundToQpdf) {
  const auto run = RunCommand("qpdf --check " + path_);
  EXPECT_EQ(run.status, 0) << run.output;
  EXPECT_THAT(run.output, HasSubstr("No syntax or stream encoding errors found"));
}

TEST_F(Signed, JudgesSeeAChange) {
  const size_t at = pdf_.find("/DisplayDocTitle true");
  ASSERT_NE(at, std::string::npos);
  pdf_[at + 17] = 'T';
  const std::string bent = dir_.Write("bent.pdf", pdf_);
  EXPECT_THAT(RunCommand("pdfsig -nocert " + bent).output,
              HasSubstr("Digest Mismatch"));
  EXPECT_THAT(RunCommand("mutool sign -v " + bent).output,
              Not(HasSubstr("unchanged since signing")));
}

}  // namespace
}  // namespace certseal
