// SPDX-License-Identifier: Apache-2.0
#include "issue/key_change.h"

#include "issue/document_keys.h"
#include "issue/rotate_keys.h"
#include "log/entry.h"
#include "unit/issue/key_school.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class KeyChangeTest : public KeySchoolTest {
 protected:
  KeyChange ToNewIssuer(const School& school) {
    KeyChange change = Change(school);
    UseNewIssuer(school, change);
    change.edit = CloseKinds({KeyKind::kIssuer});
    return change;
  }
  KeyChange ToNewLog(const School& school) {
    const TrustKeys& keys = school.trust.keys();
    Ed25519PrivateKey key = Ed25519PrivateKey::Generate();
    VerifierKey named = *VerifierKey::Make(kOrigin, key.public_key());
    KeyChange change{Ed25519("root"),
                     {{keys.issuers.back(), Ed25519(keys.issuers.back().id)},
                      {{std::move(named), {}}, std::move(key)}}};
    change.fresh_log = "an encrypted log key";
    change.edit = CloseKinds({KeyKind::kLog});
    return change;
  }
  KeyChange ToNewRoot(const School& school) {
    KeyChange change = Change(school);
    WriteKey("kept", "ED25519");
    change.fresh_root =
        FreshRootKey{Ed25519("kept"), "an encrypted root key", Paths().key("root-2")};
    return change;
  }
  std::vector<std::string> Entries() { return *reg_->Entries(0, *reg_->LogSize()); }
  SignedCheckpoint Newest() {
    return *SignedCheckpoint::Parse(reg_->NewestCheckpoint().value()->note);
  }
};

TEST_F(KeyChangeTest, TheNewIssuerCountsFromTheEntryThatAnnouncesIt) {
  Issue(1, 3);
  School school = Open();
  const std::string former = school.trust.bytes();
  const uint64_t size = *reg_->LogSize();
  const KeyChange change = ToNewIssuer(school);
  const auto summary = Commit(school, change);
  ASSERT_TRUE(summary) << Complaint(summary);
  EXPECT_EQ(summary->version, 2u);
  EXPECT_EQ(summary->index, size);
  EXPECT_THAT(summary->files, ElementsAre(Paths().key("key-2026-02")));
  EXPECT_FALSE(summary->moved_away);

  const TrustKeys& keys = school.trust.keys();
  ASSERT_EQ(keys.issuers.size(), 2u);
  EXPECT_EQ(keys.issuers[0].window, (KeyWindow{0, size}));
  EXPECT_EQ(keys.issuers[1].window, (KeyWindow{size, {}}));
  EXPECT_TRUE(keys.issuers[0].window.Contains(size - 1));
  EXPECT_FALSE(keys.issuers[0].window.Contains(size));
  EXPECT_EQ(Entries()[size], "keys 2 " + Sha256(school.trust.bytes()).Base64());
  EXPECT_THAT(Entries().back(), HasSubstr("head "));
  EXPECT_EQ(reg_->TrustFiles()->back().second, school.trust.bytes());
  EXPECT_TRUE(school.trust.CheckCheckpoint(Newest()));
  const auto lists = reg_->StatusLists();
  EXPECT_EQ(lists->size(), 2u);
  for (const StoredStatusList& list : *lists) {
    EXPECT_THAT(list.document, HasSubstr("#key-2026-02"));
  }

  EXPECT_EQ(Open().trust.bytes(), school.trust.bytes());
  EXPECT_EQ(*ReadFile(Paths().keys() / "school-1.trust", 9999), former);
  EXPECT_EQ(*ReadFile(Paths().key("key-2026-02"), 9999), *change.fresh_issuer);
  EXPECT_EQ(fs::status(Paths().key("key-2026-02")).permissions(), fs::perms(0600));
  const auto issued = Issue(school, change.ledger, 10, 2);
  ASSERT_TRUE(issued) << Complaint(issued);
  EXPECT_TRUE(keys.issuers[1].window.Contains(*issued));
}

