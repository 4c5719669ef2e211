// SPDX-License-Identifier: Apache-2.0
#include "backup/sealed_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;

constexpr size_t kHeader = 19 + 16;
constexpr size_t kSealedChunk = 64 * 1024 + 16;

std::string Sealed(std::string_view plain, size_t piece = 10'000) {
  std::string out;
  SealedWriter writer = *SealedWriter::Open(Secret("correct horse"), SystemRandom,
                                            [&](std::string_view bytes) -> Result<void> {
                                              out += bytes;
                                              return {};
                                            });
  for (size_t at = 0; at < plain.size(); at += piece) {
    EXPECT_TRUE(writer.Write(plain.substr(at, piece)));
  }
  EXPECT_TRUE(writer.Finish());
  return out;
}

Result<std::string> Opened(std::string sealed, std::string_view passphrase = "correct horse") {
  size_t at = 0;
  ASSIGN_OR_RETURN(SealedReader reader,
                   SealedReader::Open(Secret(passphrase), [&](size_t size) {
                     std::string piece = sealed.substr(std::min(at, sealed.size()), size);
                     at += piece.size();
                     return Result<std::string>(std::move(piece));
                   }));
  std::string plain;
  for (;;) {
    ASSIGN_OR_RETURN(const std::optional<std::string> piece, reader.Next());
    if (!piece) return plain;
    plain += *piece;
  }
}

std::string Text(size_t size) {
  std::string text(size, '\0');
  for (size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 31 + i / 251);
  return text;
}

TEST(SealedStream, ComesBackWhateverItsLength) {
  for (const size_t size : {size_t{0}, size_t{1}, size_t{65'535}, size_t{65'536},
                            size_t{65'537}, size_t{131'072}, size_t{200'000}}) {
    EXPECT_EQ(Opened(Sealed(Text(size))).value_or("refused"), Text(size)) << size;
  }
  EXPECT_EQ(Opened(Sealed(Text(200'000), 1'000'000)).value_or("refused"), Text(200'000));
}

TEST(SealedStream, IsNeverTwiceTheSame) {
  EXPECT_NE(Sealed("text").substr(kHeader), Sealed("text").substr(kHeader));
}

TEST(SealedStream, NoChangedBytePasses) {
  const std::string sealed = Sealed(Text(70'000));
  // Every header byte, and bytes of text and tag in both chunks.
  std::vector<size_t> places{kHeader, kHeader + 30'000, kHeader + kSealedChunk - 1,
                             kHeader + kSealedChunk, sealed.size() - 1};
  for (size_t i = 0; i < kHeader; i += 6) places.push_back(i);
  for (const size_t place : places) {
    std::string changed = sealed;
    changed[place] = static_cast<char>(changed[place] ^ 1);
    EXPECT_FALSE(Opened(changed)) << place;
  }
}

TEST(SealedStream, NothingCanBeCutOffMovedOrAdded) {
  const std::string sealed = Sealed(Text(200'000));  // four chunks, the last one short
  for (const size_t chunks : {size_t{0}, size_t{1}, size_t{2}, size_t{3}}) {
    EXPECT_FALSE(Opened(sealed.substr(0, kHeader + chunks * kSealedChunk))) << chunks;
  }
  EXPECT_FALSE(Opened(sealed.substr(0, sealed.size() - 1)));
  EXPECT_FALSE(Opened(sealed + "x"));
  EXPECT_FALSE(Opened(sealed + sealed.substr(kHeader)));
  const std::string first = sealed.substr(kHeader, kSealedChunk);
  const std::string second = sealed.substr(kHeader + kSealedChunk, kSealedChunk);
  EXPECT_FALSE(Opened(sealed.substr(0, kHeader) + second + first +
                      sealed.substr(kHeader + 2 * kSealedChunk)));
  EXPECT_FALSE(Opened(sealed.substr(0, kHeader) + first + first +
                      sealed.substr(kHeader + 2 * kSealedChunk)));
}

TEST(SealedStream, SaysWhatIsWrong) {
  const auto wrong = Opened(Sealed("text"), "correct house");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message, "the passphrase is wrong, or the backup is damaged");
  const auto other = Opened("something else altogether, long enough");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().message, "is no backup of certseal");
  const auto cut = Opened(Sealed(Text(200'000)).substr(0, 140'000));
  ASSERT_FALSE(cut);
  EXPECT_THAT(cut.error().message, HasSubstr("damaged or cut off"));
  const auto sink = [](std::string_view) { return Result<void>(); };
  EXPECT_FALSE(SealedWriter::Open(Secret("short"), SystemRandom, sink));
}

TEST(SealedStream, GivesOnAFullDisk) {
  SealedWriter writer = *SealedWriter::Open(
      Secret("correct horse"), SystemRandom, [n = 0](std::string_view) mutable -> Result<void> {
        if (++n == 1) return {};
        return Fail("no room");
      });
  const Result<void> written = writer.Write(Text(70'000));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message, "no room");
}

}  // namespace
}  // namespace certseal
