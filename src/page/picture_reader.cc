// SPDX-License-Identifier: Apache-2.0
#include "page/picture_reader.h"

#include <algorithm>

#include "base/strings.h"
#include "page/vocabulary.h"

namespace certseal {
namespace {

// A name that leads out of the template's directory, or that some systems cannot have, is
// none.
bool IsImageName(std::string_view name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_' || c == '.';
  });
  return plain && !name.empty() && name.size() <= 64 && name[0] != '.';
}

Result<Element> ReadFileImage(Source source, const Statement& s, const Named& named,
                              const PhraseReader& phrases) {
  ImageBox out;
  std::string file;
  bool is_ornament = false;
  Settings settings(source, s, named);
  settings.BoxOf("box", out.box, true);
  settings.String("file", file, true);
  settings.Flag("ornament", is_ornament);
  phrases.ReadAlt(settings, out.alt);
  TRY(settings.Finish());
  if (!IsImageName(file)) {
    return Fail(SyntaxError(source, s.at, StrCat(Quote(file), " is no picture's name"),
                            {"a name of letters, digits, \"-\", \"_\" and \".\""}));
  }
  if (is_ornament != out.alt.pieces.empty()) {
    return Fail(SyntaxError(source, s.at,
                            "\"image\" needs either \"alt\", to be read out, or "
                            "\"ornament\""));
  }
  std::vector<std::string>& images = *named.images;
  const auto known = std::find(images.begin(), images.end(), file);
  out.image = static_cast<size_t>(known - images.begin());
  if (known == images.end()) images.push_back(file);
  if (images.size() <= 8) return Element(std::move(out));
  return Fail(SyntaxError(source, s.at, "more than 8 pictures"));
}

Result<Element> ReadFieldImage(Source source, const Statement& s, const Named& named,
                               const PhraseReader& phrases) {
  PictureField out;
  Settings settings(source, s, named);
  settings.String("field", out.field, true);
  settings.Number("height", 4, 500, out.height, true);
  settings.Number("width", 4, 5000, out.width);
  settings.Number("drop", 0, 100, out.drop);
  PhraseReader::ReadAlign(settings, out.align);
  phrases.ReadAlt(settings, out.alt);
  TRY(settings.Finish());
  const std::vector<std::string>& known = PictureFieldNames(phrases.list());
  if (std::find(known.begin(), known.end(), out.field) == known.end()) {
    return Fail(SyntaxError(source, s.at,
                            StrCat("there is no picture in the field ", Quote(out.field)),
                            {"of the list signatories: signature"}));
  }
  if (!out.alt.pieces.empty()) return Element(std::move(out));
  return Fail(SyntaxError(source, s.at, "\"image\" needs \"alt\", to be read out",
                          {"alt \"{words.signature}\""}));
}

}  // namespace

Result<Element> ReadImage(Source source, const Statement& s, const Named& named,
                          const PhraseReader& phrases) {
  const bool of_field =
      std::any_of(s.children.begin(), s.children.end(),
                  [](const Statement& child) { return child.word == "field"; });
  return of_field ? ReadFieldImage(source, s, named, phrases)
                  : ReadFileImage(source, s, named, phrases);
}

}  // namespace certseal
