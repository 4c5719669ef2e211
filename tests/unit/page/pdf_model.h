// SPDX-License-Identifier: Apache-2.0
//
// A drawn file as its objects, read by qpdf, so that rules are tested on what another
// program finds in it. A test may bend the objects and see that the rule notices.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace certseal::testing {

using Json = nlohmann::json;

// PdfModel holds objects as qpdf's JSON, version 2: names are "/Name", references
// "5 0 R", text strings "u:...", other strings "b:" and hexadecimal.
struct PdfModel {
  explicit PdfModel(const std::string& bytes);

  std::string bytes;  // the file
  Json trailer;
  std::map<std::string, Json> values;          // by "5 0 R"; a stream's dictionary
  std::map<std::string, std::string> streams;  // decoded

  // An entry that is not there is null; references are followed.
  const Json& Resolve(const Json& value) const;
  const Json& Get(const Json& dictionary, const std::string& key) const;
  // Steps down by keys and indexes: At({"AcroForm", "Fields", "0"}), from the catalog.
  const Json& At(const std::vector<std::string>& path) const;
  const Json& Catalog() const { return Get(trailer, "/Root"); }
  const Json& Page() const;
  std::string Contents() const;
  std::string Xmp() const;

  // The object that a path from the catalog leads to, to be bent.
  Json& Bend(const std::vector<std::string>& path);
  // The decoded stream that a path leads to.
  std::string& BendStream(const std::vector<std::string>& path);

  // Every dictionary of the file, nested ones among them.
  std::vector<const Json*> Dictionaries() const;
};

// Operator is one operator of a content stream with its operands as they are written.
struct Operator {
  std::string name;
  std::vector<std::string> operands;
};
std::vector<Operator> ReadOperators(const std::string& content);

// Shown is a character code that the page shows, with what is open around it.
struct Shown {
  std::string font;  // "/F0"
  int cid = 0;
  bool operator<(const Shown& other) const {
    return std::tie(font, cid) < std::tie(other.font, other.cid);
  }
};
std::set<Shown> ShownCodes(const std::string& content);

// ToUnicodeMap reads the bfchar blocks of a CMap: the code, UTF-16BE in hexadecimal.
std::map<int, std::string> ToUnicodeMap(const std::string& cmap);

// XmlValue gives the text of the first element of a name, its entities read, an rdf
// container left out; empty where there is none.
std::string XmlValue(const std::string& xml, const std::string& element);

}  // namespace certseal::testing
