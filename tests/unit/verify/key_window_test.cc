// SPDX-License-Identifier: Apache-2.0
//
// Keys that were rotated, closed or stolen: what they signed counts by its place in the
// log.
#include <gmock/gmock.h>

#include "support/document_key.h"
#include "unit/verify/register_fixture.h"

namespace certseal {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class KeyWindowTest : public RegisterTest {
 protected:
  // CloseIssuer ends the first issuer key at an entry; a second takes over.
  void CloseIssuer(uint64_t at) {
    school_.issuer = TestKey::Of("/key-2027-01", 42);
    school_.NextTrust([&](TrustKeys& keys) {
      keys.issuers[0].window.end = at;
      keys.issuers.push_back(
          {"key-2027-01", school_.issuer.Named(school_.site()), {school_.size(), {}}});
    });
  }
  // What a thief of the first issuer key signs, logged now or (nullopt) nowhere.
  std::string Stolen(const std::string& name) {
    const TestKey now = std::exchange(school_.issuer, TestKey::Of("/key-2026-01", 9));
    const size_t which = school_.Issue(Another(70, name));
    school_.issuer = now;
    stolen_ = which;
    return school_.issued[which].record.bytes();
  }
  size_t stolen_ = 0;
};

TEST_F(KeyWindowTest, AClosedIssuerKeyCountsUpToItsEnd) {
  // zoe_ is entry 1, ole_ entry 2.
  CloseIssuer(2);
  const size_t next = school_.Issue(Another(71, "Next Year"));
  Publish("2026-11-25T11:30:00Z");
  for (const Subject& subject : AllOf(zoe_)) {
    EXPECT_EQ(VerdictOf(subject), Verdict::kValid) << LineOf(subject);
  }
  for (const Subject& subject : AllOf(ole_)) {
    EXPECT_EQ(
        LineOf(subject),
        "NOT GENUINE - the key key-2026-01 of Example School of Aesthetics counts "
        "only for the entries 0 up to 2 of its log, and this certificate is entry 2.");
  }
  for (const Subject& subject : AllOf(next))
    EXPECT_EQ(VerdictOf(subject), Verdict::kValid);
  EXPECT_EQ(Named(Check(PdfOf(ole_)), "record").result, CheckResult::kFail);
}

TEST_F(KeyWindowTest, AKeyDoesNotCountBeforeItsBegin) {
  const uint64_t begin = school_.size() + 2;
  school_.issuer = TestKey::Of("/key-2027-01", 42);
  school_.NextTrust([&](TrustKeys& keys) {
    keys.issuers.push_back(
        {"key-2027-01", school_.issuer.Named(school_.site()), {begin, {}}});
  });
  const size_t before = school_.Issue(Another(72, "Too Early"));
  const size_t after = school_.Issue(Another(73, "In Time"));
  ASSERT_EQ(school_.issued[before].index, begin - 1);
  Publish("2026-11-25T11:30:00Z");
  for (const Subject& subject : AllOf(before)) {
    EXPECT_THAT(LineOf(subject), HasSubstr("counts only from entry"));
    EXPECT_EQ(VerdictOf(subject), Verdict::kNotGenuine);
  }
  for (const Subject& subject : AllOf(after))
    EXPECT_EQ(VerdictOf(subject), Verdict::kValid);
}

TEST_F(KeyWindowTest, AThiefOfAClosedKeyGetsNothing) {
  CloseIssuer(school_.size());
  const std::string logged = Stolen("Mallory");
  Publish("2026-11-25T11:30:00Z");
  // Even if the log had taken it.
  for (const Subject& subject : AllOf(stolen_)) {
    EXPECT_EQ(VerdictOf(subject), Verdict::kNotGenuine);
  }
  // And nowhere logged.
  Credential mallory = Another(74, "Mallory");
  mallory.site = school_.site();
  const auto record = *SignedRecord::Sign(mallory, "key-2026-01",
                                          TestSigner::OfRepeated(9), mallory.issued);
  EXPECT_EQ(VerdictOf(RecordSubject{record.bytes()}), Verdict::kCannotCheck);
  const std::string pdf = SamplePdf::Certificate(record.bytes()).Build();
  EXPECT_EQ(VerdictOf(PdfSubject{pdf}), Verdict::kCannotCheck);
  schools_ = {school_.trust()};
  EXPECT_EQ(Offline(PdfSubject{pdf}).outcome.verdict, Verdict::kCannotCheck);
}

// The proof in a PDF says offline where it stands in the log.
TEST_F(KeyWindowTest, OfflineAPdfProvesItsPlace) {
  const std::string zoe = Pdf(zoe_), ole = Pdf(ole_);
  CloseIssuer(2);
  Publish("2026-11-25T11:30:00Z");
  schools_ = {school_.trust()};
  EXPECT_EQ(Offline(PdfSubject{zoe}).outcome.verdict, Verdict::kAuthentic);
  EXPECT_EQ(Offline(PdfSubject{ole}).outcome.verdict, Verdict::kNotGenuine);
  EXPECT_EQ(Offline(RecordOf(zoe_)).outcome.verdict, Verdict::kCannotCheck);
  EXPECT_EQ(Offline(QrOf(zoe_)).outcome.verdict, Verdict::kCannotCheck);
  EXPECT_EQ(Offline(QrOf(zoe_)).hints.size(), 1u);
}

TEST_F(KeyWindowTest, AClosedDocumentKeyCountsUpToItsEnd) {
  school_.NextTrust([&](TrustKeys& keys) {
    keys.documents[0].window.end = 2;
    keys.documents.push_back({Sha256("the next document key"), {}});
  });
  Publish("2026-11-25T11:30:00Z");
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kValid);
  EXPECT_EQ(
      LineOf(PdfOf(ole_)),
      "NOT GENUINE - its page is signed by a key of Example School of Aesthetics "
      "that counts only for the entries before 2 of its log, and this certificate is "
      "entry 2.");
  EXPECT_EQ(Named(Check(PdfOf(ole_)), "document").result, CheckResult::kFail);
  EXPECT_EQ(VerdictOf(RecordOf(ole_)), Verdict::kValid) << "the record is not the page";
  schools_ = {school_.trust()};
  EXPECT_EQ(Offline(PdfOf(zoe_)).outcome.verdict, Verdict::kAuthentic);
  EXPECT_EQ(Offline(PdfOf(ole_)).outcome.verdict, Verdict::kNotGenuine);
  const std::string without =
      SamplePdf::Certificate(school_.issued[zoe_].record.bytes()).Build();
  EXPECT_EQ(Offline(PdfSubject{without}).outcome.verdict, Verdict::kCannotCheck);
}

