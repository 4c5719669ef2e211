// SPDX-License-Identifier: Apache-2.0
#include "log/note.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "json/parse.h"

namespace certseal {
namespace {

std::string Assemble(const std::string& text, const std::string& name,
                     const std::string& signature) {
  return text + "\n\xe2\x80\x94 " + name + " " + signature + "\n";
}

nlohmann::json Vectors() {
  const auto bytes =
      ReadFile(CERTSEAL_SOURCE_DIR "/tests/vectors/tlog/small.json", 1 << 20);
  return *ParseJson(*bytes);
}

TEST(SignedNote, VerifiesTheNotesOfOthers) {
  int verified = 0;
  const nlohmann::json vectors = Vectors();
  for (const auto& vector : vectors["notes"]) {
    if (vector.contains("cosigned_at")) continue;  // type 04 signs more than the text
    const auto key = VerifierKey::Parse(vector["vkey"].get<std::string>());
    ASSERT_TRUE(key);
    const std::string note =
        Assemble(vector["text"], key->name(), vector["sig"].get<std::string>());
    const auto parsed = SignedNote::Parse(note);
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_TRUE(parsed->Verify(*key));
    EXPECT_EQ(parsed->text(), vector["text"]);
    std::string bent = note;
    bent[0] = static_cast<char>(bent[0] ^ 1);
    EXPECT_FALSE(SignedNote::Parse(bent)->Verify(*key));
    ++verified;
  }
  EXPECT_EQ(verified, 2);
}

TEST(SignedNote, IgnoresStrangersAndRejectsABadLineOfAKnownKey) {
  const auto vector = Vectors()["notes"][0];
  const auto key = *VerifierKey::Parse(vector["vkey"].get<std::string>());
  const std::string good =
      Assemble(vector["text"], key.name(), vector["sig"].get<std::string>());
  const std::string stranger = "\xe2\x80\x94 example.org AAAAAAE=\n";
  EXPECT_TRUE(SignedNote::Parse(good + stranger)->Verify(key));
  EXPECT_FALSE(SignedNote::Parse(Assemble(vector["text"], "example.org", "AAAAAAE="))
                   ->Verify(key));
  std::string bad_payload = vector["sig"];
  bad_payload[20] = bad_payload[20] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(
      SignedNote::Parse(good + "\xe2\x80\x94 " + key.name() + " " + bad_payload + "\n")
          ->Verify(key));
}

TEST(SignedNote, RefusesMalformedNotes) {
  const std::string line = "\xe2\x80\x94 a AAAAAAE=\n";
  EXPECT_TRUE(SignedNote::Parse("text\n\n" + line));
  for (const std::string& bad :
       {std::string(), std::string("text\n"), "text\n" + line, std::string("text\n\n"),
        "te\txt\n\n" + line, "te\rxt\n\n" + line, "te\xffxt\n\n" + line,
        "text\n\n" + line + "x", std::string("text\n\n- a AAAAAAE=\n"),
        "text\n\n" + line.substr(0, 8) + "\n",
        std::string("text\n\n\xe2\x80\x94 a AAAA\n"),
        std::string("text\n\n\xe2\x80\x94 a AAAAAA==\n"),
        std::string("text\n\n\xe2\x80\x94 a+b AAAAAAE=\n"),
        std::string("text\n\n\xe2\x80\x94 a AAAAAAE\n")}) {
    EXPECT_FALSE(SignedNote::Parse(bad)) << bad;
  }
  std::string many = "text\n\n";
  for (int i = 0; i < 100; ++i) many += line;
  EXPECT_TRUE(SignedNote::Parse(many));
  EXPECT_FALSE(SignedNote::Parse(many + line));
}

TEST(SignedNote, PrintsWhatItReads) {
  const std::string line = "\xe2\x80\x94 a AAAAAAE=\n";
  for (const std::string text : {"text\n", "\n", "a\n\nb\n", "a\n\n\n", "Zo\u00eb\n"}) {
    const std::string bytes = text + "\n" + line + line + "\xe2\x80\x94 b/c BBBBBBI=\n";
    const auto note = SignedNote::Parse(bytes);
    ASSERT_TRUE(note) << note.error().message;
    EXPECT_EQ(note->text(), text);
    EXPECT_EQ(note->bytes(), bytes);
    ASSERT_EQ(note->signatures().size(), 3u);
    EXPECT_EQ(note->signatures()[0], note->signatures()[1]);
    EXPECT_TRUE(note->signatures()[2].IsBy("b/c", {0x04, 0x10, 0x41, 0x04}));
    EXPECT_FALSE(note->signatures()[2].IsBy("b", note->signatures()[2].key_id));
  }
}

TEST(SignedNote, NamesOfSignersHoldNoSpaces) {
  const auto parses = [](std::string_view name) {
    return SignedNote::Parse(Assemble("text\n", std::string(name), "AAAAAAE="))
        .has_value();
  };
  EXPECT_TRUE(parses("verify.school.example/\u00e9\u4e2d"));
  for (const char* bad :
       {"", "a+b", "a\u0085b", "a\u00a0b", "\u1680", "a\u2003", "\u2028a", "a\u202fb",
        "a\u205fb", "a\u3000b", "a\x7f", "a\xff"}) {
    EXPECT_FALSE(parses(bad)) << bad;
  }
}

TEST(SignedNote, LinesAloneAreReadStrictly) {
  const std::string line = "\xe2\x80\x94 a AAAAAAE=\n";
  EXPECT_EQ(SignedNote::ParseSignatures(line + line)->size(), 2u);
  for (const std::string& bad :
       {std::string(), std::string("\n"), line + "\n", "\n" + line,
        line.substr(0, line.size() - 1), line + line.substr(1)}) {
    EXPECT_FALSE(SignedNote::ParseSignatures(bad)) << bad;
  }
}

TEST(VerifierKey, PrintsWhatItReads) {
  const nlohmann::json vectors = Vectors();
  for (const auto& vector : vectors["notes"]) {
    const std::string text = vector["vkey"];
    const auto key = VerifierKey::Parse(text);
    if (vector.contains("cosigned_at")) {
      EXPECT_FALSE(key) << "type 04 is no plain Ed25519 key";
      continue;
    }
    ASSERT_TRUE(key);
    EXPECT_EQ(key->Text(), text);
    std::string wrong_id = text;
    const size_t plus = wrong_id.find('+');
    wrong_id[plus + 1] = wrong_id[plus + 1] == '0' ? '1' : '0';
    EXPECT_FALSE(VerifierKey::Parse(wrong_id));
  }
  for (const char* bad : {"", "a", "a+b", "a+00000000+", "++"}) {
    EXPECT_FALSE(VerifierKey::Parse(bad)) << bad;
  }
}

}  // namespace
}  // namespace certseal
