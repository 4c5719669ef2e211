// SPDX-License-Identifier: Apache-2.0
#include "page/face.h"

#include <hb-ot.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/strings.h"
#include "page/deflate.h"

namespace certseal {
namespace {

// The tables that a glyph in a PDF needs. Hints are left out: they serve screens of
// another age, and their programs make half of a subset.
constexpr hb_tag_t kLeanTables[] = {
    HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('h', 'e', 'a', 'd'),
    HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p')};

// Subsets kept of one face, about 10 KB each.
constexpr size_t kMostSubsets = 64;

tl::unexpected<Error> Missing(const FaceSpec& spec) {
  return Fail(StrCat("font \"", spec.family, "\" (", spec.file, ") is not installed"),
              {StrCat("install it: sudo apt-get install ", spec.package)});
}

std::string FindPath(const FaceSpec& spec) {
  FcPatternHandle pattern(FcPatternCreate());
  FcObjectSetHandle wanted(FcObjectSetBuild(FC_FILE, nullptr));
  if (!pattern || !wanted) return "";
  FcPatternAddString(pattern.get(), FC_FAMILY,
                     reinterpret_cast<const FcChar8*>(spec.family.c_str()));
  FcFontSetHandle fonts(FcFontList(nullptr, pattern.get(), wanted.get()));
  std::vector<std::string> paths;
  for (int i = 0; fonts && i < fonts->nfont; ++i) {
    FcChar8* file = nullptr;
    if (FcPatternGetString(fonts->fonts[i], FC_FILE, 0, &file) != FcResultMatch)
      continue;
    std::string path = reinterpret_cast<const char*>(file);
    if (std::filesystem::path(path).filename() == spec.file) paths.push_back(path);
  }
  // Should two directories hold the file, every run takes the same one.
  return paths.empty() ? "" : *std::min_element(paths.begin(), paths.end());
}

bool HasTable(hb_face_t* face, hb_tag_t tag) {
  return hb_blob_get_length(HbBlob(hb_face_reference_table(face, tag)).get()) > 0;
}

std::string PostscriptName(hb_face_t* face) {
  char buffer[64] = "";
  unsigned size = sizeof buffer;
  hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size,
                      buffer);
  std::string name;
  for (const char c : std::string_view(buffer)) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                       (c >= 'a' && c <= 'z') || c == '-';
    if (plain) name += c;
  }
  return name.empty() ? "Font" : name;
}

// A font of the glyphs that `all` or `glyphs` names, with lean tables only.
HbSubsetInput LeanInput(hb_face_t* face) {
  HbSubsetInput input(hb_subset_input_create_or_fail());
  if (!input) return input;
  hb_set_t* drop = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  hb_tag_t tags[256];
  unsigned count = 256;
  hb_face_get_table_tags(face, 0, &count, tags);
  for (unsigned i = 0; i < count; ++i) {
    const bool keep = std::find(std::begin(kLeanTables), std::end(kLeanTables),
                                tags[i]) != std::end(kLeanTables);
    if (!keep) hb_set_add(drop, tags[i]);
  }
  return input;
}

// What the font draws the characters with, each by itself, where these features are on.
std::set<hb_codepoint_t> GlyphsOf(hb_font_t* font, std::string_view characters,
                                  std::initializer_list<const char*> features) {
  std::vector<hb_feature_t> wanted;
  for (const char* each : {"-liga", "-clig", "-calt"}) {
    hb_feature_from_string(each, -1, &wanted.emplace_back());
  }
  for (const char* each : features) {
    hb_feature_from_string(each, -1, &wanted.emplace_back());
  }
  HbBuffer buffer(hb_buffer_create());
  const int length = static_cast<int>(characters.size());
  hb_buffer_add_latin1(buffer.get(), reinterpret_cast<const uint8_t*>(characters.data()),
                       length, 0, length);
  hb_buffer_guess_segment_properties(buffer.get());
  hb_shape(font, buffer.get(), wanted.data(), static_cast<unsigned>(wanted.size()));
  unsigned count = 0;
  const hb_glyph_info_t* glyphs = hb_buffer_get_glyph_infos(buffer.get(), &count);
  std::set<hb_codepoint_t> out;
  for (unsigned i = 0; i < count; ++i) out.insert(glyphs[i].codepoint);
  out.erase(0);  // .notdef: not in this font
  return out;
}

}  // namespace

