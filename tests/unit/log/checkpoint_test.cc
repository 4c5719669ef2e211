// SPDX-License-Identifier: Apache-2.0
#include "log/checkpoint.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "unit/log/log_testing.h"

namespace certseal {
namespace {

constexpr std::string_view kText =
    "go.sum database tree\n35225469\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n";

TEST(Checkpoint, PrintsWhatItReads) {
  const auto checkpoint = Checkpoint::Parse(kText);
  ASSERT_TRUE(checkpoint) << checkpoint.error().message;
  EXPECT_EQ(checkpoint->origin, "go.sum database tree");
  EXPECT_EQ(checkpoint->tree.size, 35'225'469u);
  EXPECT_EQ(checkpoint->tree.root.Base64(),
            "vt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=");
  EXPECT_EQ(checkpoint->Text(), kText);
  const Checkpoint empty{"origin", TreeHead::Empty()};
  EXPECT_EQ(*Checkpoint::Parse(empty.Text()), empty);
}

TEST(Checkpoint, RefusesWhatItWouldNotPrint) {
  const std::string root = Sha256("root").Base64();
  std::string loose = root;  // the last four bits of the encoding are spare
  loose[42] = loose[42] == 'A' ? 'B' : static_cast<char>(loose[42] + 1);
  for (const std::string& bad : {std::string(),
                                 std::string("\n"),
                                 StrCat("o\n1\n", root),
                                 StrCat("o\n1\n", root, "\n\n"),
                                 StrCat("\no\n1\n", root, '\n'),
                                 StrCat("\n1\n", root, '\n'),
                                 StrCat("o\n01\n", root, '\n'),
                                 StrCat("o\n+1\n", root, '\n'),
                                 StrCat("o\n-1\n", root, '\n'),
                                 StrCat("o\n 1\n", root, '\n'),
                                 StrCat("o\n1 \n", root, '\n'),
                                 StrCat("o\n\n", root, '\n'),
                                 StrCat("o\n0x1\n", root, '\n'),
                                 StrCat("o\n18446744073709551616\n", root, '\n'),
                                 StrCat("o\n1\n", root, "\nextension\n"),
                                 StrCat("o\r\n1\r\n", root, "\r\n"),
                                 StrCat("o\n1\n", root.substr(0, 43), '\n'),
                                 StrCat("o\n1\n", root, "=\n"),
                                 StrCat("o\n1\n", root.substr(0, 40), '\n'),
                                 StrCat("o\n1\n", loose, '\n'),
                                 StrCat("o\n1\n", Sha256("root").Hex(), '\n'),
                                 StrCat("o\x01\n1\n", root, '\n'),
                                 StrCat("o\xff\n1\n", root, '\n'),
                                 StrCat("o\n0\n", root, '\n')}) {
    EXPECT_FALSE(Checkpoint::Parse(bad)) << bad;
  }
  EXPECT_TRUE(Checkpoint::Parse(StrCat("o\n18446744073709551615\n", root, '\n')));
}

TEST(SignedCheckpoint, ReadsTheCheckpointsOfOthers) {
  const auto small = nlohmann::json::parse(ReadVector("small.json"));
  int read = 0;
  for (const auto& vector : small["notes"]) {
    const std::string vkey = vector["vkey"];
    const std::string bytes = StrCat(vector["text"].get<std::string>(),
                                     "\n\xe2\x80\x94 ", vkey.substr(0, vkey.find('+')),
                                     ' ', vector["sig"].get<std::string>(), '\n');
    const auto checkpoint = SignedCheckpoint::Parse(bytes);
    if (!checkpoint) continue;  // one is a note of another kind
    EXPECT_EQ(checkpoint->bytes(), bytes);
    EXPECT_EQ(checkpoint->checkpoint().Text(), vector["text"]);
    EXPECT_EQ(checkpoint->note().bytes(), bytes);
    ++read;
  }
  EXPECT_EQ(read, 2);
}

TEST(SignedCheckpoint, ReadsWhatItSigns) {
  const TestLog log;
  const SignedCheckpoint made = log.Sign({300, Sha256("root")});
  const auto read = SignedCheckpoint::Parse(made.bytes());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->checkpoint(), made.checkpoint());
  EXPECT_EQ(read->tree().size, 300u);
  EXPECT_TRUE(read->note().Verify(log.key));
  EXPECT_EQ(log.Sign({300, Sha256("root")}).bytes(), made.bytes());
}

TEST(SignedCheckpoint, NoChangedOrCutCheckpointVerifies) {
  const TestLog log;
  const std::string good = log.Sign({300, Sha256("root")}).bytes();
  const auto verifies = [&](std::string_view bytes) {
    const auto read = SignedCheckpoint::Parse(bytes);
    return read && read->note().Verify(log.key);
  };
  ASSERT_TRUE(verifies(good));
  for (size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bent = good;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_FALSE(verifies(bent)) << "bit " << bit;
  }
  for (size_t size = 0; size < good.size(); ++size) {
    ASSERT_FALSE(verifies(good.substr(0, size))) << size;
  }
  for (const char* more : {"\n", " ", "x\n", "\n\n"}) {
    EXPECT_FALSE(verifies(good + more));
    EXPECT_FALSE(verifies(more + good));
  }
  const std::string other = log.Sign({301, Sha256("root")}).bytes();
  const std::string stolen =
      other.substr(0, other.find("\n\n")) + good.substr(good.find("\n\n"));
  EXPECT_FALSE(verifies(stolen));
}

TEST(SignedCheckpoint, KeepsWithinItsLimits) {
  const TestLog log;
  std::string bytes = log.Sign({300, Sha256("root")}).bytes();
  const std::string stranger =
      NoteSignature{"example.org", {}, std::string(2420, 'x')}.Line();
  for (int i = 0; i < 8; ++i) bytes += stranger;
  const auto read = SignedCheckpoint::Parse(bytes);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(read->note().Verify(log.key)) << "strangers count nothing";
  EXPECT_EQ(read->bytes(), bytes);
  while (bytes.size() <= SignedCheckpoint::kMaxBytes) bytes += stranger;
  EXPECT_FALSE(SignedCheckpoint::Parse(bytes));
}

TEST(SignedCheckpointDeathTest, WhatCouldNotBeReadIsNeverSigned) {
  const TestLog log;
  for (const Checkpoint& bad :
       {Checkpoint{"", {1, Sha256("root")}}, Checkpoint{"a\nb", {1, Sha256("root")}},
        Checkpoint{"origin", {0, Sha256("root")}}}) {
    EXPECT_DEATH(SignedCheckpoint::Sign(bad, log.key, log.signer), "");
  }
}

}  // namespace
}  // namespace certseal
