// SPDX-License-Identifier: Apache-2.0
#include "page/paragraph.h"

#include <algorithm>
#include <cmath>

#include "base/unicode.h"
#include "page/itemize.h"
#include "page/small_capitals.h"

namespace certseal {
namespace {

// Readers take a wider gap for a space between words.
constexpr double kWordlikeTracking = 0.05;

// What a Latin line takes of its size above and below the baseline.
constexpr double kAscent = 0.74, kDescent = 0.26;

// Letters that were to be small capitals and are not want less space between them.
constexpr double kPlainShare = 0.25;

// Scripts whose letters do not join may be spaced out.
bool MaySpaceOut(hb_script_t script) {
  switch (script) {
    case HB_SCRIPT_LATIN:
    case HB_SCRIPT_GREEK:
    case HB_SCRIPT_CYRILLIC:
    case HB_SCRIPT_ARMENIAN:
    case HB_SCRIPT_HEBREW:
      return true;
    default:
      return false;
  }
}

// The language that nearly all who write a script write it in. Scripts of several
// (Latin, Cyrillic, Arabic, Han, Devanagari, Bengali, Ethiopic) tell none.
std::string_view LanguageOf(hb_script_t script) {
  static constexpr std::pair<hb_script_t, std::string_view> kLanguages[] = {
      {HB_SCRIPT_ARMENIAN, "hy"},  {HB_SCRIPT_GEORGIAN, "ka"},
      {HB_SCRIPT_GREEK, "el"},     {HB_SCRIPT_GUJARATI, "gu"},
      {HB_SCRIPT_GURMUKHI, "pa"},  {HB_SCRIPT_HANGUL, "ko"},
      {HB_SCRIPT_HEBREW, "he"},    {HB_SCRIPT_HIRAGANA, "ja"},
      {HB_SCRIPT_KANNADA, "kn"},   {HB_SCRIPT_KATAKANA, "ja"},
      {HB_SCRIPT_KHMER, "km"},     {HB_SCRIPT_LAO, "lo"},
      {HB_SCRIPT_MALAYALAM, "ml"}, {HB_SCRIPT_TAMIL, "ta"},
      {HB_SCRIPT_TELUGU, "te"},    {HB_SCRIPT_THAI, "th"}};
  for (const auto& [known, language] : kLanguages) {
    if (known == script) return language;
  }
  return {};
}

// Gives every glyph of one cluster, [first, last), its share of the cluster's text.
// Left to right each takes one character and the last the rest, so that reading them in
// order gives the text; right to left readers turn glyphs round one by one, so that the
// whole text must stand at one of them.
void ShareText(std::vector<Glyph>& glyphs, size_t first, size_t last, uint32_t begin,
               uint32_t end, std::string_view text, bool right_to_left) {
  if (right_to_left) {
    const auto wide = std::find_if(glyphs.begin() + static_cast<ptrdiff_t>(first),
                                   glyphs.begin() + static_cast<ptrdiff_t>(last),
                                   [](const Glyph& g) { return g.advance != 0; });
    const auto at = static_cast<size_t>(wide - glyphs.begin());
    Glyph& bearer = glyphs[at < last ? at : first];
    bearer.text = begin;
    bearer.text_size = end - begin;
    return;
  }
  size_t pos = begin;
  for (size_t i = first; i < last && pos < end; ++i) {
    glyphs[i].text = static_cast<uint32_t>(pos);
    if (i + 1 == last) {
      pos = end;
    } else if (!DecodeUtf8(text, pos)) {
      pos = end;
    }
    glyphs[i].text_size = static_cast<uint32_t>(pos) - glyphs[i].text;
  }
}

}  // namespace

class ParagraphBuilder {
 public:
  ParagraphBuilder(const Shaper& shaper, const Items& items,
                   const PageLanguage& language)
      : shaper_(shaper),
        items_(items),
        characters_(items.characters),
        language_(language) {}

