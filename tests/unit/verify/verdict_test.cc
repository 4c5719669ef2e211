// SPDX-License-Identifier: Apache-2.0
//
// Every verdict that takes a register, for a PDF, a record, a seal and a code.
#include <gmock/gmock.h>

#include "unit/verify/register_fixture.h"

namespace certseal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST_F(RegisterTest, WhatEveryCheckPassesIsValid) {
  for (const Subject& subject : AllOf(zoe_)) {
    const Report report = Check(subject);
    EXPECT_EQ(
        report.outcome.line,
        "VALID - issued by Example School of Aesthetics; not revoked or replaced as "
        "of 2026-11-25 11:00 UTC.");
    for (const auto& check : report.checks) {
      EXPECT_EQ(check.result, CheckResult::kPass)
          << check.name << ": " << check.evidence;
    }
    EXPECT_EQ(report.facts->items.front().value, "Zoë Ångström, BSN, RN");
    EXPECT_EQ(report.status, "active");
    EXPECT_EQ(report.register_time, At("2026-11-25T11:00:00Z"));
    EXPECT_TRUE(report.hints.empty());
    EXPECT_TRUE(notes_.empty());
  }
  std::vector<std::string> order;
  for (const auto& check : Check(PdfOf(zoe_)).checks) order.push_back(check.name);
  EXPECT_THAT(order,
              ElementsAre("document", "record", "log", "register", "status", "dates"));
}

TEST_F(RegisterTest, ThePdfsProofStandsInForTheCard) {
  const Report report = Offline(PdfOf(zoe_));
  EXPECT_EQ(
      report.outcome.line,
      "AUTHENTIC - issued by Example School of Aesthetics; its status was not checked "
      "(offline).");
  EXPECT_EQ(Named(report, "log").result, CheckResult::kPass);
  EXPECT_EQ(
      Named(report, "log").evidence,
      "entry 1 of 4 in the log of Example School of Aesthetics, by the proof in it");
  EXPECT_EQ(Named(report, "status").result, CheckResult::kUnknown);
  // Online too: who erased his card holds a certificate that is checked all the same,
  // and the server is not told which one it is.
  school_.issued[zoe_].erased = true;
  Publish("2026-11-25T11:30:00Z");
  site_->asked.clear();
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kValid);
  for (const std::string& path : site_->asked)
    EXPECT_FALSE(path.starts_with("c/")) << path;
  EXPECT_EQ(VerdictOf(RecordOf(zoe_)), Verdict::kCannotCheck);
  EXPECT_THAT(LineOf(QrOf(zoe_)), HasSubstr("has no card for"));
  EXPECT_EQ(VerdictOf(CodeOf(zoe_)), Verdict::kNotFound);
}

TEST_F(RegisterTest, ACertificateWithoutAProofIsFoundByItsCard) {
  const std::string pdf =
      SamplePdf::Certificate(school_.issued[zoe_].record.bytes()).Build();
  EXPECT_EQ(VerdictOf(PdfSubject{pdf}), Verdict::kValid);
  EXPECT_EQ(Offline(PdfSubject{pdf}).outcome.verdict, Verdict::kAuthentic);
}

TEST_F(RegisterTest, RevokedIsToldWithDateAndReason) {
  school_.Change(zoe_, StatusChange::kRevoked, StatusReason::kIssuedInError,
                 At("2026-11-25T09:00:00Z"));
  Publish("2026-11-25T11:30:00Z");
  for (const Subject& subject : AllOf(zoe_)) {
    const Report report = Check(subject);
    EXPECT_EQ(report.outcome.line,
              "REVOKED on 2026-11-25 - do not rely on this certificate. Reason: "
              "issued-in-error.");
    EXPECT_EQ(Named(report, "status").result, CheckResult::kFail);
    EXPECT_EQ(report.status, "revoked");
    EXPECT_TRUE(report.facts);
  }
  EXPECT_EQ(VerdictOf(PdfOf(ole_)), Verdict::kValid) << "only hers was revoked";
  EXPECT_EQ(Offline(PdfOf(zoe_)).outcome.verdict, Verdict::kAuthentic);
}