// Drawn again after the document key was rotated.
TEST_F(KeyWindowTest, ALaterDocumentKeyMaySignEarlierCertificates) {
  const DocumentSigner next = TestDocumentSigner("Example School");
  school_.NextTrust([&](TrustKeys& keys) {
    keys.documents[0].window.end = school_.size();
    keys.documents.push_back({next.certificate().spki_digest(), {school_.size(), {}}});
  });
  Publish("2026-11-25T11:30:00Z");
  const std::string pdf = SamplePdf::Certificate(school_.issued[zoe_].record.bytes())
                              .WithProof(school_.issued[zoe_].proof)
                              .Build(next);
  EXPECT_EQ(VerdictOf(PdfSubject{pdf}), Verdict::kValid) << LineOf(PdfSubject{pdf});
  // Who has the former trust file and does not ask cannot know.
  const Report offline = Offline(PdfSubject{pdf});
  EXPECT_EQ(offline.outcome.verdict, Verdict::kCannotCheck) << offline.outcome.line;
  EXPECT_TRUE(offline.facts);
  schools_ = {school_.trust()};
  EXPECT_EQ(Offline(PdfSubject{pdf}).outcome.verdict, Verdict::kAuthentic);
}

TEST_F(KeyWindowTest, SignedAgainByAStrangerItIsAltered) {
  const std::string pdf = SamplePdf::Certificate(school_.issued[zoe_].record.bytes())
                              .WithProof(school_.issued[zoe_].proof)
                              .Build(TestDocumentSigner("Mallory"));
  const Report report = Check(PdfSubject{pdf});
  EXPECT_EQ(
      report.outcome.line,
      "ALTERED - this file is not what Example School of Aesthetics issued: it is "
      "signed by \"Mallory\" with a key that is not the school's.");
  EXPECT_EQ(Named(report, "document").result, CheckResult::kFail);
  EXPECT_EQ(report.facts->items.front().value, "Zoë Ångström, BSN, RN");
  // In a register that may not be the newest the key may yet be listed.
  now_ = At("2027-01-01T00:00:00Z");
  EXPECT_EQ(VerdictOf(PdfSubject{pdf}), Verdict::kCannotCheck);
}