TEST_F(KeyChangeTest, TheLogGoesOnWithoutItsFormerKey) {
  const uint64_t first = Issue(1, 2);
  const SignedCheckpoint before = Newest();
  fs::remove(Paths().key("log"));
  School school = Open();
  const KeyChange change = ToNewLog(school);
  const auto summary = Commit(school, change);
  ASSERT_TRUE(summary) << Complaint(summary);
  EXPECT_THAT(summary->files, ElementsAre(Paths().key("log-2")));
  const TrustKeys& keys = school.trust.keys();
  EXPECT_EQ(keys.logs[0].window, (KeyWindow{0, summary->index}));
  EXPECT_EQ(keys.logs[1].window, (KeyWindow{summary->index, {}}));
  // Old proofs stay good; what the former key would sign from now on does not.
  EXPECT_TRUE(school.trust.CheckCheckpoint(before));
  EXPECT_TRUE(school.trust.CheckCheckpoint(Newest()));
  EXPECT_TRUE(Newest().note().Verify(keys.logs[1].key));
  EXPECT_FALSE(Newest().note().Verify(keys.logs[0].key));
  const auto over = reg_->CheckpointOver(first);
  EXPECT_TRUE(school.trust.CheckCheckpoint(*SignedCheckpoint::Parse((*over)->note)));
  EXPECT_TRUE(Issue(school, change.ledger, 10, 2));
}

TEST_F(KeyChangeTest, ANewRootIsSignedByTheFormerOneToo) {
  School school = Open();
  const TrustFile former = school.trust;
  const auto summary = Commit(school, ToNewRoot(school));
  ASSERT_TRUE(summary) << Complaint(summary);
  EXPECT_TRUE(former.CheckSuccessor(school.trust));
  EXPECT_NE(former.Fingerprint(), school.trust.Fingerprint());
  EXPECT_EQ(school.trust.keys().root.name(), former.keys().root.name());
  // From here on the former root is nobody.
  KeyChange by_former = Change(school);
  by_former.edit = CloseKinds({});
  EXPECT_THAT(Complaint(Commit(school, by_former)), HasSubstr("not a trust file"));
  KeyChange by_new = Change(school);
  by_new.root = Ed25519("kept");
  const auto next = Commit(school, by_new);
  ASSERT_TRUE(next) << Complaint(next);
  EXPECT_EQ(next->version, 3u);
}

TEST_F(KeyChangeTest, ADocumentKeyCountsForCertificatesIssuedBeforeIt) {
  Issue(1, 2);
  School school = Open();
  KeyChange change = Change(school);
  P256PrivateKey key = P256PrivateKey::Generate();
  const Sha256Digest spki = key.SpkiDigest();
  const auto authority =
      CertificatesFromPem(*ReadFile(Paths().keys() / "school-ca.crt", 9999));
  const auto certificate =
      MakeDocumentCertificate("A School", authority->front(), Authority(), key, now_);
  change.fresh_document =
      FreshDocumentKey{{std::move(key), {*certificate}}, "an encrypted document key"};
  change.edit = CloseKinds({KeyKind::kDocument});
  const auto summary = Commit(school, change);
  ASSERT_TRUE(summary) << Complaint(summary);
  const std::vector<DocumentKey>& documents = school.trust.keys().documents;
  ASSERT_EQ(documents.size(), 2u);
  EXPECT_EQ(documents[0].window, (KeyWindow{0, summary->index}));
  EXPECT_EQ(documents[1], (DocumentKey{spki, {}}));
  EXPECT_THAT(summary->files, ElementsAre(Paths().key("document-2")));
  // Its chain is completed by the authority that signed the first one.
  EXPECT_EQ(CurrentDocumentCertificate(school)->chain.size(), 2u);
}

TEST_F(KeyChangeTest, SeveralKindsMakeOneVersion) {
  School school = Open();
  KeyChange change = ToNewIssuer(school);
  KeyChange log = ToNewLog(school);
  change.ledger.log = std::move(log.ledger.log);
  change.fresh_log = log.fresh_log;
  change.edit = CloseKinds({KeyKind::kIssuer, KeyKind::kLog});
  const auto summary = Commit(school, change);
  ASSERT_TRUE(summary) << Complaint(summary);
  EXPECT_EQ(school.trust.keys().version, 2u);
  EXPECT_EQ(summary->files.size(), 2u);
}

