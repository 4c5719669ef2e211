// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "record/card.h"
#include "unit/register/log_fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum StatusChange;

class LifeTest : public LogTest {
 protected:
  static CertificateEvent Event(uint32_t n, StatusChange change, uint64_t log_index) {
    CertificateEvent event{Code(n),
                           change,
                           At(static_cast<int64_t>(log_index)),
                           StatusReason::kDocumentMisused,
                           {},
                           log_index};
    if (change == kReplaced) {
      event.reason = StatusReason::kReplaced;
      event.successor = Code(4);
    }
    return event;
  }
  std::string WhyNot(const std::vector<CertificateEvent>& events) {
    return Why([&](Transaction& t) { return t.AddEvents(events); });
  }
  CertificateState StateOf(uint32_t n) {
    return register_.FindByCode(Code(n)).value()->state;
  }
  std::vector<CertificateEvent> Events(uint32_t n) {
    return register_.History(Code(n)).value().events;
  }
};

TEST_F(LifeTest, BeginsWithTheIssueAlone) {
  const auto history = register_.History(Code(3));
  ASSERT_TRUE(history) << history.error().message;
  EXPECT_EQ(history->log_index, 3u);
  EXPECT_THAT(history->events, IsEmpty());
  EXPECT_THAT(history->predecessors, IsEmpty());
  EXPECT_THAT(history->successors, IsEmpty());
  EXPECT_FALSE(history->hold);
  EXPECT_FALSE(history->erased);
  EXPECT_EQ(register_.FindByCode(Code(3)).value()->log_index, 3u);
  EXPECT_EQ(register_.History(Code(9)).error().message,
            "the register has no certificate " + Printed(9));
}

TEST_F(LifeTest, KeepsEveryEventAsGiven) {
  std::vector<CertificateEvent> events = {
      Event(1, kSuspended, 10), Event(2, kRevoked, 11),   Event(1, kReinstated, 12),
      Event(3, kSuspended, 13), Event(1, kSuspended, 14), Event(1, kRevoked, 15),
      Event(1, kReplaced, 16),  Event(3, kReplaced, 17)};
  events[0].reason = StatusReason::kIssuedInError;
  events[1].reason = StatusReason::kRequirementsNotMet;
  events[2].reason = StatusReason::kWithdrawnByIssuer;
  ASSERT_EQ(WhyNot(events), "");

  Register other = Open();
  EXPECT_THAT(other.History(Code(1)).value().events,
              ElementsAre(events[0], events[2], events[4], events[5], events[6]));
  EXPECT_THAT(other.History(Code(2)).value().events, ElementsAre(events[1]));
  EXPECT_THAT(other.History(Code(3)).value().events, ElementsAre(events[3], events[7]));
  EXPECT_EQ(StateOf(0), CertificateState::kActive);
  EXPECT_EQ(StateOf(1), CertificateState::kReplaced);
  EXPECT_EQ(StateOf(2), CertificateState::kRevoked);
  EXPECT_EQ(StateOf(3), CertificateState::kReplaced);
  EXPECT_EQ(register_.Summary(Day("2026-04-01")).value(),
            (RegisterSummary{.active = 2, .revoked = 1, .replaced = 2}));
}

// More than one statement takes; their ids do not go with the codes asked for.
TEST_F(LifeTest, HistoriesAreThoseOfEachInTheOrderAskedFor) {
  ASSERT_TRUE(AddBatch(register_, SomeBatch(), RowsNumbered(5, 200)));
  ASSERT_EQ(WhyNot({Event(1, kSuspended, 300), Event(199, kRevoked, 301),
                    Event(1, kReinstated, 302), Event(3, kReplaced, 303)}),
            "");
  ASSERT_EQ(Why([&](Transaction& t) {
              return t.AddSuccession({Code(3), Code(4), SuccessionKind::kCorrection});
            }),
            "");
  ASSERT_EQ(Why([&](Transaction& t) {
              return t.PutHold({Code(1), At(300), "fee"});
            }),
            "");
  ASSERT_EQ(Why([&](Transaction& t) { return t.Erase(Code(199), At(400)); }), "");
  std::vector<CertificateCode> codes;
  for (uint32_t n = 205; n-- > 0;) codes.push_back(Code(n));
  codes.push_back(Code(1));
  const auto histories = register_.Histories(codes);
  ASSERT_TRUE(histories) << histories.error().message;
  ASSERT_EQ(histories->size(), codes.size());
  for (size_t i = 0; i < codes.size(); ++i) {
    EXPECT_EQ((*histories)[i], register_.History(codes[i]).value()) << i;
  }
  EXPECT_THAT((*histories)[204 - 199].events, ElementsAre(Event(199, kRevoked, 301)));
  EXPECT_TRUE((*histories)[204 - 199].erased);
  EXPECT_EQ((*histories)[204 - 1].events.size(), 2u);
  EXPECT_EQ((*histories)[204 - 1].hold, (Hold{Code(1), At(300), "fee"}));
  EXPECT_EQ((*histories)[204 - 3].successors.front().successor, Code(4));
  EXPECT_EQ((*histories)[204 - 4].predecessors.front().predecessor, Code(3));
  EXPECT_EQ((*histories)[204 - 7].log_index, 7u);

  codes[150] = Code(999);
  EXPECT_EQ(register_.Histories(codes).error().message,
            "the register has no certificate " + Printed(999));
  EXPECT_THAT(register_.Histories({}).value(), IsEmpty());
}

