// SPDX-License-Identifier: Apache-2.0
//
// What PDF/A-3 (6.2.11) and PDF/UA-1 (7.21) say of fonts, on the fonts in the file.
#include <cmath>
#include <regex>

#include "base/strings.h"
#include "page/handles.h"
#include "rule.h"

namespace certseal::testing {
namespace {

const char* const kFirstFont[] = {"Pages", "Kids", "0", "Resources", "Font", "F0"};

std::vector<std::string> Path(std::initializer_list<const char*> more) {
  std::vector<std::string> out(std::begin(kFirstFont), std::end(kFirstFont));
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

// One font of the page, with all its parts.
struct Font {
  std::string name;
  Json type0, cid_font, descriptor;
  std::string program, glyph_map, to_unicode;
};

std::string StreamOf(const PdfModel& pdf, const Json& dictionary, const char* key) {
  if (!dictionary.contains(key) || !dictionary[key].is_string()) return "";
  const auto found = pdf.streams.find(dictionary[key].get<std::string>());
  return found == pdf.streams.end() ? "" : found->second;
}

std::vector<Font> FontsOf(const PdfModel& pdf) {
  std::vector<Font> out;
  for (const auto& [name, value] :
       pdf.Get(pdf.Get(pdf.Page(), "/Resources"), "/Font").items()) {
    Font font;
    font.name = name;
    font.type0 = pdf.Resolve(value);
    const Json& descendants = pdf.Get(font.type0, "/DescendantFonts");
    if (descendants.is_array() && descendants.size() == 1)
      font.cid_font = pdf.Resolve(descendants[0]);
    font.descriptor = pdf.Get(font.cid_font, "/FontDescriptor");
    font.program = StreamOf(pdf, font.descriptor, "/FontFile2");
    font.glyph_map = StreamOf(pdf, font.cid_font, "/CIDToGIDMap");
    font.to_unicode = StreamOf(pdf, font.type0, "/ToUnicode");
    out.push_back(std::move(font));
  }
  return out;
}

unsigned GlyphOf(const Font& font, int cid) {
  const size_t at = 2 * static_cast<size_t>(cid);
  if (at + 1 >= font.glyph_map.size()) return 0;
  return static_cast<unsigned char>(font.glyph_map[at]) * 256U +
         static_cast<unsigned char>(font.glyph_map[at + 1]);
}

template <typename Visit>
void EachShown(const PdfModel& pdf, const Visit& visit) {
  const std::vector<Font> fonts = FontsOf(pdf);
  for (const Shown& shown : ShownCodes(pdf.Contents())) {
    const auto font = std::find_if(fonts.begin(), fonts.end(),
                                   [&](const Font& f) { return f.name == shown.font; });
    visit(shown, font == fonts.end() ? nullptr : &*font);
  }
}

Problems Dictionaries(const PdfModel& pdf) {
  Problems out;
  for (const Font& f : FontsOf(pdf)) {
    const auto is = [&](const Json& in, const char* key, const char* value) {
      if (pdf.Get(in, key) != value) out.push_back(StrCat(f.name, " ", key));
    };
    is(f.type0, "/Type", "/Font");
    is(f.type0, "/Subtype", "/Type0");
    is(f.type0, "/Encoding", "/Identity-H");
    is(f.cid_font, "/Type", "/Font");
    is(f.cid_font, "/Subtype", "/CIDFontType2");
    is(pdf.Get(f.cid_font, "/CIDSystemInfo"), "/Registry", "u:Adobe");
    is(pdf.Get(f.cid_font, "/CIDSystemInfo"), "/Ordering", "u:Identity");
    is(f.descriptor, "/Type", "/FontDescriptor");
    const Json base = pdf.Get(f.type0, "/BaseFont");
    if (base != pdf.Get(f.cid_font, "/BaseFont") ||
        base != pdf.Get(f.descriptor, "/FontName"))
      out.push_back(f.name + " has several names");
    if (!std::regex_match(base.get<std::string>(), std::regex("/[A-Z]{6}\\+\\S+")))
      out.push_back(f.name + " is not named as a subset");
    if (f.descriptor.contains("/CIDSet")) out.push_back(f.name + " has a CIDSet");
  }
  return out;
}

Problems Embedded(const PdfModel& pdf) {
  Problems out;
  for (const Font& f : FontsOf(pdf)) {
    if (f.program.compare(0, 4, std::string("\0\1\0\0", 4)) != 0)
      out.push_back(f.name + " has no TrueType program");
    const Json& file = pdf.Get(f.descriptor, "/FontFile2");
    if (pdf.Get(file, "/Length1") != f.program.size())
      out.push_back(f.name + " Length1");
    if (f.glyph_map.empty()) out.push_back(f.name + " has no CIDToGIDMap");
  }
  EachShown(pdf, [&](const Shown& shown, const Font* font) {
    if (font == nullptr) out.push_back("no font " + shown.font);
  });
  return out;
}

// Every code has a glyph other than .notdef, as wide as the PDF says.
Problems Glyphs(const PdfModel& pdf) {
  Problems out;
  EachShown(pdf, [&](const Shown& shown, const Font* f) {
    if (f == nullptr) return;
    const HbBlob blob(hb_blob_create(f->program.data(),
                                     static_cast<unsigned>(f->program.size()),
                                     HB_MEMORY_MODE_READONLY, nullptr, nullptr));
    const HbFace face(hb_face_create(blob.get(), 0));
    const HbFont font(hb_font_create(face.get()));
    const unsigned glyph = GlyphOf(*f, shown.cid);
    const std::string what = StrCat(f->name, " ", shown.cid);
    if (glyph == 0) out.push_back(what + " is .notdef");
    if (glyph >= hb_face_get_glyph_count(face.get()))
      out.push_back(what + " has no glyph");
    const Json& widths = pdf.Get(f->cid_font, "/W");
    if (widths[0] != 0 || widths[1].size() <= static_cast<size_t>(shown.cid))
      return out.push_back(what + " has no width");
    const double real = hb_font_get_glyph_h_advance(font.get(), glyph) * 1000.0 /
                        hb_face_get_upem(face.get());
    if (std::abs(real - widths[1][static_cast<size_t>(shown.cid)].get<double>()) > 1)
      out.push_back(what + " has another width");
  });
  return out;
}

bool IsPrivate(const std::string& utf16) {
  for (size_t i = 0; i + 3 < utf16.size(); i += 4) {
    const int unit = std::stoi(utf16.substr(i, 4), nullptr, 16);
    if ((unit >= 0xE000 && unit <= 0xF8FF) || (unit >= 0xDB80 && unit <= 0xDBFF))
      return true;
  }
  return false;
}

Problems Unicode(const PdfModel& pdf) {
  Problems out;
  EachShown(pdf, [&](const Shown& shown, const Font* f) {
    if (f == nullptr) return;
    const std::map<int, std::string> map = ToUnicodeMap(f->to_unicode);
    const auto found = map.find(shown.cid);
    const std::string what = StrCat(f->name, " ", shown.cid);
    if (found == map.end() || found->second.empty())
      return out.push_back(what + " stands for nothing");
    for (const char* forbidden : {"0000", "FEFF", "FFFE"}) {
      if (found->second == forbidden) out.push_back(StrCat(what, " is ", forbidden));
    }
    if (IsPrivate(found->second)) out.push_back(what + " is private");
  });
  return out;
}

void MapFirst(PdfModel& pdf, const std::string& to) {
  std::string& map = pdf.BendStream(Path({"ToUnicode"}));
  map = std::regex_replace(map, std::regex("<0001> <[0-9A-F]*>"), to);
}

}  // namespace

std::vector<Rule> FontRules() {
  return {
      {"6.2.11.2, 6.2.11.3 dictionaries",
       Dictionaries,
       {[](PdfModel& pdf) { pdf.Bend(Path({"BaseFont"})) = "/Times"; },
        [](PdfModel& pdf) { pdf.Bend(Path({"Encoding"})) = "/Other"; },
        [](PdfModel& pdf) {
          pdf.Bend(Path({"DescendantFonts", "0", "CIDSystemInfo"})).erase("/Ordering");
        }}},
      {"6.2.11.4 embedded",
       Embedded,
       {[](PdfModel& pdf) {
          pdf.Bend(Path({"DescendantFonts", "0", "FontDescriptor"}))
              .erase("/FontFile2");
        },
        [](PdfModel& pdf) {
          pdf.Bend(Path({"DescendantFonts", "0"})).erase("/CIDToGIDMap");
        }}},
      {"6.2.11.4.1, 6.2.11.5, 6.2.11.8 glyphs and widths",
       Glyphs,
       {[](PdfModel& pdf) {
          pdf.BendStream(Path({"DescendantFonts", "0", "CIDToGIDMap"}))
              .assign(400, '\0');
        },
        [](PdfModel& pdf) {
          pdf.Bend(Path({"DescendantFonts", "0", "W", "1", "1"})) = 1;
        }}},
      {"6.2.11.7.2, 6.2.11.7.3 Unicode",
       Unicode,
       {[](PdfModel& pdf) { MapFirst(pdf, ""); },
        [](PdfModel& pdf) { MapFirst(pdf, "<0001> <FEFF>"); },
        [](PdfModel& pdf) { MapFirst(pdf, "<0001> <0041E123>"); }}},
  };
}

}  // namespace certseal::testing