// The bit decides; what the card could add is then not stated.
TEST_F(RegisterTest, RevokedNeedsNoCard) {
  school_.Change(zoe_, StatusChange::kRevoked, StatusReason::kDocumentMisused,
                 At("2026-11-25T09:00:00Z"));
  const std::string unstated =
      "REVOKED on a date not stated - do not rely on this certificate. Reason: not "
      "stated.";
  const std::string path = Card::PathOf(school_.site(), school_.issued[zoe_].code());
  const std::string before = site_->files[path];
  Publish("2026-11-25T11:30:00Z");
  site_->files[path] = before;  // a card from before the event
  for (const Subject& subject : AllOf(zoe_)) EXPECT_EQ(LineOf(subject), unstated);
  site_->files[path] = "damaged";
  EXPECT_EQ(LineOf(PdfOf(zoe_)), unstated);
  site_->files.erase(path);
  EXPECT_EQ(LineOf(PdfOf(zoe_)), unstated);
}

TEST_F(RegisterTest, SuspendedUntilItIsReinstated) {
  school_.Change(zoe_, StatusChange::kSuspended, StatusReason::kRequirementsNotMet,
                 At("2026-11-24T09:00:00Z"));
  Publish("2026-11-25T11:30:00Z");
  for (const Subject& subject : AllOf(zoe_)) {
    const Report report = Check(subject);
    EXPECT_EQ(
        report.outcome.line,
        "SUSPENDED since 2026-11-24 - the school is reviewing it. Contact Example "
        "School of Aesthetics.");
    EXPECT_EQ(report.status, "suspended");
  }
  school_.Change(zoe_, StatusChange::kReinstated, StatusReason::kRequirementsNotMet,
                 At("2026-11-25T11:40:00Z"));
  Publish("2026-11-25T11:45:00Z");
  for (const Subject& subject : AllOf(zoe_))
    EXPECT_EQ(VerdictOf(subject), Verdict::kValid);
}

TEST_F(RegisterTest, ReplacedNamesTheSuccessor) {
  const size_t next = school_.Issue(Another(11, "Zoë Ångström-Berg, BSN, RN"));
  school_.Change(zoe_, StatusChange::kReplaced, StatusReason::kReplaced,
                 At("2026-11-25T09:00:00Z"), &school_.issued[next]);
  Publish("2026-11-25T11:30:00Z");
  for (const Subject& subject : AllOf(zoe_)) {
    const Report report = Check(subject);
    EXPECT_EQ(report.outcome.line,
              "REPLACED on 2026-11-25 - ask the holder for certificate " +
                  school_.issued[next].code().Printed() + ".");
    EXPECT_EQ(report.status, "replaced");
  }
  EXPECT_EQ(VerdictOf(PdfOf(next)), Verdict::kValid);
  // Revoked first, and the successor named later.
  school_.Change(ole_, StatusChange::kRevoked, StatusReason::kIssuedInError,
                 At("2026-11-25T11:31:00Z"));
  school_.Change(ole_, StatusChange::kReplaced, StatusReason::kReplaced,
                 At("2026-11-25T11:32:00Z"), &school_.issued[next]);
  Publish("2026-11-25T11:45:00Z");
  EXPECT_EQ(VerdictOf(PdfOf(ole_)), Verdict::kReplaced);
}

// A card that names another number is found out by the log.
TEST_F(RegisterTest, ReplacedBelievesNoOtherNumber) {
  const size_t next = school_.Issue(Another(11, "Zoë Ångström-Berg, BSN, RN"));
  school_.Change(zoe_, StatusChange::kReplaced, StatusReason::kReplaced,
                 At("2026-11-25T09:00:00Z"), &school_.issued[next]);
  school_.issued[zoe_].events.back().successor = school_.issued[ole_].code();
  Publish("2026-11-25T11:30:00Z");
  const std::string unstated =
      "REPLACED on 2026-11-25 - ask the holder for certificate (number not stated).";
  EXPECT_EQ(LineOf(PdfOf(zoe_)), unstated);
  school_.issued[zoe_].events.back().successor = school_.issued[next].code();
  school_.issued[next].erased = true;
  Publish("2026-11-25T11:45:00Z");
  EXPECT_EQ(LineOf(PdfOf(zoe_)), unstated);
}

