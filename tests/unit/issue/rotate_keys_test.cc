// SPDX-License-Identifier: Apache-2.0
#include "issue/rotate_keys.h"

#include "issue/document_keys.h"
#include "issue/key_files.h"
#include "unit/issue/key_school.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class RotateKeysTest : public KeySchoolTest {
 protected:
  KeyAccess Access() const { return {.passphrase = passphrase_, .clock = At()}; }
  Result<KeyChangeSummary> Rotate(const std::set<KeyKind>& kinds,
                                  const KeyAccess& access) {
    School school = Open();
    return RotateKeys(school, *reg_, kinds, access);
  }
  const Secret passphrase_{kPhrase};
};

TEST_F(RotateKeysTest, ReplacesTheKeysOfALostMachineAtOnce) {
  Issue(1, 2);
  for (const char* lost : {"key-2026-01", "log", "document"}) {
    fs::remove(Paths().key(lost));
  }
  const auto summary =
      Rotate({KeyKind::kIssuer, KeyKind::kLog, KeyKind::kDocument}, Access());
  ASSERT_TRUE(summary) << Complaint(summary);
  EXPECT_EQ(summary->version, 2u);
  EXPECT_THAT(summary->files,
              ElementsAre(Paths().key("key-2026-02"), Paths().key("log-2"),
                          Paths().key("document-2")));
  const School school = Open();
  const auto keys = OpenIssuingKeys(school, passphrase_, now_);
  ASSERT_TRUE(keys) << Complaint(keys);
  EXPECT_EQ(keys->ledger.issuer.listed.id, "key-2026-02");
  EXPECT_EQ(keys->document.chain.size(), 2u);
  EXPECT_TRUE(Issue(school, keys->ledger, 10, 1));
}

TEST_F(RotateKeysTest, ReadsTheRootKeyWhereItLies) {
  const fs::path stick = directory_ / "stick.key";
  fs::rename(Paths().key("root"), stick);
  const auto before = Files();
  const auto away = Rotate({KeyKind::kIssuer}, Access());
  EXPECT_EQ(Complaint(away),
            StrCat("the root key is not at ", Quote(Paths().key("root").string()),
                   ": it signs the new trust file"));
  EXPECT_THAT(away.error().hints.at(0), HasSubstr("--root-key /media/"));
  KeyAccess access = Access();
  access.root_key = directory_ / "nowhere.key";
  EXPECT_THAT(Complaint(Rotate({KeyKind::kIssuer}, access)), HasSubstr("nowhere.key"));
  access.root_key = Paths().key("log");
  EXPECT_THAT(Complaint(Rotate({KeyKind::kIssuer}, access)),
              HasSubstr("log.key: is not the root key of this school"));
  access.root_key = Paths().key("document");
  EXPECT_THAT(Complaint(Rotate({KeyKind::kIssuer}, access)),
              HasSubstr("document.key: it is not an Ed25519 key"));
  EXPECT_EQ(Files(), before);
  access.root_key = stick;
  ASSERT_TRUE(Rotate({KeyKind::kIssuer}, access));
  EXPECT_FALSE(fs::exists(Paths().key("root")));
}

TEST_F(RotateKeysTest, ANewRootIsFoundBesideTheFormerOne) {
  const auto summary = Rotate({KeyKind::kRoot}, Access());
  ASSERT_TRUE(summary) << Complaint(summary);
  EXPECT_EQ(summary->root_file, Paths().key("root-2"));
  EXPECT_TRUE(summary->files.empty());
  const School school = Open();
  const auto root = OpenRootKey(school, "", passphrase_);
  ASSERT_TRUE(root) << Complaint(root);
  EXPECT_EQ(root->public_key(), school.trust.keys().root.key());
  // What an interrupted change left is passed over.
  WriteKey("root-3", "ED25519");
  EXPECT_TRUE(OpenRootKey(school, "", passphrase_));
  fs::remove(Paths().key("root-2"));
  EXPECT_THAT(Complaint(OpenRootKey(school, "", passphrase_)),
              HasSubstr("is not the root key of this school"));
}

