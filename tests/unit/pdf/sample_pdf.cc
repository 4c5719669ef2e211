// SPDX-License-Identifier: Apache-2.0
#include "unit/pdf/sample_pdf.h"

#include <zlib.h>

#include <cstdio>
#include <stdexcept>

#include "base/strings.h"
#include "pdf/certificate_pdf.h"
#include "signing/sign_pdf.h"
#include "support/document_key.h"

namespace certseal {

SamplePdf SamplePdf::Certificate(std::string_view record) {
  SamplePdf pdf;
  pdf.trailer_ =
      "/Root 1 0 R\n/Info 3 0 R\n/ID [ <00112233445566778899AABBCCDDEEFF> "
      "<00112233445566778899AABBCCDDEEFF> ]\n";
  pdf.Add(
      "<<\n/Type /Catalog\n/Pages 2 0 R\n/Names 8 0 R\n/AF [ 10 0 R ]\n"
      "/Metadata 13 0 R\n/Lang (en)\n/ViewerPreferences <<\n/DisplayDocTitle "
      "true\n>>\n/MarkInfo <<\n/Marked true\n>>\n/AcroForm <<\n/Fields [ 14 0 R ]\n"
      "/SigFlags 3\n>>\n/Perms <<\n/DocMDP 15 0 R\n>>\n>>");
  pdf.Add("<<\n/Type /Pages\n/Kids [ 4 0 R ]\n/Count 1\n>>");
  pdf.Add("<<\n/Producer (Haru Free PDF Library 2.3.0)\n/Title <FEFF0041>\n>>");
  pdf.Add(
      "<<\n/Type /Page\n/MediaBox [ 0 0 792 595.28 ]\n/Contents 5 0 R\n/Resources <<\n"
      "/Font <<\n/F1 7 0 R\n>>\n>>\n/Parent 2 0 R\n/Annots [ 14 0 R ]\n>>");
  const std::string page = "BT /F1 12 Tf (Ada) Tj ET";
  pdf.Add(Replaced(StreamBody("", page), "/Length 24", "/Length 6 0 R"));
  pdf.Add("24");
  pdf.Add("<<\n/Type /Font\n/BaseFont /Helvetica\n/Subtype /Type1\n>>");
  pdf.Add("<<\n/EmbeddedFiles 9 0 R\n>>");
  pdf.Add("<<\n/Names [ (record.json) 10 0 R ]\n>>");
  pdf.Add(
      "<<\n/Type /Filespec\n/F (record.json)\n/UF <FEFF007200650063006F00720064002E006A"
      "0073006F006E>\n/AFRelationship /Data\n/EF <<\n/F 11 0 R\n/UF 11 0 R\n>>\n>>");
  pdf.Add(StreamBody(StrCat("/Type /EmbeddedFile\n/Subtype /application#2Fjson\n"
                            "/Params 12 0 R\n/Filter [ /FlateDecode ]\n"),
                     ZlibDeflate(record)));
  pdf.Add(StrCat("<<\n/Size ", record.size(), "\n>>"));
  pdf.Add(StreamBody("/Type /Metadata\n/Subtype /XML\n", "<x:xmpmeta/>"));
  pdf.Add(
      "<<\n/Type /Annot\n/Subtype /Widget\n/FT /Sig\n/T (Signature)\n/F 132\n"
      "/Rect [0 0 0 0]\n/P 4 0 R\n/V 15 0 R\n>>");
  pdf.Add(
      StrCat("<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n"
             "/M (D:20261123170000Z)\n/Name <FEFF0041>\n/Reference [<< /Type /SigRef "
             "/TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 1 "
             "/V /1.2 "
             ">> >>]\n/ByteRange [0 0000000000 0000000000 0000000000]\n/Contents <",
             std::string(2 * (SampleSigner().ReservedBytes() + 8), '0'), ">\n>>"));
  return pdf;
}

SamplePdf& SamplePdf::WithProof(std::string_view proof) {
  Replace(kCatalog, "/AF [ 10 0 R ]", "/AF [ 10 0 R 16 0 R ]");
  Replace(kNameTree, "(record.json) 10 0 R",
          "(record.json) 10 0 R (record.tlog-proof) 16 0 R");
  Add("<<\n/Type /Filespec\n/F (record.tlog-proof)\n/UF (record.tlog-proof)\n"
      "/AFRelationship /Supplement\n/EF <<\n/F 17 0 R\n/UF 17 0 R\n>>\n>>");
  Add(StreamBody(
      "/Type /EmbeddedFile\n/Subtype /text#2Fplain\n/Filter [ /FlateDecode ]\n",
      ZlibDeflate(proof)));
  return *this;
}

size_t SamplePdf::Add(std::string body) {
  bodies_.push_back(std::move(body));
  return bodies_.size();
}

SamplePdf& SamplePdf::Replace(size_t number, std::string_view from,
                              std::string_view to) {
  body(number) = Replaced(body(number), from, to);
  return *this;
}

const DocumentSigner& SamplePdf::SampleSigner() {
  static const DocumentSigner signer = TestDocumentSigner();
  return signer;
}

std::string SamplePdf::Build(const DocumentSigner& signer) const {
  return Signed(Layout(), signer);
}

std::string SamplePdf::Layout() const {
  std::string file = "%PDF-1.7\n%\xb7\xbe\xad\xaa\n";
  std::string table = "0000000000 65535 f\r\n";
  for (size_t i = 0; i < bodies_.size(); ++i) {
    char entry[24];
    std::snprintf(entry, sizeof entry, "%010zu 00000 n\r\n", file.size());
    table += entry;
    file += StrCat(i + 1, " 0 obj\n", bodies_[i], "\nendobj\n");
  }
  const size_t size = bodies_.size() + 1;
  return StrCat(file, "xref\n0 ", size, "\n", table, "trailer\n<<\n", trailer_,
                "/Size ", size, "\n>>\nstartxref\n", file.size(), "\n%%EOF\n");
}

std::string Signed(std::string file, const DocumentSigner& signer) {
  static_cast<void>(SignPdf(file, signer));  // a test may have taken the room away
  return file;
}

std::string StreamBody(std::string_view entries, std::string_view data) {
  return StrCat("<<\n", entries, "/Length ", data.size(), "\n>>\nstream\r\n", data,
                "\nendstream");
}

std::string ZlibDeflate(std::string_view data) {
  std::string out(compressBound(data.size()), '\0');
  uLongf size = out.size();
  compress2(reinterpret_cast<Bytef*>(out.data()), &size,
            reinterpret_cast<const Bytef*>(data.data()), data.size(), 9);
  out.resize(size);
  return out;
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  if (at == std::string::npos)
    throw std::logic_error(StrCat("no ", from, " to replace"));
  return text.replace(at, from.size(), to);
}

std::string Why(std::string_view file) {
  const auto pdf = CertificatePdf::Read(file);
  if (pdf) return "accepted";
  const PdfRefusal& refusal = pdf.error();
  return StrCat(RuleNumber(refusal.rule), " ", RuleName(refusal.rule), ": ",
                refusal.detail);
}

}  // namespace certseal