TEST_F(LifeTest, AllowsOnlyTheChangesOfItsTable) {
  using State = CertificateState;
  const auto allowed = [](State state) -> std::vector<StatusChange> {
    if (state == State::kActive) return {kRevoked, kSuspended, kReplaced};
    if (state == State::kSuspended) return {kRevoked, kReinstated, kReplaced};
    if (state == State::kRevoked) return {kReplaced};
    return {};
  };
  const std::vector<std::pair<State, std::vector<CertificateEvent>>> ways = {
      {State::kActive, {}},
      {State::kActive, {Event(0, kSuspended, 10), Event(0, kReinstated, 11)}},
      {State::kSuspended, {Event(0, kSuspended, 10)}},
      {State::kRevoked, {Event(0, kRevoked, 10)}},
      {State::kReplaced, {Event(0, kReplaced, 10)}}};
  for (const auto& [state, way] : ways) {
    for (const StatusChange change : {kRevoked, kSuspended, kReinstated, kReplaced}) {
      const bool may = std::ranges::count(allowed(state), change) == 1;
      EXPECT_EQ(CanChange(state, change), may);
      auto transaction = register_.Begin();
      ASSERT_TRUE(transaction && transaction->AddEvents(way));
      ASSERT_EQ(StateOf(0), state);
      const CertificateEvent next = Event(0, change, 20);
      const auto added = transaction->AddEvents(std::span(&next, 1));
      EXPECT_EQ(added.has_value(), may) << StatusChangeText(change);
      EXPECT_EQ(StateOf(0), added ? StateAfter(change) : State::kActive);
    }
  }
  EXPECT_THAT(Events(0), IsEmpty());
}

TEST_F(LifeTest, SaysWhyAChangeCannotBe) {
  ASSERT_EQ(WhyNot({Event(2, kRevoked, 10)}), "");
  EXPECT_EQ(WhyNot({Event(2, kSuspended, 11)}),
            "certificate " + Printed(2) + " is revoked: it cannot be suspended");
  EXPECT_EQ(WhyNot({Event(9, kRevoked, 11)}),
            "the register has no certificate " + Printed(9));
  CertificateEvent replaced = Event(1, kReplaced, 11);
  replaced.successor = Code(9);
  EXPECT_EQ(WhyNot({replaced}), "the register has no certificate " + Printed(9));
}

