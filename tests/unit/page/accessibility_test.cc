// SPDX-License-Identifier: Apache-2.0
//
// ISO 14289-1 (PDF/UA-1), by the failure conditions of the Matterhorn Protocol that a
// machine can decide; fonts (its 7.21) are tested with PDF/A's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "base/strings.h"
#include "rule.h"
#include "tools.h"

namespace certseal {
namespace {

using testing::ExpectRule;
using testing::Json;
using testing::Operator;
using testing::PdfModel;
using testing::Problems;
using testing::ReadOperators;
using testing::Replace;
using testing::XmlValue;

// Visits every element of the tree, parents first, in reading order.
template <typename Visit>
void Walk(const PdfModel& pdf, const Json& element, const Json& parent,
          const Visit& visit) {
  visit(element, parent);
  const Json& kids = pdf.Get(element, "/K");
  if (!kids.is_array()) return;
  for (const Json& kid : kids) {
    if (!kid.is_number()) Walk(pdf, pdf.Resolve(kid), element, visit);
  }
}

template <typename Visit>
void EachElement(const PdfModel& pdf, const Visit& visit) {
  Walk(pdf, pdf.At({"StructTreeRoot", "K"}), pdf.At({"StructTreeRoot"}), visit);
}

std::string TypeOf(const Json& element) { return element.value("/S", "none"); }

// What the content stream marks, in its order.
struct Marked {
  std::vector<std::pair<std::string, int>> sequences;  // type and MCID
  Problems problems;
};

Marked ReadMarked(const PdfModel& pdf) {
  static const std::set<std::string> kPaints = {"TJ", "S", "s", "f", "Do"};
  Marked out;
  std::vector<std::string> open;
  const auto is_open = [&](const char* what) {
    return std::find(open.begin(), open.end(), what) != open.end();
  };
  for (const Operator& op : ReadOperators(pdf.Contents())) {
    if (op.name == "BMC" || op.name == "BDC") {
      const auto mcid = std::find(op.operands.begin(), op.operands.end(), "/MCID");
      const bool artifact = op.operands[0] == "/Artifact";
      if ((artifact || mcid != op.operands.end()) && !open.empty())
        out.problems.push_back("marked content in marked content");
      if (mcid != op.operands.end()) {
        out.sequences.emplace_back(op.operands[0], std::stoi(*(mcid + 1)));
        open.emplace_back("content");
      } else {
        open.emplace_back(artifact ? "artifact" : "span");
      }
    } else if (op.name == "EMC") {
      if (open.empty()) out.problems.push_back("EMC too many");
      if (!open.empty()) open.pop_back();
    } else if (kPaints.count(op.name) > 0 && !is_open("content") &&
               !is_open("artifact")) {
      out.problems.push_back("unmarked " + op.name);
    }
  }
  if (!open.empty()) out.problems.push_back("EMC missing");
  return out;
}

// 01-003, 01-004, 01-005: all content is tagged or an artifact, never both.
Problems AllContentIsMarked(const PdfModel& pdf) { return ReadMarked(pdf).problems; }

// 01-006, 09-001, 28-004: tree, parent tree and content stream say the same, in the
// same order.
Problems TreeIsContent(const PdfModel& pdf) {
  Problems out;
  std::vector<std::pair<std::string, int>> in_tree;
  const Json& parents = pdf.At({"StructTreeRoot", "ParentTree", "Nums"});
  if (pdf.Get(pdf.Page(), "/StructParents") != parents.at(0))
    out.push_back("StructParents");
  EachElement(pdf, [&](const Json& element, const Json& parent) {
    if (&pdf.Get(element, "/P") != &parent) out.push_back("P of " + TypeOf(element));
    const Json& kids = pdf.Get(element, "/K");
    if (!kids.is_array()) return;
    for (const Json& kid : kids) {
      if (!kid.is_number()) continue;
      in_tree.emplace_back(TypeOf(element), kid.get<int>());
      if (kid >= parents[1].size() ||
          &pdf.Resolve(parents[1][kid.get<size_t>()]) != &element)
        out.push_back("parent tree " + kid.dump());
      if (&pdf.Get(element, "/Pg") != &pdf.Page()) out.push_back("Pg");
    }
  });
  if (in_tree != ReadMarked(pdf).sequences) out.push_back("another order");
  if (parents[1].size() != in_tree.size()) out.push_back("parent tree");
  return out;
}

// 06-001 to 06-004, 07-001, 07-002.
Problems Metadata(const PdfModel& pdf) {
  Problems out;
  if (XmlValue(pdf.Xmp(), "pdfuaid:part") != "1") out.push_back("pdfuaid");
  if (XmlValue(pdf.Xmp(), "dc:title").empty()) out.push_back("no title");
  if (pdf.At({"ViewerPreferences", "DisplayDocTitle"}) != true)
    out.push_back("DisplayDocTitle");
  if (pdf.At({"MarkInfo", "Suspects"}) == true) out.push_back("Suspects");
  return out;
}

// 11-001 to 11-007: a language for the document, and valid ones in the content.
Problems Languages(const PdfModel& pdf) {
  Problems out;
  if (!pdf.At({"Lang"}).is_string()) out.push_back("no Lang");
  const std::string content = pdf.Contents();
  const std::regex span("/Lang \\(([^)]*)\\)");
  for (std::sregex_iterator i(content.begin(), content.end(), span), end; i != end;
       ++i) {
    if (!std::regex_match((*i)[1].str(), std::regex("[a-z]{2}")))
      out.push_back((*i)[1]);
  }
  return out;
}

// 13-004; and the box that ISO 32000-1, 14.8.5.4.3 wants.
Problems Figures(const PdfModel& pdf) {
  Problems out;
  EachElement(pdf, [&](const Json& element, const Json&) {
    if (TypeOf(element) != "/Figure") return;
    if (element.value("/Alt", "u:").size() < 4) out.push_back("no Alt");
    const Json& box = pdf.Get(pdf.Get(element, "/A"), "/BBox");
    const Json& sheet = pdf.Get(pdf.Page(), "/MediaBox");
    if (box.size() != 4 || box[0] >= box[2] || box[1] >= box[3] || box[2] > sheet[2] ||
        box[3] > sheet[3])
      out.push_back("BBox");
  });
  return out;
}

// 14-002, 14-003, 14-007: the first heading is H1, and there are no others.
Problems Headings(const PdfModel& pdf) {
  Problems out;
  EachElement(pdf, [&](const Json& element, const Json&) {
    if (std::regex_match(TypeOf(element), std::regex("/H[2-9]?")))
      out.push_back(TypeOf(element));
  });
  return out;
}

// ISO 32000-1, 14.8.4.3.3; 16-001, 16-002.
Problems Lists(const PdfModel& pdf) {
  static const std::map<std::string, std::set<std::string>> kParents = {
      {"/Document", {"none"}},
      {"/LI", {"/L"}},
      {"/Lbl", {"/LI"}},
      {"/LBody", {"/LI"}},
      {"/L", {"/Document"}},
      {"/H1", {"/Document"}},
      {"/Figure", {"/Document"}},
      {"/Form", {"/Document"}},
      {"/Table", {"/Document"}},
      {"/TR", {"/Table"}},
      {"/TH", {"/TR"}},
      {"/TD", {"/TR"}},
      {"/P", {"/Document", "/LBody"}}};
  Problems out;
  EachElement(pdf, [&](const Json& element, const Json& parent) {
    const std::string type = TypeOf(element);
    const auto known = kParents.find(type);
    if (known == kParents.end() || known->second.count(TypeOf(parent)) == 0)
      out.push_back(type + " in " + TypeOf(parent));
    if (type == "/L" && pdf.Get(pdf.Get(element, "/A"), "/ListNumbering") != "/None")
      out.push_back("ListNumbering");
    const bool empty = pdf.Get(element, "/K").empty();
    if (empty && type != "/Document") out.push_back("empty " + type);
  });
  return out;
}

// ISO 32000-1, 14.8.4.3.4; 15-003: lines of one length, heads that say of what.
Problems Tables(const PdfModel& pdf) {
  Problems out;
  EachElement(pdf, [&](const Json& element, const Json&) {
    if (TypeOf(element) == "/TH" &&
        pdf.Get(pdf.Get(element, "/A"), "/Scope") != "/Column")
      out.push_back("Scope");
    if (TypeOf(element) != "/Table") return;
    const Json& lines = pdf.Get(element, "/K");
    for (const Json& line : lines) {
      if (pdf.Get(pdf.Resolve(line), "/K").size() !=
          pdf.Get(pdf.Resolve(lines[0]), "/K").size())
        out.push_back("a line of another length");
    }
  });
  return out;
}

// 28-002, 28-005, 28-008, 28-009, 28-010, 28-012.
Problems FormFields(const PdfModel& pdf) {
  Problems out;
  const Json& annotations = pdf.Get(pdf.Page(), "/Annots");
  if (annotations.is_null()) return out;
  if (pdf.Get(pdf.Page(), "/Tabs") != "/S") out.push_back("Tabs");
  const Json& parents = pdf.At({"StructTreeRoot", "ParentTree", "Nums"});
  for (const Json& each : annotations) {
    const Json& widget = pdf.Resolve(each);
    if (widget.value("/TU", "u:").size() < 4) out.push_back("TU");
    if (parents.size() != 4 || parents[2] != widget.value("/StructParent", Json())) {
      out.push_back("StructParent");
      continue;
    }
    const Json& form = pdf.Resolve(parents[3]);
    if (TypeOf(form) != "/Form") out.push_back("not in a Form");
    const Json& kid = pdf.Get(form, "/K");
    if (pdf.Get(kid, "/Type") != "/OBJR" || &pdf.Get(kid, "/Obj") != &widget)
      out.push_back("OBJR");
    size_t times = 0;
    EachElement(pdf,
                [&](const Json& element, const Json&) { times += &element == &form; });
    if (times != 1) out.push_back("not in the tree");
  }
  return out;
}

// 30-001, 30-002: forms that are painted hold no content of the tree.
Problems FormXObjects(const PdfModel& pdf) {
  Problems out;
  for (const auto& [reference, bytes] : pdf.streams) {
    const Json& dictionary = pdf.values.at(reference);
    if (dictionary.value("/Subtype", "") != "/Form") continue;
    if (dictionary.contains("/Ref")) out.push_back("Ref");
    if (bytes.find("MCID") != std::string::npos) out.push_back("MCID");
  }
  return out;
}

std::string& Content(PdfModel& p) {
  return p.BendStream({"Pages", "Kids", "0", "Contents"});
}
Json& Kid(PdfModel& p, const char* index) {
  return p.Bend({"StructTreeRoot", "K", "K", index});
}
Json& First(PdfModel& p, const std::string& type) {
  const Json* found = nullptr;
  EachElement(p, [&](const Json& element, const Json&) {
    if (found == nullptr && TypeOf(element) == type) found = &element;
  });
  return const_cast<Json&>(*found);
}

TEST(Accessible, AllContentIsMarked71) {
  ExpectRule(
      "7.1", AllContentIsMarked,
      {[](PdfModel& p) { Replace(Content(p), "/Artifact BMC\n", "/Other BMC\n"); },
       [](PdfModel& p) { Replace(Content(p), "/P <</MCID 0>> BDC", "/P BMC"); },
       [](PdfModel& p) { Replace(Content(p), "EMC\n", ""); },
       [](PdfModel& p) { Content(p) += "0 0 m S\n"; }});
}

TEST(Accessible, TreeIsContent72) {
  ExpectRule("7.2 reading order", TreeIsContent,
             {[](PdfModel& p) {
                std::swap(p.Bend({"StructTreeRoot", "K", "K"})[0],
                          p.Bend({"StructTreeRoot", "K", "K"})[1]);
              },
              [](PdfModel& p) {
                p.Bend({"StructTreeRoot", "ParentTree", "Nums", "1"}).erase(0);
              },
              [](PdfModel& p) { Kid(p, "0")["/P"] = "1 0 R"; },
              [](PdfModel& p) { Kid(p, "0")["/K"] = {1}; },
              [](PdfModel& p) {
                p.Bend({"Pages", "Kids", "0"})["/StructParents"] = 7;
              }});
}

TEST(Accessible, Metadata5And71) {
  ExpectRule(
      "5, 7.1", Metadata,
      {[](PdfModel& p) {
         Replace(p.BendStream({"Metadata"}), "<pdfuaid:part>1", "<pdfuaid:part>");
       },
       [](PdfModel& p) { p.Bend({"ViewerPreferences"}).erase("/DisplayDocTitle"); },
       [](PdfModel& p) { p.Bend({"MarkInfo"})["/Suspects"] = true; }});
}

TEST(Accessible, Languages72) {
  ExpectRule("7.2", Languages,
             {[](PdfModel& p) { p.Bend({}).erase("/Lang"); },
              [](PdfModel& p) { Content(p) += "/Span <</Lang (x)>> BDC EMC\n"; }});
}

TEST(Accessible, Figures73) {
  ExpectRule("7.3", Figures,
             {[](PdfModel& p) { First(p, "/Figure").erase("/Alt"); },
              [](PdfModel& p) { First(p, "/Figure").erase("/A"); }});
}

TEST(Accessible, Headings74) {
  ExpectRule("7.4", Headings, {[](PdfModel& p) { First(p, "/H1")["/S"] = "/H2"; }});
}

TEST(Accessible, Lists76) {
  ExpectRule("7.6", Lists,
             {[](PdfModel& p) { First(p, "/LI")["/S"] = "/P"; },
              [](PdfModel& p) { First(p, "/L").erase("/A"); },
              [](PdfModel& p) { First(p, "/Lbl")["/K"] = Json::array(); }});
}

TEST(Accessible, Tables75) {
  for (const testing::RuleSample& sample : testing::RuleSamples()) {
    EXPECT_THAT(Tables(sample.model), ::testing::IsEmpty()) << sample.name;
    if (sample.name != "transcript") continue;
    PdfModel headless = sample.model, short_line = sample.model;
    First(headless, "/TH").erase("/A");
    EXPECT_THAT(Tables(headless), Not(::testing::IsEmpty()));
    First(short_line, "/TR")["/K"].erase(0);
    EXPECT_THAT(Tables(short_line), Not(::testing::IsEmpty()));
  }
}

TEST(Accessible, FormFields718) {
  ExpectRule("7.18", FormFields,
             {[](PdfModel& p) {
                p.Bend({"AcroForm", "Fields", "0"}).erase("/TU");
              },
              [](PdfModel& p) {
                p.Bend({"AcroForm", "Fields", "0"}).erase("/StructParent");
              },
              [](PdfModel& p) {
                p.Bend({"Pages", "Kids", "0"}).erase("/Tabs");
              },
              [](PdfModel& p) { First(p, "/Form")["/S"] = "/P"; },
              [](PdfModel& p) { First(p, "/Form")["/K"]["/Obj"] = "1 0 R"; }});
}

TEST(Accessible, FormXObjects720) {
  ExpectRule(
      "7.20", FormXObjects,
      {[](PdfModel& p) {
         p.BendStream({"Pages", "Kids", "0", "Resources", "XObject", "Ornament"}) +=
             "/MCID";
       },
       [](PdfModel& p) {
         p.Bend({"Pages", "Kids", "0", "Resources", "XObject", "Ornament"})["/Ref"] = 1;
       }});
}

}  // namespace
}  // namespace certseal
