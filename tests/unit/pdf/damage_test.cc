// SPDX-License-Identifier: Apache-2.0
//
// Damage done blindly to a whole certificate: nothing may crash or read outside the
// file (the sanitizers watch), and what must be noticed is.
#include <gtest/gtest.h>

#include <random>

#include "base/file.h"
#include "base/strings.h"
#include "pdf/certificate_pdf.h"
#include "pdf/salvage.h"
#include "unit/pdf/sample_pdf.h"

namespace certseal {
namespace {

// Reads a copy whose end is the end of its allocation, so that a sanitizer sees a read
// behind it. Gives the record, or nothing where the file is refused.
std::optional<std::string> RecordOf(std::string_view file) {
  const std::vector<char> copy(file.begin(), file.end());
  const std::string_view view(copy.data(), copy.size());
  SalvageRecords(view);
  const auto pdf = CertificatePdf::Read(view);
  if (!pdf) {
    EXPECT_LE(pdf.error().offset, file.size()) << Describe(pdf.error());
    EXPECT_FALSE(pdf.error().detail.empty());
    return std::nullopt;
  }
  return pdf->record();
}

TEST(Damage, EveryTruncationIsRefused) {
  const std::string file = SamplePdf::Certificate().Build();
  ASSERT_EQ(RecordOf(file), SamplePdf::kRecord);
  for (size_t size = 0; size < file.size(); ++size) {
    EXPECT_FALSE(RecordOf(std::string_view(file).substr(0, size))) << size;
  }
}

TEST(Damage, EveryDeletionAndInsertionIsRefused) {
  const std::string file = SamplePdf::Certificate().Build();
  for (size_t at = 0; at < file.size(); ++at) {
    EXPECT_FALSE(RecordOf(std::string(file).erase(at, 1))) << at;
    EXPECT_FALSE(RecordOf(std::string(file).insert(at, "0"))) << at;
    EXPECT_FALSE(RecordOf(std::string(file).insert(at, "\n"))) << at;
  }
}

TEST(Damage, EveryFlippedBitIsRefused) {
  std::string file = SamplePdf::Certificate().Build();
  for (size_t at = 0; at < file.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      file[at] = static_cast<char>(file[at] ^ 1 << bit);
      ASSERT_FALSE(RecordOf(file)) << at << " " << bit;
      file[at] = static_cast<char>(file[at] ^ 1 << bit);
    }
  }
  EXPECT_TRUE(RecordOf(file));
}

TEST(Damage, RandomEditsNeverCrash) {
  const std::string file = SamplePdf::Certificate().Build();
  std::mt19937 random(20261125);
  const auto below = [&](size_t n) { return static_cast<size_t>(random()) % n; };
  constexpr std::string_view kPieces[] = {
      "<<",          ">>",       "[",   "]",      " 0 R",        "stream\r\n",
      "\nendstream", "/Length ", "obj", "xref",   "99999999999", "/AF",
      "#41",         "(",        "\\",  "%%EOF\n"};
  for (int round = 0; round < 3000; ++round) {
    std::string bent = file;
    for (size_t edits = 1 + below(4); edits > 0; --edits) {
      const size_t at = below(bent.size());
      switch (below(3)) {
        case 0:
          bent[at] = static_cast<char>(random());
          break;
        case 1:
          bent.insert(at, kPieces[below(std::size(kPieces))]);
          break;
        default:
          bent.replace(at, 8, bent.substr(below(bent.size()), 8));
          break;
      }
    }
    EXPECT_TRUE(bent == file || !RecordOf(bent)) << round;
  }
}

TEST(Damage, TakesTheStructureThatLibharuWrites) {
  const auto file = ReadFile(
      CERTSEAL_SOURCE_DIR "/tests/vectors/pdf-corpus/libharu-2.3.0.pdf", 1 << 20);
  ASSERT_TRUE(file);
  EXPECT_TRUE(ParsedPdf::Parse(*file));
  EXPECT_EQ(Why(*file), "3 a signature: it carries no signature");
}

}  // namespace
}  // namespace certseal