// A card with more could not be read.
TEST_F(LifeTest, EndsWithTheRoomOnACard) {
  std::vector<CertificateEvent> events;
  for (uint64_t i = 0; i < Card::kMaxEvents; ++i) {
    events.push_back(Event(1, i % 2 == 0 ? kSuspended : kReinstated, 10 + i));
  }
  ASSERT_EQ(WhyNot(events), "");
  EXPECT_EQ(Events(1).size(), Card::kMaxEvents);
  EXPECT_EQ(WhyNot({Event(1, kRevoked, 5'000)}),
            "certificate " + Printed(1) +
                " has changed 1000 times: its card has no room for more");
}

TEST_F(LifeTest, HundredsOfChangesAreOneCall) {
  ASSERT_TRUE(AddBatch(register_, SomeBatch(), RowsNumbered(5, 600)));
  std::vector<CertificateEvent> events;
  for (uint32_t n = 0; n < 600; ++n) {
    events.push_back(Event(n, n % 3 == 0 ? kRevoked : kSuspended, 700 + n));
  }
  auto taken = events;
  taken[590].log_index = 17;
  EXPECT_EQ(WhyNot(taken),
            "certificate " + Printed(590) + ": log index 17 does not come after 590");
  taken[590] = Event(2, kReinstated, 604);
  EXPECT_EQ(WhyNot(taken),
            "certificate " + Printed(2) + ": log index 604 does not come after 702");
  taken = events;
  taken[590].log_index = 701;
  EXPECT_EQ(WhyNot(taken), "log index 701 is taken already");
  ASSERT_EQ(WhyNot(events), "");
  for (uint32_t n = 0; n < 600; ++n) {
    EXPECT_EQ(StateOf(n),
              n % 3 == 0 ? CertificateState::kRevoked : CertificateState::kSuspended)
        << n;
    EXPECT_THAT(Events(n), ElementsAre(events[n])) << n;
  }
}

TEST_F(LifeTest, RefusesContradictions) {
  const auto with = [](StatusChange change, StatusReason reason,
                       std::optional<uint32_t> successor) {
    CertificateEvent event = Event(1, change, 10);
    event.reason = reason;
    event.successor.reset();
    if (successor) event.successor = Code(*successor);
    return event;
  };
  for (const CertificateEvent& event :
       {with(kReplaced, StatusReason::kReplaced, {}),
        with(kReplaced, StatusReason::kReplaced, 1),
        with(kReplaced, StatusReason::kIssuedInError, 4),
        with(kRevoked, StatusReason::kReplaced, {}),
        with(kRevoked, StatusReason::kIssuedInError, 4),
        with(kSuspended, StatusReason::kReplaced, 4)}) {
    EXPECT_THAT(WhyNot({event}), testing::HasSubstr("the change contradicts itself"));
  }
  EXPECT_EQ(StateOf(1), CertificateState::kActive);
}

TEST_F(LifeTest, RefusesALogIndexTwiceOrTooEarly) {
  ASSERT_EQ(WhyNot({Event(1, kSuspended, 10)}), "");
  EXPECT_EQ(WhyNot({Event(2, kRevoked, 10)}), "log index 10 is taken already");
  EXPECT_EQ(WhyNot({Event(2, kRevoked, 4)}), "log index 4 is taken already");
  EXPECT_EQ(WhyNot({Event(2, kRevoked, 12), Event(3, kRevoked, 12)}),
            "log index 12 is taken already");
  EXPECT_EQ(WhyNot({Event(2, kRevoked, 2)}),
            "certificate " + Printed(2) + ": log index 2 does not come after 2");
  EXPECT_EQ(WhyNot({Event(1, kReinstated, 9)}),
            "certificate " + Printed(1) + ": log index 9 does not come after 10");
  EXPECT_NE(WhyNot({Event(2, kRevoked, uint64_t{1} << 48)}), "");
  EXPECT_THAT(Events(2), IsEmpty());
}

TEST_F(LifeTest, RefusesTimesThatGoBack) {
  CertificateEvent first = Event(1, kSuspended, 10);
  CertificateEvent second = Event(1, kReinstated, 11);
  second.at = At(9);
  EXPECT_EQ(WhyNot({first, second}), "certificate " + Printed(1) +
                                         " was suspended at " + At(10).Rfc3339() +
                                         ", later than " + At(9).Rfc3339());
  second.at = first.at;
  EXPECT_EQ(WhyNot({first, second}), "");
}

TEST_F(LifeTest, KeepsNothingOfACallThatFailed) {
  EXPECT_NE(WhyNot({Event(1, kRevoked, 10), Event(2, kReinstated, 11)}), "");
  EXPECT_EQ(StateOf(1), CertificateState::kActive);
  EXPECT_THAT(Events(1), IsEmpty());
  EXPECT_EQ(RawText(Path(), "SELECT COUNT(*) FROM events"), "0");
}

TEST_F(LifeTest, ShowsOthersStateAndEventTogether) {
  Register other = Open();
  auto transaction = register_.Begin();
  const CertificateEvent event = Event(1, kRevoked, 10);
  ASSERT_TRUE(transaction && transaction->AddEvents(std::span(&event, 1)));
  EXPECT_EQ(StateOf(1), CertificateState::kRevoked);
  EXPECT_THAT(Events(1), ElementsAre(event));
  EXPECT_EQ(other.FindByCode(Code(1)).value()->state, CertificateState::kActive);
  EXPECT_THAT(other.History(Code(1)).value().events, IsEmpty());
  ASSERT_TRUE(transaction->Commit());
  EXPECT_EQ(other.FindByCode(Code(1)).value()->state, CertificateState::kRevoked);
  EXPECT_THAT(other.History(Code(1)).value().events, ElementsAre(event));
}

TEST_F(LifeTest, DemandsAnEntryInTheLogFirst) {
  Raw(Path(), "UPDATE certificates SET log_index = NULL WHERE id IN (2, 5)");
  EXPECT_EQ(WhyNot({Event(1, kRevoked, 10)}),
            "certificate " + Printed(1) + " has no entry in the log yet");
  EXPECT_EQ(WhyNot({Event(2, kReplaced, 10)}),
            "certificate " + Printed(4) + " has no entry in the log yet");
  EXPECT_EQ(register_.History(Code(1)).value().log_index, std::nullopt);
  EXPECT_EQ(register_.FindByCode(Code(1)).value()->log_index, std::nullopt);
}

}  // namespace
}  // namespace certseal
