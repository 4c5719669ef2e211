// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/strings.h"
#include "log/note.h"
#include "trust/trust_file.h"
#include "unit/trust/test_school.h"

namespace certseal {
namespace {

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
  EXPECT_EQ(why("name Example", "nam Example"),
            "not a trust file: line 3: expected \"name\"");
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
  EXPECT_EQ(why("\ndocument", "\n\ndocument"),
            "not a trust file: line 9: expected \"document\"");
}

class WitnessedFileTest : public testing::Test {
 protected:
  TrustKeys Keys() const {
    TrustKeys keys = school_.Keys();
    keys.witnesses = {first_.key, second_.key};
    keys.quorum = 1;
    return keys;
  }
  std::string Why(const TrustKeys& keys) const {
    const auto trust = TrustFile::Parse(TrustFile::Sign(keys, school_.root));
    return trust ? "accepted" : trust.error().message;
  }

  const TestSchool school_;
  const TestWitness first_{"witness.example/w1", 20};
  const TestWitness second_{"witness.example/w2", 21};
};

TEST_F(WitnessedFileTest, ReadsWhatItSigns) {
  const auto trust = TrustFile::Parse(TrustFile::Sign(Keys(), school_.root));
  ASSERT_TRUE(trust) << trust.error().message;
  EXPECT_EQ(trust->keys(), Keys());
  const std::string text = Keys().Text();
  EXPECT_TRUE(text.starts_with(school_.Keys().Text()));
  EXPECT_TRUE(text.ends_with("\nwitness " + first_.key.Text() + "\nwitness " +
                             second_.key.Text() + "\nquorum 1\n"))
      << text;
}

TEST_F(WitnessedFileTest, RefusesEveryFlippedBit) {
  const std::string file = TrustFile::Sign(Keys(), school_.root);
  for (size_t bit = 0; bit < file.size() * 8; ++bit) {
    std::string bent = file;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_FALSE(TrustFile::Parse(bent)) << "bit " << bit;
  }
}

TEST_F(WitnessedFileTest, QuorumIsOneToTheirNumber) {
  TrustKeys keys = Keys();
  keys.quorum = 2;
  EXPECT_EQ(Why(keys), "accepted");
  for (const uint64_t quorum : {uint64_t{0}, uint64_t{3}, UINT64_MAX}) {
    keys.quorum = quorum;
    EXPECT_EQ(Why(keys), StrCat("not a trust file: the quorum \"", quorum,
                                "\" is not a number from 1 to 2"));
  }
  keys = school_.Keys();
  keys.quorum = 1;
  EXPECT_EQ(Why(keys), "not a trust file: line 10: unexpected");
}

TEST_F(WitnessedFileTest, RefusesOtherForms) {
  const std::string text = Keys().Text();
  const auto why = [&](std::string_view from, std::string_view to) {
    std::string bent = text;
    bent.replace(bent.find(from), from.size(), to);
    const auto trust =
        TrustFile::Parse(SignedNote::Sign(bent, school_.Keys().root, school_.root));
    return trust ? "accepted" : trust.error().message;
  };
  EXPECT_EQ(why("quorum 1\n", ""), "not a trust file: line 12: expected \"quorum\"");
  EXPECT_EQ(why("quorum 1\n", "quorum 1\nquorum 1\n"),
            "not a trust file: line 13: unexpected");
  EXPECT_EQ(why("quorum 1", "quorum 01"),
            "not a trust file: the quorum \"01\" is not a number from 1 to 2");
  EXPECT_EQ(why("quorum 1", "quorum -"),
            "not a trust file: the quorum \"-\" is not a number from 1 to 2");
  // A verifier key of the other kind, 01, is no witness's.
  const std::string plain = TestSchool::Key("", first_.signer).Text();
  EXPECT_EQ(why(first_.key.Text(), plain),
            "not a trust file: " + Quote(plain) + " is not a witness key");
  EXPECT_EQ(why(second_.key.Text(), second_.key.Text() + " 0 -").substr(0, 25),
            "not a trust file: line 11");
}

TEST_F(WitnessedFileTest, OneWitnessDoesNotCountForTwo) {
  TrustKeys keys = Keys();
  keys.witnesses = {first_.key, first_.key};
  EXPECT_EQ(Why(keys),
            "not a trust file: two witnesses are called \"witness.example/w1\"");
  keys.witnesses[1] = TestWitness("witness.example/w1", 22).key;
  EXPECT_EQ(Why(keys),
            "not a trust file: two witnesses are called \"witness.example/w1\"");
  keys.witnesses[1] = TestWitness("witness.example/w3", 20).key;
  EXPECT_EQ(Why(keys),
            "not a trust file: the witnesses \"witness.example/w1\" and "
            "\"witness.example/w3\" have one key");
}

TEST(TrustFile, ListsNoKeyTwice) {
  const TestSchool school;
  const auto why = [&](const TrustKeys& keys) {
    const auto trust = TrustFile::Parse(TrustFile::Sign(keys, school.root));
    return trust ? "accepted" : trust.error().message;
  };
  TrustKeys keys = school.Keys();
  keys.logs.push_back({TestSchool::Key("", TestSigner::OfRepeated(30)), {9, {}}});
  keys.issuers.push_back({"key-2026-02",
                          TestSchool::Key("/key-2026-02", TestSigner::OfRepeated(31)),
                          {9, {}}});
  keys.documents.push_back({Sha256("another"), {77, {}}});
  EXPECT_EQ(why(keys), "accepted");
  TrustKeys bent = keys;
  bent.logs[1].key = keys.logs[0].key;
  EXPECT_EQ(why(bent), "not a trust file: a log key is listed twice");
  bent.logs[1].key = TestSchool::Key("/other", school.log);
  EXPECT_EQ(why(bent), "not a trust file: a log key is listed twice");
  bent = keys;
  bent.issuers[1].key = TestSchool::Key("/key-2026-02", school.issuer);
  EXPECT_EQ(why(bent),
            "not a trust file: the issuer keys \"key-2026-01\" and \"key-2026-02\" "
            "are one key");
  bent.issuers[1].key = keys.issuers[0].key;
  EXPECT_EQ(why(bent),
            "not a trust file: two issuer keys share the id \"key-2026-02\"");
  bent = keys;
  bent.issuers[1].id = "key-2026-01";
  EXPECT_EQ(why(bent),
            "not a trust file: two issuer keys share the id \"key-2026-01\"");
  bent = keys;
  bent.documents[1].spki = keys.documents[0].spki;
  EXPECT_EQ(why(bent), "not a trust file: a document key is listed twice");
}

TEST(TrustFile, ReadsTheFirstVersion) {
  const auto file =
      ReadFile(CERTSEAL_SOURCE_DIR "/tests/vectors/fixtures/school-v1.trust",
               TrustFile::kMaxBytes);
  ASSERT_TRUE(file);
  const auto trust = TrustFile::Parse(*file);
  ASSERT_TRUE(trust) << trust.error().message;
  EXPECT_EQ(trust->bytes(), *file);
  EXPECT_TRUE(file->starts_with(trust->keys().Text() + "\n"));
  EXPECT_TRUE(trust->keys().witnesses.empty());
  EXPECT_EQ(trust->keys().quorum, 0u);
}

TEST(TrustFile, CarriesNoSignaturesButThoseOfRoots) {
  const TestSchool school;
  const TrustKeys keys = school.Keys();
  const auto line = [&](const VerifierKey& key, const Ed25519Signer& signer) {
    return SignedNote::SignatureLine(keys.Text(), key, signer);
  };
  const std::string root = line(keys.root, school.root);
  const std::string previous = line(TestSchool::Key("/root", school.log), school.log);
  const auto accepts = [&](const std::string& lines) {
    return TrustFile::Parse(keys.Text() + "\n" + lines).has_value();
  };
  EXPECT_TRUE(accepts(root));
  EXPECT_TRUE(accepts(root + previous));
  EXPECT_FALSE(accepts(previous));
  EXPECT_FALSE(accepts(previous + root));
  EXPECT_FALSE(accepts(root + root));
  EXPECT_FALSE(accepts(root + previous + previous));
}

TEST(KeyWindow, IsHalfOpen) {
  const KeyWindow window{3, 5};
  EXPECT_FALSE(window.Contains(2));
  EXPECT_TRUE(window.Contains(3));
  EXPECT_TRUE(window.Contains(4));
  EXPECT_FALSE(window.Contains(5));
  EXPECT_TRUE((KeyWindow{3, {}}.Contains(UINT64_MAX)));
  EXPECT_FALSE((KeyWindow{3, 3}.Contains(3)));
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
       {"http://a.example/", "https://", "https:///", "https://A.example/",
        "https://a..b/", "https://u@a.example/", "https://a.example/?q",
        "https://a.example/#f", "https://a.example//", "https://a.example/../b/",
        "https://a.example:443/", "https://a.example:0/", "https://a.example:99999/",
        "https://-a.example/", "https://a.example/ü/", "https://a.example/%2e/"}) {
    EXPECT_FALSE(SiteAddress::Parse(bad)) << bad;
  }
}

}  // namespace
}  // namespace certseal
