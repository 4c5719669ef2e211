// SPDX-License-Identifier: Apache-2.0
//
// Face is one TrueType font file, ready to shape text and to be cut down to the glyphs
// of one document. All members are const and safe from many threads.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "page/handles.h"
#include "page/template.h"

namespace certseal {

class Face {
 public:
  // Find looks the file up among the fonts that fontconfig knows, by family and file
  // name: nothing is substituted. Where it is missing the error names its package.
  static Result<std::unique_ptr<Face>> Find(const FaceSpec& spec);
  // Open reads a given file. For tests, too.
  static Result<std::unique_ptr<Face>> Open(const FaceSpec& spec,
                                            const std::string& path);

  const FaceSpec& spec() const { return spec_; }
  const std::string& path() const { return path_; }
  double scale() const { return spec_.scale; }
  hb_font_t* font() const { return font_.get(); }
  int units_per_em() const { return units_per_em_; }
  const std::string& postscript_name() const { return postscript_name_; }

  // Covers tells whether text can be set in this face as far as its characters go;
  // invisible joiners and marks of direction need no glyph.
  bool Covers(char32_t c) const;

  // IsMark: a glyph that sits on another, as the font itself says.
  bool IsMark(hb_codepoint_t glyph) const;

  // Metrics of the font descriptor, in thousandths of the size.
  struct Metrics {
    int ascent, descent, cap_height, italic_angle;
    int x_min, y_min, x_max, y_max;
    bool italic, serif;
  };
  const Metrics& metrics() const { return metrics_; }

  // Subset is a font file of some glyphs, .notdef, and companions, and what they are called
  // in it.
  struct Subset {
    std::string deflated;  // a zlib stream
    size_t size = 0;       // of the file
    std::map<hb_codepoint_t, uint16_t> numbers;
  };
  // MakeSubset has with one digit all ten, and with one letter A to Z, or a to z, its whole
  // alphabet: then names and codes that differ need one subset for a whole batch, at the
  // price of a few kilobytes. It keeps some of the last.
  Result<std::shared_ptr<const Subset>> MakeSubset(
      const std::set<hb_codepoint_t>& used) const;

 private:
  Face() = default;
  void ReadMetrics();
  const std::vector<std::set<hb_codepoint_t>>& Alphabets() const;
  std::set<hb_codepoint_t> WithCompanions(const std::set<hb_codepoint_t>& glyphs) const;
  hb_face_t* Lean() const;
  Result<Subset> CutOut(const std::set<hb_codepoint_t>& glyphs) const;

  FaceSpec spec_;
  std::string path_;
  HbFace face_;
  HbFont font_;
  int units_per_em_ = 1000;
  std::string postscript_name_;
  Metrics metrics_ = {};
  // The face without hints and layout tables, preprocessed for subsetting. Made when
  // first asked for: most faces of a template serve scripts that most batches lack.
  mutable std::once_flag lean_once_;
  mutable HbFace lean_;

  // The glyphs that come together: letters, and digits in each of their forms.
  mutable std::once_flag alphabets_once_;
  mutable std::vector<std::set<hb_codepoint_t>> alphabets_;

  mutable std::mutex subsets_mutex_;
  mutable std::map<std::set<hb_codepoint_t>, std::shared_ptr<const Subset>> subsets_;
};

// NeedsNoGlyph: default-ignorable characters that may stand in a name (joiners,
// direction marks, variation selectors) and need no glyph.
bool NeedsNoGlyph(char32_t c);

}  // namespace certseal
