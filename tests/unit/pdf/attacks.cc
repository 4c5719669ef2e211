// SPDX-License-Identifier: Apache-2.0
#include "unit/pdf/attacks.h"

#include <cstdio>

#include "base/encoding.h"
#include "base/strings.h"
#include "support/document_key.h"
#include "unit/pdf/sample_pdf.h"

namespace certseal {
namespace {

using Attacks = std::vector<Attack>;

// Update is what a reader appends when it saves changes: objects, a table, a trailer
// that names the table before.
class Update {
 public:
  explicit Update(std::string file) : file_(std::move(file)) {}

  Update& Object(size_t number, std::string_view body) {
    char entry[24];
    std::snprintf(entry, sizeof entry, "%010zu 00000 n\r\n", file_.size());
    table_ += StrCat(number, " 1\n", entry);
    file_ += StrCat(number, " 0 obj\n", body, "\nendobj\n");
    return *this;
  }

  std::string Save() const {
    return Save(file_.substr(file_.rfind("startxref\n") + 10));
  }

  // Save with another idea of where the table before is.
  std::string Save(std::string_view previous) const {
    return StrCat(file_, "xref\n", table_, "trailer\n<<\n/Root 1 0 R\n/Size 20\n/Prev ",
                  previous.substr(0, previous.find('\n')), "\n>>\nstartxref\n",
                  file_.size(), "\n%%EOF\n");
  }

