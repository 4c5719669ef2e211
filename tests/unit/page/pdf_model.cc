// SPDX-License-Identifier: Apache-2.0
#include "pdf_model.h"

#include <cctype>
#include <regex>
#include <stdexcept>

#include "tools.h"

namespace certseal::testing {
namespace {

const Json kNull;

std::string DecodeBase64(const std::string& text) {
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    static const std::string kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const size_t digit = kDigits.find(c);
    if (digit == std::string::npos) break;
    bits = bits << 6 | static_cast<unsigned>(digit);
    count += 6;
    if (count >= 8) out += static_cast<char>(bits >> (count -= 8) & 255);
  }
  return out;
}

void Collect(const Json& value, std::vector<const Json*>& out) {
  if (value.is_object()) out.push_back(&value);
  if (!value.is_structured()) return;
  for (const Json& each : value) Collect(each, out);
}

}  // namespace

PdfModel::PdfModel(const std::string& file) : bytes(file) {
  const Directory dir;
  const Outcome run = RunCommand(
      "qpdf --json=2 --json-stream-data=inline --decode-level=generalized "
      "--json-key=qpdf " +
      dir.Write("a.pdf", file));
  const Json read = Json::parse(run.output).at("qpdf").at(1);
  for (const auto& [key, object] : read.items()) {
    if (key == "trailer") {
      trailer = object.at("value");
    } else if (object.contains("stream")) {
      values[key.substr(4)] = object["stream"].at("dict");
      streams[key.substr(4)] = DecodeBase64(object["stream"].at("data"));
    } else {
      values[key.substr(4)] = object.at("value");
    }
  }
}

const Json& PdfModel::Resolve(const Json& value) const {
  if (!value.is_string()) return value;
  const auto found = values.find(value.get<std::string>());
  return found == values.end() ? value : found->second;
}

const Json& PdfModel::Get(const Json& dictionary, const std::string& key) const {
  const Json& resolved = Resolve(dictionary);
  if (!resolved.is_object() || !resolved.contains(key)) return kNull;
  return Resolve(resolved.at(key));
}

const Json& PdfModel::At(const std::vector<std::string>& path) const {
  const Json* at = &Catalog();
  for (const std::string& step : path) {
    if (at->is_array()) {
      const size_t index = std::stoul(step);
      at = index < at->size() ? &Resolve(at->at(index)) : &kNull;
    } else {
      at = &Get(*at, "/" + step);
    }
  }
  return *at;
}

Json& PdfModel::Bend(const std::vector<std::string>& path) {
  return const_cast<Json&>(At(path));
}

std::string& PdfModel::BendStream(const std::vector<std::string>& path) {
  const Json& dictionary = At(path);
  for (const auto& [reference, value] : values) {
    if (&value == &dictionary) return streams.at(reference);
  }
  throw std::runtime_error("no stream there");
}

const Json& PdfModel::Page() const { return At({"Pages", "Kids", "0"}); }

std::string PdfModel::Contents() const {
  return streams.at(Page().at("/Contents").get<std::string>());
}

std::string PdfModel::Xmp() const {
  return streams.at(Catalog().at("/Metadata").get<std::string>());
}

std::vector<const Json*> PdfModel::Dictionaries() const {
  std::vector<const Json*> out;
  Collect(trailer, out);
  for (const auto& [reference, value] : values) Collect(value, out);
  return out;
}

std::vector<Operator> ReadOperators(const std::string& content) {
  static const std::regex token(
      R"(<<|>>|<[0-9A-Fa-f]*>|\((?:\\.|[^\\()])*\)|\[|\]|/[^\s<>\[\]()/]+|[^\s<>\[\]()/]+)");
  std::vector<Operator> out;
  std::vector<std::string> operands;
  for (std::sregex_iterator i(content.begin(), content.end(), token), end; i != end;
       ++i) {
    const std::string text = i->str();
    const bool is_operator = std::isalpha(static_cast<unsigned char>(text[0])) != 0;
    if (!is_operator) {
      operands.push_back(text);
      continue;
    }
    out.push_back({text, std::move(operands)});
    operands.clear();
  }
  return out;
}

std::set<Shown> ShownCodes(const std::string& content) {
  std::set<Shown> out;
  std::string font;
  for (const Operator& op : ReadOperators(content)) {
    if (op.name == "Tf") font = op.operands.at(0);
    if (op.name != "TJ") continue;
    for (const std::string& operand : op.operands) {
      if (operand[0] != '<') continue;
      for (size_t i = 1; i + 4 < operand.size(); i += 4) {
        out.insert({font, std::stoi(operand.substr(i, 4), nullptr, 16)});
      }
    }
  }
  return out;
}

std::map<int, std::string> ToUnicodeMap(const std::string& cmap) {
  static const std::regex line("\n<([0-9A-F]{4})> <([0-9A-F]*)>");
  std::map<int, std::string> out;
  for (std::sregex_iterator i(cmap.begin(), cmap.end(), line), end; i != end; ++i) {
    out[std::stoi((*i)[1], nullptr, 16)] = (*i)[2];
  }
  return out;
}

std::string XmlValue(const std::string& xml, const std::string& element) {
  const size_t begin = xml.find("<" + element + ">");
  if (begin == std::string::npos) return "";
  const size_t end = xml.find("</" + element + ">", begin);
  std::string out = std::regex_replace(xml.substr(begin, end - begin),
                                       std::regex("<[^>]*>"), std::string());
  for (const auto& [entity, character] : std::map<std::string, std::string>{
           {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}}) {
    for (size_t at; (at = out.find(entity)) != std::string::npos;) {
      out.replace(at, entity.size(), character);
    }
  }
  for (size_t at = 0; (at = out.find("&amp;", at)) != std::string::npos; ++at) {
    out.replace(at, 5, "&");
  }
  return out;
}

}  // namespace certseal::testing
