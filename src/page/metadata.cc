// SPDX-License-Identifier: Apache-2.0
#include "page/metadata.h"

#include <hpdf_doc.h>

#include <algorithm>
#include <cstdio>

#include "base/strings.h"
#include "base/unicode.h"
#include "page/deflate.h"

namespace certseal {
namespace {

constexpr std::string_view kProducer = "certseal";
constexpr size_t kFileIdBytes = 16;
constexpr size_t kMostSignatureBytes = 32767;  // of any string: ISO 19005-3, 6.1.13

// The form of a BCP 47 tag: letters, then groups of letters and digits.
bool IsLanguageTag(std::string_view tag) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  const std::vector<std::string_view> parts = Split(tag, '-');
  for (const std::string_view part : parts) {
    const bool first = part.data() == tag.data();
    const bool good = std::all_of(part.begin(), part.end(), [&](char c) {
      return letter(c) || (!first && c >= '0' && c <= '9');
    });
    if (!good || part.empty() || part.size() > 8) return false;
  }
  return parts[0].size() >= 2;
}

std::string Alternative(std::string_view name, std::string_view value) {
  return StrCat("<", name, "><rdf:Alt><rdf:li xml:lang=\"x-default\">", EscapeMarkup(value),
                "</rdf:li></rdf:Alt></", name, ">\n");
}

std::string Simple(std::string_view name, std::string_view value) {
  return StrCat("<", name, ">", EscapeMarkup(value), "</", name, ">\n");
}

// PDF/A lets XMP say what it knows, and what a schema in the XMP itself describes: so
// the mark of PDF/UA needs one (ISO 19005-3, 6.6.2.3).
constexpr std::string_view kUaSchema =
    "<rdf:Description rdf:about=\"\""
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
    "</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289 that the document follows"
    "</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

constexpr std::string_view kXmpHead =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
    "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
    "<pdfuaid:part>1</pdfuaid:part>\n"
    "<dc:format>application/pdf</dc:format>\n";

std::string Xmp(const DocumentInfo& info) {
  const std::string date = info.created.Rfc3339();
  std::string out(kXmpHead);
  out += Alternative("dc:title", info.title);
  out += StrCat("<dc:creator><rdf:Seq><rdf:li>", EscapeMarkup(info.author),
                "</rdf:li></rdf:Seq></dc:creator>\n");
  if (!info.subject.empty()) out += Alternative("dc:description", info.subject);
  if (!info.keywords.empty()) out += Simple("pdf:Keywords", info.keywords);
  out += Simple("pdf:Producer", kProducer);
  for (const std::string_view name :
       {"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"}) {
    out += Simple(name, date);
  }
  out += "</rdf:Description>\n";
  out += kUaSchema;
  out += "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";
  return out;
}

void AddInfo(PdfDocument& pdf, const DocumentInfo& info) {
  HPDF_Dict dict = pdf.doc()->info;
  pdf.PutText(dict, "Title", info.title);
  pdf.PutText(dict, "Author", info.author);
  if (!info.subject.empty()) pdf.PutText(dict, "Subject", info.subject);
  if (!info.keywords.empty()) pdf.PutText(dict, "Keywords", info.keywords);
  pdf.PutText(dict, "Producer", kProducer);
  pdf.PutBytes(dict, "CreationDate", PdfDate(info.created));
  pdf.PutBytes(dict, "ModDate", PdfDate(info.created));
}

void AddOutputIntent(PdfDocument& pdf, const std::string& deflated_profile) {
  HPDF_Dict profile = pdf.AddDeflatedStream(deflated_profile);
  pdf.PutNumber(profile, "N", 3);
  HPDF_Dict intent = pdf.AddDict();
  pdf.PutName(intent, "Type", "OutputIntent");
  pdf.PutName(intent, "S", "GTS_PDFA1");
  pdf.PutText(intent, "OutputConditionIdentifier", "sRGB");
  pdf.PutText(intent, "Info", "sRGB IEC61966-2.1");
  pdf.PutReference(intent, "DestOutputProfile", profile);
  pdf.Append(pdf.PutArray(pdf.catalog(), "OutputIntents"), intent);
}

void AddFileId(PdfDocument& pdf, const std::string& id) {
  HPDF_Array ids = pdf.PutArray(pdf.doc()->trailer, "ID");
  pdf.AppendBytes(ids, id);
  pdf.AppendBytes(ids, id);
}

HPDF_Dict AddFile(PdfDocument& pdf, const Attachment& file, Timestamp modified) {
  HPDF_Dict stream = pdf.AddDeflatedStream(Deflate(file.bytes));
  pdf.PutName(stream, "Type", "EmbeddedFile");
  pdf.PutName(stream, "Subtype", file.media_type);
  HPDF_Dict params = pdf.PutDict(stream, "Params");
  pdf.PutBytes(params, "ModDate", PdfDate(modified));
  pdf.PutNumber(params, "Size", static_cast<long>(file.bytes.size()));

  HPDF_Dict spec = pdf.AddDict();
  pdf.PutName(spec, "Type", "Filespec");
  pdf.PutBytes(spec, "F", file.name);
  pdf.PutText(spec, "UF", file.name);
  if (!file.description.empty()) pdf.PutText(spec, "Desc", file.description);
  pdf.PutName(spec, "AFRelationship", file.relationship);
  HPDF_Dict embedded = pdf.PutDict(spec, "EF");
  pdf.PutReference(embedded, "F", stream);
  pdf.PutReference(embedded, "UF", stream);
  return spec;
}

}  // namespace

