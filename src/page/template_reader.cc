// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "base/strings.h"
#include "page/element_reader.h"
#include "page/template.h"

namespace certseal {
namespace {

constexpr std::array<std::string_view, 5> kDefinitions = {"template", "page", "color",
                                                          "font", "style"};

bool IsDefinition(std::string_view word) {
  return std::find(kDefinitions.begin(), kDefinitions.end(), word) !=
         kDefinitions.end();
}

class TemplateReader {
 public:
  explicit TemplateReader(Source source) : source_(source) {}

  Result<Template> Read(const std::vector<Statement>& statements) {
    for (const Statement& s : statements) TRY(ReadDefinition(s));
    if (out_.name.empty()) return Error({}, "the template has no \"template\" line");
    if (out_.width <= 0) return Error({}, "the template has no \"page\" line");
    named_.images = &out_.images;
    named_.ornament = &ornament_;
    ASSIGN_OR_RETURN(out_.elements,
                     ReadElements(source_, statements, named_, "", IsDefinition));
    return std::move(out_);
  }

 private:
  tl::unexpected<certseal::Error> Error(Position at, std::string_view message,
                                        std::vector<std::string> hints = {}) const {
    return Fail(SyntaxError(source_, at, message, std::move(hints)));
  }

  static bool Has(const Statement& s, const std::vector<Value::Kind>& kinds) {
    return std::equal(s.values.begin(), s.values.end(), kinds.begin(), kinds.end(),
                      [](const Value& v, Value::Kind kind) { return v.kind == kind; });
  }

  Result<void> ReadDefinition(const Statement& s) {
    if (s.word == "template") return ReadName(s);
    if (s.word == "page") return ReadPage(s);
    if (s.word == "color") return ReadColor(s);
    if (s.word == "font") return ReadFont(s);
    if (s.word == "style") return ReadStyle(s);
    return {};
  }

  Result<void> ReadName(const Statement& s) {
    if (!Has(s, {Value::Kind::kString}) || s.values[0].text.empty()) {
      return Error(s.at, "\"template\" takes the template's name in double quotes");
    }
    out_.name = s.values[0].text;
    return {};
  }

  Result<void> ReadPage(const Statement& s) {
    std::vector<Value::Kind> kinds = {Value::Kind::kNumber, Value::Kind::kNumber};
    out_.mirrors = s.values.size() == 3 && s.values[2].text == "mirror";
    if (out_.mirrors) kinds.push_back(Value::Kind::kWord);
    if (!Has(s, kinds)) {
      return Error(s.at,
                   "\"page\" takes a width and a height in points, and perhaps "
                   "\"mirror\"");
    }
    for (const Value& v : {s.values[0], s.values[1]}) {
      if (v.number < 72 || v.number > 5000)
        return Error(v.at, "must be from 72 to 5000");
    }
    out_.width = s.values[0].number;
    out_.height = s.values[1].number;
    return {};
  }

  Result<void> ReadColor(const Statement& s) {
    if (!Has(s, {Value::Kind::kWord, Value::Kind::kColor})) {
      return Error(s.at,
                   "\"color\" takes a name and a color, as in: color ink #1b2a41");
    }
    if (!named_.colors.emplace(s.values[0].text, s.values[1].color).second) {
      return Error(s.at, StrCat("color \"", s.values[0].text, "\" is defined twice"));
    }
    return {};
  }

  // font NAME { face … ; with OTHER-FONT … }
  Result<void> ReadFont(const Statement& s) {
    if (!Has(s, {Value::Kind::kWord}) || !s.has_block) {
      return Error(s.at, "\"font\" takes a name and a block of faces");
    }
    std::vector<size_t> faces;
    for (const Statement& child : s.children) {
      if (child.word == "face") {
        ASSIGN_OR_RETURN(const size_t face, ReadFace(child));
        faces.push_back(face);
      } else if (child.word == "with") {
        ASSIGN_OR_RETURN(const std::vector<size_t>* other, FindFont(child));
        faces.insert(faces.end(), other->begin(), other->end());
      } else {
        return Error(child.at, StrCat("\"font\" has no setting ", Quote(child.word)),
                     {Suggest(child.word, {"face", "with"})});
      }
    }
    if (faces.empty()) return Error(s.at, "the font has no face");
    if (faces.size() > 64) return Error(s.at, "the font has more than 64 faces");
    if (!fonts_.emplace(s.values[0].text, std::move(faces)).second) {
      return Error(s.at, StrCat("font \"", s.values[0].text, "\" is defined twice"));
    }
    return {};
  }