  tl::expected<Paragraph, NoGlyph> Build() {
    out_.text = items_.text;
    out_.right_to_left = items_.right_to_left;
    FindBreaks(items_, out_.breaks, out_.soft_breaks);
    const size_t size = characters_.size();
    for (size_t begin = 0; begin < size;) {
      const size_t end = EndOf(begin, &ParagraphBuilder::SameStyle);
      if (!SetPhrase(begin, end)) return tl::unexpected(problem_);
      begin = end;
    }
    MeasureInk();
    if (!out_.runs.empty()) out_.language = out_.runs[0].language;
    for (const Run& run : out_.runs) {
      if (run.language != out_.language) out_.language = {};
    }
    return std::move(out_);
  }

 private:
  using Same = bool (ParagraphBuilder::*)(const Character&, const Character&) const;
  bool SameStyle(const Character& a, const Character& b) const {
    return a.style == b.style;
  }
  bool SameItem(const Character& a, const Character& b) const {
    return a.style == b.style && a.script == b.script && a.level == b.level;
  }
  bool SameWord(const Character& a, const Character& b) const {
    return SameItem(a, b) && a.code != ' ';
  }
  size_t EndOf(size_t begin, Same same) const {
    size_t end = begin + 1;
    while (end < characters_.size() &&
           (this->*same)(characters_[end - 1], characters_[end])) {
      ++end;
    }
    return end;
  }

  uint32_t ByteOf(size_t character) const {
    return character < characters_.size() ? characters_[character].byte
                                          : static_cast<uint32_t>(items_.text.size());
  }

  const Style& StyleOf(size_t character) const {
    return shaper_.styles_[characters_[character].style];
  }

  bool Covers(const Face& face, size_t begin, size_t end) const {
    for (size_t i = begin; i < end; ++i) {
      if (!face.Covers(characters_[i].code)) return CoversComposed(face, begin, end);
    }
    return true;
  }

  // A face may have a letter with its accent, and not the accent alone.
  bool CoversComposed(const Face& face, size_t begin, size_t end) const {
    const size_t from = ByteOf(begin);
    const std::u32string composed =
        ToUtf32(Nfc(std::string_view(items_.text).substr(from, ByteOf(end) - from)));
    return std::all_of(composed.begin(), composed.end(),
                       [&](char32_t c) { return face.Covers(c); });
  }

  // The first of the style's faces that has all of [begin, end), or none.
  std::optional<size_t> FaceFor(size_t begin, size_t end) const {
    std::optional<size_t> foreign;
    for (const size_t face : StyleOf(begin).faces) {
      const std::string& bound = shaper_.faces_[face]->spec().language;
      const bool is_foreign = !bound.empty() && bound != language_.primary;
      if ((is_foreign && foreign) || !Covers(*shaper_.faces_[face], begin, end)) continue;
      if (!is_foreign) return face;
      foreign = face;
    }
    return foreign;
  }

  bool SetPhrase(size_t begin, size_t end) {
    const bool one_face = StyleOf(begin).one_face;
    const std::optional<size_t> whole = one_face ? FaceFor(begin, end) : std::nullopt;
    while (begin < end) {
      const size_t item_end = EndOf(begin, &ParagraphBuilder::SameItem);
      const std::optional<size_t> face = whole      ? whole
                                         : one_face ? FaceFor(begin, item_end)
                                                    : FirstFaceFor(begin, item_end);
      if (face ? !ShapeRun(*face, begin, item_end) : !SetWords(begin, item_end)) {
        return false;
      }
      begin = item_end;
    }
    return true;
  }

  // The face for a run of prose: the style's first, or one that has no character in
  // common with it, as another script's. Nothing where the first has a part.
  std::optional<size_t> FirstFaceFor(size_t begin, size_t end) const {
    const Face& first = *shaper_.faces_[StyleOf(begin).faces[0]];
    if (Covers(first, begin, end)) return StyleOf(begin).faces[0];
    for (size_t i = begin; i < end; ++i) {
      if (!characters_[i].common && first.Covers(characters_[i].code))
        return std::nullopt;
    }
    return FaceFor(begin, end);
  }

