// SPDX-License-Identifier: Apache-2.0
//
// Many lookups at once in one register, whose parts are read as the first one asks.
#include <gmock/gmock.h>

#include "base/ordered_work.h"
#include "unit/verify/register_fixture.h"
#include "verify/report.h"

namespace certseal {
namespace {

using testing::SizeIs;

class LookupThreadsTest : public RegisterTest {
 protected:
  // The reports on these, as JSON, from one opened register.
  std::vector<std::string> Reports(const std::vector<Subject>& subjects, unsigned jobs) {
    SchoolRegisters registers(site_, &*memory_, now_);
    const LookupOptions options{schools_, &registers, {}, now_};
    size_t next = 0;
    std::vector<std::string> reports;
    const auto end = RunOrdered<const Subject*, std::string>(
        {.count = jobs}, {.make = [&]() -> Result<std::optional<const Subject*>> {
                            if (next == subjects.size()) return std::nullopt;
                            return &subjects[next++];
                          },
                          .work = [&](const Subject*& subject) -> Result<std::string> {
                            return ReportJson(Lookup(*subject, options), "");
                          },
                          .take = [&](std::string report) -> Result<void> {
                            reports.push_back(std::move(report));
                            return {};
                          }});
    EXPECT_TRUE(end);
    return reports;
  }
};

TEST_F(LookupThreadsTest, AnswersAreTheSameForAnyNumberOfThreads) {
  school_.Change(ole_, StatusChange::kRevoked, StatusReason::kIssuedInError,
                 At("2026-11-25T11:20:00Z"));
  Publish("2026-11-25T11:30:00Z");
  std::vector<Subject> subjects;
  for (int round = 0; round < 12; ++round) {
    for (const size_t which : {zoe_, ole_}) {
      for (Subject& subject : AllOf(which)) subjects.push_back(std::move(subject));
    }
  }
  const std::vector<std::string> alone = Reports(subjects, 1);
  ASSERT_THAT(alone, SizeIs(96));
  EXPECT_THAT(alone[0], testing::HasSubstr("\"VALID\""));
  EXPECT_THAT(alone[4], testing::HasSubstr("\"REVOKED\""));
  for (const unsigned jobs : {2u, 7u}) EXPECT_EQ(Reports(subjects, jobs), alone) << jobs;
}

// Several schools, each with a register that is opened by whichever thread asks first.
TEST_F(LookupThreadsTest, EachRegisterIsOpenedOnce) {
  site_->asked.clear();
  Reports(std::vector<Subject>(40, PdfOf(zoe_)), 7);
  EXPECT_EQ(std::ranges::count(site_->asked, "checkpoint"), 1);
}

}  // namespace
}  // namespace certseal
