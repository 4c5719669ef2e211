// SPDX-License-Identifier: Apache-2.0
#include "status/manifest.h"

#include <gtest/gtest.h>

namespace certseal {
namespace {

constexpr std::string_view kHashA =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr std::string_view kHashB =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

StatusManifest Sample() {
  return {.keys = 2,
          .lists = {{{StatusPurpose::kRevocation, 0}, *Sha256Digest::FromHex(kHashA)},
                    {{StatusPurpose::kRevocation, 1}, *Sha256Digest::FromHex(kHashB)},
                    {{StatusPurpose::kSuspension, 0}, *Sha256Digest::FromHex(kHashA)}}};
}

std::string Bent(std::string_view from, std::string_view to) {
  std::string text = Sample().Text();
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string Why(std::string_view text) {
  const auto manifest = StatusManifest::Parse(text);
  return manifest ? "accepted" : manifest.error().message;
}

TEST(StatusManifest, PrintsTheFormThatIsLogged) {
  EXPECT_EQ(
      (StatusManifest{.keys = 2, .lists = {Sample().lists[0]}}.Text()),
      R"({"keys":2,"lists":[{"block":0,"purpose":"revocation","sha256":)"
      R"("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}],"version":1})");
  EXPECT_EQ((StatusManifest{.keys = 1, .lists = {}}.Text()),
            R"({"keys":1,"lists":[],"version":1})");
}

TEST(StatusManifest, ReadsWhatItPrints) {
  const auto read = StatusManifest::Parse(Sample().Text());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->keys, 2u);
  EXPECT_EQ(read->lists, Sample().lists);
  EXPECT_EQ(read->Find({StatusPurpose::kRevocation, 1}), Sha256Digest::FromHex(kHashB));
  EXPECT_EQ(read->Find({StatusPurpose::kSuspension, 1}), std::nullopt);
  EXPECT_TRUE(StatusManifest::Parse(R"({"keys":1,"lists":[],"version":1})"));
}

TEST(StatusManifest, ReadsAsManyListsAsARegisterCanHave) {
  StatusManifest many{.keys = 1, .lists = {}};
  for (uint32_t block = 0; block < 4'000; ++block) {
    many.lists.push_back({{StatusPurpose::kRevocation, block}, Sha256("a")});
  }
  const auto read = StatusManifest::Parse(many.Text());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->lists, many.lists);
  EXPECT_FALSE(StatusManifest::Parse(std::string(StatusManifest::kMaxBytes + 1, ' ')));
}

// A flipped bit is refused, or it is another manifest with another hash.
TEST(StatusManifest, AcceptsOnlyWhatPrintsBack) {
  const std::string text = Sample().Text();
  for (size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string bent = text;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    const auto read = StatusManifest::Parse(bent);
    ASSERT_TRUE(!read || read->Text() == bent) << bit;
    ASSERT_FALSE(read && read->keys == 2 && read->lists == Sample().lists) << bit;
  }
  for (size_t size = 0; size < text.size(); ++size) {
    ASSERT_FALSE(StatusManifest::Parse(text.substr(0, size))) << size;
  }
  EXPECT_FALSE(StatusManifest::Parse(text + "\n"));
}

TEST(StatusManifest, RefusesOtherForms) {
  EXPECT_EQ(Why(Bent("\"version\":1", "\"version\":2")),
            "the status manifest: not of version 1");
  EXPECT_EQ(Why(Bent(",\"version\":1", "")), "the status manifest: not of version 1");
  EXPECT_EQ(Why("[]"), "the status manifest: not of version 1");
  for (const char* keys :
       {"\"keys\":0", "\"keys\":\"2\"", "\"keys\":-2", "\"keys\":2.5", "\"kezs\":2"}) {
    EXPECT_EQ(Why(Bent("\"keys\":2", keys)),
              "the status manifest: keys: must be a number from 1");
  }
  EXPECT_EQ(Why(R"({"keys":1,"version":1})"), "the status manifest: lists: missing");
  EXPECT_EQ(Why(R"({"keys":1,"lists":{},"version":1})"),
            "the status manifest: lists: missing");
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"block\":1", "\"block\":4294967296"},
           {"\"block\":1", "\"block\":-1"},
           {"\"block\":1", "\"block\":\"1\""},
           {"\"block\":1,", ""},
           {"1,\"purpose\":\"revocation\"", "1,\"purpose\":\"message\""},
           {"ba7816bf", "BA7816BF"},
           {"ba7816bf", "ba7816b"}}) {
    EXPECT_EQ(Why(Bent(from, to)),
              "the status manifest: lists[1]: not a list's block, purpose and sha256");
  }
}

TEST(StatusManifest, RefusesADisorder) {
  EXPECT_EQ(Why(Bent("\"block\":1", "\"block\":0")),
            "the status manifest: lists[1]: not in the order of purpose and block");
  StatusManifest swapped = Sample();
  std::swap(swapped.lists[1], swapped.lists[2]);
  EXPECT_EQ(Why(swapped.Text()),
            "the status manifest: lists[2]: not in the order of purpose and block");
}

TEST(StatusManifest, RefusesWhatItWouldWriteOtherwise) {
  constexpr std::string_view kOther =
      "the status manifest: is not written in its canonical form";
  EXPECT_EQ(Why(Bent("\"keys\":2", "\"keys\": 2")), kOther);
  EXPECT_EQ(Why(Bent("\"block\":1", "\"block\":1,\"bits\":131072")), kOther);
  EXPECT_EQ(Why(Bent("\"version\":1", "\"version\":1,\"x\":1")), kOther);
  EXPECT_EQ(Why(Bent("revocation", "\\u0072evocation")), kOther);
}

TEST(ByDigestPath, IsTheWholeHash) {
  EXPECT_EQ(ByDigestPath(*Sha256Digest::FromHex(kHashA)),
            "status/sha256/" + std::string(kHashA));
}

}  // namespace
}  // namespace certseal