  bool SetWords(size_t begin, size_t end) {
    size_t run = begin;  // words so far that are of one face
    std::optional<size_t> run_face;
    while (begin < end) {
      size_t word_end = EndOf(begin, &ParagraphBuilder::SameWord);
      word_end = PartEnd(begin, word_end, FirstSign(begin, word_end));
      std::optional<size_t> face = FaceFor(begin, word_end);
      if (!face) {
        // The letters' face may lack the word's signs, as a Hebrew one quotation marks.
        word_end = PartEnd(begin, word_end, FirstCommon(begin, word_end));
        face = FaceFor(begin, word_end);
      }
      if (!face) return Blame(begin, word_end);
      if (run_face && run_face != face) {
        if (!ShapeRun(*run_face, run, begin)) return false;
        run = begin;
      }
      run_face = face;
      begin = word_end;
    }
    return ShapeRun(*run_face, run, end);
  }

  // The first sign of no script in a word that the style's first face lacks, or `end`.
  size_t FirstSign(size_t begin, size_t end) const {
    const Face& first = *shaper_.faces_[StyleOf(begin).faces[0]];
    size_t i = begin;
    while (i < end && !(characters_[i].common && !first.Covers(characters_[i].code)))
      ++i;
    return i;
  }

  size_t FirstCommon(size_t begin, size_t end) const {
    while (begin < end && !characters_[begin].common) ++begin;
    return begin;
  }

  // Where the part of a word ends that goes up to a sign, or is one.
  static size_t PartEnd(size_t begin, size_t end, size_t sign) {
    return sign == begin ? begin + 1 : std::min(sign, end);
  }

  // The first character that no face has; or else the first that the face with the most
  // of the word lacks.
  bool Blame(size_t begin, size_t end) {
    size_t furthest = begin;
    for (const size_t face : StyleOf(begin).faces) {
      size_t i = begin;
      while (i < end && shaper_.faces_[face]->Covers(characters_[i].code)) ++i;
      if (i < end) furthest = std::max(furthest, i);
    }
    for (size_t i = begin; i < end; ++i) {
      if (!FaceFor(i, i + 1)) {
        furthest = i;
        break;
      }
    }
    problem_ = {characters_[furthest].byte, characters_[furthest].code};
    return false;
  }

  bool ShapeRun(size_t face_index, size_t begin, size_t end) {
    const Character& first = characters_[begin];
    Run run;
    run.face = shaper_.faces_[face_index].get();
    run.face_index = face_index;
    run.style = first.style;
    run.level = first.level;
    run.begin = first.byte;
    run.end = ByteOf(end);
    run.language = LanguageOf(first.script);
    run.tracking = StyleOf(begin).tracking;
    run.may_space_out = MaySpaceOut(first.script);
    CallHarfBuzz(run, first.script, shaper_.features_[run.style]);
    if (!language_.primary.empty()) Suit(run, first.script);
    run.needs_actual_text = run.tracking > kWordlikeTracking && !run.right_to_left();
    for (const Glyph& glyph : run.glyphs) {
      if (glyph.id != 0) continue;
      const auto at =
          std::find_if(characters_.begin(), characters_.end(),
                       [&](const Character& c) { return c.byte == glyph.cluster; });
      problem_ = {at->byte, at->code};
      return false;
    }
    ShareTexts(run);
    out_.runs.push_back(std::move(run));
    return true;
  }

  // Takes back what a style asks for and does not suit the script or the face.
  void Suit(Run& run, hb_script_t script) {
    if (!MaySpaceOut(script)) {
      run.tracking = 0;
    } else if (WantsSmallCapitals(shaper_.styles_[run.style]) &&
               !(language_.small_capitals && DrewSmallCapitals(run, items_.text))) {
      run.tracking *= kPlainShare;
      CallHarfBuzz(run, script, shaper_.plain_features_[run.style]);
    }
  }

  static bool WantsSmallCapitals(const Style& style) {
    return std::any_of(style.features.begin(), style.features.end(), IsSmallCapitals);
  }