bool NeedsNoGlyph(char32_t c) {
  return c == 0x00AD || c == 0x034F || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
         c == 0x2060 || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

Result<std::unique_ptr<Face>> Face::Find(const FaceSpec& spec) {
  const std::string path = FindPath(spec);
  if (path.empty()) return Missing(spec);
  return Open(spec, path);
}

Result<std::unique_ptr<Face>> Face::Open(const FaceSpec& spec,
                                         const std::string& path) {
  HbBlob blob(hb_blob_create_from_file_or_fail(path.c_str()));
  if (!blob) return Fail(StrCat("cannot read the font ", Quote(path)));
  std::unique_ptr<Face> face(new Face);
  face->spec_ = spec;
  face->path_ = path;
  face->face_.reset(hb_face_create(blob.get(), 0));
  for (const hb_tag_t tag : kLeanTables) {
    if (!HasTable(face->face_.get(), tag)) {
      return Fail(StrCat(Quote(path), " is no TrueType font"),
                  {"fonts with PostScript outlines (OTF) cannot be used"});
    }
  }
  face->units_per_em_ = static_cast<int>(hb_face_get_upem(face->face_.get()));
  face->postscript_name_ = PostscriptName(face->face_.get());
  face->font_.reset(hb_font_create(face->face_.get()));
  hb_font_make_immutable(face->font_.get());
  hb_face_make_immutable(face->face_.get());
  face->ReadMetrics();
  return face;
}

bool Face::Covers(char32_t c) const {
  hb_codepoint_t glyph = 0;
  return NeedsNoGlyph(c) || hb_font_get_nominal_glyph(font_.get(), c, &glyph);
}

bool Face::IsMark(hb_codepoint_t glyph) const {
  return hb_ot_layout_get_glyph_class(face_.get(), glyph) ==
         HB_OT_LAYOUT_GLYPH_CLASS_MARK;
}

void Face::ReadMetrics() {
  const auto thousandths = [&](double units) {
    return static_cast<int>(std::lround(units * 1000 / units_per_em_));
  };
  const auto metric = [&](hb_ot_metrics_tag_t tag) {
    hb_position_t value = 0;
    hb_ot_metrics_get_position_with_fallback(font_.get(), tag, &value);
    return value;
  };
  metrics_.ascent = thousandths(metric(HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER));
  metrics_.descent = thousandths(metric(HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER));
  metrics_.cap_height = thousandths(metric(HB_OT_METRICS_TAG_CAP_HEIGHT));
  metrics_.italic_angle = static_cast<int>(
      std::lround(hb_style_get_value(font_.get(), HB_STYLE_TAG_SLANT_ANGLE)));
  metrics_.italic = metrics_.italic_angle != 0;
  metrics_.serif = spec_.family.find("Sans") == std::string::npos;
  // head: xMin, yMin, xMax, yMax at byte 36, big-endian.
  HbBlob head(hb_face_reference_table(face_.get(), HB_TAG('h', 'e', 'a', 'd')));
  unsigned length = 0;
  const char* bytes = hb_blob_get_data(head.get(), &length);
  int* const box[] = {&metrics_.x_min, &metrics_.y_min, &metrics_.x_max,
                      &metrics_.y_max};
  for (unsigned i = 0; i < 4 && length >= 44; ++i) {
    const auto high = static_cast<unsigned char>(bytes[36 + 2 * i]);
    const auto low = static_cast<unsigned char>(bytes[37 + 2 * i]);
    *box[i] = thousandths(static_cast<int16_t>(high << 8 | low));
  }
}

hb_face_t* Face::Lean() const {
  std::call_once(lean_once_, [&] {
    HbSubsetInput input = LeanInput(face_.get());
    if (!input) return;
    hb_subset_input_set_flags(input.get(),
                              HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_RETAIN_GIDS);
    hb_set_add_range(hb_subset_input_glyph_set(input.get()), 0,
                     hb_face_get_glyph_count(face_.get()) - 1);
    HbFace lean(hb_subset_or_fail(face_.get(), input.get()));
    if (lean) lean_.reset(hb_subset_preprocess(lean.get()));
  });
  return lean_.get();
}

Result<Face::Subset> Face::CutOut(const std::set<hb_codepoint_t>& glyphs) const {
  hb_face_t* lean = Lean();
  HbSubsetInput input(hb_subset_input_create_or_fail());
  if (lean == nullptr || !input) return Fail(StrCat("cannot subset ", Quote(path_)));
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
  hb_set_t* set = hb_subset_input_glyph_set(input.get());
  for (const hb_codepoint_t glyph : glyphs) hb_set_add(set, glyph);
  HbSubsetPlan plan(hb_subset_plan_create_or_fail(lean, input.get()));
  HbFace face(plan ? hb_subset_plan_execute_or_fail(plan.get()) : nullptr);
  if (!face) return Fail(StrCat("cannot subset ", Quote(path_)));
  Subset out;
  HbBlob file(hb_face_reference_blob(face.get()));
  unsigned length = 0;
  const char* bytes = hb_blob_get_data(file.get(), &length);
  out.size = length;
  out.deflated = Deflate({bytes, length});
  const hb_map_t* numbers = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  for (const hb_codepoint_t glyph : glyphs) {
    out.numbers[glyph] = static_cast<uint16_t>(hb_map_get(numbers, glyph));
  }
  return out;
}

const std::vector<std::set<hb_codepoint_t>>& Face::Alphabets() const {
  std::call_once(alphabets_once_, [this] {
    constexpr std::string_view kDigits = "0123456789";
    hb_font_t* font = font_.get();
    alphabets_ = {GlyphsOf(font, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", {}),
                  GlyphsOf(font, "abcdefghijklmnopqrstuvwxyz", {}),
                  GlyphsOf(font, kDigits, {}),
                  GlyphsOf(font, kDigits, {"lnum"}),
                  GlyphsOf(font, kDigits, {"onum"}),
                  GlyphsOf(font, kDigits, {"tnum"}),
                  GlyphsOf(font, kDigits, {"lnum", "tnum"}),
                  GlyphsOf(font, kDigits, {"onum", "tnum"})};
  });
  return alphabets_;
}

std::set<hb_codepoint_t> Face::WithCompanions(
    const std::set<hb_codepoint_t>& glyphs) const {
  std::set<hb_codepoint_t> together = glyphs;
  for (const std::set<hb_codepoint_t>& alphabet : Alphabets()) {
    const bool has_one = std::any_of(alphabet.begin(), alphabet.end(),
                                     [&](auto glyph) { return glyphs.contains(glyph); });
    if (has_one) together.insert(alphabet.begin(), alphabet.end());
  }
  return together;
}

Result<std::shared_ptr<const Face::Subset>> Face::MakeSubset(
    const std::set<hb_codepoint_t>& used) const {
  const std::set<hb_codepoint_t> glyphs = WithCompanions(used);
  {
    const std::lock_guard lock(subsets_mutex_);
    const auto found = subsets_.find(glyphs);
    if (found != subsets_.end()) return found->second;
  }
  ASSIGN_OR_RETURN(Subset cut, CutOut(glyphs));
  auto subset = std::make_shared<const Subset>(std::move(cut));
  const std::lock_guard lock(subsets_mutex_);
  if (subsets_.size() >= kMostSubsets) subsets_.clear();
  subsets_.emplace(glyphs, subset);
  return subset;
}

}  // namespace certseal
