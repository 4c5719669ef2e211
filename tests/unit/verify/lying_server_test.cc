// SPDX-License-Identifier: Apache-2.0
//
// A server that lies, file by file: whatever it does to a file that a lookup reads, the
// answer is never VALID, and never worse than what is known.
#include <set>

#include "base/file.h"
#include "unit/verify/register_fixture.h"

namespace certseal {
namespace {

class LyingServerTest : public RegisterTest {
 protected:
  void SetUp() override {
    RegisterTest::SetUp();
    // A log of three full tiles and a bit, two versions of the trust file, a revoked
    // certificate, and an older state of all of it.
    for (int i = 0; i < 600; ++i) school_.Append(IssueEntry{Sha256(std::to_string(i))});
    school_.NextTrust([](TrustKeys&) {});
    Publish("2026-11-25T11:10:00Z");
    older_ = site_->files;
    school_.Change(ole_, StatusChange::kRevoked, StatusReason::kIssuedInError,
                   At("2026-11-25T11:20:00Z"));
    for (int i = 0; i < 200; ++i)
      school_.Append(IssueEntry{Sha256(std::to_string(-i))});
    Publish("2026-11-25T11:30:00Z");
    honest_ = site_->files;
    TestSchool stranger(SiteOf("other.example"), DocumentKeyOf(), "Other School");
    stranger.Issue(SampleCredential());
    for (int i = 0; i < 800; ++i)
      stranger.Append(IssueEntry{Sha256(std::to_string(i))});
    TestSite elsewhere;
    stranger.Publish(elsewhere, At("2026-11-25T11:30:00Z"), At("2026-12-01T00:00:00Z"));
    foreign_ = elsewhere.files;
  }

  // What a lookup of this reads from the honest site.
  std::set<std::string> FilesFor(const Subject& subject) {
    site_->files = honest_;
    site_->asked.clear();
    const Report report = Check(subject);
    EXPECT_NE(report.outcome.verdict, Verdict::kCannotCheck) << report.outcome.line;
    truth_ = report.outcome.verdict;
    std::set<std::string> files(site_->asked.begin(), site_->asked.end());
    std::erase_if(files,
                  [&](const std::string& path) { return !honest_.contains(path); });
    return files;
  }

  // Demands an answer that a lie may have: unknown, or bad where the truth is bad.
  void Demand(const Subject& subject, const std::string& what) {
    const Report report = Check(subject);
    const Verdict verdict = report.outcome.verdict;
    const bool card_is_missing =
        verdict == Verdict::kNotFound && what.find("c/") != std::string::npos;
    ASSERT_TRUE(verdict == Verdict::kCannotCheck || card_is_missing ||
                (truth_ != Verdict::kValid && verdict == truth_))
        << what << ": " << report.outcome.line;
    ++lies_;
  }

  void Serve(const std::string& path, const std::string& bytes) {
    site_->files[path] = bytes;
  }

  void TryAllLies(const Subject& subject, const std::string& path) {
    const std::string& honest = honest_.at(path);
    const auto serve = [&](const std::string& bytes, const std::string& what) {
      if (bytes == honest) return;
      site_->files[path] = bytes;
      Demand(subject, StrCat(path, ' ', what));
    };
    site_->files.erase(path);
    Demand(subject, StrCat(path, " missing"));
    serve("", "empty");
    serve(honest.substr(0, honest.size() - 1), "without its last byte");
    serve(honest.substr(1), "without its first byte");
    serve(honest + '\n', "with a byte more");
    serve(honest + honest, "twice");
    serve(honest + std::string(3 << 20, ' '), "huge");
    const size_t stride = honest.size() > 2048 ? 61 : 1;
    for (size_t at = 0; at < honest.size(); at += stride) {
      std::string bent = honest;
      bent[at] = static_cast<char>(bent[at] ^ (1 << (at % 8)));
      serve(bent, StrCat("with a bit of byte ", at, " flipped"));
    }
    for (const auto& [other, bytes] : honest_)
      serve(bytes, StrCat("replaced by ", other));
    for (const auto* site : {&older_, &foreign_}) {
      if (const auto file = site->find(path); file != site->end()) {
        serve(file->second, site == &older_ ? "as it was" : "of another school");
      }
    }
    site_->files[path] = honest;
    site_->broken = path;
    Demand(subject, StrCat(path, " unreadable"));
    site_->broken.clear();
  }

  void TryAllFiles(const Subject& subject, size_t at_least) {
    const std::set<std::string> files = FilesFor(subject);
    ASSERT_GE(files.size(), at_least);
    for (const std::string& path : files) {
      TryAllLies(subject, path);
      if (HasFatalFailure()) return;
    }
    EXPECT_EQ(VerdictOf(subject), truth_);
  }