  void CallHarfBuzz(Run& run, hb_script_t script, const Shaper::Features& features) {
    hb_buffer_t* buffer = buffer_.get();
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_add_utf8(buffer, items_.text.data(), static_cast<int>(items_.text.size()),
                       run.begin, static_cast<int>(run.end - run.begin));
    hb_buffer_set_direction(buffer,
                            run.right_to_left() ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, script);
    hb_shape(run.face->font(), buffer, features.data(),
             static_cast<unsigned>(features.size()));
    unsigned count = 0;
    const hb_glyph_info_t* info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t* place = hb_buffer_get_glyph_positions(buffer, nullptr);
    const auto space = static_cast<int32_t>(
        MaySpaceOut(script) ? std::lround(run.tracking * run.face->units_per_em()) : 0);
    // A mark comes after its letter and the space of that, and stays over the letter.
    const int32_t back =
        run.right_to_left() || language_.primary.empty() ? 0 : space;
    run.glyphs.resize(count);
    for (unsigned i = 0; i < count; ++i) {
      const int32_t advance = place[i].x_advance;
      run.glyphs[i] = {info[i].codepoint,
                       advance + (advance != 0 ? space : 0),
                       place[i].x_offset - (advance != 0 ? 0 : back),
                       place[i].y_offset,
                       info[i].cluster,
                       0,
                       0};
    }
  }

  void ShareTexts(Run& run) const {
    std::vector<Glyph>& glyphs = run.glyphs;
    const bool rtl = run.right_to_left();
    uint32_t previous = run.end;  // the cluster to the left, where text runs leftwards
    for (size_t first = 0; first < glyphs.size();) {
      size_t last = first + 1;
      while (last < glyphs.size() && glyphs[last].cluster == glyphs[first].cluster)
        ++last;
      const uint32_t begin = glyphs[first].cluster;
      const uint32_t next = last < glyphs.size() ? glyphs[last].cluster : run.end;
      ShareText(glyphs, first, last, begin, rtl ? previous : next, out_.text, rtl);
      const bool marks = std::any_of(glyphs.begin() + static_cast<ptrdiff_t>(first),
                                     glyphs.begin() + static_cast<ptrdiff_t>(last),
                                     [](const Glyph& g) { return g.advance == 0; });
      if (!rtl && (marks || last - first > 1)) run.needs_actual_text = true;
      previous = begin;
      first = last;
    }
  }

  void MeasureInk() {
    out_.ascent = kAscent;
    out_.descent = kDescent;
    if (out_.runs.empty()) return;
    const double main_size = shaper_.styles_[out_.runs[0].style].size;
    for (const Run& run : out_.runs) {
      const double unit = shaper_.styles_[run.style].size / main_size *
                          run.face->scale() / run.face->units_per_em();
      for (const Glyph& glyph : run.glyphs) {
        hb_glyph_extents_t ink;
        if (!hb_font_get_glyph_extents(run.face->font(), glyph.id, &ink)) continue;
        const int top = ink.y_bearing + glyph.dy;
        out_.ascent = std::max(out_.ascent, top * unit);
        out_.descent = std::max(out_.descent, -(top + ink.height) * unit);
      }
    }
  }

  const Shaper& shaper_;
  const Items& items_;
  const std::vector<Character>& characters_;
  const PageLanguage& language_;
  HbBuffer buffer_{hb_buffer_create()};
  Paragraph out_;
  NoGlyph problem_;
};

Shaper::Features Shaper::FeaturesOf(const Style& style, bool small_capitals) {
  Features features;
  std::vector<std::string> names = style.features;
  // Letters that are spaced out must not be joined.
  if (style.tracking != 0) names.insert(names.begin(), {"-liga", "-clig"});
  for (const std::string& name : names) {
    if (!small_capitals && IsSmallCapitals(name)) continue;
    hb_feature_t feature;
    if (hb_feature_from_string(name.data(), static_cast<int>(name.size()), &feature)) {
      features.push_back(feature);
    }
  }
  return features;
}

Shaper::Shaper(const std::vector<Style>& styles,
               const std::vector<std::unique_ptr<Face>>& faces)
    : styles_(styles), faces_(faces) {
  for (const Style& style : styles) {
    features_.push_back(FeaturesOf(style, true));
    plain_features_.push_back(FeaturesOf(style, false));
  }
}

tl::expected<Paragraph, NoGlyph> Shaper::Shape(
    const std::vector<StyledText>& texts, const PageLanguage& language) const {
  tl::expected<Items, NoGlyph> items = Itemize(texts, language);
  if (!items) return tl::unexpected(items.error());
  return ParagraphBuilder(*this, *items, language).Build();
}

}  // namespace certseal
