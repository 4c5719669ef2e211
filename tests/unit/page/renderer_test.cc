// SPDX-License-Identifier: Apache-2.0
#include "page/renderer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <thread>

#include "base/encoding.h"
#include "base/file.h"
#include "base/strings.h"
#include "crypto/digest.h"
#include "tools.h"

namespace certseal {
namespace {

using testing::Classic;
using testing::Directory;
using testing::DrawOrThrow;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::RunCommand;
using testing::SampleContent;
using ::testing::StartsWith;

std::vector<std::string> ProblemsOf(const Renderer& renderer,
                                    const PageContent& content) {
  std::vector<std::string> out;
  for (const FitProblem& p : renderer.Check(content))
    out.push_back(p.field + ": " + p.message);
  return out;
}

TEST(Renderer, TakesTheShortestAndTheLongest) {
  for (const PageContent& content :
       {SampleContent(), testing::ShortContent(), testing::LongContent()}) {
    EXPECT_THAT(ProblemsOf(Classic(), content), IsEmpty());
  }
}

TEST(Renderer, NamesFieldAndCharacterThatNoFontHas) {
  PageContent content = SampleContent();
  content.fields["name"] = "Ann 😀 Lee";
  content.lists["signatories"][1]["title"] = "Chair\u202Eevil";
  content.lists["facts"][2]["value"] = "9\n9";
  EXPECT_THAT(ProblemsOf(Classic(), content),
              ElementsAre("name: no font has the character U+1F600",
                          "facts[3].value: no font has the character U+000A",
                          "signatories[2].title: no font has the character U+202E"));
  auto drawn = Classic().Draw(content, testing::SampleInfo(), {});
  ASSERT_FALSE(drawn);
  EXPECT_EQ(drawn.error().message, "name: no font has the character U+1F600");
}

TEST(Renderer, NamesTextThatDoesNotFit) {
  PageContent content = SampleContent();
  content.fields["name"] = std::string(120, 'W');
  const auto problems = ProblemsOf(Classic(), content);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_THAT(problems[0], StartsWith("name: too long: \"WWWW"));
  EXPECT_THAT(problems[0], HasSubstr("does not fit 2 lines at the smallest size"));
}

TEST(Renderer, NamesWhatOverfillsThePage) {
  PageContent content = testing::LongContent();
  for (int i = 0; i < 9; ++i) {
    content.lists["credits"].push_back(content.lists["credits"][1]);
  }
  EXPECT_THAT(ProblemsOf(Classic(), content),
              ElementsAre(HasSubstr("credits: too much text: ")));
}

TEST(Renderer, CapsHostileContent) {
  PageContent content = SampleContent();
  content.fields["name"] = std::string(100000, 'a');
  content.fields["qr"] = "x\xFF";
  content.lists["facts"].resize(1000);
  EXPECT_THAT(ProblemsOf(Classic(), content),
              ElementsAre("name: longer than 2000 bytes", "qr: not well-formed UTF-8",
                          "facts: more than 32 rows"));
}

TEST(Renderer, EmptyContentIsAPage) {
  EXPECT_THAT(ProblemsOf(Classic(), {}), IsEmpty());
  EXPECT_THAT(DrawOrThrow(Classic(), {}), StartsWith("%PDF-1.7\n%"));
}

TEST(Renderer, RefusesAFileIdOfAnotherSize) {
  DocumentInfo info = testing::SampleInfo();
  info.file_id = "short";
  EXPECT_FALSE(Classic().Draw(SampleContent(), info, {}));
}

TEST(Renderer, LibharuErrorsBecomeResults) {
  auto attachments = testing::SampleAttachments();
  attachments[0].media_type = std::string(200, 'x');  // longer than a PDF name may be
  auto drawn = Classic().Draw(SampleContent(), testing::SampleInfo(), attachments);
  ASSERT_FALSE(drawn);
  EXPECT_THAT(drawn.error().message,
              StartsWith("libharu could not write the PDF (error 0x"));
}

TEST(Renderer, NamesItsTemplate) {
  auto bytes = ReadFile(CERTSEAL_SOURCE_DIR "/templates/classic.template", 1 << 20);
  EXPECT_EQ(Classic().template_name(), "classic");
  EXPECT_EQ(Classic().template_digest(), Sha256(*bytes).Hex());
}

TEST(Renderer, SameArgumentsSameBytes) {
  const std::string first = DrawOrThrow(Classic(), SampleContent());
  DrawOrThrow(Classic(), testing::LongContent());
  EXPECT_EQ(DrawOrThrow(Classic(), SampleContent()), first);
  auto again = Renderer::Load(CERTSEAL_SOURCE_DIR "/templates/classic.template");
  ASSERT_TRUE(again);
  EXPECT_EQ(DrawOrThrow(*again, SampleContent()), first);
}

TEST(Renderer, ManyThreadsDrawWhatOneDoes) {
  constexpr size_t kCount = 24;
  const char* const names[] = {"Ann Lee", "Nguyễn Thị", "علي بن محمد", "김민준",
                               "ปิยะณัฐ"};
  const auto content = [&](size_t i) {
    PageContent c = i % 3 == 0 ? testing::LongContent() : SampleContent();
    c.fields["name"] = names[i % 5];
    return c;
  };
  // A fresh renderer: what is made when first needed is then made under contention.
  auto shared = Renderer::Load(CERTSEAL_SOURCE_DIR "/templates/classic.template");
  ASSERT_TRUE(shared);
  std::vector<std::vector<std::string>> drawn(4, std::vector<std::string>(kCount));
  std::vector<std::thread> threads;
  for (auto& pages : drawn) {
    threads.emplace_back([&] {
      for (size_t i = 0; i < kCount; ++i) pages[i] = DrawOrThrow(*shared, content(i));
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (size_t i = 0; i < kCount; ++i) {
    const std::string alone = DrawOrThrow(Classic(), content(i));
    for (const auto& pages : drawn) EXPECT_EQ(pages[i], alone) << i;
  }
}

class PdfFile : public ::testing::Test {
 protected:
  PdfFile()
      : pdf_(DrawOrThrow(Classic(), testing::LongContent())),
        path_(dir_.Write("a.pdf", pdf_)) {}

  Directory dir_;
  std::string pdf_, path_;
};

TEST_F(PdfFile, IsSoundToQpdf) {
  const auto checked = RunCommand("qpdf --check " + path_);
  EXPECT_EQ(checked.status, 0) << checked.output;
  EXPECT_THAT(checked.output, HasSubstr("No syntax or stream encoding errors found"));
}

TEST_F(PdfFile, IsOneRevisionWithAClassicTable) {
  const auto count = [&](const std::string& word) {
    size_t n = 0;
    for (size_t at = 0; (at = pdf_.find(word, at)) != std::string::npos; ++at) ++n;
    return n;
  };
  EXPECT_THAT(pdf_, StartsWith("%PDF-1.7\n%"));
  for (size_t i = 10; i < 14; ++i) EXPECT_GE(static_cast<unsigned char>(pdf_[i]), 128);
  EXPECT_EQ(count("startxref"), 1u);
  EXPECT_EQ(count("%%EOF"), 1u);
  EXPECT_EQ(count("\nxref\n"), 1u);
  for (const char* word : {"/Prev", "/XRefStm", "/ObjStm", "/Encrypt", "/SubType"}) {
    EXPECT_EQ(count(word), 0u) << word;
  }
}

TEST_F(PdfFile, RefersToEveryObject) {
  std::set<std::string> written;
  const std::regex object("\n(\\d+) 0 obj");
  for (std::sregex_iterator i(pdf_.begin(), pdf_.end(), object), end; i != end; ++i) {
    EXPECT_TRUE(written.insert((*i)[1]).second) << "twice: " << (*i)[1];
  }
  for (const std::string& number : written) {
    EXPECT_TRUE(pdf_.find(" " + number + " 0 R") != std::string::npos ||
                pdf_.find("[" + number + " 0 R") != std::string::npos)
        << number;
  }
}

TEST_F(PdfFile, CarriesItsAttachmentsByteForByte) {
  const auto attachments = testing::SampleAttachments();
  for (size_t i = 0; i < attachments.size(); ++i) {
    const std::string out = dir_.Path("out");
    // pdfdetach counts in the order of the name tree: proof.txt comes first.
    const auto run =
        RunCommand("pdfdetach -save " + std::to_string(attachments.size() - i) +
                   " -o " + out + " " + path_);
    ASSERT_EQ(run.status, 0) << run.output;
    auto saved = ReadFile(out, 1 << 20);
    ASSERT_TRUE(saved);
    EXPECT_EQ(*saved, attachments[i].bytes);
  }
  EXPECT_THAT(pdf_, HasSubstr("/Subtype /application#2Fjson"));
  EXPECT_THAT(pdf_, HasSubstr("/AFRelationship /Data"));
  EXPECT_THAT(RunCommand("qpdf --json --json-key=attachments " + path_).output,
              HasSubstr("record.json"));
}

TEST_F(PdfFile, MetadataAgree) {
  const DocumentInfo info = testing::SampleInfo();
  const std::string shown = RunCommand("pdfinfo " + path_).output;
  EXPECT_THAT(shown, HasSubstr(info.title));
  EXPECT_THAT(shown, HasSubstr("Author:          " + info.author));
  EXPECT_THAT(shown, HasSubstr(info.subject));
  EXPECT_THAT(shown, HasSubstr("Page size:       792 x 595 pts"));
  EXPECT_THAT(pdf_, HasSubstr("<pdfaid:part>3</pdfaid:part>"));
  EXPECT_THAT(pdf_, HasSubstr("Toxin Type A &amp; &lt;Dermal&gt; Fillers</rdf:li>"));
  EXPECT_THAT(pdf_, HasSubstr("<xmp:CreateDate>" + info.created.Rfc3339()));
  EXPECT_THAT(pdf_, HasSubstr("/DisplayDocTitle true"));
  EXPECT_THAT(
      RunCommand("mutool show " + path_ + " trailer/Root/OutputIntents/1/S").output,
      HasSubstr("/GTS_PDFA1"));
  EXPECT_THAT(RunCommand("mutool show " + path_ + " trailer/Root/Lang").output,
              HasSubstr("en"));
  const std::string id = AsciiUpper(HexEncode(info.file_id));
  EXPECT_THAT(pdf_, HasSubstr("/ID [ <" + id + "> <" + id + "> ]"));
}

TEST_F(PdfFile, EmbedsSubsetsOfTrueTypeWithUnicode) {
  const std::string fonts = RunCommand("pdffonts " + path_).output;
  EXPECT_THAT(fonts, HasSubstr("CID TrueType"));
  const std::regex line("\\+\\S+ +CID TrueType +Identity-H +yes yes yes");
  const auto begin = std::sregex_iterator(fonts.begin(), fonts.end(), line);
  EXPECT_GE(std::distance(begin, std::sregex_iterator()), 3);
  EXPECT_THAT(fonts, Not(HasSubstr("no ")));
}

}  // namespace
}  // namespace certseal
