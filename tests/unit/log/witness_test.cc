// SPDX-License-Identifier: Apache-2.0
#include "log/witness.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "unit/log/log_testing.h"

namespace certseal {
namespace {

struct TestWitness {
  explicit TestWitness(char seed, std::string_view name)
      : signer(TestSigner::OfRepeated(seed)),
        key(*WitnessKey::Make(name, signer.public_key())) {}

  std::string Line(const SignedCheckpoint& checkpoint, int64_t seconds) const {
    return CosignatureLine(checkpoint, key, signer, *Timestamp::FromUnix(seconds));
  }

  TestSigner signer;
  WitnessKey key;
};

class Witness : public testing::Test {
 protected:
  const TestLog log_{};
  const SignedCheckpoint checkpoint_ = log_.Sign({300, Sha256("root")});
  const TestWitness first_{2, "witness.example/one"};
  const TestWitness second_{3, "witness.example/two"};
  const TestWitness stranger_{4, "witness.example/three"};
  const std::vector<WitnessKey> keys_ = {first_.key, second_.key};

  Result<SignedCheckpoint> Add(std::string_view response) const {
    return AddCosignatures(checkpoint_, response, keys_);
  }
  // What the checkpoint's note would be with these lines, checked by nobody.
  SignedNote NoteWith(std::string_view lines) const {
    return *SignedNote::Parse(checkpoint_.bytes() + std::string(lines));
  }
};

nlohmann::json RealCosignature() {
  const auto small = nlohmann::json::parse(ReadVector("small.json"));
  for (const auto& note : small["notes"]) {
    if (note.contains("cosigned_at")) return note;
  }
  return nullptr;
}

TEST(WitnessVector, VerifiesARealCosignature) {
  const nlohmann::json vector = RealCosignature();
  const std::string vkey = vector["vkey"];
  const auto witness = WitnessKey::Parse(vkey);
  ASSERT_TRUE(witness) << witness.error().message;
  EXPECT_EQ(witness->Text(), vkey);
  EXPECT_EQ(*WitnessKey::Make(witness->name(), witness->key()), *witness);
  const std::string bytes =
      StrCat(vector["text"].get<std::string>(), "\n\xe2\x80\x94 ", witness->name(), ' ',
             vector["sig"].get<std::string>(), '\n');
  const auto note = SignedNote::Parse(bytes);
  const auto time = VerifyCosignature(*note, *witness);
  ASSERT_TRUE(time) << time.error().message;
  EXPECT_EQ(time->unix_seconds(), vector["cosigned_at"]);
  EXPECT_EQ(*CountCosignatures(*note, std::vector{*witness}), 1u);
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string bent = bytes;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    const auto read = SignedNote::Parse(bent);
    ASSERT_FALSE(read && VerifyCosignature(*read, *witness)) << "bit " << bit;
  }
}

TEST(WitnessKey, IsNoOtherKindOfKey) {
  const TestSigner signer = TestSigner::OfRepeated(2);
  const auto witness = *WitnessKey::Make("witness.example", signer.public_key());
  const auto plain = *VerifierKey::Make("witness.example", signer.public_key());
  EXPECT_NE(witness.id(), plain.id());
  EXPECT_FALSE(WitnessKey::Parse(plain.Text()));
  EXPECT_FALSE(VerifierKey::Parse(witness.Text()));
  std::string text = witness.Text();
  EXPECT_EQ(*WitnessKey::Parse(text), witness);
  text[text.find('+') + 1] ^= 1;
  EXPECT_FALSE(WitnessKey::Parse(text));
  for (const char* bad :
       {"", "+", "a", "a+b", "a+00000000+", "++", "a+00000000+BA=="}) {
    EXPECT_FALSE(WitnessKey::Parse(bad)) << bad;
  }
  EXPECT_FALSE(WitnessKey::Make("", signer.public_key()));
  EXPECT_FALSE(WitnessKey::Make("a b", signer.public_key()));
  EXPECT_FALSE(WitnessKey::Make("a+b", signer.public_key()));
}

TEST_F(Witness, AnswersAreAddedOnceAndCounted) {
  EXPECT_EQ(*CountCosignatures(checkpoint_.note(), keys_), 0u);
  EXPECT_FALSE(VerifyCosignature(checkpoint_.note(), first_.key));
  const auto one = Add(first_.Line(checkpoint_, 1000));
  ASSERT_TRUE(one) << one.error().message;
  EXPECT_EQ(one->bytes(), checkpoint_.bytes() + first_.Line(checkpoint_, 1000));
  EXPECT_EQ(one->checkpoint(), checkpoint_.checkpoint());
  EXPECT_TRUE(one->note().Verify(log_.key));
  EXPECT_EQ(*CountCosignatures(one->note(), keys_), 1u);
  EXPECT_EQ(VerifyCosignature(one->note(), first_.key)->unix_seconds(), 1000);
  EXPECT_FALSE(VerifyCosignature(one->note(), second_.key));

  const std::string both =
      first_.Line(checkpoint_, 1000) + second_.Line(checkpoint_, 1001);
  const auto two = AddCosignatures(*one, both + both, keys_);
  ASSERT_TRUE(two) << two.error().message;
  EXPECT_EQ(two->bytes(), checkpoint_.bytes() + both);
  EXPECT_EQ(*CountCosignatures(two->note(), keys_), 2u);
}

TEST_F(Witness, TheNewestOfItsTimesCounts) {
  const auto added =
      Add(first_.Line(checkpoint_, 2000) + first_.Line(checkpoint_, 1000));
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_EQ(VerifyCosignature(added->note(), first_.key)->unix_seconds(), 2000);
  EXPECT_EQ(*CountCosignatures(added->note(), keys_), 1u);
}

TEST_F(Witness, OneKeyUnderTwoNamesCountsOnce) {
  const TestWitness alias(2, "witness.example/alias");
  const std::vector<WitnessKey> keys = {first_.key, alias.key, first_.key};
  const auto added = AddCosignatures(
      checkpoint_, first_.Line(checkpoint_, 1000) + alias.Line(checkpoint_, 1000),
      keys);
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_EQ(*CountCosignatures(added->note(), keys), 1u);
}

TEST_F(Witness, LinesOfStrangersAreLeftOut) {
  const auto added =
      Add(stranger_.Line(checkpoint_, 1000) + first_.Line(checkpoint_, 1000));
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_EQ(added->bytes(), checkpoint_.bytes() + first_.Line(checkpoint_, 1000));
  EXPECT_FALSE(Add(stranger_.Line(checkpoint_, 1000)));
  EXPECT_FALSE(AddCosignatures(checkpoint_, first_.Line(checkpoint_, 1000), {}));
}

TEST_F(Witness, ABadLineOfAKnownWitnessIsAnError) {
  const SignedCheckpoint other = log_.Sign({301, Sha256("root")});
  const std::string good = first_.Line(checkpoint_, 1000);
  const NoteSignature line = *NoteSignature::ParseLine(good.substr(0, good.size() - 1));
  std::vector<std::string> bad = {first_.Line(other, 1000)};  // replayed
  for (size_t byte = 0; byte < line.payload.size(); ++byte) {
    NoteSignature bent = line;
    bent.payload[byte] = static_cast<char>(bent.payload[byte] ^ 4);
    bad.push_back(bent.Line());
  }
  for (const size_t size : {1u, 8u, 64u, 71u}) {
    bad.push_back(
        NoteSignature{line.name, line.key_id, line.payload.substr(0, size)}.Line());
  }
  bad.push_back(NoteSignature{line.name, line.key_id, line.payload + "x"}.Line());
  for (const std::string& lines : bad) {
    EXPECT_FALSE(Add(lines));
    EXPECT_FALSE(Add(second_.Line(checkpoint_, 1000) + lines));
    EXPECT_FALSE(VerifyCosignature(NoteWith(lines), first_.key));
    EXPECT_FALSE(VerifyCosignature(NoteWith(good + lines), first_.key));
    EXPECT_FALSE(CountCosignatures(NoteWith(lines), keys_));
    EXPECT_FALSE(CountCosignatures(NoteWith(good + lines), keys_));
    EXPECT_TRUE(
        VerifyCosignature(NoteWith(second_.Line(checkpoint_, 5) + lines), second_.key))
        << "another witness's line does not spoil it";
  }
}

TEST_F(Witness, TimesThatAreNoneAreRefused) {
  const auto verifies = [&](uint64_t seconds, const auto& printed) {
    std::string payload;
    for (int shift = 56; shift >= 0; shift -= 8) {
      payload += static_cast<char>(seconds >> shift);
    }
    const std::string message =
        StrCat("cosignature/v1\ntime ", printed, '\n', checkpoint_.note().text());
    payload += first_.signer.Sign(message).bytes();
    const NoteSignature line{first_.key.name(), first_.key.id(), payload};
    return VerifyCosignature(NoteWith(line.Line()), first_.key).has_value();
  };
  EXPECT_TRUE(verifies(1000, 1000));
  EXPECT_TRUE(verifies(253'402'300'799, 253'402'300'799));
  EXPECT_FALSE(verifies(1000, "01000"));
  for (const uint64_t seconds : {uint64_t{253'402'300'800}, uint64_t{INT64_MAX},
                                 uint64_t{1} << 63, UINT64_MAX}) {
    EXPECT_FALSE(verifies(seconds, seconds)) << seconds;
    EXPECT_FALSE(verifies(seconds, static_cast<int64_t>(seconds))) << seconds;
  }
}

TEST_F(Witness, ALogsSignatureIsNoCosignature) {
  const auto as_log = *VerifierKey::Make(first_.key.name(), first_.signer.public_key());
  const std::string plain =
      SignedNote::SignatureLine(checkpoint_.note().text(), as_log, first_.signer);
  EXPECT_TRUE(NoteWith(plain).Verify(as_log));
  EXPECT_FALSE(VerifyCosignature(NoteWith(plain), first_.key));
  EXPECT_FALSE(NoteWith(first_.Line(checkpoint_, 1000)).Verify(as_log));
}

TEST_F(Witness, MalformedAnswersAreRefused) {
  const std::string good = first_.Line(checkpoint_, 1000);
  const std::vector<std::string> all_bad = {"",
                                            "\n",
                                            good.substr(0, good.size() - 1),
                                            good + "\n",
                                            "\n" + good,
                                            good + "x\n",
                                            good + " \n",
                                            "\xef\xbb\xbf" + good,
                                            "<html>\n",
                                            good.substr(1),
                                            checkpoint_.bytes() + good,
                                            good + std::string(40'000, 'x')};
  for (const std::string& bad : all_bad) EXPECT_FALSE(Add(bad)) << bad;
  std::string many;
  for (int64_t i = 0; i < 99; ++i) many += first_.Line(checkpoint_, i);
  EXPECT_TRUE(Add(many));
  many += first_.Line(checkpoint_, 99);
  EXPECT_FALSE(Add(many)) << "with the log's own line that is 101";
}

TEST_F(Witness, AnAnswerWithATreeSizeIsExplained) {
  const auto refused = Add("250\n");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message,
            "the witness did not sign: it knows the log at size 250");
  EXPECT_EQ(refused.error().hints.size(), 1u);
}

TEST_F(Witness, TheRequestIsTheSpecifications) {
  StoredTree stored = StoredTree::Of(300);
  TreeReader tree = stored.Reader();
  const SignedCheckpoint checkpoint = log_.Sign(*tree.Head());
  const ProofHashes proof = *tree.ProveConsistency(256);
  std::string expected = "old 256\n";
  for (const auto& hash : proof) expected += hash.Base64() + "\n";
  EXPECT_EQ(AddCheckpointRequest(256, proof, checkpoint),
            expected + "\n" + checkpoint.bytes());
  EXPECT_EQ(AddCheckpointRequest(0, {}, checkpoint), "old 0\n\n" + checkpoint.bytes());
}

}  // namespace
}  // namespace certseal
