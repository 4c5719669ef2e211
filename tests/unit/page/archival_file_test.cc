// SPDX-License-Identifier: Apache-2.0
//
// ISO 19005-3, 6.1: the file as bytes, its frame, streams and limits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
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

// The file without what stands inside streams.
std::string PlainText(const std::string& bytes) {
  std::string out;
  size_t at = 0;
  for (size_t begin; (begin = bytes.find("\nstream\r\n", at)) != std::string::npos;) {
    out.append(bytes, at, begin + 9 - at);
    at = bytes.find("\nendstream\nendobj\n", begin);
    if (at == std::string::npos) return out;
  }
  return out.append(bytes, at);
}

Problems Header(const PdfModel& pdf) {
  const std::regex header("%PDF-1\\.[0-7]\n%[\x80-\xFF]{4,}\n");
  const std::string begin = pdf.bytes.substr(0, pdf.bytes.find("1 0 obj"));
  if (!std::regex_match(begin, header)) return {"the header"};
  return {};
}

Problems Trailer(const PdfModel& pdf) {
  Problems out;
  const Json& id = pdf.Get(pdf.trailer, "/ID");
  if (!id.is_array() || id.size() != 2 || id[0].get<std::string>().size() < 34)
    out.push_back("no ID");
  if (pdf.trailer.contains("/Encrypt")) out.push_back("encrypted");
  if (!pdf.bytes.ends_with("\n%%EOF\n")) out.push_back("something after the end");
  return out;
}

// 6.1.4 and 6.1.9: entries of 20 bytes that point at framed objects.
Problems CrossReferences(const PdfModel& pdf) {
  Problems out;
  const size_t table = pdf.bytes.rfind("\nxref\n0 ");
  if (table == std::string::npos) return {"no table"};
  const size_t count = std::stoul(pdf.bytes.substr(table + 8));
  const size_t first = pdf.bytes.find('\n', table + 8) + 1;
  for (size_t i = 1; i < count; ++i) {
    const std::string entry = pdf.bytes.substr(first + 20 * i, 20);
    if (!std::regex_match(entry, std::regex("\\d{10} \\d{5} n\r\n"))) {
      out.push_back("entry " + entry);
      continue;
    }
    const size_t offset = std::stoul(entry);
    if (pdf.bytes.compare(offset - 1, 9, StrCat("\n", i, " 0 obj\n").substr(0, 9)) != 0)
      out.push_back("offset of " + std::to_string(i));
  }
  const std::string plain = PlainText(pdf.bytes);
  const std::regex end("[^\n]endobj|endobj[^\n]");
  if (std::regex_search(plain, end)) out.push_back("endobj without line ends");
  return out;
}

Problems HexStrings(const PdfModel& pdf) {
  const std::string plain = PlainText(pdf.bytes);
  const std::regex hex("[^<]<([0-9A-Fa-f]+)>");
  for (std::sregex_iterator i(plain.begin(), plain.end(), hex), end; i != end; ++i) {
    if ((*i)[1].length() % 2 != 0) return {"an odd number of digits"};
  }
  return {};
}

Problems StreamLengths(const PdfModel& pdf) {
  Problems out;
  const std::regex head("\n(\\d+) 0 obj\n<<\n[^>]*?/Length (\\d+) 0 R");
  size_t streams = 0, at = 0;
  for (size_t begin;
       (begin = pdf.bytes.find("\nstream\r\n", at)) != std::string::npos;) {
    ++streams;
    const size_t object = pdf.bytes.rfind(" 0 obj\n", begin);
    const size_t key = pdf.bytes.find("/Length ", object);
    const std::string reference = StrCat(std::stoul(pdf.bytes.substr(key + 8)), " 0 R");
    const auto length = pdf.values.find(reference);
    if (key > begin || length == pdf.values.end()) return {"no Length"};
    at = begin + 9 + length->second.get<size_t>();
    if (pdf.bytes.compare(at, 11, "\nendstream\n") != 0)
      return {"a Length that is not the stream's"};
  }
  if (streams != pdf.streams.size()) out.push_back("streams in another form");
  return out;
}

