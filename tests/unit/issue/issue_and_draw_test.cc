// SPDX-License-Identifier: Apache-2.0
#include "issue/issue_and_draw.h"

#include <algorithm>
#include <regex>

#include "issue/render.h"
#include "unit/issue/life_fixture.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr unsigned kJobs[] = {1, 2, 7};

class IssueAndDrawTest : public LifeTest {
 protected:
  void SetUp() override {
    LifeTest::SetUp();
    auto identity = OpenDocumentKey(*school_, Secret("correct horse battery"), now_);
    ASSERT_TRUE(identity);
    auto signer = CertificateSigner::Make(std::move(*identity), {});
    ASSERT_TRUE(signer);
    signer_.emplace(std::move(*signer));
  }

  // People whose names take more and less work: "Ann A", "Ann BBBB" ...
  static std::string People(size_t count) {
    std::string csv = Class(0);
    for (size_t i = 0; i < count; ++i) {
      csv += StrCat("Ann ", std::string(1 + i * 5 % 11, static_cast<char>('A' + i % 26)),
                    "-Person,RN,a", i, "@example.org,L-", i,
                    ",BDF-201,2026-03-14,,7,9,16,injector,Reno\n");
    }
    return csv;
  }

  Result<IssueAndDrawOutcome> Run(std::string_view csv, const WorkOptions& issuing,
                                  const WorkOptions& drawing) {
    const RosterPlan plan = Plan(csv);
    return IssueAndDraw(plan, *UndrawnOf(plan, *school_, *register_), *school_,
                        keys_->ledger, *signer_, *register_, *store_,
                        {"class.csv", Sha256(csv), issuing, drawing});
  }