  Result<const std::vector<size_t>*> FindFont(const Statement& s) {
    if (!Has(s, {Value::Kind::kWord})) {
      return Error(s.at, StrCat("\"", s.word, "\" takes the name of a font"));
    }
    const std::string& name = s.values[0].text;
    const auto found = fonts_.find(name);
    if (found != fonts_.end()) return &found->second;
    std::vector<std::string> known;
    for (const auto& [key, value] : fonts_) known.push_back(key);
    return Error(s.values[0].at, StrCat("unknown font ", Quote(name)),
                 {Suggest(name, known)});
  }

  // face "FAMILY" file "FILE" package "PACKAGE" [scale NUMBER] [language "TAG"]
  Result<size_t> ReadFace(const Statement& s) {
    using K = Value::Kind;
    std::vector<K> kinds = {K::kString, K::kWord, K::kString, K::kWord, K::kString};
    const auto has = [&](std::string_view word) {
      const size_t at = kinds.size();
      return at < s.values.size() && s.values[at].text == word;
    };
    const bool scaled = has("scale");
    if (scaled) kinds.insert(kinds.end(), {K::kWord, K::kNumber});
    const bool bound = has("language");
    if (bound) kinds.insert(kinds.end(), {K::kWord, K::kString});
    if (!Has(s, kinds) || s.values[1].text != "file" || s.values[3].text != "package") {
      return Error(s.at,
                   "a face is: face \"FAMILY\" file \"FILE\" package \"PACKAGE\" "
                   "[scale NUMBER] [language \"TAG\"]");
    }
    FaceSpec face{s.values[0].text, s.values[2].text, s.values[4].text,
                  scaled ? s.values[6].number : 1,
                  bound ? s.values.back().text : std::string()};
    if (face.scale < 0.25 || face.scale > 4) {
      return Error(s.values[6].at, "must be from 0.25 to 4");
    }
    if (out_.faces.size() == 128) return Error(s.at, "more than 128 faces");
    out_.faces.push_back(std::move(face));
    return out_.faces.size() - 1;
  }

  Result<void> ReadStyle(const Statement& s) {
    if (!Has(s, {Value::Kind::kWord}) || !s.has_block) {
      return Error(s.at, "\"style\" takes a name and a block of settings");
    }
    Style style;
    style.name = s.values[0].text;
    Settings settings(source_, s, named_);
    settings.Each("font", [&](const Statement& child) -> Result<void> {
      ASSIGN_OR_RETURN(const std::vector<size_t>* font, FindFont(child));
      style.faces = *font;
      return {};
    });
    const auto sizes = [&](const std::vector<double>& n) {
      style.size = n[0];
      style.min_size = n.back();
      if (style.min_size > style.size)
        settings.Fail(s.at, "the larger size comes first");
    };
    settings.Numbers("size", 1, 2, 4, 200, sizes, true);
    settings.Number("leading", 0.5, 4, style.leading);
    settings.Numbers("tracking", 1, 2, -0.2, 2, [&](const std::vector<double>& n) {
      style.tracking = n[0];
      style.least_tracking = n.back();
      if (n.back() > n[0]) settings.Fail(s.at, "the wider tracking comes first");
    });
    settings.ColorOf("color", style.color, true);
    settings.Flag("one-face", style.one_face);
    settings.Flag("optical", style.optical);
    size_t other = out_.styles.size();
    settings.StyleOf("otherwise", other);
    if (other < out_.styles.size()) style.otherwise = other;
    settings.Each("features",
                  [&](const Statement& child) { return ReadFeatures(child, style); });
    TRY(settings.Finish());
    if (style.faces.empty()) return Error(s.at, "\"style\" needs \"font\"");
    if (!named_.styles.emplace(style.name, out_.styles.size()).second) {
      return Error(s.at, StrCat("style \"", style.name, "\" is defined twice"));
    }
    out_.styles.push_back(std::move(style));
    return {};
  }

  Result<void> ReadFeatures(const Statement& s, Style& style) {
    for (const Value& value : s.values) {
      const std::string_view tag =
          std::string_view(value.text)
              .substr(value.text.starts_with('-') || value.text.starts_with('+') ? 1
                                                                                 : 0);
      if (value.kind != Value::Kind::kString || tag.size() != 4) {
        return Error(value.at,
                     "a feature is four letters in double quotes, as \"smcp\" "
                     "or \"-liga\"");
      }
      style.features.push_back(value.text);
    }
    return {};
  }

  Source source_;
  Template out_;
  Named named_;
  size_t ornament_ = 0;
  std::map<std::string, std::vector<size_t>> fonts_;
};

}  // namespace

Result<Template> ReadTemplate(std::string_view file_name, std::string_view text) {
  ASSIGN_OR_RETURN(const std::vector<Statement> statements,
                   ParseStatements(file_name, text));
  return TemplateReader({file_name, text}).Read(statements);
}

}  // namespace certseal
