// SPDX-License-Identifier: Apache-2.0
#include "page/document_font.h"

#include <cmath>

#include "base/strings.h"
#include "base/unicode.h"
#include "page/canvas.h"
#include "page/deflate.h"

namespace certseal {
namespace {

constexpr size_t kMostCids = 65000;
// Every glyph must stand for something (ISO 19005-3, 6.2.11.7.2), also the further ones
// of a cluster: the word joiner cannot be seen and parts nothing.
constexpr char kNoText[] = "2060";

constexpr size_t kCharactersPerBlock = 100;  // of bfchar, by the CMap specification

constexpr std::string_view kCMapHead =
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
constexpr std::string_view kCMapTail =
    "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

}  // namespace

DocumentFont::DocumentFont(const Face& face, std::string resource_name)
    : face_(face), resource_name_(std::move(resource_name)) {
  Cid(0, "");
}

uint16_t DocumentFont::Cid(hb_codepoint_t glyph, std::string_view text) {
  const auto next = static_cast<uint16_t>(entries_.size());
  bool added = false;
  uint16_t cid = 0;
  size_t pos = 0;
  const auto only = text.empty() ? 0 : DecodeUtf8(text, pos).value_or(0);
  if (pos == text.size()) {
    const uint64_t key = uint64_t{glyph} << 32 | only;
    const auto [at, is_new] = by_character_.emplace(key, next);
    cid = at->second;
    added = is_new;
  } else {
    const auto [at, is_new] = by_text_.emplace(StrCat(glyph, ' ', text), next);
    cid = at->second;
    added = is_new;
  }
  if (added && entries_.size() < kMostCids) {
    const int advance = hb_font_get_glyph_h_advance(face_.font(), glyph);
    const double width = advance * 1000.0 / face_.units_per_em();
    entries_.push_back(
        {glyph, static_cast<int>(std::lround(width)), std::string(text)});
  }
  return cid;
}

// A subset's name begins with six capitals; different fonts of a file need different
// ones, and the same page must give the same bytes.
std::string DocumentFont::BaseName() const {
  std::string tag = "CERT";
  const int number = std::stoi(resource_name_.substr(1));
  tag += static_cast<char>('A' + number / 26 % 26);
  tag += static_cast<char>('A' + number % 26);
  return StrCat(tag, "+", face_.postscript_name());
}

HPDF_Dict DocumentFont::WriteDescriptor(PdfDocument& pdf,
                                        const Face::Subset& subset) const {
  const Face::Metrics& m = face_.metrics();
  HPDF_Dict file = pdf.AddDeflatedStream(subset.deflated);
  pdf.PutNumber(file, "Length1", static_cast<long>(subset.size));

  HPDF_Dict descriptor = pdf.AddDict();
  pdf.PutName(descriptor, "Type", "FontDescriptor");
  pdf.PutName(descriptor, "FontName", BaseName());
  const long symbolic = 4, serif = m.serif ? 2 : 0, italic = m.italic ? 64 : 0;
  pdf.PutNumber(descriptor, "Flags", symbolic | serif | italic);
  pdf.PutBox(descriptor, "FontBBox", m.x_min, m.y_min, m.x_max, m.y_max);
  pdf.PutNumber(descriptor, "ItalicAngle", m.italic_angle);
  pdf.PutNumber(descriptor, "Ascent", m.ascent);
  pdf.PutNumber(descriptor, "Descent", m.descent);
  pdf.PutNumber(descriptor, "CapHeight", m.cap_height);
  pdf.PutNumber(descriptor, "StemV", 80);
  pdf.PutReference(descriptor, "FontFile2", file);
  return descriptor;
}

HPDF_Dict DocumentFont::WriteCidFont(PdfDocument& pdf,
                                     const Face::Subset& subset) const {
  std::string map;
  for (const Entry& entry : entries_) {
    const uint16_t glyph = subset.numbers.at(entry.glyph);
    map += static_cast<char>(glyph >> 8);
    map += static_cast<char>(glyph & 255);
  }
  HPDF_Dict font = pdf.AddDict();
  pdf.PutName(font, "Type", "Font");
  pdf.PutName(font, "Subtype", "CIDFontType2");
  pdf.PutName(font, "BaseFont", BaseName());
  HPDF_Dict system = pdf.PutDict(font, "CIDSystemInfo");
  pdf.PutBytes(system, "Registry", "Adobe");
  pdf.PutBytes(system, "Ordering", "Identity");
  pdf.PutNumber(system, "Supplement", 0);
  pdf.PutReference(font, "FontDescriptor", WriteDescriptor(pdf, subset));
  pdf.PutNumber(font, "DW", 1000);
  HPDF_Array widths = pdf.PutArray(font, "W");
  HPDF_Array_AddNumber(widths, 0);
  HPDF_Array list = HPDF_Array_New(pdf.memory());
  HPDF_Array_Add(widths, list);
  for (const Entry& entry : entries_) HPDF_Array_AddNumber(list, entry.width);
  pdf.PutReference(font, "CIDToGIDMap", pdf.AddStream(map));
  return font;
}

std::string DocumentFont::ToUnicode() const {
  std::vector<uint16_t> mapped;
  for (size_t cid = 1; cid < entries_.size(); ++cid) {
    mapped.push_back(static_cast<uint16_t>(cid));
  }
  std::string out(kCMapHead);
  for (size_t i = 0; i < mapped.size(); ++i) {
    if (i % kCharactersPerBlock == 0) {
      if (i > 0) out += "endbfchar\n";
      out += StrCat(std::min(kCharactersPerBlock, mapped.size() - i), " beginbfchar\n");
    }
    out += '<';
    AppendHex16(out, mapped[i]);
    const std::string& text = entries_[mapped[i]].text;
    out += StrCat("> <", text.empty() ? kNoText : Utf16Hex(text), ">\n");
  }
  if (!mapped.empty()) out += "endbfchar\n";
  out += kCMapTail;
  return out;
}

Result<HPDF_Dict> DocumentFont::Write(PdfDocument& pdf) const {
  if (entries_.size() >= kMostCids)
    return Fail("a page with too many different glyphs");
  std::set<hb_codepoint_t> glyphs;
  for (const Entry& entry : entries_) glyphs.insert(entry.glyph);
  ASSIGN_OR_RETURN(const std::shared_ptr<const Face::Subset> subset,
                   face_.MakeSubset(glyphs));
  HPDF_Dict font = pdf.AddDict();
  pdf.PutName(font, "Type", "Font");
  pdf.PutName(font, "Subtype", "Type0");
  pdf.PutName(font, "BaseFont", BaseName());
  pdf.PutName(font, "Encoding", "Identity-H");
  pdf.PutReference(font, "ToUnicode", pdf.AddDeflatedStream(Deflate(ToUnicode())));
  HPDF_Array descendants = pdf.PutArray(font, "DescendantFonts");
  pdf.Append(descendants, WriteCidFont(pdf, *subset));
  return font;
}

// Styles may list one face several times over; a document embeds it once.
DocumentFont& DocumentFonts::Of(const Face& face, size_t index) {
  const auto [known, is_new] = index_of_face_.emplace(&face, index);
  if (!is_new) return fonts_.at(known->second);
  const size_t number = first_ + fonts_.size();
  return fonts_.try_emplace(index, face, StrCat("F", number)).first->second;
}

Result<void> DocumentFonts::Write(PdfDocument& pdf, HPDF_Dict resources) const {
  HPDF_Dict fonts = pdf.PutDict(resources, "Font");
  for (const auto& [index, font] : fonts_) {
    ASSIGN_OR_RETURN(HPDF_Dict dict, font.Write(pdf));
    pdf.PutReference(fonts, font.resource_name().c_str(), dict);
  }
  return {};
}

}  // namespace certseal
