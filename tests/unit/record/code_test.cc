// SPDX-License-Identifier: Apache-2.0
#include "record/code.h"

#include <gtest/gtest.h>

namespace certseal {
namespace {

TEST(CertificateCode, IsForgivingToPeople) {
  const CertificateCode code = CertificateCode::Generate(SystemRandom);
  EXPECT_EQ(code.compact().size(), 20u);
  EXPECT_EQ(code.Printed().size(), 24u);
  EXPECT_EQ(*CertificateCode::Parse(code.Printed()), code);
  EXPECT_EQ(*CertificateCode::ParseCompact(code.compact()), code);
  std::string spoken = " ";
  for (char c : code.compact()) {
    spoken += c == '0' ? 'o' : c == '1' ? 'l' : static_cast<char>(std::tolower(c));
    spoken += ' ';
  }
  EXPECT_EQ(*CertificateCode::Parse(spoken), code);
  EXPECT_FALSE(CertificateCode::ParseCompact(code.Printed()));
}

// What the check character is for: every single wrong character, and every swap of two
// neighbours but 0 with Z (Luhn mod N's known blind spot).
TEST(CertificateCode, FindsSlips) {
  const std::string alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  for (int round = 0; round < 50; ++round) {
    const std::string good = CertificateCode::Generate(SystemRandom).compact();
    for (size_t i = 0; i < good.size(); ++i) {
      for (char c : alphabet) {
        std::string bad = good;
        bad[i] = c;
        ASSERT_EQ(CertificateCode::Parse(bad).has_value(), bad == good) << bad;
      }
      if (i + 1 == good.size() || good[i] == good[i + 1]) continue;
      std::string swapped = good;
      std::swap(swapped[i], swapped[i + 1]);
      const std::string pair = good.substr(i, 2);
      if (pair == "0Z" || pair == "Z0") continue;
      ASSERT_FALSE(CertificateCode::Parse(swapped)) << good << ' ' << swapped;
    }
  }
}

TEST(CertificateCode, SaysWhatIsWrong) {
  const auto why = [](std::string_view text) {
    return CertificateCode::Parse(text).error().message;
  };
  EXPECT_EQ(why("7K3M"), "\"7K3M\" is not a certificate's code: it has 4 characters, not 20");
  EXPECT_EQ(why("7K3M-9QXT-2A8R-W5DH-N4VU"),
            "\"7K3M-9QXT-2A8R-W5DH-N4VU\" is not a certificate's code: it has characters "
            "other than letters and digits, or a U");
  const std::string good = CertificateCode::Generate(SystemRandom).compact();
  std::string bad = good;
  bad[3] = bad[3] == '7' ? '8' : '7';
  EXPECT_EQ(why(bad), "the code \"" + bad + "\" has a slip in it: its check character does not fit");
}

TEST(CertificateCode, ReadsTheSpecificationsExample) {
  EXPECT_EQ(CertificateCode::Parse("7K3M-9QXT-2A8R-W5DH-N4V2")->compact(),
            "7K3M9QXT2A8RW5DHN4V2");
}

TEST(CertificateCode, UsesAllOfItsRandomness) {
  int calls = 0;
  const CertificateCode code = CertificateCode::Generate([&](size_t size) {
    ++calls;
    std::string bytes;
    for (size_t i = 0; i < size; ++i) bytes += static_cast<char>(i);
    return bytes;
  });
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(code.compact().substr(0, 19), "0123456789ABCDEFGHJ");
}

}  // namespace
}  // namespace certseal
