// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"
#include "support/test_site.h"
#include "unit/verify/lookup_fixture.h"

namespace certseal {
namespace {

TEST_F(LookupTest, AGenuineRecordIsAuthenticAndNoMore) {
  const Report report = Check(RecordSubject{record_.bytes()});
  EXPECT_EQ(report.outcome.line,
            "AUTHENTIC - issued by Example School of Aesthetics; its status was not checked "
            "(offline).");
  EXPECT_EQ(report.facts->items.front().value, "Zoë Ångström, BSN, RN");
  std::vector<std::string> order;
  for (const auto& check : report.checks) order.push_back(check.name);
  EXPECT_EQ(order, (std::vector<std::string>{"record", "log", "register", "status", "dates"}));
  EXPECT_EQ(ResultOf(report, "record"), CheckResult::kPass);
  EXPECT_EQ(ResultOf(report, "log"), CheckResult::kUnknown);
  EXPECT_EQ(ResultOf(report, "register"), CheckResult::kUnknown);
  EXPECT_EQ(ResultOf(report, "status"), CheckResult::kUnknown);
  EXPECT_EQ(ResultOf(report, "dates"), CheckResult::kPass);
}

TEST_F(LookupTest, NoFlippedBitOfARecordIsAuthentic) {
  const std::string bytes = record_.bytes();
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string bent = bytes;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    const Report report = Check(RecordSubject{bent});
    ASSERT_TRUE(report.outcome.verdict == Verdict::kNotGenuine ||
                report.outcome.verdict == Verdict::kNotTrusted ||
                report.outcome.verdict == Verdict::kCannotCheck)
        << bit << ' ' << report.outcome.line;
    ASSERT_FALSE(report.facts) << bit;
  }
}

TEST_F(LookupTest, TellsStrangersFromForgers) {
  // Signed by a key that the school's trust file does not list: a newer one may.
  const auto stranger = TestSigner::OfRepeated(77);
  const auto other_key =
      *SignedRecord::Sign(credential_, "key-2026-02", stranger, SampleTime());
  const Report unlisted = Check(RecordSubject{other_key.bytes()});
  EXPECT_EQ(unlisted.outcome.line,
            "CANNOT CHECK - it is signed by the key key-2026-02, which version 1 of the "
            "trust file of Example School of Aesthetics does not list. Nothing is known "
            "about this certificate.");
  EXPECT_FALSE(unlisted.facts);
  // Under the listed id, but by another key.
  const auto forged =
      *SignedRecord::Sign(credential_, "key-2026-01", stranger, SampleTime());
  EXPECT_EQ(Check(RecordSubject{forged.bytes()}).outcome.line,
            "NOT GENUINE - the record's signature by key-2026-01 of Example School of "
            "Aesthetics does not verify.");
  // Of a school that was not accepted.
  schools_ = {Trust(*SiteAddress::FromOrigin("other.example"), issuer_, "key-2026-01")};
  const Report report = Check(RecordSubject{record_.bytes()});
  EXPECT_EQ(report.outcome.line,
            "NOT TRUSTED - signed by a school you have not accepted (Example School of "
            "Aesthetics, key did:web:verify.school.example#key-2026-01).");
  EXPECT_FALSE(report.facts) << "nothing is shown that no accepted key signed";
  schools_.clear();
  EXPECT_EQ(VerdictOf(RecordSubject{record_.bytes()}), Verdict::kNotTrusted);
}

// A closed key counts only where the log says so: without a proof it is unknown.
TEST_F(LookupTest, AKeyWithAWindowIsNotGoodWithoutTheLog) {
  const auto with = [&](KeyWindow window) {
    schools_ = {Trust(credential_.site, issuer_, "key-2026-01", SampleDocumentKey(),
                      "Example School of Aesthetics", window)};
  };
  for (const KeyWindow window : {KeyWindow{0, 0}, KeyWindow{0, 500}, KeyWindow{50, 500}}) {
    with(window);
    const Report report = Check(RecordSubject{record_.bytes()});
    EXPECT_EQ(report.outcome.verdict, Verdict::kCannotCheck) << report.outcome.line;
    EXPECT_EQ(ResultOf(report, "record"), CheckResult::kUnknown);
    EXPECT_EQ(VerdictOf(Qr(SealFacts::Of(credential_))), Verdict::kCannotCheck);
    // It may be a thief's: that it has expired does not make it the school's.
    now_ = *Timestamp::ParseRfc3339("2031-01-01T00:00:00Z");
    EXPECT_EQ(VerdictOf(RecordSubject{record_.bytes()}), Verdict::kCannotCheck);
    now_ = kNow;
  }
  // An open key is the school's own, whenever it began.
  with({500, {}});
  EXPECT_EQ(VerdictOf(RecordSubject{record_.bytes()}), Verdict::kAuthentic);
}

TEST_F(LookupTest, SaysWhatIsNoRecord) {
  EXPECT_EQ(VerdictOf(RecordSubject{"{}"}), Verdict::kCannotCheck);
  EXPECT_EQ(VerdictOf(RecordSubject{"{\"a\":1,\"a\":2}"}), Verdict::kCannotCheck);
  EXPECT_EQ(VerdictOf(RecordSubject{record_.bytes() + "\n"}), Verdict::kNotGenuine);
  EXPECT_EQ(VerdictOf(RecordSubject{
                R"({"issuer":{"id":"did:web:verify.school.example","name":"X"}})"}),
            Verdict::kNotGenuine);
  EXPECT_EQ(VerdictOf(RecordSubject{R"({"issuer":{"id":"did:web:b.example","name":"X"}})"}),
            Verdict::kNotTrusted);
}

TEST_F(LookupTest, ASealAloneIsAuthentic) {
  const QrText qr = Qr(SealFacts::Of(credential_));
  EXPECT_EQ(VerdictOf(qr), Verdict::kAuthentic);
  QrText forged = qr;
  const auto stranger = TestSigner::OfRepeated(77);
  forged.seal = *Seal::Sign(SealFacts::Of(credential_), credential_.site,
                            schools_[0].keys().issuers[0].key, stranger);
  EXPECT_EQ(VerdictOf(forged), Verdict::kNotGenuine);
  schools_.clear();
  EXPECT_EQ(VerdictOf(qr), Verdict::kNotTrusted);
}

TEST_F(LookupTest, DatesDecideLate) {
  now_ = *Timestamp::ParseRfc3339("2028-11-19T23:59:59Z");
  EXPECT_EQ(VerdictOf(RecordSubject{record_.bytes()}), Verdict::kAuthentic);
  now_ = *Timestamp::ParseRfc3339("2028-11-20T00:00:00Z");
  const Report expired = Check(RecordSubject{record_.bytes()});
  EXPECT_EQ(expired.outcome.line,
            "EXPIRED 2028-11-20 - training was completed 2026-11-20; the certificate is no "
            "longer current.");
  EXPECT_EQ(VerdictOf(Qr(SealFacts::Of(credential_))), Verdict::kExpired);
  EXPECT_EQ(Check(RecordSubject{record_.bytes()}, {.name = "Somebody Else"}).outcome.verdict,
            Verdict::kDoesNotMatch);
  now_ = *Timestamp::ParseRfc3339("2026-11-23T16:55:00Z");
  EXPECT_EQ(VerdictOf(RecordSubject{record_.bytes()}), Verdict::kAuthentic);
  now_ = *Timestamp::ParseRfc3339("2026-11-23T16:54:59Z");
  EXPECT_EQ(VerdictOf(RecordSubject{record_.bytes()}), Verdict::kCannotCheck);
}

TEST_F(LookupTest, ComparesClaims) {
  const RecordSubject subject{record_.bytes()};
  const Report agrees = Check(subject, {.name = "zoe angstrom", .course = "BDF-201"});
  EXPECT_EQ(agrees.outcome.verdict, Verdict::kAuthentic);
  EXPECT_EQ(ResultOf(agrees, "claims"), CheckResult::kPass);
  EXPECT_EQ(Check(subject, {.completed = Date::FromYmd(2026, 11, 21)}).outcome.line,
            "DOES NOT MATCH - certificate " + credential_.code.Printed() +
                " exists, but not for the completion date you gave.");
}

TEST_F(LookupTest, ACodeNeedsTheSchoolsRegister) {
  const Report report = Check(credential_.code);
  EXPECT_EQ(report.outcome.line,
            "CANNOT CHECK - a code alone says nothing without the school's register. "
            "Nothing is known about this certificate.");
  EXPECT_EQ(report.hints,
            std::vector<std::string>{"without --offline the school's register is asked"});
}

// What the first version wrote, every later one accepts.
TEST(Fixtures, OfTheFirstVersionStayAuthentic) {
  const std::string directory = CERTSEAL_SOURCE_DIR "/tests/vectors/fixtures/";
  const auto read = [&](const char* name) { return *ReadFile(directory + name, 1 << 20); };
  const std::vector<TrustFile> schools = {*TrustFile::Parse(read("school-v1.trust"))};
  const QrText qr = *QrText::Parse(read("qr-v1.txt"));
  const Timestamp later = *Timestamp::ParseRfc3339("2057-01-01T00:00:00Z");
  for (const Subject& subject :
       {Subject(RecordSubject{read("school-v1-record.json")}), Subject(qr)}) {
    const Report report = Lookup(subject, {schools, nullptr, {}, later});
    EXPECT_EQ(report.outcome.verdict, Verdict::kAuthentic) << report.outcome.line;
    EXPECT_EQ(report.facts->items.front().value, "Nguyễn Thị Ångström, BSN, RN");
  }
  // Its card tells what it told, and that is not enough where a log is asked for.
  auto site = std::make_shared<TestSite>();
  site->files["keys/1"] = read("school-v1.trust");
  site->files[Card::PathOf(qr.site, qr.code)] = read("school-v1.card");
  SchoolRegisters registers(site, nullptr, later);
  const Report report = Lookup(qr, {schools, &registers, {}, later});
  EXPECT_EQ(report.outcome.verdict, Verdict::kCannotCheck) << report.outcome.line;
  EXPECT_EQ(report.facts->items.front().value, "Nguyễn Thị Ångström, BSN, RN");
}

TEST(Subject, IsTakenForWhatItIs) {
  EXPECT_TRUE(std::holds_alternative<PdfSubject>(*ClassifyContents("%PDF-1.7\n")));
  EXPECT_TRUE(std::holds_alternative<PdfSubject>(*ClassifyContents("{\n%PDF-1.7\n")));
  EXPECT_TRUE(std::holds_alternative<RecordSubject>(*ClassifyContents(" {\"a\":1}")));
  const auto code = CertificateCode::Generate(SystemRandom);
  EXPECT_EQ(std::get<CertificateCode>(*ClassifyContents(code.Printed() + "\n")), code);
  EXPECT_EQ(std::get<CertificateCode>(*ClassifyArgument(AsciiLower(code.compact()))), code);
  for (const char* bad : {"", " \n", "hello", "https://example.org/", "\x89PNG"}) {
    EXPECT_FALSE(ClassifyContents(bad)) << bad;
  }
  EXPECT_EQ(ClassifyArgument("no/such.pdf").error().message,
            "there is no file \"no/such.pdf\"");
  EXPECT_EQ(ClassifyArgument("HTTPS://a.example/#b.c").error().message,
            "the web address \"HTTPS://a.example/\" does not begin with https://");
}

}  // namespace
}  // namespace certseal
