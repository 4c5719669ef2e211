// SPDX-License-Identifier: Apache-2.0
//
// What is issued and drawn does not depend on how many threads do it, but for what is
// drawn by lot; and a stop leaves nothing half done.
#include "issue/issue_and_draw.h"
#include "issue/key_access.h"
#include "issue/page_json.h"
#include "issue/render.h"
#include "unit/issue/life_fixture.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

constexpr int kGraduates = 24;
constexpr unsigned kJobs[] = {1, 2, 7};

class WorkersTest : public LifeTest {
 protected:
  void SetUp() override {
    LifeTest::SetUp();
    auto identity = OpenDocumentKey(*school_, Secret("correct horse battery"), now_);
    ASSERT_TRUE(identity);
    auto signer = CertificateSigner::Make(std::move(*identity), {});
    ASSERT_TRUE(signer);
    signer_.emplace(std::move(*signer));
  }

  Result<IssueAndDrawOutcome> Run(const RosterPlan& plan, const WorkOptions& issuing,
                                  const WorkOptions& drawing) {
    ASSIGN_OR_RETURN(auto undrawn, UndrawnOf(plan, *school_, *register_));
    return IssueAndDraw(plan, std::move(undrawn), *school_, keys_->ledger, *signer_,
                        *register_, *store_,
                        {"class.csv", Sha256("class"), issuing, drawing});
  }

  fs::path FileOf(const CertificateCode& code) {
    return school_->paths.certificates() / CertificatePath(Stored(code).row.facts);
  }
  size_t CountFiles() {
    size_t count = 0;
    const fs::path place = school_->paths.certificates();
    if (!fs::exists(place)) return 0;
    for (const auto& entry : fs::recursive_directory_iterator(place)) {
      if (entry.is_regular_file()) ++count;
    }
    return count;
  }

  // Everything of a certificate that no lot decides.
  std::string Essence(const IssuedCertificate& issued) {
    const StoredCertificate stored = Stored(issued.code);
    const CertificateRow& row = stored.row;
    PageContent page = *PageFromJson(row.page);
    page.fields.erase("code");
    page.fields.erase("qr");
    const std::string file = CertificatePath(row.facts).string();
    return StrCat(issued.line, ' ', *stored.log_index, ' ', row.roster_line, ' ',
                  row.identity.Hex(), ' ', row.facts.holder_name, ' ', row.facts.email,
                  ' ', row.template_name, ' ', row.status.block, ' ', PageToJson(page), ' ',
                  file.substr(0, file.rfind('_')), '\n');
  }

  std::optional<CertificateSigner> signer_;
};

TEST_F(WorkersTest, TheirNumberChangesNothing) {
  std::string expected;
  for (const unsigned jobs : kJobs) {
    SetUp();  // a new school
    const RosterPlan plan = Plan(Class(kGraduates));
    size_t told = 0;
    const WorkOptions work{[&](size_t done, size_t total) {
                             EXPECT_EQ(total, size_t{kGraduates});
                             EXPECT_EQ(done, told + 1);
                             told = done;
                           },
                           jobs};
    const auto done = Run(plan, {.jobs = jobs}, work);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_FALSE(done->stopped());
    EXPECT_EQ(told, size_t{kGraduates});
    EXPECT_EQ(CountFiles(), size_t{kGraduates});
    std::string essence = StrCat(*register_->LogSize(), '\n');
    for (const IssuedCertificate& each : done->issued) {
      EXPECT_TRUE(fs::exists(FileOf(each.code)));
      essence += Essence(each);
      const uint64_t index = *Stored(each.code).log_index;
      EXPECT_EQ(register_->Entries(index, index + 1)->front(),
                EntryText(IssueEntry{Sha256(Stored(each.code).row.record)}));
    }
    if (expected.empty()) expected = essence;
    EXPECT_EQ(essence, expected) << jobs << " jobs";
  }
}

