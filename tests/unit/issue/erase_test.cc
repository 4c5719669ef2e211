// SPDX-License-Identifier: Apache-2.0
#include "issue/erase.h"

#include "issue/certificate_files.h"
#include "issue/correct.h"
#include "record/card.h"
#include "unit/issue/life_fixture.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class EraseTest : public LifeTest {
 protected:
  Result<ErasureSummary> Erase(const std::vector<CertificateCode>& codes) {
    const auto planned = PlanErasure(*register_, codes);
    if (!planned) return Fail(planned.error());
    return EraseCertificates(*school_, *register_, *planned, now_);
  }
  fs::path PdfOf(const CertificateCode& code, FilePlace place = FilePlace::kIssued) {
    return school_->paths.certificates() / PlacedPath(Stored(code).row.facts, place);
  }
  fs::path CardOf(const CertificateCode& code) {
    return school_->paths.site() / Card::PathOf(school_->profile.site, code);
  }
  static void Touch(const fs::path& path) {
    fs::create_directories(path.parent_path());
    ASSERT_TRUE(WriteFileAtomically(path, "x"));
  }
  size_t FilesBelow(const fs::path& directory) {
    size_t count = 0;
    for (const auto& each : fs::recursive_directory_iterator(directory)) {
      if (each.is_regular_file()) ++count;
    }
    return count;
  }
};

TEST_F(EraseTest, LeavesNothingOfThePerson) {
  const auto codes = Issue(Class(2));
  for (const CertificateCode& code : codes) Touch(PdfOf(code)), Touch(CardOf(code));
  Touch(PdfOf(codes[0], FilePlace::kHeld));
  const StoredCertificate before = Stored(codes[0]);
  const auto log = *register_->Entries(0, LogSize());
  const fs::path card = CardOf(codes[0]);

  const auto summary = Erase({codes[0]});
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->files, 2u);
  EXPECT_EQ(summary->cards, 1u);
  EXPECT_EQ(FilesBelow(school_->paths.certificates()), 1u) << "the other one's";
  EXPECT_FALSE(fs::exists(card));
  EXPECT_TRUE(fs::exists(CardOf(codes[1])));

  const StoredCertificate after = Stored(codes[0]);
  EXPECT_TRUE(after.erased);
  EXPECT_EQ(after.row.facts.course_code, "BDF-201");
  EXPECT_EQ(after.record_sha256, before.record_sha256);
  EXPECT_EQ(*register_->Entries(0, LogSize()), log) << "the log stays whole";
  EXPECT_EQ(History(codes[0]).erased, now_);
  // Not in the bytes of the file either.
  register_.reset();
  const std::string bytes = *ReadFile(directory_ / "register.db", 64 << 20);
  EXPECT_EQ(bytes.find("a0@example.org"), std::string::npos);
  EXPECT_EQ(bytes.find("Ann A"), std::string::npos);
  EXPECT_NE(bytes.find("a1@example.org"), std::string::npos);
}

TEST_F(EraseTest, MayBeRepeated) {
  const auto codes = Issue(Class(1));
  ASSERT_TRUE(Erase(codes));
  Touch(CardOf(codes[0]));  // somebody brought an old copy of the site back
  const auto again = Erase(codes);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->files, 0u);
  EXPECT_EQ(again->cards, 1u);
}

TEST_F(EraseTest, NamesTheOtherCertificatesOfThePerson) {
  const CertificateCode first = Issue(Class(1))[0];
  std::vector<CertificateCode> line = {first};
  for (const char* name : {"Ann B", "Ann C"}) {
    const auto plan =
        PlanCorrection(line.back(), {{{Field::kFullName, name}}, {}, now_.date()},
                       false, *school_, *register_, *store_);
    ASSERT_TRUE(plan) << plan.error().message;
    const LedgerContext ledger = Ledger();
    line.push_back(*IssueSuccessor(*plan, *school_, keys_->ledger.issuer, ledger));
  }
  EXPECT_THAT(PlanErasure(*register_, std::vector{line[2]})->at(0).kin,
              ElementsAre(line[1], line[0]));
  const auto two = PlanErasure(*register_, std::vector{line[2], line[0]});
  EXPECT_THAT(two->at(0).kin, ElementsAre(line[1]));
  ASSERT_TRUE(Erase({line[1]}));
  EXPECT_THAT(PlanErasure(*register_, std::vector{line[2]})->at(0).kin,
              ElementsAre(first));
}

TEST_F(EraseTest, ErasesNobodyWhereAFileCannotBeDeleted) {
  const auto codes = Issue(Class(2));
  Touch(PdfOf(codes[0]));
  fs::create_directories(PdfOf(codes[1]) / "in the way");
  const auto failed = Erase(codes);
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("cannot delete"));
  EXPECT_THAT(failed.error().message, HasSubstr("nobody was erased"));
  EXPECT_FALSE(Stored(codes[0]).erased);
  EXPECT_FALSE(Stored(codes[1]).erased);
}

TEST_F(EraseTest, NamesEveryUnknownCode) {
  const auto codes = Issue(Class(1));
  const CertificateCode unknown = *CertificateCode::Parse("7K3M-9QXT-2A8R-W5DH-N4V2");
  const auto failed = Erase({codes[0], unknown});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, unknown.Printed() + " is not in the register");
  EXPECT_FALSE(Stored(codes[0]).erased);
}

}  // namespace
}  // namespace certseal