// Each of these must leave every file as it was, and the register to others.
TEST_F(KeyChangeTest, ChangesNothingWhereItFails) {
  Issue(1, 1);
  const auto files = Files();
  School school = Open();
  const auto refused = [&](KeyChange change) {
    const std::string why = Complaint(Commit(school, change));
    EXPECT_EQ(Files(), files) << why;
    EXPECT_EQ(school.trust.keys().version, 1u);
    return why;
  };
  KeyChange by_stranger = ToNewIssuer(school);
  by_stranger.root = Ed25519PrivateKey::Generate();
  EXPECT_THAT(refused(std::move(by_stranger)), HasSubstr("not a trust file"));

  KeyChange unlisted = Change(school);
  unlisted.ledger.issuer.key = Ed25519PrivateKey::Generate();
  EXPECT_THAT(refused(std::move(unlisted)), HasSubstr("are not those that the new"));
  KeyChange other_log = Change(school);
  other_log.ledger.log.key = Ed25519PrivateKey::Generate();
  EXPECT_THAT(refused(std::move(other_log)), HasSubstr("are not those that the new"));

  KeyChange none_open = Change(school);
  none_open.edit = CloseKinds({KeyKind::kIssuer});
  EXPECT_THAT(refused(std::move(none_open)),
              HasSubstr("no issuer key that is still open"));
  KeyChange no_document = Change(school);
  no_document.edit = CloseKinds({KeyKind::kDocument});
  EXPECT_THAT(refused(std::move(no_document)), HasSubstr("leave no document key open"));

  KeyChange edit_fails = ToNewIssuer(school);
  edit_fails.edit = [](TrustKeys&, uint64_t) -> Result<void> { return Fail("so not"); };
  EXPECT_EQ(refused(std::move(edit_fails)), "so not");
  // What employers' programs would refuse is found after the key's file was written.
  KeyChange moves_begin = ToNewIssuer(school);
  moves_begin.edit = [](TrustKeys& keys, uint64_t index) -> Result<void> {
    keys.issuers[0].window = {1, index};
    return {};
  };
  EXPECT_THAT(refused(std::move(moves_begin)), HasSubstr("it moves the begin"));
  KeyChange drops = ToNewIssuer(school);
  drops.edit = [](TrustKeys& keys, uint64_t) -> Result<void> {
    keys.issuers.clear();
    return {};
  };
  EXPECT_THAT(refused(std::move(drops)), HasSubstr("it no longer lists"));
  EXPECT_TRUE(Commit(school, ToNewIssuer(school)));
}

// The last step but the commit itself: the key's file has been there for a while.
TEST_F(KeyChangeTest, TakesItsFilesBackWhereTheRegisterFails) {
  Issue(1, 1);
  Raw(Paths().database(),
      "CREATE TRIGGER full BEFORE INSERT ON checkpoints BEGIN "
      "SELECT RAISE(ABORT, 'disk full'); END");
  const auto files = Files();
  School school = Open();
  EXPECT_THAT(Complaint(Commit(school, ToNewIssuer(school))), HasSubstr("disk full"));
  EXPECT_EQ(Files(), files);
  Raw(Paths().database(), "DROP TRIGGER full");
  EXPECT_TRUE(Commit(school, ToNewIssuer(school)));
}

TEST_F(KeyChangeTest, NeverOverwritesAKey) {
  School school = Open();
  Write(Paths().key("root-2"), "somebody's");
  EXPECT_THAT(Complaint(Commit(school, ToNewRoot(school))), HasSubstr("root-2.key"));
  EXPECT_EQ(*ReadFile(Paths().key("root-2"), 99), "somebody's");
  EXPECT_EQ(*NewRootName(Paths()), "root-3");
}