TEST_F(WorkersTest, ThePlanIsTheSame) {
  std::string long_name;
  for (int i = 0; i < 40; ++i) long_name += "Annabella ";
  const std::string csv =
      StrCat(Class(kGraduates), long_name,
             ",RN,x@example.org,L-99,BDF-201,2026-03-14,,7,9,16,injector,Reno\n");
  const Roster roster = *ReadRoster(csv, {.today = now_.date()}, school_->catalogue);
  std::vector<std::string> plans;
  for (const unsigned jobs : kJobs) {
    const RosterPlan plan =
        *PlanRoster(roster, {}, *school_, *register_, *store_, jobs);
    EXPECT_EQ(plan.Count(RowFate::kError), 1u) << "the name that does not fit";
    std::string text;
    for (const PlannedRow& row : plan.rows) {
      text += StrCat(row.line, ' ', static_cast<int>(row.fate), ' ', row.findings.size(),
                     ' ', row.award ? row.award->holder_name : "-", '\n');
    }
    plans.push_back(text);
  }
  EXPECT_EQ(plans[1], plans[0]);
  EXPECT_EQ(plans[2], plans[0]);
}

TEST_F(WorkersTest, AStopWhileSigningIssuesNothing) {
  const RosterPlan plan = Plan(Class(kGraduates));
  std::stop_source stop;
  const WorkOptions issuing{[&](size_t done, size_t) {
                              if (done == 3) stop.request_stop();
                            },
                            1, stop.get_token()};
  const uint64_t before = *register_->LogSize();
  const auto stopped = Run(plan, issuing, {.stop = stop.get_token()});
  ASSERT_TRUE(stopped) << stopped.error().message;
  EXPECT_TRUE(stopped->stopped());
  EXPECT_TRUE(stopped->issued.empty());
  EXPECT_EQ(*register_->LogSize(), before);
  EXPECT_EQ(CountFiles(), 0u);

  const auto again = Run(Plan(Class(kGraduates)), {}, {});
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->issued.size(), size_t{kGraduates});
  EXPECT_EQ(CountFiles(), size_t{kGraduates});
}

TEST_F(WorkersTest, AStopWhileDrawingIsGoneOnFrom) {
  const RosterPlan plan = Plan(Class(kGraduates));
  std::stop_source stop;
  const WorkOptions drawing{[&](size_t done, size_t) {
                              if (done == 3) stop.request_stop();
                            },
                            2, stop.get_token()};
  const auto stopped = Run(plan, {}, drawing);
  ASSERT_TRUE(stopped) << stopped.error().message;
  EXPECT_TRUE(stopped->stopped());
  ASSERT_EQ(stopped->issued.size(), size_t{kGraduates});
  EXPECT_GE(stopped->drawn, 3u);
  EXPECT_EQ(CountFiles(), stopped->drawn) << "no file is there but those that were drawn";
  for (size_t i = 0; i < stopped->drawn; ++i) {
    EXPECT_TRUE(fs::exists(FileOf(stopped->issued[i].code))) << "the first of the roster";
  }

  const auto again = Run(Plan(Class(kGraduates)), {}, {});
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_TRUE(again->issued.empty()) << "nothing is issued twice";
  EXPECT_EQ(again->drawn, kGraduates - stopped->drawn);
  EXPECT_EQ(CountFiles(), size_t{kGraduates});
}

// The first in the order of the roster is the one that is named.
TEST_F(WorkersTest, TheFirstThatCannotBeDrawnIsNamed) {
  const std::vector<CertificateCode> codes = Issue(Class(kGraduates));
  Transaction transaction = *register_->Begin();
  ASSERT_TRUE(transaction.Erase(codes[11], now_));
  ASSERT_TRUE(transaction.Erase(codes[20], now_));
  ASSERT_TRUE(transaction.Commit());
  for (const unsigned jobs : kJobs) {
    fs::remove_all(school_->paths.certificates());
    fs::create_directory(school_->paths.certificates());
    const auto drawn =
        RenderCodes(codes, *school_, *register_, *store_, *signer_, {.jobs = jobs});
    ASSERT_FALSE(drawn);
    EXPECT_THAT(drawn.error().message, testing::HasSubstr(codes[11].Printed()));
    EXPECT_EQ(CountFiles(), 11u) << "those before it have their files, no other";
  }
}

}  // namespace
}  // namespace certseal