  std::map<std::string, std::string> honest_, older_, foreign_;
  Verdict truth_ = Verdict::kValid;
  size_t lies_ = 0;
};

TEST_F(LyingServerTest, AboutAPdf) {
  TryAllFiles(PdfOf(zoe_), 8);
  EXPECT_EQ(truth_, Verdict::kValid);
  EXPECT_GT(lies_, 1000u);
}

TEST_F(LyingServerTest, AboutARecord) { TryAllFiles(RecordOf(zoe_), 9); }

TEST_F(LyingServerTest, AboutASeal) { TryAllFiles(QrOf(zoe_), 9); }

TEST_F(LyingServerTest, AboutACode) { TryAllFiles(CodeOf(zoe_), 9); }

TEST_F(LyingServerTest, AboutARevokedCertificate) {
  TryAllFiles(PdfOf(ole_), 9);
  EXPECT_EQ(truth_, Verdict::kRevoked);
}

TEST_F(LyingServerTest, AboutACodeThatIsNotThere) {
  TryAllFiles(CertificateCode::Generate(Repeat(3)), 5);
  EXPECT_EQ(truth_, Verdict::kNotFound);
}

// Whole sites.
TEST_F(LyingServerTest, AboutEverything) {
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kValid);
  const auto all_undecided = [&](const std::string& what) {
    for (const Subject& subject : AllOf(zoe_)) {
      EXPECT_EQ(VerdictOf(subject), Verdict::kCannotCheck) << what << LineOf(subject);
    }
  };
  site_->files = older_;
  all_undecided("as it was: ");
  site_->files = foreign_;
  all_undecided("another school's: ");
  site_->files.clear();
  all_undecided("empty: ");
  // The new checkpoint over the old files, and the other way round.
  site_->files = older_;
  site_->files["checkpoint"] = honest_["checkpoint"];
  all_undecided("new checkpoint, old files: ");
  site_->files = honest_;
  site_->files["checkpoint"] = older_["checkpoint"];
  all_undecided("old checkpoint, new files: ");
}

// A copy taken while a new state is written is a consistent register: what the former
// checkpoint needs is still there.
TEST_F(LyingServerTest, ACopyMadeInBetweenIsWhole) {
  memory_.reset();
  site_->files["checkpoint"] = older_["checkpoint"];
  EXPECT_EQ(VerdictOf(PdfOf(zoe_)), Verdict::kValid);
  EXPECT_EQ(Check(CodeOf(zoe_)).register_time, At("2026-11-25T11:10:00Z"));
}

// Several schools accepted: what one has answers for all, and all must be asked.
TEST_F(LyingServerTest, ACodeIsAskedOfEverySchool) {
  TestSchool other(SiteOf("other.example"), DocumentKeyOf(), "Other School");
  const size_t hers = other.Issue(Another(90, "Ada"));
  const auto elsewhere = std::make_shared<TestSite>();
  other.Publish(*elsewhere, At("2026-11-25T11:20:00Z"), At("2026-12-01T00:00:00Z"));
  schools_.push_back(other.trust());
  const auto lookup = [&](const CertificateCode& code) {
    SchoolRegisters registers(
        RegisterPlaces(
            [&](const TrustFile& school) -> std::shared_ptr<const SiteSource> {
              return school.keys().site == other.site() ? elsewhere : site_;
            }),
        nullptr, now_);
    return Lookup(code, {schools_, &registers, {}, now_}).outcome;
  };
  EXPECT_EQ(lookup(school_.issued[zoe_].code()).verdict, Verdict::kValid);
  EXPECT_EQ(lookup(other.issued[hers].code()).verdict, Verdict::kValid);
  const auto unknown = CertificateCode::Generate(Repeat(3));
  EXPECT_EQ(
      lookup(unknown).line,
      "NOT FOUND - none of Example School of Aesthetics, Other School has a "
      "certificate with this number in its register of 2026-11-25 11:20 UTC. This is "
      "not proof of fraud: check the number.");
  elsewhere->failure = "no answer";
  EXPECT_EQ(lookup(unknown).verdict, Verdict::kCannotCheck);
  EXPECT_EQ(lookup(school_.issued[zoe_].code()).verdict, Verdict::kValid);
  // One copy in a directory is of one school: the other one is not asked there.
  EXPECT_EQ(VerdictOf(unknown), Verdict::kNotFound);
  EXPECT_EQ(VerdictOf(other.issued[hers].code()), Verdict::kNotFound);
  const Report report = Check(RecordSubject{other.issued[hers].record.bytes()});
  EXPECT_EQ(
      report.outcome.line,
      "CANNOT CHECK - the test's site holds the register of "
      "\"verify.school.example\", not of Other School. Nothing is known about this "
      "certificate.");
  schools_ = {other.trust()};
  EXPECT_EQ(VerdictOf(unknown), Verdict::kCannotCheck);
  schools_.clear();
  EXPECT_EQ(VerdictOf(unknown), Verdict::kCannotCheck);
}

}  // namespace
}  // namespace certseal