// What contradicts itself is neither good nor bad.
TEST_F(RegisterTest, EventsThatAreWorseThanTheBitsLeaveItOpen) {
  school_.Change(zoe_, StatusChange::kRevoked, StatusReason::kIssuedInError,
                 At("2026-11-25T09:00:00Z"));
  const StatusSlot slot = school_.issued[zoe_].record.credential().status;
  school_.Bits(StatusPurpose::kRevocation, slot.block).Set(slot.index, false);
  Publish("2026-11-25T11:30:00Z");
  for (const Subject& subject : {RecordOf(zoe_), QrOf(zoe_), CodeOf(zoe_)}) {
    EXPECT_THAT(
        LineOf(subject),
        StartsWith(
            "CANNOT CHECK - its card says revoked, and the status lists do not"));
  }
}

TEST_F(RegisterTest, EventsMustStandInTheLog) {
  school_.Change(zoe_, StatusChange::kSuspended, StatusReason::kIssuedInError,
                 At("2026-11-25T09:00:00Z"));
  school_.Change(ole_, StatusChange::kSuspended, StatusReason::kIssuedInError,
                 At("2026-11-25T09:01:00Z"));
  const std::vector<CardEvent> hers = school_.issued[zoe_].events;
  CardEvent moved = hers[0];
  moved.index -= 1;
  CardEvent changed = hers[0];
  changed.entry = Replaced(changed.entry, "issued-in-error", "document-misused");
  CardEvent garbage = hers[0];
  garbage.entry = "status";
  for (const CardEvent& event :
       {moved, changed, garbage, school_.issued[ole_].events[0]}) {
    school_.issued[zoe_].events = {event};
    Publish("2026-11-25T11:30:00Z");
    EXPECT_THAT(LineOf(PdfOf(zoe_)), StartsWith("SUSPENDED since a date not stated"));
  }
  // Where no bit is set they are no better.
  school_.issued[zoe_].events = hers;
  school_.Change(zoe_, StatusChange::kReinstated, StatusReason::kIssuedInError,
                 At("2026-11-25T11:31:00Z"));
  const std::vector<CardEvent> reinstated = school_.issued[zoe_].events;
  Publish("2026-11-25T11:32:00Z");
  EXPECT_EQ(VerdictOf(CodeOf(zoe_)), Verdict::kValid);
  school_.issued[zoe_].events = {changed, reinstated[1]};
  Publish("2026-11-25T11:33:00Z");
  EXPECT_THAT(
      LineOf(CodeOf(zoe_)),
      StartsWith("CANNOT CHECK - the events in its card are not those of the log"));
  school_.issued[zoe_].events = {reinstated[0]};
  Publish("2026-11-25T11:34:00Z");
  EXPECT_EQ(VerdictOf(CodeOf(zoe_)), Verdict::kCannotCheck);
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kValid) << "needs no card";
}

// A card may be newer than the checkpoint beside it.
TEST_F(RegisterTest, EventsBeyondTheLogsEndAreNotYetThere) {
  const TestSite before = *site_;
  school_.Change(zoe_, StatusChange::kSuspended, StatusReason::kIssuedInError,
                 At("2026-11-25T11:20:00Z"));
  Publish("2026-11-25T11:30:00Z");
  const std::string path = Card::PathOf(school_.site(), school_.issued[zoe_].code());
  const std::string card = site_->files[path];
  *site_ = before;
  site_->files[path] = card;
  EXPECT_EQ(VerdictOf(CodeOf(zoe_)), Verdict::kValid);
}

TEST_F(RegisterTest, WhatIsWorseIsToldFirst) {
  const Claims wrong{.name = "Somebody Else"};
  now_ = At("2029-01-01T00:00:00Z");  // hers has expired
  const auto publish = [&](std::string_view time) {
    school_.Publish(*site_, At(time), At("2029-02-01T00:00:00Z"));
  };
  publish("2028-12-31T00:00:00Z");
  EXPECT_EQ(
      LineOf(PdfOf(zoe_)),
      "EXPIRED 2028-11-20 - training was completed 2026-11-20; the certificate is no "
      "longer current.");
  EXPECT_EQ(Check(PdfOf(zoe_), wrong).outcome.verdict, Verdict::kDoesNotMatch);
  school_.Change(zoe_, StatusChange::kSuspended, StatusReason::kIssuedInError,
                 At("2028-12-31T01:00:00Z"));
  publish("2028-12-31T02:00:00Z");
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kSuspended);
  EXPECT_EQ(Check(PdfOf(zoe_), wrong).outcome.verdict, Verdict::kDoesNotMatch);
  school_.Change(zoe_, StatusChange::kRevoked, StatusReason::kIssuedInError,
                 At("2028-12-31T03:00:00Z"));
  publish("2028-12-31T04:00:00Z");
  EXPECT_EQ(Check(PdfOf(zoe_), wrong).outcome.verdict, Verdict::kRevoked);
  EXPECT_EQ(Check(PdfSubject{Pdf(zoe_) + "%"}, wrong).outcome.verdict,
            Verdict::kAltered);
}

