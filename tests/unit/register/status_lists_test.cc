// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "unit/register/log_fixture.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using enum CertificateState;

std::vector<std::string> Shown(const std::vector<StoredStatusList>& lists) {
  std::vector<std::string> shown;
  for (const StoredStatusList& list : lists) {
    shown.push_back(StrCat(list.purpose, " ", list.block, " ",
                           list.valid_until.unix_seconds() - At(0).unix_seconds(), " ",
                           list.document));
  }
  return shown;
}

class StatusListsTest : public LogTest {
 protected:
  std::string WhyNot(const std::vector<StoredStatusList>& lists) {
    return Why([&](Transaction& t) { return t.PutStatusLists(lists); });
  }
  std::vector<uint32_t> InState(uint32_t block,
                                const std::vector<CertificateState>& states) {
    return register_.IndexesInState(block, states).value();
  }
};

TEST_F(StatusListsTest, AreReplacedOneByOne) {
  EXPECT_THAT(register_.StatusLists().value(), IsEmpty());
  ASSERT_EQ(WhyNot({{"suspension", 0, At(1), "s0"},
                    {"revocation", 1, At(2), "r1"},
                    {"revocation", 0, At(3), "r0"}}),
            "");
  ASSERT_EQ(WhyNot({{"revocation", 1, At(4), "r1 again"}}), "");
  ASSERT_EQ(WhyNot({{"revocation", 10, At(5), std::string(64 * 1024, 'x')}}), "");
  ASSERT_EQ(WhyNot({}), "");
  const auto lists = Open().StatusLists().value();
  EXPECT_THAT(Shown(lists),
              ElementsAre("revocation 0 3 r0", "revocation 1 4 r1 again",
                          "revocation 10 5 " + std::string(64 * 1024, 'x'),
                          "suspension 0 1 s0"));
}

TEST_F(StatusListsTest, AreOfKnownPurposesAndBlocks) {
  EXPECT_EQ(WhyNot({{"revocation", 0, At(1), "r0"}, {"refresh", 0, At(1), "f0"}}),
            "there is no status list for \"refresh\"");
  EXPECT_EQ(WhyNot({{"revocation", 1'000'001, At(1), "r"}}),
            "there is no status block 1000001");
  EXPECT_EQ(WhyNot({{"revocation", 0, At(1), ""}}), "the status list is empty");
  EXPECT_EQ(WhyNot({{"revocation", 0, At(1), std::string(64 * 1024 + 1, 'x')}}),
            "the status list has 65537 bytes, more than 65536");
  EXPECT_EQ(WhyNot({{"revocation", 0, At(1), "\xff"}}),
            "the status list is not valid UTF-8");
  EXPECT_THAT(register_.StatusLists().value(), IsEmpty());
}

TEST_F(StatusListsTest, BlocksAreCountedToTheNewest) {
  EXPECT_EQ(register_.StatusBlocks().value(), 1u);
  CertificateRow row = RowNumber(10);
  row.status = {.block = 6, .index = 131'071};
  Add(register_, {row});
  EXPECT_EQ(register_.StatusBlocks().value(), 7u);
  auto empty = Register::Create(TestRegister(directory_ / "empty.db"));
  ASSERT_TRUE(empty) << empty.error().message;
  EXPECT_EQ(empty->StatusBlocks().value(), 0u);
}

TEST_F(StatusListsTest, IndexesFollowTheStates) {
  CertificateRow elsewhere = RowNumber(10);
  elsewhere.status = {.block = 1, .index = 77};
  Add(register_, {elsewhere});
  const auto event = [](uint32_t n, StatusChange change, uint64_t log_index) {
    return CertificateEvent{Code(n), change,   At(1), StatusReason::kDocumentMisused,
                            {},      log_index};
  };
  std::vector<CertificateEvent> events = {
      event(3, StatusChange::kRevoked, 20), event(1, StatusChange::kRevoked, 21),
      event(2, StatusChange::kSuspended, 22), event(10, StatusChange::kRevoked, 23),
      event(4, StatusChange::kReplaced, 24)};
  events[4].reason = StatusReason::kReplaced;
  events[4].successor = Code(0);
  ASSERT_EQ(Why([&](Transaction& t) { return t.AddEvents(events); }), "");
  EXPECT_THAT(InState(0, {kRevoked, kReplaced}), ElementsAre(1, 3, 4));
  EXPECT_THAT(InState(0, {kRevoked, kRevoked}), ElementsAre(1, 3));
  EXPECT_THAT(InState(0, {kReplaced}), ElementsAre(4));
  EXPECT_THAT(InState(0, {kSuspended}), ElementsAre(2));
  EXPECT_THAT(InState(0, {kActive}), ElementsAre(0));
  EXPECT_THAT(InState(0, {kActive, kSuspended, kRevoked, kReplaced}),
              ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(InState(1, {kRevoked}), ElementsAre(77));
  EXPECT_THAT(InState(2, {kRevoked}), IsEmpty());
  EXPECT_THAT(InState(UINT32_MAX, {kActive}), IsEmpty());
  EXPECT_THAT(InState(0, {}), IsEmpty());

  const CertificateEvent back = event(2, StatusChange::kReinstated, 25);
  ASSERT_EQ(Why([&](Transaction& t) { return t.AddEvents(std::span(&back, 1)); }), "");
  EXPECT_THAT(InState(0, {kSuspended}), IsEmpty());
  EXPECT_THAT(InState(0, {kActive}), UnorderedElementsAre(0, 2));
}

TEST_F(StatusListsTest, OthersSeeThemWhenTheyAreCommitted) {
  Register other = Open();
  auto transaction = register_.Begin();
  const StoredStatusList list{"revocation", 0, At(1), "r0"};
  const CertificateEvent event{
      Code(3), StatusChange::kRevoked, At(1), StatusReason::kDocumentMisused, {}, 20};
  ASSERT_TRUE(transaction && transaction->PutStatusLists(std::span(&list, 1)) &&
              transaction->AddEvents(std::span(&event, 1)));
  constexpr CertificateState kStates[] = {kRevoked};
  EXPECT_THAT(InState(0, {kRevoked}), ElementsAre(3));
  EXPECT_THAT(other.IndexesInState(0, kStates).value(), IsEmpty());
  EXPECT_THAT(other.StatusLists().value(), IsEmpty());
  ASSERT_TRUE(transaction->Commit());
  EXPECT_THAT(other.IndexesInState(0, kStates).value(), ElementsAre(3));
  EXPECT_THAT(Shown(other.StatusLists().value()), ElementsAre("revocation 0 1 r0"));
}

}  // namespace
}  // namespace certseal
