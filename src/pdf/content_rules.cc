// SPDX-License-Identifier: Apache-2.0
#include "pdf/content_rules.h"

#include <algorithm>

#include "base/strings.h"
#include "pdf/forbidden_names.h"

namespace certseal {
namespace {

// The signature field needs each of these so many times (signature_field.h says where);
// whatever else is an annotation or a field needs one more.
constexpr ForbiddenName kAnnotations[] = {
    {"Annots", PdfRule::kNoAnnotations, "annotations besides its signature", 1},
    {"Annot", PdfRule::kNoAnnotations, "an annotation besides its signature", 1},
    {"Widget", PdfRule::kNoAnnotations, "an annotation besides its signature", 1},
    {"Rect", PdfRule::kNoAnnotations, "an annotation besides its signature", 1},
    {"Popup", PdfRule::kNoAnnotations, "an annotation"},
};
constexpr ForbiddenName kFormFields[] = {
    {"AcroForm", PdfRule::kNoFormFields, "a second form", 1},
    {"FT", PdfRule::kNoFormFields, "a second form field", 1},
    {"Perms", PdfRule::kNoFormFields, "further permissions", 1},
    {"Sig", PdfRule::kNoFormFields, "a second signature", 2},  // field and value
    {"SigRef", PdfRule::kNoFormFields, "a second signature", 1},
    {"DocMDP", PdfRule::kNoFormFields, "a second certification", 2},
    {"FieldMDP", PdfRule::kNoFormFields, "permission to change fields"},
    {"UR", PdfRule::kNoFormFields, "usage rights"},
    {"UR3", PdfRule::kNoFormFields, "usage rights"},
    {"DocTimeStamp", PdfRule::kNoFormFields, "a timestamp"},
    {"DSS", PdfRule::kNoFormFields, "validation data"},
};

// ISO 32000-1 §12.6.4 lists the types of actions; RichMedia is Adobe's extension.
constexpr ForbiddenName kActive[] = {
    {"OpenAction", PdfRule::kNoActiveContent, "an action on opening"},
    {"AA", PdfRule::kNoActiveContent, "additional actions"},
    {"JavaScript", PdfRule::kNoActiveContent, "JavaScript"},
    {"JS", PdfRule::kNoActiveContent, "JavaScript"},
    {"XFA", PdfRule::kNoActiveContent, "an XFA form"},
    {"Launch", PdfRule::kNoActiveContent, "an action"},
    {"URI", PdfRule::kNoActiveContent, "a link"},
    {"GoTo", PdfRule::kNoActiveContent, "an action"},
    {"GoToR", PdfRule::kNoActiveContent, "an action"},
    {"GoToE", PdfRule::kNoActiveContent, "an action"},
    {"GoTo3DView", PdfRule::kNoActiveContent, "an action"},
    {"Named", PdfRule::kNoActiveContent, "an action"},
    {"Hide", PdfRule::kNoActiveContent, "an action"},
    {"SubmitForm", PdfRule::kNoActiveContent, "an action"},
    {"ResetForm", PdfRule::kNoActiveContent, "an action"},
    {"ImportData", PdfRule::kNoActiveContent, "an action"},
    {"SetOCGState", PdfRule::kNoActiveContent, "an action"},
    {"Rendition", PdfRule::kNoActiveContent, "an action"},
    {"Thread", PdfRule::kNoActiveContent, "an action"},
    {"Trans", PdfRule::kNoActiveContent, "a transition"},
    {"RichMedia", PdfRule::kNoActiveContent, "rich media"},
    {"RichMediaExecute", PdfRule::kNoActiveContent, "rich media"},
    {"Sound", PdfRule::kNoActiveContent, "a sound"},
    {"Movie", PdfRule::kNoActiveContent, "a movie"},
    {"PS", PdfRule::kNoActiveContent, "a PostScript program"},
};
constexpr ForbiddenName kOptional[] = {
    {"OCProperties", PdfRule::kNoOptionalContent, "layers"},
    {"OC", PdfRule::kNoOptionalContent, "layers"},
    {"OCG", PdfRule::kNoOptionalContent, "layers"},
    {"OCMD", PdfRule::kNoOptionalContent, "layers"},
};
constexpr ForbiddenName kOutside[] = {
    {"FFilter", PdfRule::kNoOutsideContent, "data in another file"},
    {"FDecodeParms", PdfRule::kNoOutsideContent, "data in another file"},
    {"Ref", PdfRule::kNoOutsideContent, "a page of another file"},
    {"OPI", PdfRule::kNoOutsideContent, "a picture in another file"},
    {"Alternates", PdfRule::kNoOutsideContent, "alternate pictures"},
};

constexpr std::string_view kCatalogKeys[] = {
    "Type",     "Pages",          "Names",      "AF",
    "Metadata", "OutputIntents",  "Lang",       "ViewerPreferences",
    "MarkInfo", "StructTreeRoot", "PageLayout", "AcroForm",
    "Perms",
};

PdfResult<void> CheckKeys(const PdfObject& dictionary, std::string_view what,
                          std::span<const std::string_view> known) {
  for (const PdfObject& key : dictionary.Keys()) {
    if (std::ranges::any_of(known, [&](auto name) { return key.IsName(name); }))
      continue;
    return Refuse(PdfRule::kCatalog,
                  StrCat(what, " has the entry ", Quote(*key.Name(), 40)),
                  key.offset());
  }
  return {};
}

PdfResult<void> CheckCatalog(const ParsedPdf& document) {
  const PdfObject catalog = document.catalog();
  if (!catalog.Find("Type").IsName("Catalog") ||
      !document.Resolve(catalog.Find("Pages")).Find("Type").IsName("Pages")) {
    return Refuse(PdfRule::kCatalog, "the trailer does not lead to the pages",
                  catalog.offset());
  }
  TRY(CheckKeys(catalog, "the catalog", kCatalogKeys));
  constexpr std::string_view kNameTrees[] = {"EmbeddedFiles"};
  return CheckKeys(document.Resolve(catalog.Find("Names")), "the catalog's names",
                   kNameTrees);
}

PdfResult<void> CheckStreamsAreInTheFile(const ParsedPdf& document) {
  for (const PdfStream& stream : document.Streams()) {
    const PdfObject file = stream.dictionary.Find("F");
    if (!file.IsNull()) {
      return Refuse(PdfRule::kNoOutsideContent, "a stream's data are in another file",
                    file.offset());
    }
  }
  return {};
}

}  // namespace

PdfResult<void> CheckPdfContent(const ParsedPdf& document) {
  TRY(CheckForbiddenNames(document.values(), kAnnotations));
  TRY(CheckForbiddenNames(document.values(), kFormFields));
  TRY(CheckForbiddenNames(document.values(), kActive));
  TRY(CheckForbiddenNames(document.values(), kOptional));
  TRY(CheckForbiddenNames(document.values(), kOutside));
  TRY(CheckStreamsAreInTheFile(document));
  return CheckCatalog(document);
}

}  // namespace certseal
