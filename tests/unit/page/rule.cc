// SPDX-License-Identifier: Apache-2.0
#include "rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools.h"

namespace certseal::testing {
namespace {

std::vector<RuleSample> DrawSamples() {
  std::vector<RuleSample> out;
  const auto draw = [&](const std::string& name, const PageContent& content,
                        const DocumentInfo& info) {
    out.push_back({name, PdfModel(DrawOrThrow(Classic(), content, info))});
  };
  draw("to be signed", SampleContent(), InfoToSign());
  draw("unsigned", SampleContent(), SampleInfo());
  draw("short", ShortContent(), InfoToSign());
  draw("long", LongContent(), InfoToSign());
  draw("empty", {}, InfoToSign());
  for (const char* name :
       {"مُحَمَّد بن علي", "प्रियंका श्रीवास्तव", "שרה לוי־כהן", "น้ำฝน ศรีวัฒน์กุล", "김민준",
        "欧阳娜娜", "Ali علي 김민준", "Zoe\u0308 Nguye\u0302\u0303n", "Ann\u200DLee",
        "Đặng Thị Ngọc Ẩn Ỹ", "Παναγιώτης", "ნინო ბერიძე", "சரவணன்", "አበበ"}) {
    PageContent content = SampleContent();
    content.fields["name"] = name;
    draw(name, content, InfoToSign());
  }
  for (const std::string& shipped : ShippedNames()) {
    for (const PageContent& content : {SampleContent(), LongContent()}) {
      out.push_back(
          {shipped, PdfModel(DrawOrThrow(Shipped(shipped), content, InfoToSign()))});
    }
  }
  const Directory directory;
  const Renderer pictures = *Renderer::Load(WritePictures(directory));
  out.push_back(
      {"pictures", PdfModel(DrawOrThrow(pictures, ShortContent(), InfoToSign()))});
  return out;
}

}  // namespace

const std::vector<RuleSample>& RuleSamples() {
  static const std::vector<RuleSample> samples = DrawSamples();
  return samples;
}

void ExpectRule(const Rule& rule) {
  for (const RuleSample& sample : RuleSamples()) {
    EXPECT_THAT(rule.check(sample.model), ::testing::IsEmpty()) << sample.name;
  }
  for (size_t i = 0; i < rule.bends.size(); ++i) {
    PdfModel bent = RuleSamples().front().model;
    rule.bends[i](bent);
    EXPECT_THAT(rule.check(bent), Not(::testing::IsEmpty())) << "bend " << i;
  }
}

void ExpectRule(const char* clause, Problems (*check)(const PdfModel&),
                std::vector<std::function<void(PdfModel&)>> bends) {
  ExpectRule({clause, check, std::move(bends)});
}

void Replace(std::string& text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
}

}  // namespace certseal::testing
