// SPDX-License-Identifier: Apache-2.0
//
// The fuzzer's corpus, replayed: tests/vectors/pdf-corpus.
#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.h"
#include "fuzz/pdf_fuzz.cc"
#include "unit/pdf/sample_pdf.h"

namespace certseal {
namespace {

TEST(PdfCorpus, KeepsTheReadersPromises) {
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(
           CERTSEAL_SOURCE_DIR "/tests/vectors/pdf-corpus")) {
    if (entry.path().extension() != ".pdf") continue;
    const auto bytes = ReadFile(entry.path(), 8 << 20);
    ASSERT_TRUE(bytes);
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes->data()),
                           bytes->size());
    EXPECT_EQ(Why(*bytes) == "accepted", entry.path().filename() == "signed.pdf")
        << entry.path();
    ++files;
  }
  EXPECT_GE(files, 10u);
}

}  // namespace
}  // namespace certseal
