// SPDX-License-Identifier: Apache-2.0
#include "unit/pdf/attacks.h"

#include <gtest/gtest.h>

#include <set>

#include "base/file.h"
#include "pdf/certificate_pdf.h"
#include "unit/pdf/sample_pdf.h"

namespace certseal {
namespace {

std::vector<Attack> SampleAttacks() {
  SamplePdf other =
      SamplePdf::Certificate(Replaced(std::string(SamplePdf::kRecord), "Ada", "Eve"));
  other.Replace(SamplePdf::kContents, "(Ada)", "(Eve)");
  other.Replace(SamplePdf::kMetadata, "<x:xmpmeta/>", "<y:xmpmeta/>");
  return AllAttacks(SamplePdf::Certificate().Build(), other.Build());
}

TEST(Attacks, EachIsRefusedByItsRule) {
  for (const Attack& attack : SampleAttacks()) {
    const auto pdf = CertificatePdf::Read(attack.file);
    ASSERT_FALSE(pdf) << attack.family << ": " << attack.variant;
    EXPECT_EQ(pdf.error().rule, attack.rule)
        << attack.family << ": " << attack.variant << ": " << Describe(pdf.error());
    EXPECT_LE(pdf.error().offset, attack.file.size());
  }
}

// The table of docs/threat-model.md names every family, and no two are the same file.
TEST(Attacks, AreDocumented) {
  const auto model = ReadFile(CERTSEAL_SOURCE_DIR "/docs/threat-model.md", 1 << 20);
  ASSERT_TRUE(model);
  std::set<std::string> files;
  for (const Attack& attack : SampleAttacks()) {
    EXPECT_NE(model->find("| " + attack.family + " |"), std::string::npos)
        << attack.family;
    EXPECT_TRUE(files.insert(attack.file).second) << attack.variant;
  }
  EXPECT_GE(files.size(), 80u);
}

}  // namespace
}  // namespace certseal
