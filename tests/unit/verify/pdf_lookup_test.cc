// SPDX-License-Identifier: Apache-2.0
//
// What is said of a PDF: docs/lookup.md, "A PDF".
#include <gtest/gtest.h>

#include "support/document_key.h"
#include "unit/pdf/attacks.h"
#include "unit/verify/lookup_fixture.h"

namespace certseal {
namespace {

class PdfLookupTest : public LookupTest {
 protected:
  SamplePdf Pdf() const { return SamplePdf::Certificate(record_.bytes()); }
  static std::string Line(const Report& report) { return report.outcome.line; }
  static const certseal::Check& Document(const Report& report) {
    return report.checks.front();
  }

  TrustFile OtherSchool() const {
    return Trust(*SiteAddress::FromOrigin("other.example"), TestSigner::OfRepeated(5),
                 "key-2026-01", {Sha256("other document key"), {}}, "Other School");
  }
};

TEST_F(PdfLookupTest, SignedByTheSchoolItIsAuthentic) {
  const Report report = Check(PdfSubject{Pdf().Build()});
  EXPECT_EQ(report.outcome.verdict, Verdict::kAuthentic) << Line(report);
  EXPECT_EQ(Document(report).name, "document");
  EXPECT_EQ(Document(report).result, CheckResult::kPass);
  EXPECT_EQ(Document(report).evidence,
            StrCat("every byte is signed by the document key ",
                   SampleDocumentKey().spki.Base64(),
                   " of Example School of Aesthetics, at 2026-11-23 17:00 UTC"));
  EXPECT_EQ(ResultOf(report, "record"), CheckResult::kPass);
  EXPECT_EQ(report.facts->items.front().value, "Zoë Ångström, BSN, RN");
}

// Of such a PDF alone the pictures are looked at.
TEST_F(PdfLookupTest, TellsWhereNothingOfACertificateIsInIt) {
  const std::string pdf = Pdf().Build();
  EXPECT_TRUE(Check(PdfSubject{"%PDF-1.4\nof a scanner"}).nothing_found);
  EXPECT_FALSE(Check(PdfSubject{pdf}).nothing_found);
  EXPECT_FALSE(Check(PdfSubject{pdf + "% appended\n"}).nothing_found);
  EXPECT_FALSE(Check(PdfSubject{SamplePdf::Certificate("{}").Build() + "%"}).nothing_found);
  schools_ = {OtherSchool()};
  EXPECT_FALSE(Check(PdfSubject{pdf + "% appended\n"}).nothing_found);
}

TEST_F(PdfLookupTest, UnsignedItIsAltered) {
  SamplePdf pdf = Pdf();
  pdf.Replace(
      SamplePdf::kCatalog,
      "/AcroForm <<\n/Fields [ 14 0 R ]\n/SigFlags 3\n>>\n/Perms <<\n/DocMDP 15 0 "
      "R\n>>\n",
      "");
  pdf.Replace(SamplePdf::kPage, "/Annots [ 14 0 R ]", "/X [ 14 0 R ]");
  pdf.Replace(SamplePdf::kField, "/V 15 0 R", "/X 15 0 R");
  pdf.body(SamplePdf::kSignature) = "<<\n/Y 1\n>>";
  const Report report = Check(PdfSubject{pdf.Build()});
  EXPECT_EQ(Line(report),
            "ALTERED - this file is not what Example School of Aesthetics issued: it "
            "carries no signature.");
  EXPECT_EQ(Document(report).result, CheckResult::kFail);
  EXPECT_TRUE(Document(report).evidence.starts_with("rule 3, a signature: "));
  EXPECT_EQ(report.facts->items.front().value, "Zoë Ångström, BSN, RN");
}

// Offline the school's trust file may be an old one, and the key a newer one's; that it is
// ALTERED where the newest is known: tests/unit/verify/key_window_test.cc.
TEST_F(PdfLookupTest, SignedAgainByAStrangerItCannotBeChecked) {
  const DocumentSigner stranger = TestDocumentSigner("Mallory");
  const Report report = Check(PdfSubject{Pdf().Build(stranger)});
  EXPECT_EQ(Line(report),
            "CANNOT CHECK - its page is signed by \"Mallory\" with a key that version 1 of "
            "the trust file of Example School of Aesthetics does not list. Nothing is known "
            "about this certificate.");
  EXPECT_EQ(Document(report).result, CheckResult::kUnknown);
  EXPECT_EQ(report.facts->items.front().value, "Zoë Ångström, BSN, RN");
}

TEST_F(PdfLookupTest, OfASchoolNotAcceptedItIsNotTrusted) {
  schools_ = {OtherSchool()};
  const Report report = Check(PdfSubject{Pdf().Build()});
  EXPECT_EQ(report.outcome.verdict, Verdict::kNotTrusted) << Line(report);
  EXPECT_EQ(Document(report).result, CheckResult::kUnknown);
  EXPECT_FALSE(report.facts);
}

TEST_F(PdfLookupTest, ForgedWholeItIsNotGenuine) {
  const auto forged = *SignedRecord::Sign(credential_, "key-2026-01",
                                          TestSigner::OfRepeated(77), SampleTime());
  const std::string pdf =
      SamplePdf::Certificate(forged.bytes()).Build(TestDocumentSigner("Mallory"));
  const Report report = Check(PdfSubject{pdf});
  EXPECT_EQ(report.outcome.verdict, Verdict::kNotGenuine) << Line(report);
  EXPECT_EQ(Document(report).result, CheckResult::kFail);
  EXPECT_FALSE(report.facts);
  // Broken as well, it still claims to be the school's.
  EXPECT_EQ(VerdictOf(PdfSubject{pdf + "%"}), Verdict::kNotGenuine);
}

TEST_F(PdfLookupTest, SignedByAClosedKeyItCannotBeChecked) {
  DocumentKey closed = SampleDocumentKey();
  closed.window = {3, 120};
  schools_ = {Trust(credential_.site, issuer_, "key-2026-01", closed)};
  const std::string pdf = Pdf().Build();
  const Report report = Check(PdfSubject{pdf});
  EXPECT_EQ(
      Line(report),
      "CANNOT CHECK - its page is signed by a key of Example School of Aesthetics "
      "that counts only for the entries before 120 of its log, and this certificate's "
      "place in it was not proven. Nothing is known about this certificate.");
  EXPECT_EQ(Document(report).result, CheckResult::kUnknown);
  // What is bad whatever the key is worth stays bad.
  EXPECT_EQ(Check(PdfSubject{pdf}, {.name = "Somebody Else"}).outcome.verdict,
            Verdict::kDoesNotMatch);
  const auto forged = *SignedRecord::Sign(credential_, "key-2026-01",
                                          TestSigner::OfRepeated(77), SampleTime());
  EXPECT_EQ(VerdictOf(PdfSubject{SamplePdf::Certificate(forged.bytes()).Build()}),
            Verdict::kNotGenuine);
}

TEST_F(PdfLookupTest, PageAndRecordAreOfOneSchool) {
  // The page by this school's document key, the record by another accepted school.
  Credential foreign = credential_;
  foreign.site = *SiteAddress::FromOrigin("other.example");
  foreign.school_name = "Other School";
  const auto record = *SignedRecord::Sign(foreign, "key-2026-01",
                                          TestSigner::OfRepeated(5), SampleTime());
  const std::string pdf = SamplePdf::Certificate(record.bytes()).Build();
  schools_.push_back(OtherSchool());
  const Report report = Check(PdfSubject{pdf});
  EXPECT_EQ(Line(report),
            "NOT GENUINE - its page is signed by Example School of Aesthetics, but the "
            "record in it is not Example School of Aesthetics's.");
  EXPECT_EQ(Document(report).result, CheckResult::kFail);
  EXPECT_FALSE(report.facts);
  // By a school that was not accepted, or none.
  schools_.pop_back();
  EXPECT_EQ(VerdictOf(PdfSubject{pdf}), Verdict::kNotGenuine);
  EXPECT_EQ(VerdictOf(PdfSubject{SamplePdf::Certificate("{}").Build()}),
            Verdict::kNotGenuine);
}

TEST_F(PdfLookupTest, ChangedItIsAlteredAndShowsWhatTheSchoolRecorded) {
  const std::string pdf = Pdf().Build();
  const Report report = Check(PdfSubject{pdf + "% appended\n"});
  EXPECT_EQ(
      Line(report),
      "ALTERED - this file is not what Example School of Aesthetics issued: 11 bytes "
      "follow the end of the document.");
  EXPECT_EQ(report.facts->items.front().value, "Zoë Ångström, BSN, RN");
  EXPECT_EQ(Document(report).result, CheckResult::kFail);
  const Report page =
      Check(PdfSubject{Replaced(pdf, "BT /F1 12 Tf (Ada)", "BT /F1 12 Tf (Eve)")});
  EXPECT_EQ(Line(page),
            "ALTERED - this file is not what Example School of Aesthetics issued: its "
            "signature does not hold: it was made over other bytes.");
}

TEST_F(PdfLookupTest, WithoutARecordNothingIsKnownUnlessItClaimsToBeOurs) {
  const std::string strange =
      SamplePdf::Certificate("{\"a\":1}").Build(TestDocumentSigner("Mallory"));
  EXPECT_EQ(VerdictOf(PdfSubject{strange}), Verdict::kCannotCheck);
  EXPECT_EQ(VerdictOf(PdfSubject{strange + "% appended\n"}), Verdict::kCannotCheck);
  EXPECT_EQ(VerdictOf(PdfSubject{"%PDF-1.7\nnonsense"}), Verdict::kCannotCheck);
  // The school's signature is still in it, the record is not.
  const std::string pdf = SamplePdf::Certificate("{\"a\":1}").Build();
  const Report claims = Check(PdfSubject{pdf + "% appended\n"});
  EXPECT_EQ(
      Line(claims),
      "NOT GENUINE - it carries a signature of Example School of Aesthetics and no "
      "record of it, and 11 bytes follow the end of the document.");
  schools_.clear();
  EXPECT_EQ(VerdictOf(PdfSubject{pdf + "% appended\n"}), Verdict::kCannotCheck);
  EXPECT_EQ(VerdictOf(PdfSubject{Pdf().Build() + "%"}), Verdict::kCannotCheck);
}

TEST_F(PdfLookupTest, NoAttackIsBelieved) {
  Credential eve = credential_;
  eve.holder_name = "Eve";
  const auto other = *SignedRecord::Sign(eve, "key-2026-01", issuer_, SampleTime());
  SamplePdf second = SamplePdf::Certificate(other.bytes());
  second.Replace(SamplePdf::kContents, "(Ada)", "(Eve)");
  second.Replace(SamplePdf::kMetadata, "<x:xmpmeta/>", "<y:xmpmeta/>");
  size_t altered = 0;
  for (const Attack& attack : AllAttacks(Pdf().Build(), second.Build())) {
    const Report report = Check(PdfSubject{attack.file});
    const Verdict verdict = report.outcome.verdict;
    EXPECT_TRUE(verdict == Verdict::kAltered || verdict == Verdict::kNotGenuine ||
                verdict == Verdict::kCannotCheck)
        << attack.family << ": " << attack.variant << ": " << Line(report);
    EXPECT_EQ(Document(report).result, CheckResult::kFail)
        << attack.family << ": " << attack.variant;
    // Where the school's record is still in it, it is shown, name first.
    if (verdict != Verdict::kAltered) continue;
    ++altered;
    ASSERT_TRUE(report.facts);
    EXPECT_EQ(report.facts->items.front().key, "name");
  }
  EXPECT_GE(altered, 60u);
}

TEST_F(PdfLookupTest, NoByteCanBeFlipped) {
  std::string pdf = Pdf().Build();
  for (size_t at = 0; at < pdf.size(); ++at) {
    const int bit = static_cast<int>(at * 5 % 8);
    pdf[at] = static_cast<char>(pdf[at] ^ 1 << bit);
    const Report report = Check(PdfSubject{pdf});
    pdf[at] = static_cast<char>(pdf[at] ^ 1 << bit);
    ASSERT_TRUE(report.outcome.verdict == Verdict::kAltered ||
                report.outcome.verdict == Verdict::kNotGenuine ||
                report.outcome.verdict == Verdict::kCannotCheck)
        << at << ' ' << Line(report);
    ASSERT_EQ(Document(report).result, CheckResult::kFail) << at;
  }
  EXPECT_EQ(VerdictOf(PdfSubject{pdf}), Verdict::kAuthentic);
}

}  // namespace
}  // namespace certseal
