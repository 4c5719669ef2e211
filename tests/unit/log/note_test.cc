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
  EXPECT_FALSE(SignedNote::Parse(good + "\xe2\x80\x94 " + key.name() + " " + bad_payload +
                                 "\n")
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
        std::string("text\n\n\xe2\x80\x94 a+b AAAAAAE=\n"),
        std::string("text\n\n\xe2\x80\x94 a AAAAAAE\n")}) {
    EXPECT_FALSE(SignedNote::Parse(bad)) << bad;
  }
  std::string many = "text\n\n";
  for (int i = 0; i < 100; ++i) many += line;
  EXPECT_TRUE(SignedNote::Parse(many));
  EXPECT_FALSE(SignedNote::Parse(many + line));
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
