// SPDX-License-Identifier: Apache-2.0
#include "pdf/signature_field.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "base/strings.h"

namespace certseal {
namespace {

using Keys = std::initializer_list<std::string_view>;

tl::unexpected<PdfRefusal> BadField(std::string detail, const PdfObject& at) {
  return Refuse(PdfRule::kOneSignatureField, std::move(detail), at.offset());
}

tl::unexpected<PdfRefusal> BadDocMdp(std::string detail, const PdfObject& at) {
  return Refuse(PdfRule::kDocMdp, std::move(detail), at.offset());
}

PdfResult<void> OnlyHas(const PdfObject& dictionary, std::string_view what,
                        Keys known) {
  for (const PdfObject& key : dictionary.Keys()) {
    if (std::ranges::any_of(known, [&](auto name) { return key.IsName(name); }))
      continue;
    return BadField(StrCat(what, " has the entry ", Quote(*key.Name(), 40)), key);
  }
  return {};
}

// The one reference of an array that holds nothing else.
std::optional<uint32_t> OnlyReference(const PdfObject& array) {
  const std::vector<PdfObject> items = array.Items();
  return items.size() == 1 ? items[0].Reference() : std::nullopt;
}

bool IsPoint(const PdfObject& rectangle) {
  const std::vector<PdfObject> sides = rectangle.Items();
  return sides.size() == 4 && std::ranges::all_of(sides, [](const PdfObject& n) {
           return n.Integer() == 0;
         });
}

PdfResult<PdfObject> CheckForm(const ParsedPdf& document) {
  const PdfObject form = document.Resolve(document.catalog().Find("AcroForm"));
  TRY(OnlyHas(form, "the form", {"Fields", "SigFlags"}));
  const PdfObject fields = document.Resolve(form.Find("Fields"));
  if (form.Find("SigFlags").Integer() != 3 || !OnlyReference(fields)) {
    return BadField("the form is not of one signature field", form);
  }
  return fields.Items()[0];
}

PdfResult<void> CheckWidget(const ParsedPdf& document, const PdfObject& reference) {
  constexpr int kPrintAndLocked = 132;  // ISO 32000-1 §12.5.3
  const PdfObject widget = document.Resolve(reference);
  TRY(OnlyHas(
      widget, "the signature field",
      {"Type", "Subtype", "FT", "T", "TU", "F", "Rect", "P", "V", "StructParent"}));
  if (!widget.Find("Type").IsName("Annot") ||
      !widget.Find("Subtype").IsName("Widget") || !widget.Find("FT").IsName("Sig") ||
      !widget.Find("T").String() || !widget.Find("V").Reference()) {
    return BadField("the form's field is not a signature", widget);
  }
  if (widget.Find("F").Integer() != kPrintAndLocked || !IsPoint(widget.Find("Rect"))) {
    return BadField("the signature field is not an invisible one", widget);
  }
  const PdfObject page = document.Resolve(widget.Find("P"));
  const PdfObject annotations = document.Resolve(page.Find("Annots"));
  if (!page.Find("Type").IsName("Page") ||
      OnlyReference(annotations) != reference.Reference()) {
    return BadField("the signature field is not its page's only annotation", widget);
  }
  return {};
}

PdfResult<void> CheckDictionary(const PdfObject& signature) {
  TRY(OnlyHas(signature, "the signature",
              {"Type", "Filter", "SubFilter", "M", "Name", "Reference", "ByteRange",
               "Contents"}));
  if (signature.Find("Type").IsName("Sig") &&
      signature.Find("Filter").IsName("Adobe.PPKLite") &&
      signature.Find("SubFilter").IsName("ETSI.CAdES.detached")) {
    return {};
  }
  return BadField("the signature is not one of PAdES", signature);
}

// ISO 32000-1 §12.8.2.2: a certification, P 1: no changes are permitted.
PdfResult<void> CheckDocMdp(const ParsedPdf& document, const PdfObject& signature) {
  const std::vector<PdfObject> references =
      document.Resolve(signature.Find("Reference")).Items();
  const PdfObject reference =
      references.size() == 1 ? document.Resolve(references[0]) : PdfObject();
  const PdfObject parameters = document.Resolve(reference.Find("TransformParams"));
  TRY(OnlyHas(reference, "the certification",
              {"Type", "TransformMethod", "TransformParams"}));
  TRY(OnlyHas(parameters, "the certification", {"Type", "P", "V"}));
  if (!reference.Find("Type").IsName("SigRef") ||
      !reference.Find("TransformMethod").IsName("DocMDP") ||
      !parameters.Find("Type").IsName("TransformParams") ||
      !parameters.Find("V").IsName("1.2") || parameters.Find("P").Integer() != 1) {
    return BadDocMdp("the signature does not forbid all changes", signature);
  }
  return {};
}

PdfResult<void> CheckPermissions(const ParsedPdf& document, const PdfObject& field) {
  const PdfObject permissions = document.Resolve(document.catalog().Find("Perms"));
  TRY(OnlyHas(permissions, "the permissions", {"DocMDP"}));
  const auto certified = permissions.Find("DocMDP").Reference();
  if (certified && certified == document.Resolve(field).Find("V").Reference())
    return {};
  return BadDocMdp("the catalog does not name the signature as the certification",
                   document.catalog());
}

}  // namespace

PdfResult<void> CheckSignatureField(const ParsedPdf& document) {
  ASSIGN_OR_RETURN(const PdfObject field, CheckForm(document));
  TRY(CheckWidget(document, field));
  const PdfObject signature = document.Resolve(document.Resolve(field).Find("V"));
  TRY(CheckDictionary(signature));
  TRY(CheckDocMdp(document, signature));
  return CheckPermissions(document, field);
}

}  // namespace certseal