// A key that nobody lists is a forger's where the newest trust file is known.
TEST_F(KeyWindowTest, AnUnlistedIssuerKeyIsNotGenuineOnline) {
  const auto& zoe = school_.issued[zoe_].record.credential();
  const TestKey forger = TestKey::Of("/key-2027-01", 66);
  const auto record =
      *SignedRecord::Sign(zoe, "key-2027-01", *forger.signer, zoe.issued);
  const std::string pdf = SamplePdf::Certificate(record.bytes()).Build();
  const QrText qr{school_.site(), zoe.code,
                  *Seal::Sign(SealFacts::Of(zoe), school_.site(),
                              forger.Named(school_.site()), *forger.signer)};
  for (const Subject& subject : {Subject(RecordSubject{record.bytes()}),
                                 Subject(PdfSubject{pdf}), Subject(qr)}) {
    EXPECT_EQ(VerdictOf(subject), Verdict::kNotGenuine) << LineOf(subject);
    const Report offline = Offline(subject);
    EXPECT_EQ(offline.outcome.verdict, Verdict::kCannotCheck) << offline.outcome.line;
    EXPECT_FALSE(offline.facts);
  }
  site_->failure = "no answer";
  EXPECT_EQ(VerdictOf(RecordSubject{record.bytes()}), Verdict::kCannotCheck);
}

TEST_F(KeyWindowTest, EveryKindOfKeyMayBeRotatedAtOnce) {
  const std::string zoe = Pdf(zoe_);
  const TestKey former_root = school_.root;
  school_.root = TestKey::Of("/root", 43);
  school_.log = TestKey::Of("", 44);
  school_.issuer = TestKey::Of("/key-2027-01", 45);
  const uint64_t at = school_.size();
  school_.NextTrust(
      [&](TrustKeys& keys) {
        keys.root = school_.root.Named(school_.site());
        keys.logs[0].window.end = at;
        keys.logs.push_back({school_.log.Named(school_.site()), {at, {}}});
        keys.issuers[0].window.end = at;
        keys.issuers.push_back(
            {"key-2027-01", school_.issuer.Named(school_.site()), {at, {}}});
      },
      &former_root);
  const size_t next = school_.Issue(Another(75, "Next Year"));
  Publish("2026-11-25T11:30:00Z");
  for (const Subject& subject : AllOf(zoe_))
    EXPECT_EQ(VerdictOf(subject), Verdict::kValid);
  for (const Subject& subject : AllOf(next))
    EXPECT_EQ(VerdictOf(subject), Verdict::kValid);
  EXPECT_THAT(notes_, testing::Contains(HasSubstr("the root key was replaced")));
  EXPECT_THAT(notes_,
              testing::Contains(StartsWith("issuer key key-2027-01 was added")));
  EXPECT_THAT(notes_,
              testing::Contains(StartsWith("issuer key key-2026-01 now counts")));
  // Offline by the former file: the old certificate as before, the new one unknown.
  EXPECT_EQ(Offline(PdfSubject{zoe}).outcome.verdict, Verdict::kAuthentic);
  EXPECT_EQ(Offline(PdfOf(next)).outcome.verdict, Verdict::kCannotCheck);
  schools_ = {school_.trust()};
  EXPECT_EQ(Offline(PdfSubject{zoe}).outcome.verdict, Verdict::kAuthentic);
  EXPECT_EQ(Offline(PdfOf(next)).outcome.verdict, Verdict::kAuthentic);
}