  fs::path FileOf(const CertificateCode& code) {
    return school_->paths.certificates() /
           PlacedPath(Stored(code).row.facts, FilePlace::kIssued);
  }
  // Every file below certificates/, also what should not be there.
  std::vector<std::string> Files() const {
    std::vector<std::string> files;
    const fs::path top = school_->paths.certificates();
    for (const auto& each : fs::recursive_directory_iterator(top)) {
      if (each.is_regular_file()) files.push_back(each.path().lexically_relative(top));
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  std::optional<CertificateSigner> signer_;
};

// A signature's own bytes hold a number drawn by lot; all others must be the same.
std::string WithoutSignature(const fs::path& file) {
  const std::string pdf = *ReadFile(file, 8 << 20);
  const size_t begin = pdf.find("/Contents <");
  EXPECT_NE(begin, std::string::npos);
  const size_t end = pdf.find('>', begin);
  return pdf.substr(0, begin) + pdf.substr(end);
}

// What a code brings with it is drawn by lot too.
std::string WithoutCode(const fs::path& file) {
  return std::regex_replace(file.string(), std::regex("_[0-9A-Z]{4}\\.pdf$"), ".pdf");
}

TEST_F(IssueAndDrawTest, RegisterLogAndFilesAreTheSameForAnyNumberOfWorkers) {
  const std::string csv = People(60);
  std::vector<std::vector<std::string>> outcomes;
  for (const unsigned jobs : kJobs) {
    SetUp();
    const uint64_t first = LogSize();
    std::vector<size_t> told;
    const WorkOptions work{[&](size_t done, size_t) { told.push_back(done); }, jobs};
    const auto done = Run(csv, work, work);
    ASSERT_TRUE(done) << done.error().message;
    ASSERT_FALSE(done->drawing_failure);
    EXPECT_FALSE(done->stopped());
    ASSERT_THAT(done->issued, SizeIs(60));
    std::vector<std::string> outcome;
    for (size_t i = 0; i < 60; ++i) {
      const StoredCertificate stored = Stored(done->issued[i].code);
      EXPECT_EQ(stored.log_index, first + i) << "the roster's order is the log's";
      EXPECT_EQ(told[i], i + 1);
      EXPECT_EQ(told[60 + i], i + 1);
      const CertificateFacts& facts = stored.row.facts;
      outcome.push_back(StrCat(done->issued[i].line, ' ', stored.row.roster_line, ' ',
                               facts.holder_name, ' ', facts.email, ' ',
                               stored.row.identity.Hex()));
    }
    EXPECT_THAT(Files(), SizeIs(60));
    for (const std::string& file : Files()) outcome.push_back(WithoutCode(file));
    outcomes.push_back(std::move(outcome));
  }
  EXPECT_EQ(outcomes[0], outcomes[1]);
  EXPECT_EQ(outcomes[0], outcomes[2]);
}

TEST_F(IssueAndDrawTest, AFileIsTheSameWhoeverDrawsIt) {
  const std::vector<CertificateCode> codes = Issue(People(30));
  std::vector<std::vector<std::string>> drawn;
  for (const unsigned jobs : kJobs) {
    fs::remove_all(school_->paths.certificates());
    fs::create_directory(school_->paths.certificates());
    ASSERT_EQ(RenderCodes(codes, *school_, *register_, *store_, *signer_, {.jobs = jobs}),
              30u);
    std::vector<std::string>& files = drawn.emplace_back();
    for (const CertificateCode& code : codes) {
      files.push_back(WithoutSignature(FileOf(code)));
    }
  }
  EXPECT_TRUE(drawn[0] == drawn[1]);
  EXPECT_TRUE(drawn[0] == drawn[2]);
}

TEST_F(IssueAndDrawTest, APlanIsTheSameForAnyNumberOfWorkers) {
  Issue(People(3));  // the first rows are issued already
  std::string csv = People(40);
  csv += "Ann \xF0\x92\x80\x80,RN,x@example.org,L-x,BDF-201,2026-03-14,,7,9,16,"
         "injector,R\n";
  csv += StrCat("Ann ", std::string(110, 'W'),
                ",RN,y@example.org,L-y,BDF-201,2026-03-14,,7,9,16,injector,R\n");
  csv += "Ann Last,RN,z@example.org,L-z,BDF-201,2026-03-14,,3,3,6,injector,R\n";
  const Roster roster =
      *ReadRoster(csv, {.course = "", .today = now_.date()}, school_->catalogue);
  std::vector<std::string> plans;
  for (const unsigned jobs : kJobs) {
    const RosterPlan plan = *PlanRoster(roster, {}, *school_, *register_, *store_, jobs);
    ASSERT_THAT(plan.rows, SizeIs(43));
    EXPECT_EQ(plan.Count(RowFate::kAlreadyIssued), 3u);
    EXPECT_GE(plan.Count(RowFate::kError), 2u);
    std::string& text = plans.emplace_back();
    for (const PlannedRow& row : plan.rows) {
      text += StrCat(row.line, ' ', static_cast<int>(row.fate), '\n');
      for (const Finding& each : row.findings) {
        text += StrCat(each.line, ' ', each.column, ' ', each.message, '\n');
      }
    }
    for (const Finding& each : plan.findings) text += each.message + "\n";
  }
  EXPECT_THAT(plans[0], HasSubstr("U+12000"));
  EXPECT_EQ(plans[0], plans[1]);
  EXPECT_EQ(plans[0], plans[2]);
}

// Of two that cannot be drawn the first in the order is named, and all before it are there.
TEST_F(IssueAndDrawTest, DrawingEndsAtTheFirstThatCannotBeDrawn) {
  const std::vector<CertificateCode> codes = Issue(People(30));
  for (const size_t i : {12u, 20u}) {
    fs::create_directories(FileOf(codes[i]) / "in the way");
  }
  for (const unsigned jobs : kJobs) {
    const auto drawn =
        RenderCodes(codes, *school_, *register_, *store_, *signer_, {.jobs = jobs});
    ASSERT_FALSE(drawn);
    for (const std::string& file : Files()) EXPECT_THAT(file, Not(HasSubstr(".tmp")));
  }
  Transaction transaction = *register_->Begin();
  for (const size_t i : {5u, 9u}) ASSERT_TRUE(transaction.Erase(codes[i], now_));
  ASSERT_TRUE(transaction.Commit());
  for (const unsigned jobs : kJobs) {
    fs::remove_all(school_->paths.certificates());
    fs::create_directory(school_->paths.certificates());
    const auto drawn =
        RenderCodes(codes, *school_, *register_, *store_, *signer_, {.jobs = jobs});
    ASSERT_FALSE(drawn);
    EXPECT_THAT(drawn.error().message, HasSubstr(codes[5].Printed()));
    EXPECT_THAT(Files(), SizeIs(5));
  }
}

// More people than may be under way at once, so that a stop always leaves some out.
TEST_F(IssueAndDrawTest, AStopWhileSigningIssuesNothingAndTheNextRunDoesAll) {
  const std::string csv = People(500);
  for (const unsigned jobs : kJobs) {
    SetUp();
    const uint64_t entries = LogSize();
    std::stop_source stop;
    const WorkOptions issuing{[&](size_t, size_t) { stop.request_stop(); }, jobs,
                              stop.get_token()};
    const WorkOptions not_drawing{.stop = stop.get_token()};
    const auto done = Run(csv, issuing, not_drawing);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_TRUE(done->stopped());
    EXPECT_TRUE(done->issued.empty());
    EXPECT_EQ(done->to_issue, 500u);
    EXPECT_EQ(LogSize(), entries);
    EXPECT_THAT(Files(), SizeIs(0));
    const auto again = Run(csv, {.jobs = jobs}, not_drawing);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->issued.size(), 500u);
    EXPECT_EQ(LogSize(), entries + 501) << "and a head";
  }
}

TEST_F(IssueAndDrawTest, AStopWhileDrawingLeavesWholeFilesAndTheNextRunDrawsTheRest) {
  constexpr size_t kPeople = 200;  // more than seven workers have in hand at once
  const std::string csv = People(kPeople);
  for (const unsigned jobs : kJobs) {
    SetUp();
    std::stop_source stop;
    const WorkOptions drawing{[&](size_t done, size_t) {
                                if (done == 10) stop.request_stop();
                              },
                              jobs, stop.get_token()};
    const auto done = Run(csv, {.jobs = jobs}, drawing);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_TRUE(done->stopped());
    EXPECT_THAT(done->issued, SizeIs(kPeople));
    EXPECT_EQ(done->to_draw, kPeople);
    EXPECT_GE(done->drawn, 10u);
    EXPECT_LT(done->drawn, kPeople);
    EXPECT_THAT(Files(), SizeIs(done->drawn));
    for (size_t i = 0; i < done->drawn; ++i) {
      const fs::path file = FileOf(done->issued[i].code);
      ASSERT_TRUE(fs::exists(file)) << "the first ones are drawn first";
      EXPECT_TRUE(ReadFile(file, 8 << 20)->ends_with("%%EOF\n"));
    }
    const uint64_t entries = LogSize();
    const auto again = Run(csv, {.jobs = jobs}, {.jobs = jobs});
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->to_issue, 0u);
    EXPECT_EQ(again->drawn, kPeople - done->drawn);
    EXPECT_EQ(LogSize(), entries) << "nothing is issued twice";
    EXPECT_THAT(Files(), SizeIs(kPeople));
  }
}

}  // namespace
}  // namespace certseal