TEST_F(RotateKeysTest, WritesANewRootWhereItIsWanted) {
  KeyAccess access = Access();
  access.new_root_key = Paths().key("log");
  EXPECT_THAT(Complaint(Rotate({KeyKind::kRoot}, access)), HasSubstr("exists already"));
  access.new_root_key = directory_ / "stick.key";
  ASSERT_TRUE(Rotate({KeyKind::kRoot}, access));
  EXPECT_FALSE(fs::exists(Paths().key("root-2")));
  EXPECT_EQ(fs::status(directory_ / "stick.key").permissions(), fs::perms(0600));
}

TEST_F(RotateKeysTest, DemandsThePassphraseOfTheOtherKeys) {
  const auto before = Files();
  const Secret wrong("another passphrase");
  for (const KeyKind kind : {KeyKind::kIssuer, KeyKind::kRoot}) {
    EXPECT_THAT(Complaint(Rotate({kind}, {.passphrase = wrong, .clock = At()})),
                HasSubstr("root.key: the passphrase does not open it"));
  }
  EXPECT_EQ(Files(), before);
}

TEST_F(RotateKeysTest, ADocumentKeyNeedsTheAuthority) {
  const auto before = Files();
  KeyAccess access = Access();
  access.authority_key = Paths().key("document");
  EXPECT_THAT(Complaint(Rotate({KeyKind::kDocument}, access)),
              HasSubstr("school-ca.crt: the key is not that of the authority's"));
  access.authority_key = directory_ / "stick.key";
  const auto away = Rotate({KeyKind::kDocument}, access);
  EXPECT_THAT(Complaint(away),
              HasSubstr("the key of the school's authority is not at "));
  EXPECT_THAT(away.error().hints.at(1), HasSubstr("import-document"));
  EXPECT_EQ(Files(), before);
  fs::rename(Paths().key("school-ca"), access.authority_key);
  ASSERT_TRUE(Rotate({KeyKind::kDocument}, access));
  EXPECT_FALSE(fs::exists(Paths().key("school-ca")));
}

TEST_F(RotateKeysTest, SaysHowToGoOnWithoutTheLogKey) {
  fs::remove(Paths().key("log"));
  const auto lost = Rotate({KeyKind::kIssuer}, Access());
  EXPECT_THAT(Complaint(lost), HasSubstr("the log key is not at "));
  EXPECT_THAT(lost.error().hints.at(1), HasSubstr("certseal keys rotate log"));
  EXPECT_EQ(Complaint(Rotate({}, Access())), "no kind of keys was named");
}

TEST_F(RotateKeysTest, NamesAndUnnamesWitnesses) {
  const auto witness = [](std::string_view name) {
    return *WitnessKey::Make(name, Ed25519PrivateKey::Generate().public_key());
  };
  const std::vector<WitnessKey> two = {witness("one.example"), witness("two.example")};
  School school = Open();
  EXPECT_EQ(Complaint(SetWitnesses(school, *reg_, two, 3, Access())),
            "a quorum of 3 cannot be reached with 2 witnesses");
  EXPECT_EQ(Complaint(SetWitnesses(school, *reg_, two, 0, Access())),
            "a quorum of 0 cannot be reached with 2 witnesses");
  EXPECT_EQ(Complaint(SetWitnesses(school, *reg_, {}, 1, Access())),
            "a quorum of 1 cannot be reached with 0 witnesses");
  EXPECT_EQ(
      Complaint(SetWitnesses(school, *reg_, {two[0], two[1], two[0]}, 1, Access())),
      "the witness \"one.example\" is named twice");
  EXPECT_THAT(Complaint(SetWitnesses(school, *reg_, {}, 0, Access())),
              HasSubstr("nothing was changed"));

  const auto named = SetWitnesses(school, *reg_, two, 2, Access());
  ASSERT_TRUE(named) << Complaint(named);
  EXPECT_EQ(Open().trust.keys().witnesses, two);
  EXPECT_EQ(Open().trust.keys().quorum, 2u);
  EXPECT_TRUE(named->files.empty());
  EXPECT_FALSE(SetWitnesses(school, *reg_, two, 2, Access()));
  ASSERT_TRUE(SetWitnesses(school, *reg_, {}, 0, Access()));
  EXPECT_TRUE(Open().trust.keys().witnesses.empty());
  EXPECT_EQ(Open().trust.keys().version, 3u);
}

}  // namespace
}  // namespace certseal