TEST_F(RegisterTest, ACodeThatIsNotThereIsNotFound) {
  const Report report = Check(CertificateCode::Generate(Repeat(99)));
  EXPECT_EQ(
      report.outcome.line,
      "NOT FOUND - Example School of Aesthetics has no certificate with this number "
      "in the register of 2026-11-25 11:00 UTC. This is not proof of fraud: check "
      "the number.");
  EXPECT_EQ(report.register_time, At("2026-11-25T11:00:00Z"));
  EXPECT_FALSE(report.facts);
  // A register that is not known to be current does not know.
  now_ = At("2026-12-01T00:00:01Z");
  EXPECT_EQ(VerdictOf(CertificateCode::Generate(Repeat(99))), Verdict::kCannotCheck);
  site_->files.erase("checkpoint");
  now_ = kNow;
  EXPECT_EQ(
      LineOf(CertificateCode::Generate(Repeat(99))),
      "CANNOT CHECK - the test's site holds no register: it lacks checkpoint. Nothing "
      "is known about this certificate.");
}

TEST_F(RegisterTest, WhatCannotBeReachedIsUnknownAndShown) {
  site_->failure = "the server does not answer";
  for (const Subject& subject : {PdfOf(zoe_), RecordOf(zoe_), QrOf(zoe_)}) {
    const Report report = Check(subject);
    EXPECT_EQ(report.outcome.line,
              "CANNOT CHECK - the server does not answer. Nothing is known about this "
              "certificate.");
    EXPECT_EQ(report.facts->items.front().value, "Zoë Ångström, BSN, RN");
    EXPECT_EQ(Named(report, "record").result, CheckResult::kPass);
    EXPECT_EQ(Named(report, "register").result, CheckResult::kUnknown);
    EXPECT_EQ(Named(report, "status").result, CheckResult::kUnknown);
    EXPECT_THAT(report.hints, ElementsAre(HasSubstr("--offline")));
    EXPECT_EQ(site_->asked.back(), "checkpoint") << "and nothing after it";
  }
  EXPECT_EQ(VerdictOf(CodeOf(zoe_)), Verdict::kCannotCheck);
  // The proof in a PDF counts all the same.
  EXPECT_EQ(Named(Check(PdfOf(zoe_)), "log").result, CheckResult::kPass);
  // An expired one still says that the training was completed.
  now_ = At("2029-01-01T00:00:00Z");
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kExpired);
}

// What is bad in a register that is not current is bad; that nothing is, says nothing.
TEST_F(RegisterTest, BadNewsOfAStaleRegisterCounts) {
  school_.Change(zoe_, StatusChange::kRevoked, StatusReason::kIssuedInError,
                 At("2026-11-25T09:00:00Z"));
  Publish("2026-11-25T11:30:00Z");
  now_ = At("2027-06-01T00:00:00Z");
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kRevoked);
  const Report report = Check(PdfOf(ole_));
  EXPECT_EQ(report.outcome.verdict, Verdict::kCannotCheck);
  EXPECT_EQ(Named(report, "log").result, CheckResult::kPass);
  EXPECT_EQ(Named(report, "status").result, CheckResult::kUnknown);
  EXPECT_FALSE(report.status);
}

TEST_F(RegisterTest, ASealAndItsCardMustAgree) {
  Credential changed = school_.issued[zoe_].record.credential();
  changed.holder_name = "Somebody Else";
  const SiteAddress& site = school_.site();
  const QrText qr{site, changed.code,
                  *Seal::Sign(SealFacts::Of(changed), site, school_.issuer.Named(site),
                              *school_.issuer.signer)};
  EXPECT_EQ(LineOf(qr),
            "NOT GENUINE - the seal and the register's record of this code differ.");
}