// A log key that is closed in retrospect voids its checkpoints, not the certificates
// under them: those stand in the log that goes on.
TEST_F(KeyWindowTest, ACertificateOutlivesTheCheckpointOfItsProof) {
  const std::string zoe = Pdf(zoe_);
  school_.log = TestKey::Of("", 46);
  school_.NextTrust([&](TrustKeys& keys) {
    keys.logs[0].window.end = 1;
    keys.logs.push_back({school_.log.Named(school_.site()), {school_.size(), {}}});
  });
  Publish("2026-11-25T11:30:00Z");
  EXPECT_EQ(VerdictOf(PdfSubject{zoe}), Verdict::kValid) << LineOf(PdfSubject{zoe});
  schools_ = {school_.trust()};
  EXPECT_EQ(Offline(PdfSubject{zoe}).outcome.verdict, Verdict::kCannotCheck);
}

TEST_F(KeyWindowTest, AProofThatNoLogKeySignedIsNotGenuine) {
  TestSchool stranger(school_.site(), DocumentKeyOf());
  stranger.log = TestKey::Of("", 67);
  stranger.Issue(SampleCredential());
  TestSite elsewhere;
  stranger.Publish(elsewhere, At("2026-11-25T11:00:00Z"), At("2026-12-01T00:00:00Z"));
  const std::string pdf = SamplePdf::Certificate(school_.issued[zoe_].record.bytes())
                              .WithProof(stranger.issued[0].proof)
                              .Build();
  EXPECT_EQ(VerdictOf(PdfSubject{pdf}), Verdict::kNotGenuine)
      << LineOf(PdfSubject{pdf});
  EXPECT_EQ(Offline(PdfSubject{pdf}).outcome.verdict, Verdict::kCannotCheck);
  const std::string garbage =
      SamplePdf::Certificate(school_.issued[zoe_].record.bytes())
          .WithProof("c2sp.org/tlog-proof@v1\n")
          .Build();
  EXPECT_EQ(VerdictOf(PdfSubject{garbage}), Verdict::kNotGenuine);
  EXPECT_EQ(Offline(PdfSubject{garbage}).outcome.verdict, Verdict::kNotGenuine);
}

TEST_F(KeyWindowTest, ACertificateNewerThanTheRegisterCannotBeChecked) {
  const TestSite before = *site_;
  const size_t fresh = school_.Issue(Another(76, "Just Now"));
  Publish("2026-11-25T11:59:00Z");
  *site_ = before;
  EXPECT_EQ(
      LineOf(PdfOf(fresh)),
      "CANNOT CHECK - the test's site is older than this certificate: its log has 4 "
      "entries, not 6. Nothing is known about this certificate.");
}

// Two logs of the school, one of them known by this PDF alone.
TEST_F(KeyWindowTest, AProofOfAnotherLogIsAFork) {
  TestSchool other(school_.site(), DocumentKeyOf());
  const size_t mallory = other.Issue(Another(77, "Mallory"));
  TestSite elsewhere;
  other.Publish(elsewhere, At("2026-11-25T10:00:00Z"), At("2026-12-01T00:00:00Z"));
  const std::string pdf = SamplePdf::Certificate(other.issued[mallory].record.bytes())
                              .WithProof(other.issued[mallory].proof)
                              .Build();
  EXPECT_EQ(Offline(PdfSubject{pdf}).outcome.verdict, Verdict::kAuthentic);
  const Report report = Check(PdfSubject{pdf});
  EXPECT_EQ(report.outcome.verdict, Verdict::kNotGenuine);
  EXPECT_THAT(Named(report, "log").evidence,
              HasSubstr("has signed two logs that contradict each other"));
  EXPECT_THAT(Named(report, "log").evidence,
              HasSubstr((state_ / "checkpoints").string()));
}

}  // namespace
}  // namespace certseal