Problems StreamKeys(const PdfModel& pdf) {
  Problems out;
  for (const auto& [reference, bytes] : pdf.streams) {
    for (const char* key : {"/F", "/FFilter", "/FDecodeParms"}) {
      if (pdf.values.at(reference).contains(key)) out.push_back(reference + key);
    }
  }
  const std::string plain = PlainText(pdf.bytes);
  const std::regex filter("/Filter (?!/FlateDecode\n|/DCTDecode\n|/Adobe.PPKLite\n)");
  if (std::regex_search(plain, filter)) out.push_back("another filter");
  return out;
}

void CheckLimits(const Json& value, Problems& out) {
  if (value.is_number() && std::abs(value.get<double>()) > 2147483647)
    out.push_back("number");
  if (value.is_string()) {
    const std::string text = value.get<std::string>();
    const bool name = text[0] == '/', hex = text.starts_with("b:");
    const size_t size = hex ? text.size() / 2 - 1 : text.size();
    if (size > (name ? 128U : 32767U)) out.push_back("too long: " + text.substr(0, 20));
  }
  if (!value.is_structured()) return;
  for (const Json& each : value) CheckLimits(each, out);
}

Problems Limits(const PdfModel& pdf) {
  Problems out;
  for (const auto& [reference, value] : pdf.values) CheckLimits(value, out);
  if (pdf.values.size() > 8388607) out.push_back("objects");
  int depth = 0;
  for (const Operator& op : ReadOperators(pdf.Contents())) {
    depth += op.name == "q" ? 1 : op.name == "Q" ? -1 : 0;
    if (depth > 28 || depth < 0) out.push_back("q without Q");
  }
  if (depth != 0) out.push_back("q without Q");
  for (const size_t side : {2U, 3U}) {
    const double length = pdf.Get(pdf.Page(), "/MediaBox")[side].get<double>();
    if (length < 3 || length > 14400) out.push_back("the page's size");
  }
  return out;
}

TEST(ArchivalFile, Header612) {
  ExpectRule("6.1.2", Header, {[](PdfModel& p) { p.bytes[10] = 'a'; }});
}

TEST(ArchivalFile, Trailer613) {
  ExpectRule("6.1.3", Trailer,
             {[](PdfModel& p) { p.trailer.erase("/ID"); },
              [](PdfModel& p) { p.trailer["/Encrypt"] = "9 0 R"; },
              [](PdfModel& p) { p.bytes += "x"; }});
}

TEST(ArchivalFile, CrossReferences614And619) {
  ExpectRule("6.1.4, 6.1.9", CrossReferences,
             {[](PdfModel& p) { p.bytes.insert(20, " "); },
              [](PdfModel& p) { Replace(p.bytes, "\nendobj\n", " endobj\n"); }});
}

TEST(ArchivalFile, HexStrings616) {
  ExpectRule("6.1.6", HexStrings,
             {[](PdfModel& p) { Replace(p.bytes, "<FEFF", "<EFF"); }});
}

TEST(ArchivalFile, Streams617) {
  ExpectRule("6.1.7.1", StreamLengths,
             {[](PdfModel& p) { Replace(p.bytes, "\nendstream", "\n\nendstream"); }});
  ExpectRule("6.1.7.2", StreamKeys,
             {[](PdfModel& p) { p.Bend({"Metadata"})["/F"] = "u:file"; },
              [](PdfModel& p) { Replace(p.bytes, "/FlateDecode", "/LZWDecode"); }});
}

TEST(ArchivalFile, Limits6113) {
  ExpectRule(
      "6.1.13", Limits,
      {[](PdfModel& p) {
         p.Bend({"Pages", "Kids", "0", "MediaBox", "2"}) = 20000;
       },
       [](PdfModel& p) {
         p.Bend({"AcroForm", "Fields", "0"})["/T"] = "u:" + std::string(40000, 'x');
       },
       [](PdfModel& p) {
         p.BendStream({"Pages", "Kids", "0", "Contents"}) += "q\n";
       }});
}

TEST(ArchivalFile, TheLargestSignatureKeepsToTheLimits) {
  const auto draw = [](size_t bytes) {
    return testing::Classic().Draw(testing::ShortContent(), testing::InfoToSign(bytes),
                                   {});
  };
  auto largest = draw(32767);
  ASSERT_TRUE(largest) << largest.error().message;
  EXPECT_THAT(Limits(PdfModel(*largest)), ::testing::IsEmpty());
  auto larger = draw(32768);
  ASSERT_FALSE(larger);
  EXPECT_EQ(larger.error().message,
            "a signature of 32768 bytes is larger than a PDF/A may hold");
}

}  // namespace
}  // namespace certseal