TEST_F(RegisterTest, ARecordAndItsCardMustAgree) {
  Credential changed = school_.issued[zoe_].record.credential();
  changed.holder_name = "Somebody Else";
  const auto other = *SignedRecord::Sign(changed, "key-2026-01", *school_.issuer.signer,
                                         changed.issued);
  EXPECT_EQ(LineOf(RecordSubject{other.bytes()}),
            "NOT GENUINE - the register holds another record under this code.");
  // One that nobody logged, of a code that nobody has.
  changed.code = CertificateCode::Generate(Repeat(77));
  const auto unlogged = *SignedRecord::Sign(changed, "key-2026-01",
                                            *school_.issuer.signer, changed.issued);
  EXPECT_EQ(VerdictOf(RecordSubject{unlogged.bytes()}), Verdict::kCannotCheck);
  // With the proof of another's place.
  const std::string pdf = SamplePdf::Certificate(unlogged.bytes())
                              .WithProof(school_.issued[zoe_].proof)
                              .Build();
  EXPECT_EQ(VerdictOf(PdfSubject{pdf}), Verdict::kNotGenuine);
  EXPECT_EQ(Offline(PdfSubject{pdf}).outcome.verdict, Verdict::kNotGenuine);
}

// Whoever knows a code can make a card; what is in it must be the school's.
TEST_F(RegisterTest, ACardIsNotBelieved) {
  const auto& zoe = school_.issued[zoe_];
  const auto serve = [&](const Card& card) {
    site_->files[Card::PathOf(school_.site(), zoe.code())] =
        card.Encrypt(school_.site(), zoe.code(), Repeat(1));
  };
  serve({zoe.record.bytes(), school_.issued[ole_].proof});
  for (const Subject& subject : {RecordOf(zoe_), QrOf(zoe_), CodeOf(zoe_)}) {
    EXPECT_EQ(VerdictOf(subject), Verdict::kCannotCheck);
  }
  serve({school_.issued[ole_].record.bytes(), school_.issued[ole_].proof});
  EXPECT_EQ(LineOf(CodeOf(zoe_)),
            "NOT GENUINE - the register's card is of another certificate.");
  EXPECT_EQ(VerdictOf(QrOf(zoe_)), Verdict::kNotGenuine);
  const auto forged = *SignedRecord::Sign(zoe.record.credential(), "key-2026-01",
                                          TestSigner::OfRepeated(77), kNow);
  serve({forged.bytes(), zoe.proof});
  EXPECT_EQ(VerdictOf(CodeOf(zoe_)), Verdict::kNotGenuine);
  EXPECT_EQ(VerdictOf(QrOf(zoe_)), Verdict::kCannotCheck)
      << "the paper is not at fault";
  EXPECT_EQ(VerdictOf(RecordOf(zoe_)), Verdict::kCannotCheck);
  serve({"{}", ""});
  for (const Subject& subject : {RecordOf(zoe_), QrOf(zoe_), CodeOf(zoe_)}) {
    EXPECT_EQ(VerdictOf(subject), Verdict::kCannotCheck);
  }
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kValid) << "needs no card";
}

// Many inputs share what was read; each of them costs what is its own.
TEST_F(RegisterTest, ManyLookupsReadTheRegisterOnce) {
  SchoolRegisters registers(site_, nullptr, now_);
  const LookupOptions options{schools_, &registers, {}, now_};
  EXPECT_TRUE(site_->asked.empty());
  EXPECT_EQ(Lookup(PdfOf(zoe_), options).outcome.verdict, Verdict::kValid);
  const size_t first = site_->asked.size();
  EXPECT_LE(first, 6u) << "checkpoint, a tile, a bundle, manifest, two lists";
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(Lookup(PdfOf(ole_), options).outcome.verdict, Verdict::kValid);
  }
  EXPECT_EQ(site_->asked.size(), first);
  EXPECT_EQ(Lookup(CodeOf(ole_), options).outcome.verdict, Verdict::kValid);
  EXPECT_EQ(site_->asked.size(), first + 1) << "its card";
}

}  // namespace
}  // namespace certseal