// A run that was killed before its commit leaves a key that nothing lists.
TEST_F(KeyChangeTest, IsNotStoppedByWhatAnInterruptedChangeLeft) {
  School school = Open();
  for (const char* name : {"key-2026-02", "log-2", "document-2"}) {
    Write(Paths().key(name), "left behind");
  }
  Write(Paths().keys() / "log-2.key.unused", "left even earlier");
  EXPECT_EQ(*NewIssuerId(school, now_.date()), "key-2026-03");
  EXPECT_EQ(*NewDocumentName(Paths()), "document-3");
  const KeyChange change = ToNewLog(school);
  const auto summary = Commit(school, change);
  ASSERT_TRUE(summary) << Complaint(summary);
  EXPECT_EQ(summary->moved_away, Paths().keys() / "log-2.key.unused-2");
  EXPECT_EQ(*ReadFile(*summary->moved_away, 99), "left behind");
  EXPECT_EQ(*ReadFile(Paths().keys() / "log-2.key.unused", 99), "left even earlier");
  EXPECT_EQ(*ReadFile(Paths().key("log-2"), 99), "an encrypted log key");
  EXPECT_EQ(*ReadFile(Paths().key("key-2026-02"), 99), "left behind");
}

// Killed between the commit and the writing of school.trust.
TEST_F(KeyChangeTest, WhatTheRegisterHasIsCompletedByTheNextProgram) {
  School school = Open();
  const School before = Open();
  ASSERT_TRUE(Commit(school, ToNewIssuer(school)));
  ASSERT_TRUE(WriteFileAtomically(Paths().trust(), before.trust.bytes()));
  fs::remove(Paths().keys() / "school-1.trust");
  School again = Open();
  ASSERT_EQ(again.trust.keys().version, 1u);
  ASSERT_TRUE(OpenRegister(again));
  EXPECT_EQ(again.trust.bytes(), school.trust.bytes());
  EXPECT_EQ(Open().trust.bytes(), school.trust.bytes());
  EXPECT_EQ(*ReadFile(Paths().keys() / "school-1.trust", 9999), before.trust.bytes());
}

TEST_F(KeyChangeTest, AFailureAfterTheCommitKeepsTheNewKeys) {
  School school = Open();
  const std::string former = school.trust.bytes();
  fs::remove(Paths().trust());
  fs::create_directories(Paths().trust() / "in the way");
  EXPECT_THAT(Complaint(Commit(school, ToNewIssuer(school))),
              HasSubstr("the change of keys is made, but not yet written"));
  EXPECT_TRUE(fs::exists(Paths().key("key-2026-02")));
  fs::remove_all(Paths().trust());
  Write(Paths().trust(), former);
  School again = Open();
  ASSERT_TRUE(OpenRegister(again));
  EXPECT_EQ(again.trust.keys().version, 2u);
}

TEST_F(KeyChangeTest, TwoAtOnceMakeOneChange) {
  School first = Open();
  School second = Open();
  const KeyChange slower = ToNewIssuer(second);
  const KeyChange faster = ToNewIssuer(first);
  ASSERT_TRUE(Commit(first, faster));
  const auto files = Files();
  EXPECT_THAT(Complaint(Commit(second, slower)), HasSubstr("the log knows version 2"));
  EXPECT_EQ(Files(), files);
  // Nor does a program issue with what it opened before the change.
  const LedgerKeys stale{{second.trust.keys().issuers[0], Ed25519("key-2026-01")},
                         {second.trust.keys().logs[0], Ed25519("log")}};
  EXPECT_THAT(Complaint(Issue(second, stale, 10, 1)),
              HasSubstr("the log knows version 2"));
}

TEST(CloseWindow, OnlyEverMakesAWindowShorter) {
  KeyWindow window{5, {}};
  EXPECT_EQ(Complaint(CloseWindow(window, 4, "it")),
            "it counts from entry 5 of the log on: it cannot end at 4");
  EXPECT_TRUE(CloseWindow(window, 9, "it"));
  EXPECT_EQ(window, (KeyWindow{5, 9}));
  EXPECT_EQ(Complaint(CloseWindow(window, 9, "it")),
            "it is closed already, at entry 9 of the log");
  EXPECT_FALSE(CloseWindow(window, 10, "it"));
  EXPECT_TRUE(CloseWindow(window, 8, "it"));
  EXPECT_TRUE(CloseWindow(window, 5, "it"));
  EXPECT_FALSE(window.Contains(5));
  EXPECT_FALSE(CloseWindow(window, 4, "it"));
}

}  // namespace
}  // namespace certseal
