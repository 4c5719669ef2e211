// SPDX-License-Identifier: Apache-2.0
//
// ISO 19005-3 (PDF/A-3), level A, clause by clause, as far as a file without images,
// transparency and annotations but its signature field can break it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "base/strings.h"
#include "rule.h"
#include "tools.h"

namespace certseal {
namespace {

using testing::ExpectRule;
using testing::FontRules;
using testing::Json;
using testing::Operator;
using testing::PdfModel;
using testing::Problems;
using testing::ReadOperators;
using testing::Replace;
using testing::XmlValue;

Problems Permissions(const PdfModel& pdf) {
  Problems out;
  const Json& permissions = pdf.At({"Perms"});
  if (permissions.is_null()) return out;
  for (const auto& [key, value] : permissions.items()) {
    if (key != "/DocMDP" && key != "/UR3") out.push_back(key);
  }
  const Json& reference = pdf.At({"Perms", "DocMDP", "Reference", "0"});
  if (pdf.Get(reference, "/TransformMethod") != "/DocMDP") out.push_back("no DocMDP");
  for (const char* key : {"/DigestLocation", "/DigestMethod", "/DigestValue"}) {
    if (reference.contains(key)) out.push_back(key);
  }
  return out;
}

// Content streams: the page's and the ornament's, each with resources of its own.
std::vector<std::string> ContentStreams(const PdfModel& pdf) {
  std::vector<std::string> out = {pdf.Page().at("/Contents").get<std::string>()};
  for (const auto& [reference, bytes] : pdf.streams) {
    if (pdf.values.at(reference).value("/Subtype", "") == "/Form")
      out.push_back(reference);
  }
  return out;
}

// The operators that we use; 6.2.4.3 allows DeviceRGB under an RGB output intent.
Problems Operators(const PdfModel& pdf) {
  static const std::set<std::string> kKnown = {
      "q",  "Q",  "J",  "cm", "w",  "m",  "l",  "c",  "h",  "re",  "S",   "s",  "f",
      "rg", "RG", "BT", "ET", "Tf", "Tm", "TJ", "Ts", "Do", "BMC", "BDC", "EMC"};
  Problems out;
  for (const std::string& reference : ContentStreams(pdf)) {
    for (const Operator& op : ReadOperators(pdf.streams.at(reference))) {
      if (kKnown.count(op.name) == 0) out.push_back(reference + " " + op.name);
    }
    const Json& owner =
        reference == ContentStreams(pdf)[0] ? pdf.Page() : pdf.values.at(reference);
    if (!pdf.Get(owner, "/Resources").is_object())
      out.push_back(reference + " resources");
  }
  return out;
}

unsigned Byte(const std::string& bytes, size_t at) {
  return static_cast<unsigned char>(bytes.at(at));
}

Problems OutputIntent(const PdfModel& pdf) {
  Problems out;
  const Json& intents = pdf.At({"OutputIntents"});
  if (!intents.is_array() || intents.size() != 1) return {"not one output intent"};
  const Json& intent = pdf.Resolve(intents[0]);
  if (pdf.Get(intent, "/S") != "/GTS_PDFA1") out.push_back("S");
  if (pdf.Get(intent, "/OutputConditionIdentifier").is_null())
    out.push_back("no identifier");
  if (pdf.Get(pdf.Get(intent, "/DestOutputProfile"), "/N") != 3) out.push_back("N");
  const std::string& icc =
      pdf.streams.at(intent.at("/DestOutputProfile").get<std::string>());
  const size_t size =
      Byte(icc, 0) << 24 | Byte(icc, 1) << 16 | Byte(icc, 2) << 8 | Byte(icc, 3);
  if (size != icc.size() || icc.substr(36, 4) != "acsp") out.push_back("no profile");
  if (Byte(icc, 8) > 4 || icc.substr(12, 8) != "mntrRGB ")
    out.push_back("another profile");
  return out;
}

// 6.2.5 to 6.2.10, 6.5, 6.9 to 6.11: what no dictionary may have.
Problems AbsentThings(const PdfModel& pdf) {
  static const char* const kKeys[] = {"/ExtGState",
                                      "/TR",
                                      "/HTP",
                                      "/Group",
                                      "/SMask",
                                      "/OPI",
                                      "/PS",
                                      "/Ref",
                                      "/Pattern",
                                      "/AA",
                                      "/A",
                                      "/OpenAction",
                                      "/JavaScript",
                                      "/XFA",
                                      "/NeedsRendering",
                                      "/OCProperties",
                                      "/OC",
                                      "/AlternatePresentations",
                                      "/PresSteps",
                                      "/Requirements",
                                      "/Alternates",
                                      "/CharSet"};
  Problems out;
  for (const Json* dictionary : pdf.Dictionaries()) {
    // A structure element's A holds attributes.
    const bool element = dictionary->value("/Type", Json()) == "/StructElem";
    for (const char* key : kKeys) {
      if (dictionary->contains(key) && !(element && std::string(key) == "/A"))
        out.push_back(key);
    }
    const Json subtype = dictionary->value("/Subtype", Json());
    if (subtype == "/PS") out.push_back(subtype);
    if (dictionary->contains("/Interpolate")) out.push_back("Interpolate");
    const Json space = dictionary->value("/ColorSpace", Json());
    if (subtype == "/Image" && space != "/DeviceRGB" && space != "/DeviceGray")
      out.push_back("ColorSpace");
  }
  if (pdf.At({"AcroForm", "NeedAppearances"}) == true) out.push_back("NeedAppearances");
  return out;
}

Problems Annotations(const PdfModel& pdf) {
  Problems out;
  const Json& all = pdf.Get(pdf.Page(), "/Annots");
  if (all.is_null()) return out;
  for (const Json& each : all) {
    const Json& annotation = pdf.Resolve(each);
    if (pdf.Get(annotation, "/Subtype") != "/Widget") out.push_back("no widget");
    const Json& flags = pdf.Get(annotation, "/F");
    // Print is set; Invisible, Hidden, NoView, ToggleNoView are not.
    if (!flags.is_number() || (flags.get<int>() & 0b100100111) != 0b100)
      out.push_back("F");
    const Json& rect = pdf.Get(annotation, "/Rect");
    const bool empty = rect.size() == 4 && rect[0] == rect[2] && rect[1] == rect[3];
    if (!empty && !annotation.contains("/AP")) out.push_back("no appearance");
  }
  return out;
}

// 6.6.2: well-formed; only properties that XMP or a schema in it describes.
Problems Xmp(const PdfModel& pdf) {
  Problems out;
  const testing::Directory dir;
  const std::string file = dir.Write("a.xmp", pdf.Xmp());
  const auto parsed = testing::RunCommand(
      "python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' " + file);
  if (parsed.status != 0) out.push_back("not well-formed");
  const std::string head = pdf.Xmp().substr(0, pdf.Xmp().find("?>"));
  if (head.find("bytes=") != std::string::npos ||
      head.find("encoding=") != std::string::npos)
    out.push_back("bytes or encoding");
  static const std::set<std::string> kKnown = {
      "pdfaid:part",    "pdfaid:conformance", "dc:format",
      "dc:title",       "dc:creator",         "dc:description",
      "pdf:Keywords",   "pdf:Producer",       "xmp:CreateDate",
      "xmp:ModifyDate", "xmp:MetadataDate",   "pdfaExtension:schemas",
      "x:xmpmeta"};
  const std::string xmp = pdf.Xmp();
  const std::string schema = XmlValue(xmp, "pdfaExtension:schemas");
  const bool described =
      schema.find("http://www.aiim.org/pdfua/ns/id/") != std::string::npos &&
      schema.find("pdfuaid") != std::string::npos &&
      schema.find("Integer") != std::string::npos;
  const std::regex element("<([a-zA-Z]+:[a-zA-Z]+)");
  for (std::sregex_iterator i(xmp.begin(), xmp.end(), element), end; i != end; ++i) {
    const std::string name = (*i)[1];
    if (name.starts_with("rdf:") || name.starts_with("pdfaSchema:") ||
        name.starts_with("pdfaProperty:"))
      continue;
    if (name == "pdfuaid:part" ? !described : kKnown.count(name) == 0)
      out.push_back(name);
  }
  return out;
}

Problems Identification(const PdfModel& pdf) {
  Problems out;
  if (XmlValue(pdf.Xmp(), "pdfaid:part") != "3") out.push_back("part");
  if (XmlValue(pdf.Xmp(), "pdfaid:conformance") != "A") out.push_back("conformance");
  if (pdf.Get(pdf.At({"Metadata"}), "/Subtype") != "/XML") out.push_back("no metadata");
  return out;
}

Problems InfoIsXmp(const PdfModel& pdf) {
  Problems out;
  const Json& info = pdf.Get(pdf.trailer, "/Info");
  const auto compare = [&](const char* key, const char* element) {
    const std::string value = info.value(key, "u:");
    if (value != "u:" + XmlValue(pdf.Xmp(), element)) out.push_back(key);
  };
  compare("/Title", "dc:title");
  compare("/Author", "dc:creator");
  compare("/Subject", "dc:description");
  compare("/Keywords", "pdf:Keywords");
  compare("/Producer", "pdf:Producer");
  for (const auto& [key, element] : std::map<std::string, std::string>{
           {"/CreationDate", "xmp:CreateDate"}, {"/ModDate", "xmp:ModifyDate"}}) {
    std::string digits =
        std::regex_replace(XmlValue(pdf.Xmp(), element), std::regex("[-:TZ]"), "");
    if (info.value(key, "") != "u:D:" + digits + "Z") out.push_back(key);
  }
  return out;
}

Problems LogicalStructure(const PdfModel& pdf) {
  Problems out;
  if (pdf.At({"MarkInfo", "Marked"}) != true) out.push_back("Marked");
  if (pdf.At({"StructTreeRoot", "Type"}) != "/StructTreeRoot") out.push_back("no tree");
  static const std::set<std::string> kStandard = {
      "/Document", "/P", "/H1", "/L", "/LI", "/Lbl", "/LBody", "/Figure", "/Form",
      "/Table", "/TR", "/TH", "/TD"};
  for (const Json* dictionary : pdf.Dictionaries()) {
    if (dictionary->value("/Type", Json()) != "/StructElem") continue;
    if (kStandard.count((*dictionary)["/S"]) == 0) out.push_back((*dictionary)["/S"]);
    if (dictionary->contains("/Lang") &&
        !std::regex_match((*dictionary)["/Lang"].get<std::string>(),
                          std::regex("u:[a-z]{2}")))
      out.push_back("Lang");
  }
  const std::regex tag("u:[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");
  const Json& language = pdf.At({"Lang"});
  if (!language.is_string() || !std::regex_match(language.get<std::string>(), tag))
    out.push_back("Lang");
  return out;
}

Problems EmbeddedFiles(const PdfModel& pdf) {
  static const std::set<std::string> kRelations = {"/Source", "/Data", "/Alternative",
                                                   "/Supplement", "/Unspecified"};
  Problems out;
  std::set<std::string> associated;
  const Json& list = pdf.At({"AF"});
  if (list.is_array()) {
    for (const Json& file : list) associated.insert(file.get<std::string>());
  }
  const Json& names = pdf.At({"Names", "EmbeddedFiles", "Names"});
  for (size_t i = 1; i < names.size(); i += 2) {
    if (associated.count(names[i]) == 0) out.push_back("not associated");
    const Json& spec = pdf.Resolve(names[i]);
    if (!spec.contains("/F") || !spec.contains("/UF")) out.push_back("F, UF");
    if (kRelations.count(spec.value("/AFRelationship", "")) == 0)
      out.push_back("AFRelationship");
    const Json& stream = pdf.Get(pdf.Get(spec, "/EF"), "/F");
    if (!std::regex_match(stream.value("/Subtype", ""),
                          std::regex("/[a-z]+/[a-z.+-]+")))
      out.push_back("Subtype");
    if (!pdf.Get(pdf.Get(stream, "/Params"), "/ModDate").is_string())
      out.push_back("ModDate");
  }
  return out;
}

TEST(ArchivalFile, Permissions6112) {
  ExpectRule("6.1.12", Permissions,
             {[](PdfModel& p) { p.Bend({"Perms"})["/Other"] = 1; },
              [](PdfModel& p) {
                p.Bend({"Perms", "DocMDP", "Reference", "0"})["/DigestMethod"] = "/MD5";
              }});
}

TEST(ArchivalGraphics, Operators622) {
  ExpectRule("6.2.2, 6.2.4.3", Operators,
             {[](PdfModel& p) {
                p.BendStream({"Pages", "Kids", "0", "Contents"}) += "0 g\n";
              },
              [](PdfModel& p) {
                p.Bend({"Pages", "Kids", "0", "Resources", "XObject", "Ornament"})
                    .erase("/Resources");
              }});
}

TEST(ArchivalGraphics, OutputIntent623) {
  ExpectRule("6.2.3", OutputIntent,
             {[](PdfModel& p) {
                p.Bend({"OutputIntents", "0"})["/S"] = "/GTS_PDFX";
              },
              [](PdfModel& p) {
                p.BendStream({"OutputIntents", "0", "DestOutputProfile"}) += "x";
              }});
}

TEST(ArchivalGraphics, NothingForbidden) {
  ExpectRule("6.2.5-6.2.10, 6.4, 6.5, 6.9-6.11", AbsentThings,
             {[](PdfModel& p) { p.Bend({})["/OpenAction"] = 1; },
              [](PdfModel& p) {
                p.Bend({"AcroForm", "Fields", "0"})["/AA"] = 1;
              },
              [](PdfModel& p) {
                p.Bend({"AcroForm", "Fields", "0"})["/A"] = 1;
              },
              [](PdfModel& p) { p.Bend({"AcroForm"})["/NeedAppearances"] = true; },
              [](PdfModel& p) {
                p.Bend({"Pages", "Kids", "0"})["/Group"] = 1;
              }});
}

TEST(ArchivalGraphics, Annotations63) {
  ExpectRule("6.3.1-6.3.3", Annotations,
             {[](PdfModel& p) {
                p.Bend({"AcroForm", "Fields", "0"})["/F"] = 2;
              },
              [](PdfModel& p) {
                p.Bend({"AcroForm", "Fields", "0", "Rect", "2"}) = 9;
              }});
}

TEST(ArchivalFonts, Fonts6211) {
  for (const testing::Rule& rule : FontRules()) {
    SCOPED_TRACE(rule.clause);
    ExpectRule(rule);
  }
}

TEST(ArchivalMetadata, Xmp662) {
  ExpectRule(
      "6.6.2", Xmp,
      {[](PdfModel& p) { Replace(p.BendStream({"Metadata"}), "</dc:title>", ""); },
       [](PdfModel& p) {
         Replace(p.BendStream({"Metadata"}), "<dc:format>",
                 "<x:own>1</x:own><dc:format>");
       },
       [](PdfModel& p) {
         Replace(p.BendStream({"Metadata"}), "<pdfaSchema:prefix>pdfuaid",
                 "<pdfaSchema:prefix>other");
       }});
}

TEST(ArchivalMetadata, Identification664) {
  ExpectRule("6.6.4", Identification, {[](PdfModel& p) {
               Replace(p.BendStream({"Metadata"}), "<pdfaid:part>3", "<pdfaid:part>2");
             }});
}

TEST(ArchivalMetadata, InfoIsXmp) {
  ExpectRule(
      "6.6.3", InfoIsXmp,
      {[](PdfModel& p) {
         Replace(p.BendStream({"Metadata"}), "Aesthetics", "Anaesthetics");
       },
       [](PdfModel& p) { Replace(p.BendStream({"Metadata"}), "2026-", "2027-"); }});
}

TEST(ArchivalMetadata, HostileTextsAgreeToo) {
  DocumentInfo info = testing::InfoToSign();
  info.title = "a\x01\tb\xFF<![CDATA[ & ]]> \"'\xEF\xBF\xBE ?> 𝔘";
  info.author = "<?xpacket end=\"w\"?>";
  info.keywords = "/ByteRange [0 0000000000 0000000000 0000000000]";
  const PdfModel pdf(
      testing::DrawOrThrow(testing::Classic(), testing::SampleContent(), info));
  EXPECT_THAT(InfoIsXmp(pdf), ::testing::IsEmpty());
  EXPECT_THAT(Xmp(pdf), ::testing::IsEmpty());
  EXPECT_EQ(XmlValue(pdf.Xmp(), "dc:title"), "a  b\uFFFD<![CDATA[ & ]]> \"'  ?> 𝔘");
  // What the signer looks for stands in the signature first.
  EXPECT_LT(pdf.bytes.find("/ByteRange [0"),
            pdf.bytes.find("<pdf:Keywords>/ByteRange [0"));
}

TEST(ArchivalMetadata, RefusesWhatHasNoTitleOrLanguage) {
  DocumentInfo info = testing::SampleInfo();
  info.title = "";
  EXPECT_FALSE(testing::Classic().Draw(testing::SampleContent(), info, {}));
  for (const char* language :
       {"", "e", "en_US", "1en", "en-", "en--US", "abcdefghi", "en)"}) {
    PageContent content = testing::SampleContent();
    content.language = language;
    EXPECT_FALSE(testing::Classic().Draw(content, testing::SampleInfo(), {}))
        << language;
  }
  PageContent content = testing::SampleContent();
  content.language = "de-CH-1996";
  EXPECT_TRUE(testing::Classic().Draw(content, testing::SampleInfo(), {}));
}

TEST(ArchivalStructure, LogicalStructure67) {
  ExpectRule("6.7", LogicalStructure,
             {[](PdfModel& p) {
                p.Bend({"MarkInfo", "Marked"}) = false;
              },
              [](PdfModel& p) { p.Bend({}).erase("/Lang"); },
              [](PdfModel& p) {
                p.Bend({"StructTreeRoot", "K", "K", "0"})["/S"] = "/Own";
              }});
}

TEST(ArchivalFiles, EmbeddedFiles68) {
  ExpectRule("6.8", EmbeddedFiles,
             {[](PdfModel& p) { p.Bend({"AF"}).erase(0); },
              [](PdfModel& p) {
                p.Bend({"AF", "0"}).erase("/UF");
              },
              [](PdfModel& p) {
                p.Bend({"AF", "0"})["/AFRelationship"] = "/Other";
              },
              [](PdfModel& p) {
                p.Bend({"AF", "0", "EF", "F"}).erase("/Subtype");
              },
              [](PdfModel& p) {
                p.Bend({"AF", "0", "EF", "F", "Params"}).erase("/ModDate");
              }});
}

TEST(ArchivalText, CharactersWithoutMeaningAreRefused) {
  for (const char* name : {"Ann \uE001", "Ann \U000F0001", "Ann\uFEFF Lee"}) {
    PageContent content = testing::SampleContent();
    content.fields["name"] = name;
    EXPECT_EQ(testing::Classic().Check(content).size(), 1u) << name;
  }
}

}  // namespace
}  // namespace certseal
