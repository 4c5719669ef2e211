// SPDX-License-Identifier: Apache-2.0
#include "pdf/embedded_file.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "pdf/inflate.h"

namespace certseal {
namespace {

// What a certificate may carry: each at most once, the required ones exactly once.
struct KnownFile {
  std::string_view name;
  std::string_view media_type;
  bool required;
};
constexpr KnownFile kKnownFiles[] = {{kRecordFileName, "application/json", true},
                                     {kProofFileName, "text/plain", false}};

constexpr std::array<std::string_view, 5> kRelationships = {
    "Source", "Data", "Alternative", "Supplement", "Unspecified"};

tl::unexpected<PdfRefusal> BadRecord(std::string detail, const PdfObject& at) {
  return Refuse(PdfRule::kRecordInCatalog, std::move(detail), at.offset());
}

tl::unexpected<PdfRefusal> Unexpected(std::string detail, const PdfObject& at) {
  return Refuse(PdfRule::kOnlyAttachments, std::move(detail), at.offset());
}

// Filter is absent, or FlateDecode alone, with or without an array around it.
std::optional<bool> IsDeflated(const PdfStream& stream) {
  if (!stream.dictionary.Find("DecodeParms").IsNull()) return std::nullopt;
  PdfObject filter = stream.dictionary.Find("Filter");
  if (filter.IsNull()) return false;
  const std::vector<PdfObject> filters = filter.Items();
  if (filters.size() == 1) filter = filters[0];
  if (!filter.IsName("FlateDecode")) return std::nullopt;
  return true;
}

PdfResult<std::string> Decode(const PdfStream& stream) {
  const auto bad = [&](std::string_view detail) {
    return Refuse(PdfRule::kInflate, StrCat("the attachment ", detail),
                  stream.dictionary.offset());
  };
  const std::optional<bool> deflated = IsDeflated(stream);
  if (!deflated) return bad("is encoded in another way than deflated");
  if (!*deflated) {
    if (stream.bytes.size() > kMaxEmbeddedFile) return bad("is larger than 256 KB");
    return std::string(stream.bytes);
  }
  Inflated inflated = Inflate(stream.bytes, kMaxEmbeddedFile);
  if (inflated.too_large) return bad("is larger than 256 KB");
  if (!inflated.complete) return bad("is damaged: it does not inflate");
  if (inflated.consumed != stream.bytes.size()) {
    return bad("has bytes behind its compressed data");
  }
  return std::move(inflated.bytes);
}

PdfResult<void> CheckParams(const PdfObject& params, size_t size) {
  const PdfObject stated = params.Find("Size");
  if (stated.IsNull() || stated.Integer() == static_cast<int64_t>(size)) return {};
  return BadRecord("the attachment is of another size than it says", stated);
}

PdfResult<PdfEmbeddedFile> ReadContents(const ParsedPdf& document,
                                        const PdfObject& filespec) {
  const PdfObject files = document.Resolve(filespec.Find("EF"));
  const PdfObject file = files.Find("F");
  const PdfObject unicode = files.Find("UF");
  if (!unicode.IsNull() && unicode.Reference() != file.Reference()) {
    return BadRecord("an attachment has two contents", files);
  }
  const std::optional<PdfStream> stream = document.Stream(file);
  if (!stream || !stream->dictionary.Find("Type").IsName("EmbeddedFile")) {
    return BadRecord("an attachment leads to no embedded file", filespec);
  }
  PdfEmbeddedFile out;
  out.media_type = stream->dictionary.Find("Subtype").Name().value_or("");
  ASSIGN_OR_RETURN(out.bytes, Decode(*stream));
  TRY(CheckParams(document.Resolve(stream->dictionary.Find("Params")),
                  out.bytes.size()));
  return out;
}

PdfResult<PdfEmbeddedFile> ReadFilespec(const ParsedPdf& document,
                                        const PdfObject& reference) {
  const PdfObject filespec = document.Resolve(reference);
  if (!reference.Reference() || !filespec.Find("Type").IsName("Filespec")) {
    return BadRecord("the catalog's AF array leads to something else than a file",
                     reference);
  }
  ASSIGN_OR_RETURN(PdfEmbeddedFile file, ReadContents(document, filespec));
  const std::optional<std::string> name = TextString(filespec.Find("F"));
  if (!name || name != TextString(filespec.Find("UF"))) {
    return BadRecord("an attachment does not have one name", filespec);
  }
  file.name = *name;
  file.relationship = filespec.Find("AFRelationship").Name().value_or("");
  if (std::ranges::find(kRelationships, file.relationship) == kRelationships.end()) {
    return BadRecord(StrCat("the attachment ", Quote(file.name, 40),
                            " does not say how it belongs to the document"),
                     filespec);
  }
  return file;
}

PdfResult<void> CheckKnown(const PdfEmbeddedFile& file, const PdfObject& at) {
  const auto known = std::ranges::find(kKnownFiles, file.name, &KnownFile::name);
  if (known == std::end(kKnownFiles)) {
    return Unexpected(StrCat("there is an attachment ", Quote(file.name, 40)), at);
  }
  if (known->media_type == file.media_type) return {};
  return Unexpected(StrCat("the attachment ", Quote(file.name, 40), " is of the type ",
                           Quote(file.media_type, 40)),
                    at);
}

PdfResult<void> CheckComplete(const std::vector<PdfEmbeddedFile>& files,
                              const PdfObject& at) {
  for (const KnownFile& known : kKnownFiles) {
    const auto count = std::ranges::count(files, known.name, &PdfEmbeddedFile::name);
    if (count > 1)
      return Unexpected(StrCat("there are two attachments ", Quote(known.name)), at);
    if (count < 1 && known.required) {
      return BadRecord(StrCat("the attachment ", Quote(known.name), " is missing"), at);
    }
  }
  return {};
}

// The name tree is one leaf with each file's name and Filespec, in the order of AF.
PdfResult<void> CheckNameTree(const ParsedPdf& document,
                              const std::vector<PdfObject>& references,
                              const std::vector<PdfEmbeddedFile>& files) {
  const PdfObject names = document.Resolve(document.catalog().Find("Names"));
  const PdfObject tree = document.Resolve(names.Find("EmbeddedFiles"));
  const std::vector<PdfObject> leaf = document.Resolve(tree.Find("Names")).Items();
  bool same = tree.Keys().size() == 1 && leaf.size() == 2 * references.size();
  for (size_t i = 0; same && i < references.size(); ++i) {
    same = TextString(leaf[2 * i]) == files[i].name &&
           leaf[2 * i + 1].Reference() == references[i].Reference();
  }
  if (same) return {};
  return Unexpected("the list of attachments is not the catalog's AF array", tree);
}

PdfResult<void> CheckNoOthers(const ParsedPdf& document, size_t count) {
  const std::pair<std::string_view, size_t> kExpected[] = {{"AF", 1},
                                                           {"EmbeddedFiles", 1},
                                                           {"Filespec", count},
                                                           {"EF", count},
                                                           {"EmbeddedFile", count}};
  for (const auto& [name, expected] : kExpected) {
    size_t found = 0;
    for (const PdfNode& value : document.values()) {
      if (value.kind != PdfKind::kName || value.text != name) continue;
      if (++found > expected) {
        return Unexpected(StrCat("there is another attachment (/", name, ")"),
                          PdfObject(&value));
      }
    }
  }
  return {};
}

}  // namespace

PdfResult<std::vector<PdfEmbeddedFile>> ReadEmbeddedFiles(const ParsedPdf& document) {
  const PdfObject catalog = document.catalog();
  const std::vector<PdfObject> references =
      document.Resolve(catalog.Find("AF")).Items();
  if (references.empty()) {
    return BadRecord("the catalog names no attached record", catalog);
  }
  if (references.size() > std::size(kKnownFiles)) {
    return Unexpected("there are more attachments than a certificate has", catalog);
  }
  std::vector<PdfEmbeddedFile> files;
  for (const PdfObject& reference : references) {
    ASSIGN_OR_RETURN(PdfEmbeddedFile file, ReadFilespec(document, reference));
    TRY(CheckKnown(file, reference));
    files.push_back(std::move(file));
  }
  TRY(CheckComplete(files, catalog));
  TRY(CheckNameTree(document, references, files));
  TRY(CheckNoOthers(document, files.size()));
  return files;
}

}  // namespace certseal
