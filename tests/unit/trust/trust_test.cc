// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/file.h"
#include "base/strings.h"
#include "keys/private_key.h"
#include "log/note.h"
#include "trust/pinned_schools.h"
#include "trust/trust_file.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

struct TestSchool {
  Ed25519PrivateKey root = Ed25519PrivateKey::Generate();
  Ed25519PrivateKey issuer = Ed25519PrivateKey::Generate();
  Ed25519PrivateKey log = Ed25519PrivateKey::Generate();

  TrustKeys Keys(uint64_t version = 1) const {
    return {*SiteAddress::FromOrigin("verify.school.example"),
            "Example School of Aesthetics",
            version,
            *VerifierKey::Make("verify.school.example/root", root.public_key()),
            {{*VerifierKey::Make("verify.school.example", log.public_key()), {}}},
            {{"key-2026-01",
              *VerifierKey::Make("verify.school.example/key-2026-01", issuer.public_key()),
              {}}},
            {{Sha256("document key"), {0, 77}}}};
  }
  std::string File(uint64_t version = 1) const { return TrustFile::Sign(Keys(version), root); }
};

TEST(TrustFile, ReadsWhatItSigns) {
  const TestSchool school;
  const auto trust = TrustFile::Parse(school.File());
  ASSERT_TRUE(trust) << trust.error().message;
  EXPECT_EQ(trust->keys(), school.Keys());
  EXPECT_EQ(trust->bytes(), school.File());
  EXPECT_NE(trust->FindIssuer("key-2026-01"), nullptr);
  EXPECT_EQ(trust->FindIssuer("key-2026-02"), nullptr);
  EXPECT_EQ(trust->FindIssuer(trust->keys().issuers[0].key.id()),
            &trust->keys().issuers[0]);
  EXPECT_EQ(trust->Fingerprint().size(), 79u);
}

TEST(TrustFile, RefusesEveryFlippedBit) {
  const TestSchool school;
  const std::string file = school.File();
  for (size_t bit = 0; bit < file.size() * 8; ++bit) {
    std::string bent = file;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_FALSE(TrustFile::Parse(bent)) << "bit " << bit;
  }
  for (size_t size = 0; size < file.size(); ++size) {
    ASSERT_FALSE(TrustFile::Parse(file.substr(0, size))) << size;
  }
  EXPECT_FALSE(TrustFile::Parse(file + "\n"));
}

// Each text is signed by the true root: the form alone must be the reason.
TEST(TrustFile, RefusesOtherForms) {
  const TestSchool school;
  const std::string text = school.Keys().Text();
  const auto why = [&](std::string_view from, std::string_view to) {
    std::string bent = text;
    const size_t at = bent.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    bent.replace(at, from.size(), to);
    const auto trust =
        TrustFile::Parse(SignedNote::Sign(bent, school.Keys().root, school.root));
    return trust ? "accepted" : trust.error().message;
  };
  EXPECT_EQ(why("trust/v1", "trust/v2"),
            "not a trust file: line 1: not a trust file of version 1: \"trust/v2\"");
  EXPECT_EQ(why("version 1", "version 01"),
            "not a trust file: line 5: the version is not a number from 1");
  EXPECT_EQ(why("url https://verify", "url https://evil"),
            "not a trust file: line 4: the url does not belong to the origin");
  EXPECT_EQ(why(" 0 77", " 78 77"), "not a trust file: \"77\" does not end the window");
  EXPECT_EQ(why("name Example", "nam Example"), "not a trust file: line 3: expected \"name\"");
  EXPECT_EQ(why("name Example School of Aesthetics", "name  "),
            "not a trust file: line 3: the name is empty");
  EXPECT_EQ(why("document ", "witness x\ndocument "),
            "not a trust file: line 9: expected \"document\"");
  EXPECT_EQ(why("issuer key-2026-01 ", "issuer KEY "),
            "not a trust file: \"KEY\" is not a key's id");
  std::string twice = text;
  const size_t issuer = twice.find("issuer ");
  const std::string line = twice.substr(issuer, twice.find('\n', issuer) + 1 - issuer);
  EXPECT_EQ(why(line, line + line),
            "not a trust file: two issuer keys share the id \"key-2026-01\"");
  EXPECT_EQ(why("\ndocument", "\n\ndocument"), "not a trust file: line 9: expected \"document\"");
}

class PinnedTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "certseal.XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { fs::remove_all(directory_); }
  fs::path directory_;
};

TEST_F(PinnedTest, KeepsSchoolsAndRefusesWhatChangesTheirRoot) {
  const TestSchool school, stranger;
  const PinnedSchools pinned(directory_ / "config" / "schools");
  EXPECT_TRUE(pinned.All()->empty());
  ASSERT_TRUE(pinned.Add(*TrustFile::Parse(school.File(2))));
  ASSERT_TRUE(pinned.Add(*TrustFile::Parse(school.File(2))));
  ASSERT_TRUE(pinned.Add(*TrustFile::Parse(school.File(3))));
  const auto older = pinned.Add(*TrustFile::Parse(school.File(2)));
  ASSERT_FALSE(older);
  EXPECT_EQ(older.error().message, "version 2 is older than the pinned 3");
  const auto other = pinned.Add(*TrustFile::Parse(stranger.File(4)));
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().message.find("another root key"), std::string::npos);
  ASSERT_EQ(pinned.All()->size(), 1u);
  EXPECT_EQ(pinned.All()->front().keys().version, 3u);
  ASSERT_TRUE(pinned.Remove("verify.school.example"));
  EXPECT_FALSE(pinned.Remove("verify.school.example"));
  EXPECT_FALSE(pinned.Remove("../../etc/passwd"));
  EXPECT_TRUE(pinned.All()->empty());
}

TEST_F(PinnedTest, SaysWhichFileItCannotRead) {
  const PinnedSchools pinned(directory_);
  ASSERT_TRUE(WriteFileAtomically(directory_ / "a.example.trust", "nonsense"));
  const auto all = pinned.All();
  ASSERT_FALSE(all);
  EXPECT_NE(all.error().message.find("a.example.trust"), std::string::npos);
  const TestSchool school;
  fs::remove(directory_ / "a.example.trust");
  ASSERT_TRUE(WriteFileAtomically(directory_ / "a.example.trust", school.File()));
  EXPECT_FALSE(pinned.All()) << "a file under another school's name";
}

TEST(SiteAddress, NamesWhatFollowsFromAnAddress) {
  const auto plain = SiteAddress::Parse("https://verify.school.example");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->url(), "https://verify.school.example/");
  EXPECT_EQ(plain->did(), "did:web:verify.school.example");
  const auto deep = SiteAddress::Parse("https://school.example:8443/a/b/");
  ASSERT_TRUE(deep);
  EXPECT_EQ(deep->origin(), "school.example:8443/a/b");
  EXPECT_EQ(deep->did(), "did:web:school.example%3A8443:a:b");
  EXPECT_EQ(deep->host(), "school.example");
  for (const char* bad :
       {"http://a.example/", "https://", "https:///", "https://A.example/", "https://a..b/",
        "https://u@a.example/", "https://a.example/?q", "https://a.example/#f",
        "https://a.example//", "https://a.example/../b/", "https://a.example:443/",
        "https://a.example:0/", "https://a.example:99999/", "https://-a.example/",
        "https://a.example/ü/", "https://a.example/%2e/"}) {
    EXPECT_FALSE(SiteAddress::Parse(bad)) << bad;
  }
}

}  // namespace
}  // namespace certseal
