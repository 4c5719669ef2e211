// SPDX-License-Identifier: Apache-2.0
//
// The fuzzer's corpus, replayed: tests/vectors/cms-corpus. What one version signed
// every later one reads.
#include <gtest/gtest.h>

#include "base/file.h"
#include "fuzz/cms_fuzz.cc"

namespace certseal {
namespace {

std::string Corpus(const std::string& name) {
  const auto bytes =
      ReadFile(CERTSEAL_SOURCE_DIR "/tests/vectors/cms-corpus/" + name, 1 << 20);
  EXPECT_TRUE(bytes) << name;
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes->data()),
                         bytes->size());
  return *bytes;
}

TEST(CmsCorpus, KeepsTheReadersPromises) {
  const Sha256Digest message = Sha256("certseal");
  EXPECT_TRUE(ReadSignedData(Corpus("signed.der"), message));
  const auto timestamped = ReadSignedData(Corpus("timestamped.der"), message);
  ASSERT_TRUE(timestamped) << timestamped.error().message;
  EXPECT_EQ(timestamped->timestamp->authority(), "Sample TSA");
  EXPECT_FALSE(SignatureTimestamp::Read(Corpus("token.der"), message))
      << "its root is missing";
}

}  // namespace
}  // namespace certseal