Result<void> CheckInfo(const DocumentInfo& info, const std::string& language) {
  if (info.title.empty()) return Fail("the document has no title");
  if (info.file_id.size() != kFileIdBytes)
    return Fail("the file identifier is not 16 bytes");
  if (info.signature_bytes > kMostSignatureBytes) {
    return Fail(StrCat("a signature of ", info.signature_bytes,
                       " bytes is larger than a PDF/A may hold"));
  }
  if (!IsLanguageTag(language))
    return Fail(StrCat(Quote(language), " is no language tag"));
  return {};
}

std::string CleanText(std::string_view text) {
  std::u32string out;
  for (size_t pos = 0; pos < text.size();) {
    const size_t begin = pos;
    const auto c = DecodeUtf8(text, pos);
    if (!c) {
      pos = begin + 1;
      out += U'\uFFFD';
      continue;
    }
    const bool bad = *c < 0x20 || (*c >= 0x7F && *c <= 0x9F) || (*c & 0xFFFE) == 0xFFFE;
    out += bad ? U' ' : *c;
  }
  return ToUtf8(out);
}

DocumentInfo Cleaned(const DocumentInfo& info) {
  DocumentInfo out = info;
  for (std::string* text : {&out.title, &out.author, &out.subject, &out.keywords}) {
    *text = CleanText(*text);
  }
  return out;
}

std::string PdfDate(Timestamp time) {
  std::string out = "D:";
  for (const char c : time.Rfc3339()) {
    if (c >= '0' && c <= '9') out += c;
  }
  return out + "Z";
}

void AddMetadata(PdfDocument& pdf, const DocumentInfo& info,
                 const std::string& language, const std::string& deflated_profile) {
  AddInfo(pdf, info);
  HPDF_Dict xmp = pdf.AddStream(Xmp(info));
  pdf.PutName(xmp, "Type", "Metadata");
  pdf.PutName(xmp, "Subtype", "XML");
  pdf.PutReference(pdf.catalog(), "Metadata", xmp);
  pdf.PutBytes(pdf.catalog(), "Lang", language);
  HPDF_Dict_AddBoolean(pdf.PutDict(pdf.catalog(), "ViewerPreferences"),
                       "DisplayDocTitle", HPDF_TRUE);
  AddOutputIntent(pdf, deflated_profile);
  AddFileId(pdf, info.file_id);
}

void AddAttachments(PdfDocument& pdf, const std::vector<Attachment>& attachments,
                    Timestamp modified) {
  if (attachments.empty()) return;
  std::vector<std::pair<std::string, HPDF_Dict>> specs;
  HPDF_Array associated = pdf.PutArray(pdf.catalog(), "AF");
  for (const Attachment& file : attachments) {
    HPDF_Dict spec = AddFile(pdf, file, modified);
    pdf.Append(associated, spec);
    specs.emplace_back(file.name, spec);
  }
  // A name tree is in the order of its keys.
  std::stable_sort(specs.begin(), specs.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  HPDF_Dict names = pdf.PutDict(pdf.catalog(), "Names");
  HPDF_Array list = pdf.PutArray(pdf.PutDict(names, "EmbeddedFiles"), "Names");
  for (const auto& [name, spec] : specs) {
    pdf.AppendBytes(list, name);
    pdf.Append(list, spec);
  }
}

}  // namespace certseal
