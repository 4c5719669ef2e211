// SPDX-License-Identifier: Apache-2.0
#include "page/signature_field.h"

#include <hpdf_doc.h>

#include "base/strings.h"
#include "page/metadata.h"

namespace certseal {
namespace {

// Where the signature stands in the file is known only when all of it is written.
std::string SignatureEntries(const DocumentInfo& info) {
  return StrCat(
      "/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n"
      "/M (",
      PdfDate(info.created), ")\n/Name ", TextString(info.author),
      "\n/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams "
      "<< /Type /TransformParams /P 1 /V /1.2 >> >>]\n"
      "/ByteRange [0 0000000000 0000000000 0000000000]\n/Contents <",
      std::string(2 * info.signature_bytes, '0'), ">\n");
}

// A field and its only widget in one; F 132 is Print and Locked. Without an area it
// needs no appearance.
std::string WidgetEntries(HPDF_Page page, HPDF_Dict signature,
                          const DocumentInfo& info) {
  return StrCat("/Type /Annot\n/Subtype /Widget\n/FT /Sig\n/T (Signature)\n/TU ",
                TextString(SignatureDescription(info)),
                "\n/F 132\n/Rect [0 0 0 0]\n/P ", PdfDocument::Reference(page), "\n/V ",
                PdfDocument::Reference(signature), "\n/StructParent ",
                kSignatureParentKey, "\n");
}

}  // namespace

std::string SignatureDescription(const DocumentInfo& info) {
  return StrCat("Electronic signature of ", info.author);
}

HPDF_Dict AddSignatureField(PdfDocument& pdf, HPDF_Page page,
                            const DocumentInfo& info) {
  HPDF_Dict signature = pdf.AddRawDict(SignatureEntries(info));
  HPDF_Dict widget = pdf.AddRawDict(WidgetEntries(page, signature, info));
  pdf.Append(pdf.PutArray(page, "Annots"), widget);
  HPDF_Dict form = pdf.PutDict(pdf.catalog(), "AcroForm");
  pdf.Append(pdf.PutArray(form, "Fields"), widget);
  pdf.PutNumber(form, "SigFlags", 3);  // SignaturesExist, AppendOnly
  pdf.PutReference(pdf.PutDict(pdf.catalog(), "Perms"), "DocMDP", signature);
  return widget;
}

}  // namespace certseal