 private:
  std::string file_;
  std::string table_;
};

std::string Catalog(std::string_view file) {
  const size_t begin = file.find("1 0 obj\n") + 8;
  return std::string(file.substr(begin, file.find("\nendobj", begin) - begin));
}

std::string Page(std::string_view file) {
  const size_t begin = file.find("\n4 0 obj\n") + 9;
  return std::string(file.substr(begin, file.find("\nendobj", begin) - begin));
}

// Puts text in place of other text of the same length: no offset moves.
std::string Overwritten(std::string file, std::string_view from, std::string_view to) {
  std::string padded(to);
  padded.resize(std::max(from.size(), to.size()), ' ');
  return Replaced(std::move(file), from, padded);
}

std::string ByteRangeOf(const std::string& file) {
  const size_t at = file.find("/ByteRange");
  return file.substr(at, file.find(']', at) + 1 - at);
}

std::string ContentsOf(const std::string& file) {
  const size_t at = file.find("/Contents <3") + 10;
  return file.substr(at, file.find('>', at) + 1 - at);
}

std::string Ten(size_t number) {
  char digits[24];
  std::snprintf(digits, sizeof digits, "%010zu", number);
  return digits;
}

void AddUpdates(Attacks& out, const std::string& file) {
  const auto add = [&](std::string variant, const Update& update) {
    out.push_back({"incremental saving", std::move(variant), update.Save(),
                   PdfRule::kOneRevision});
  };
  const std::string catalog = Catalog(file);
  const std::string page = Page(file);
  add("page content", Update(file).Object(5, StreamBody("", "BT (Eve) Tj ET")));
  add("page", Update(file)
                  .Object(4, Replaced(page, "5 0 R", "16 0 R"))
                  .Object(16, StreamBody("", "BT (Eve) Tj ET")));
  add("annotation",
      Update(file)
          .Object(4, Replaced(page, "[ 14 0 R ]", "[ 14 0 R 16 0 R ]"))
          .Object(16, "<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] >>"));
  add("form field", Update(file)
                        .Object(1, Replaced(catalog, "[ 14 0 R ]", "[ 14 0 R 16 0 R ]"))
                        .Object(16, "<< /FT /Tx /T (Name) /V (Eve) >>"));
  add("catalog", Update(file).Object(1, Replaced(catalog, "/Lang (en)", "/Lang (de)")));
  add("validation data (DSS)",
      Update(file).Object(1, Replaced(catalog, "/Lang (en)", "/DSS << /Certs [ ] >>")));
  add("record", Update(file).Object(11, StreamBody("/Type /EmbeddedFile\n", "{}")));
  add("signature", Update(file).Object(15, "<< /Type /Sig >>"));
  add("empty", Update(file));
  // Incremental saving's variants that leave parts of the update out.
  out.push_back({"incremental saving", "no table, no trailer",
                 file + "4 0 obj\n" + page + "\nendobj\n", PdfRule::kNothingAfterEnd});
  out.push_back({"incremental saving", "a trailer without a table",
                 file + "trailer\n<<\n/Root 1 0 R\n>>\n", PdfRule::kNothingAfterEnd});
  out.push_back(
      {"incremental saving", "a copy of the signature in the update",
       Update(file)
           .Object(16, "<< /ByteRange [0 1 2 3] /Contents " + ContentsOf(file) + " >>")
           .Save(),
       PdfRule::kOneRevision});
  const std::string inside = Replaced(
      file, "xref\n0 16\n", "16 0 obj\n<< /Type /Page >>\nendobj\nxref\n0 16\n");
  out.push_back({"incremental saving", "an object before the table", inside,
                 PdfRule::kXrefTable});
}

void AddSecondSignatures(Attacks& out, const std::string& file) {
  std::string second =
      Update(file)
          .Object(1, Replaced(Catalog(file), "[ 14 0 R ]", "[ 14 0 R 16 0 R ]"))
          .Object(16,
                  "<< /Type /Annot /Subtype /Widget /FT /Sig /V 17 0 R /F 132 /Rect "
                  "[0 0 0 0] /P 4 0 R >>")
          .Object(17, StrCat("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter "
                             "/ETSI.CAdES.detached /ByteRange [0 0000000000 0000000000 "
                             "0000000000]\n/Contents <",
                             std::string(8000, '0'), ">\n>>"))
          .Save();
  second = Signed(std::move(second), TestDocumentSigner("Mallory"));
  out.push_back({"second signature", "appended by a stranger", std::move(second),
                 PdfRule::kOneRevision});
  // Sneaky signature: a signature field may be added to a certified document (P 2, 3),
  // and its appearance shows what the attacker likes.
  out.push_back(
      {"sneaky signature", "a visible signature field",
       Update(file)
           .Object(4, Replaced(Page(file), "[ 14 0 R ]", "[ 14 0 R 16 0 R ]"))
           .Object(16,
                   "<< /Type /Annot /Subtype /Widget /FT /Sig /Rect [0 0 700 500] /AP "
                   "<< /N 17 0 R >> >>")
           .Object(17,
                   StreamBody("/Type /XObject\n/Subtype /Form\n/BBox [0 0 700 500]\n",
                              "BT (Eve) Tj ET"))
           .Save(),
       PdfRule::kOneRevision});
  // Evil annotation: annotations that P 3 permits cover the page.
  for (const char* kind : {"FreeText", "Stamp", "Redact", "Highlight", "Ink"}) {
    out.push_back(
        {"evil annotation", kind,
         Update(file)
             .Object(4, Replaced(Page(file), "[ 14 0 R ]", "[ 14 0 R 16 0 R ]"))
             .Object(16, StrCat("<< /Type /Annot /Subtype /", kind,
                                " /Rect [0 0 700 500] /Contents (Eve) >>"))
             .Save(),
         PdfRule::kOneRevision});
  }
}

// Universal signature forgery: what Contents and ByteRange hold is nonsense, in the
// hope that a reader takes "could not check" for "valid".
void AddForgeries(Attacks& out, const std::string& file) {
  const std::string changed = Replaced(file, "(Ada) Tj", "(Eve) Tj");
  const std::string contents = ContentsOf(file);
  const std::string range = ByteRangeOf(file);
  const auto add = [&](std::string variant, std::string_view from, std::string_view to,
                       PdfRule rule) {
    out.push_back({"universal signature forgery", std::move(variant),
                   Overwritten(changed, from, to), rule});
  };
  add("Contents missing", "/Contents <3", "/Cantents <3", PdfRule::kByteRange);
  add("Contents empty", contents, "<>", PdfRule::kByteRange);
  add("Contents null", contents, "null", PdfRule::kByteRange);
  add("Contents a byte of zero", contents, "<00>", PdfRule::kByteRange);
  add("Contents all zeros", contents, "<" + std::string(contents.size() - 2, '0') + ">",
      PdfRule::kCms);
  add("Contents a name", contents, "/3082", PdfRule::kByteRange);
  add("Contents a reference", contents, "5 0 R", PdfRule::kByteRange);
  add("Contents in upper case", contents, AsciiUpper(contents), PdfRule::kContents);
  add("ByteRange missing", "/ByteRange", "/ByteRanga", PdfRule::kByteRange);
  add("ByteRange null", range, "/ByteRange null", PdfRule::kByteRange);
  add("ByteRange empty", range, "/ByteRange []", PdfRule::kByteRange);
  add("ByteRange all zero", range, "/ByteRange [0 0 0 0]", PdfRule::kByteRange);
  add("ByteRange negative", range, "/ByteRange [0 -1 -1 -1]", PdfRule::kByteRange);
  add("ByteRange of two numbers", range, StrCat("/ByteRange [0 ", file.size(), "]"),
      PdfRule::kByteRange);
  add("ByteRange of six numbers", range, "/ByteRange [0 9 20 9 40 9]",
      PdfRule::kByteRange);
  add("ByteRange of real numbers", range, "/ByteRange [0.0 10.0 20.0 30.0]",
      PdfRule::kByteRange);
  add("ByteRange overlapping", range, "/ByteRange [0 500 400 600]",
      PdfRule::kByteRange);
  add("ByteRange past the end", range, "/ByteRange [0 500 600 9999999999]",
      PdfRule::kByteRange);
  add("ByteRange a reference", range, "/ByteRange 6 0 R", PdfRule::kByteRange);
  add("no signature at all", "/V 15 0 R", "/W 15 0 R", PdfRule::kByteRange);
  add("SubFilter unknown", "ETSI.CAdES.detached", "ETSI.CAdES.detachet",
      PdfRule::kOneSignatureField);
  add("page only", "(Eve) Tj", "(Eva) Tj", PdfRule::kCms);
}

// Signature wrapping: the signed bytes stay, somewhere; ByteRange leads to them, what
// is shown is other.
void AddWrappings(Attacks& out, const std::string& file) {
  const std::string range = ByteRangeOf(file);
  const std::string contents = ContentsOf(file);
  const size_t gap = file.find(contents);
  const size_t after = file.size() - gap - contents.size();
  // The second part moves to the end, the attacker's own stands in the gap.
  const std::string evil = "16 0 obj\n<< /Type /Page >>\nendobj\n";
  const auto wrapped = [&](std::string_view new_range, const std::string& between) {
    return Replaced(file.substr(0, gap), range, new_range) + between +
           file.substr(gap + contents.size());
  };
  const size_t wide = contents.size() + evil.size();
  const std::string moved =
      StrCat("/ByteRange [0 ", Ten(gap), ' ', Ten(gap + wide), ' ', Ten(after), ']');
  out.push_back({"signature wrapping", "the second part moved behind an evil object",
                 wrapped(moved, contents + evil), PdfRule::kXrefTable});
  out.push_back({"signature wrapping", "a wider gap over the padding",
                 wrapped(moved, contents.substr(0, contents.size() - 1) +
                                    std::string(evil.size(), '0') + ">"),
                 PdfRule::kXrefTable});
  // The range leaves a little more out than Contents.
  const auto ranged = [&](size_t begin, size_t end) {
    return Replaced(file, range,
                    StrCat("/ByteRange [0 ", Ten(begin), ' ', Ten(end), ' ',
                           Ten(file.size() - end), ']'));
  };
  const size_t end = gap + contents.size();
  out.push_back({"signature wrapping", "the gap begins before Contents",
                 ranged(gap - 9, end), PdfRule::kByteRange});
  out.push_back({"signature wrapping", "the gap ends behind Contents",
                 ranged(gap, end + 2), PdfRule::kByteRange});
  out.push_back({"signature wrapping", "the gap within Contents",
                 ranged(gap + 1, end - 1), PdfRule::kByteRange});
  out.push_back({"signature wrapping", "the gap elsewhere", ranged(100, 200),
                 PdfRule::kByteRange});
  out.push_back({"signature wrapping", "the file's end not covered",
                 Replaced(file, range,
                          StrCat("/ByteRange [0 ", Ten(gap), ' ', Ten(end), ' ',
                                 Ten(after - 10), ']')),
                 PdfRule::kByteRange});
  out.push_back({"signature wrapping", "data in the padding",
                 Replaced(file, "0000>\n>>", "00be>\n>>"), PdfRule::kContents});
  // Both ranges of the original, in a file of two.
  out.push_back({"signature wrapping", "the original as a part of the file",
                 Replaced(file, "%PDF-1.7\n", "%PDF-1.7\n%\n" + file),
                 PdfRule::kHeader});
}

// Shadow attacks prepare the document before it is signed; what they append afterwards
// only shows what was hidden in it.
void AddShadows(Attacks& out) {
  SamplePdf hide = SamplePdf::Certificate();
  hide.Replace(SamplePdf::kPage, "/F1 7 0 R\n>>\n",
               "/F1 7 0 R\n>>\n/XObject <<\n/Cover 16 0 R\n>>\n");
  hide.Add(
      StreamBody("/Type /XObject\n/Subtype /Form\n/BBox [0 0 9 9]\n", "0 0 9 9 re f"));
  const std::string hidden = hide.Build();
  out.push_back({"shadow: hide", "the cover taken away",
                 Update(hidden).Object(16, "null").Save(), PdfRule::kOneRevision});

  SamplePdf replace = SamplePdf::Certificate();
  replace.Replace(SamplePdf::kCatalog, "[ 14 0 R ]", "[ 14 0 R 16 0 R ]");
  replace.Add("<< /FT /Tx /T (Name) /V (Ada) >>");
  const std::string form = replace.Build();
  out.push_back(
      {"shadow: replace", "a text field, prepared", form, PdfRule::kByteRange});
  out.push_back({"shadow: replace", "a text field's appearance",
                 Update(form).Object(16, "<< /FT /Tx /T (Name) /V (Eve) >>").Save(),
                 PdfRule::kOneRevision});
  SamplePdf font = SamplePdf::Certificate();
  out.push_back({"shadow: replace", "a font defined anew",
                 Update(font.Build())
                     .Object(7, "<< /Type /Font /BaseFont /Evil /Subtype /Type1 >>")
                     .Save(),
                 PdfRule::kOneRevision});

  SamplePdf both = SamplePdf::Certificate();
  both.Add("<< /Type /Pages /Kids [ 4 0 R ] /Count 1 >>");
  const std::string unused = both.Build();
  out.push_back({"shadow: hide and replace", "a second page tree, prepared", unused,
                 PdfRule::kNoUnreferenced});
  out.push_back(
      {"shadow: hide and replace", "a second page tree, put in its place",
       Update(unused)
           .Object(1, Replaced(Catalog(unused), "/Pages 2 0 R", "/Pages 16 0 R"))
           .Save(),
       PdfRule::kOneRevision});
  std::string twice = SamplePdf::Certificate().Layout();
  const std::string second = "4 0 obj\n<< /Type /Page >>\nendobj\n";
  const size_t table = twice.find("xref\n0 ");
  twice.insert(table, second);
  twice = Replaced(twice, StrCat("startxref\n", table),
                   StrCat("startxref\n", table + second.size()));
  out.push_back({"shadow: hide and replace", "an object twice, the table to be swapped",
                 Signed(twice), PdfRule::kNoDuplicates});
}

void AddPolyglots(Attacks& out, const std::string& file) {
  const auto add = [&](std::string variant, std::string bytes, PdfRule rule) {
    out.push_back({"polyglot", std::move(variant), std::move(bytes), rule});
  };
  add("HTML before", "<html><!--" + file, PdfRule::kHeader);
  add("a ZIP archive before", "PK\x03\x04" + file, PdfRule::kHeader);
  add("a script before", "#!/bin/sh\n" + file, PdfRule::kHeader);
  add("a record before", "{\"x\":\"" + file, PdfRule::kHeader);
  add("white space before", "\n" + file, PdfRule::kHeader);
  add("a ZIP archive behind", file + "PK\x05\x06" + std::string(18, '\0'),
      PdfRule::kNothingAfterEnd);
  add("HTML in the header", Replaced(file, "%PDF-1.7\n%", "%PDF-1.7\n%<script>"),
      PdfRule::kHeader);
  add("the header beyond the first kilobyte", std::string(1024, ' ') + file,
      PdfRule::kIsPdf);
  add("another PDF before", "%PDF-1.4\n%%EOF\n" + file, PdfRule::kHeader);
}

void AddExhaustion(Attacks& out, const std::string& file) {
  SamplePdf bomb = SamplePdf::Certificate();
  bomb.body(SamplePdf::kFile) = StreamBody(
      "/Type /EmbeddedFile\n/Subtype /application#2Fjson\n/Params 12 0 R\n"
      "/Filter /FlateDecode\n",
      ZlibDeflate(std::string(64 << 20, 'a')));
  out.push_back({"deflate bomb", "64 MB in the record, signed by a stranger",
                 bomb.Build(TestDocumentSigner("Mallory")), PdfRule::kInflate});
  out.push_back({"deflate bomb", "never signed", bomb.Layout(), PdfRule::kByteRange});
  const Update none(file);
  out.push_back({"xref loop", "a table that names itself",
                 none.Save(StrCat(file.size())), PdfRule::kOneRevision});
  out.push_back({"xref loop", "Prev in the one trailer",
                 Replaced(file, "/ID [ <00112233445566778899AABBCCDDEEFF>",
                          "/Prev 9 /ID [ <00112233445566778899AABB>"),
                 PdfRule::kOneXref});
  SamplePdf pages = SamplePdf::Certificate();
  pages.Replace(2, "[ 4 0 R ]", "[ 2 0 R ]");
  pages.Replace(SamplePdf::kCatalog, "/Lang (en)", "/Lang 4 0 R");
  out.push_back({"loop of references", "pages that are their own kids", pages.Layout(),
                 PdfRule::kByteRange});
  SamplePdf length = SamplePdf::Certificate();
  length.Replace(SamplePdf::kContents, "/Length 6 0 R", "/Length 5 0 R");
  out.push_back({"loop of references", "a stream's length in itself", length.Build(),
                 PdfRule::kObjectSyntax});
  SamplePdf deep = SamplePdf::Certificate();
  deep.Replace(SamplePdf::kCatalog, "/Lang (en)", "/Lang " + std::string(50000, '['));
  out.push_back(
      {"exhaustion", "50,000 nested arrays", deep.Build(), PdfRule::kObjectSyntax});
  out.push_back({"exhaustion", "more than 4 MB",
                 Replaced(file, "%%EOF", std::string(4 << 20, '%') + "%%EOF"),
                 PdfRule::kSize});
}

void AddExchanges(Attacks& out, const std::string& file, const std::string& other) {
  const auto object = [](const std::string& from, size_t number) {
    const size_t begin = from.find(StrCat("\n", number, " 0 obj\n"));
    return from.substr(begin, from.find("\nendobj", begin) - begin);
  };
  const auto add = [&](std::string variant, std::string bytes, PdfRule rule) {
    out.push_back({"exchanged parts", std::move(variant), std::move(bytes), rule});
  };
  const auto with = [&](size_t number) {
    return Replaced(file, object(file, number), object(other, number));
  };
  add("the page of one, the record of the other", with(SamplePdf::kContents),
      PdfRule::kCms);
  add("the record of the other", with(SamplePdf::kFile), PdfRule::kCms);
  add("the signature of the other", with(SamplePdf::kSignature), PdfRule::kCms);
  add("the metadata of the other", with(SamplePdf::kMetadata), PdfRule::kCms);
  add("one behind the other", file + other, PdfRule::kOneRevision);
}

void AddDullOnes(Attacks& out, const std::string& file) {
  const auto add = [&](std::string variant, std::string bytes, PdfRule rule) {
    out.push_back({"damage", std::move(variant), std::move(bytes), rule});
  };
  add("one byte appended", file + "\n", PdfRule::kNothingAfterEnd);
  add("a comment appended", file + "% seen\n", PdfRule::kNothingAfterEnd);
  add("the last byte cut off", file.substr(0, file.size() - 1),
      PdfRule::kNothingAfterEnd);
  add("half of it", file.substr(0, file.size() / 2), PdfRule::kOneRevision);
  add("line ends converted", Replaced(file, "endobj\n2 0", "endobj\r\n2 0"),
      PdfRule::kXrefTable);
  // Signed again with a key of the attacker's own, in the same place.
  std::string stripped = Replaced(file, ByteRangeOf(file),
                                  "/ByteRange [0 0000000000 0000000000 0000000000]");
  const std::string contents = ContentsOf(file);
  stripped =
      Replaced(stripped, contents, "<" + std::string(contents.size() - 2, '0') + ">");
  add("the signature taken out", stripped, PdfRule::kByteRange);
}

}  // namespace

Attacks AllAttacks(const std::string& certificate, const std::string& other) {
  Attacks out;
  AddUpdates(out, certificate);
  AddSecondSignatures(out, certificate);
  AddForgeries(out, certificate);
  AddWrappings(out, certificate);
  AddShadows(out);
  AddPolyglots(out, certificate);
  AddExhaustion(out, certificate);
  AddExchanges(out, certificate, other);
  AddDullOnes(out, certificate);
  return out;
}

}  // namespace certseal
