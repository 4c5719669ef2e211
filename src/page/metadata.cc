// SPDX-License-Identifier: Apache-2.0
#include "page/metadata.h"

#include <hpdf_doc.h>

#include <algorithm>
#include <cstdio>

#include "base/strings.h"
#include "page/deflate.h"

namespace certseal {
namespace {

constexpr std::string_view kProducer = "certseal";

// D:20260314170000Z (ISO 32000-1, 7.9.4)
std::string PdfDate(Timestamp time) {
  std::string out = "D:";
  for (const char c : time.Rfc3339()) {
    if (c >= '0' && c <= '9') out += c;
  }
  return out + "Z";
}

// XML allows no controls but these three, however they are written.
std::string XmlText(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') out += c;
    }
  }
  return out;
}

std::string Alternative(std::string_view name, std::string_view value) {
  return StrCat("<", name, "><rdf:Alt><rdf:li xml:lang=\"x-default\">", XmlText(value),
                "</rdf:li></rdf:Alt></", name, ">\n");
}

std::string Simple(std::string_view name, std::string_view value) {
  return StrCat("<", name, ">", XmlText(value), "</", name, ">\n");
}

std::string Xmp(const DocumentInfo& info) {
  const std::string date = info.created.Rfc3339();
  std::string out =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\""
      " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
      "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n"
      "<dc:format>application/pdf</dc:format>\n";
  out += Alternative("dc:title", info.title);
  out += StrCat("<dc:creator><rdf:Seq><rdf:li>", XmlText(info.author),
                "</rdf:li></rdf:Seq></dc:creator>\n");
  if (!info.subject.empty()) out += Alternative("dc:description", info.subject);
  if (!info.keywords.empty()) out += Simple("pdf:Keywords", info.keywords);
  out += Simple("pdf:Producer", kProducer);
  for (const std::string_view name :
       {"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"}) {
    out += Simple(name, date);
  }
  out += "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";
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
