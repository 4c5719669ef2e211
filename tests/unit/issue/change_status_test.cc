// SPDX-License-Identifier: Apache-2.0
#include "issue/change_status.h"

#include "issue/hold.h"
#include "record/card.h"
#include "unit/issue/life_fixture.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const CertificateCode kUnknown = *CertificateCode::Parse("7K3M-9QXT-2A8R-W5DH-N4V2");

class ChangeStatusTest : public LifeTest {
 protected:
  Result<std::vector<PlannedChange>> Plan(StatusOrder order,
                                          const std::vector<CertificateCode>& codes,
                                          std::optional<StatusReason> reason = {}) {
    const bool needed = order == StatusOrder::kRevoke || order == StatusOrder::kSuspend;
    if (needed && !reason) reason = StatusReason::kDocumentMisused;
    return PlanStatusChange(*register_, order, reason, codes);
  }
  void Do(StatusOrder order, const std::vector<CertificateCode>& codes,
          const std::string& note = "") {
    const auto planned = Plan(order, codes);
    ASSERT_TRUE(planned) << planned.error().message;
    const LedgerContext ledger = Ledger();
    const auto done = ApplyStatusChange(ledger, *planned, note);
    ASSERT_TRUE(done) << done.error().message;
  }
};

TEST_F(ChangeStatusTest, LogsManyInOneCommit) {
  const auto codes = Issue(Class(3));
  const uint64_t before = LogSize();
  Do(StatusOrder::kRevoke, {codes[2], codes[0]});
  EXPECT_EQ(State(codes[0]), CertificateState::kRevoked);
  EXPECT_EQ(State(codes[1]), CertificateState::kActive);
  EXPECT_EQ(State(codes[2]), CertificateState::kRevoked);
  ASSERT_EQ(LogSize(), before + 3) << "two entries and the head";
  const auto entries = *register_->Entries(before, before + 2);
  const uint64_t subject = *History(codes[2]).log_index;
  EXPECT_THAT(entries[0], HasSubstr(StrCat("status ", subject, " revoked ")));
  EXPECT_THAT(entries[0], HasSubstr(" document-misused"));
  const CertificateEvent event = History(codes[2]).events.at(0);
  EXPECT_EQ(event.log_index, before);
  EXPECT_EQ(event.change, StatusChange::kRevoked);
}

// More than are read at once, with some between them that cannot be.
TEST_F(ChangeStatusTest, NamesThoseThatCannotBeAmongMany) {
  const auto issued = Issue(Class(100));
  Do(StatusOrder::kSuspend, {issued[20], issued[90]});
  std::vector<CertificateCode> codes = issued;
  codes.insert(codes.begin() + 10, kUnknown);
  const auto planned = Plan(StatusOrder::kSuspend, codes);
  ASSERT_FALSE(planned);
  std::vector<std::string> lines;
  for (auto line : Split(planned.error().message, '\n')) lines.emplace_back(line);
  const std::string already =
      StrCat(" is suspended since ", now_.date().Iso(), " already");
  EXPECT_THAT(lines, ElementsAre(StrCat(kUnknown.Printed(), " is not in the register"),
                                 issued[20].Printed() + already,
                                 issued[90].Printed() + already));
  Do(StatusOrder::kRevoke, issued);
  for (const CertificateCode& code : issued) {
    EXPECT_EQ(State(code), CertificateState::kRevoked);
  }
}

// A card with more events than Card::kMaxEvents could not be read.
TEST_F(ChangeStatusTest, LeavesRoomOnTheCardForTheEnd) {
  const auto codes = Issue(Class(1));
  std::vector<CertificateEvent> events;
  uint64_t index = LogSize();
  for (size_t i = 0; i + 4 < Card::kMaxEvents; ++i) {
    const StatusChange change =
        i % 2 == 0 ? StatusChange::kSuspended : StatusChange::kReinstated;
    events.push_back(
        {codes[0], change, now_, StatusReason::kDocumentMisused, {}, index++});
  }
  const auto add = [&](std::span<const CertificateEvent> more) {
    auto transaction = register_->Begin();
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(transaction->AddEvents(more));
    ASSERT_TRUE(transaction->Commit());
  };
  add(events);
  EXPECT_TRUE(Plan(StatusOrder::kSuspend, codes)) << "the last but three";
  events.resize(2, events.front());
  events[0].log_index = index;
  events[1] = {codes[0], StatusChange::kReinstated,
               now_,     StatusReason::kDocumentMisused,
               {},       index + 1};
  add(events);
  for (const StatusOrder order : {StatusOrder::kSuspend, StatusOrder::kHold}) {
    const auto planned = Plan(order, codes);
    ASSERT_FALSE(planned);
    EXPECT_EQ(planned.error().message,
              codes[0].Printed() +
                  " has changed 998 times: its card in the register "
                  "has no room for more");
  }
  EXPECT_TRUE(Plan(StatusOrder::kRevoke, codes));
}

// All that stands against it is said at once, and nothing is done.
TEST_F(ChangeStatusTest, NamesEveryCodeThatCannotBe) {
  const auto codes = Issue(Class(3));
  Do(StatusOrder::kRevoke, {codes[0]});
  Do(StatusOrder::kSuspend, {codes[1]});
  const uint64_t before = LogSize();
  const auto planned =
      Plan(StatusOrder::kSuspend, {codes[0], codes[1], codes[2], kUnknown});
  ASSERT_FALSE(planned);
  std::vector<std::string> lines;
  for (auto line : Split(planned.error().message, '\n')) lines.emplace_back(line);
  const std::string today = now_.date().Iso();
  EXPECT_THAT(
      lines,
      ElementsAre(StrCat(codes[0].Printed(), " was revoked on ", today,
                         " (document-misused): a revocation is final"),
                  StrCat(codes[1].Printed(), " is suspended since ", today, " already"),
                  StrCat(kUnknown.Printed(), " is not in the register")));
  EXPECT_THAT(planned.error().hints,
              ElementsAre(StrCat("where it was a mistake, issue a successor: certseal "
                                 "correct ",
                                 codes[0].Printed(), " --reissue"),
                          "search by name: certseal find NAME", "nothing was changed"));
  EXPECT_EQ(LogSize(), before);
}

// Which order may follow on which state.
TEST_F(ChangeStatusTest, AllowsWhatTheStateAllows) {
  const auto codes = Issue(Class(4));
  const CertificateCode &active = codes[0], &suspended = codes[1], &held = codes[2],
                        &revoked = codes[3];
  Do(StatusOrder::kSuspend, {suspended});
  Do(StatusOrder::kHold, {held});
  Do(StatusOrder::kRevoke, {revoked});
  const auto allowed = [&](StatusOrder order) {
    std::string allowed_for;
    if (Plan(order, {active})) allowed_for += "active ";
    if (Plan(order, {suspended})) allowed_for += "suspended ";
    if (Plan(order, {held})) allowed_for += "held ";
    if (Plan(order, {revoked})) allowed_for += "revoked ";
    return allowed_for;
  };
  EXPECT_EQ(allowed(StatusOrder::kRevoke), "active suspended held ");
  EXPECT_EQ(allowed(StatusOrder::kSuspend), "active ");
  EXPECT_EQ(allowed(StatusOrder::kReinstate), "suspended ");
  EXPECT_EQ(allowed(StatusOrder::kHold), "active ");
  EXPECT_EQ(allowed(StatusOrder::kRelease), "held ");
  EXPECT_THAT(Plan(StatusOrder::kReinstate, {held}).error().hints.at(0),
              HasSubstr("certseal release " + held.Printed()));
  EXPECT_THAT(Plan(StatusOrder::kRelease, {suspended}).error().hints.at(0),
              HasSubstr("certseal reinstate " + suspended.Printed()));
  EXPECT_FALSE(PlanStatusChange(*register_, StatusOrder::kRevoke, {}, codes))
      << "without a reason";
}

TEST_F(ChangeStatusTest, ReinstatesForTheReasonOfTheSuspension) {
  const auto codes = Issue(Class(1));
  Do(StatusOrder::kSuspend, codes);
  Do(StatusOrder::kReinstate, codes);
  EXPECT_EQ(State(codes[0]), CertificateState::kActive);
  EXPECT_EQ(History(codes[0]).events.at(1).reason, StatusReason::kDocumentMisused);
  Do(StatusOrder::kSuspend, codes);
  const auto planned =
      Plan(StatusOrder::kReinstate, codes, StatusReason::kIssuedInError);
  EXPECT_EQ(planned->at(0).reason, StatusReason::kIssuedInError)
      << "unless one is given";
}

// Another program was faster: the whole order fails, and nothing of it is in the log.
TEST_F(ChangeStatusTest, FailsWholeWhereAStateHasChangedMeanwhile) {
  const auto codes = Issue(Class(2));
  const auto planned = Plan(StatusOrder::kSuspend, codes);
  Do(StatusOrder::kRevoke, {codes[1]});
  const uint64_t before = LogSize();
  const LedgerContext ledger = Ledger();
  const auto done = ApplyStatusChange(ledger, *planned);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr(codes[1].Printed()));
  EXPECT_EQ(LogSize(), before);
  EXPECT_EQ(State(codes[0]), CertificateState::kActive);
}

TEST_F(ChangeStatusTest, HoldsKeepANoteOfTheirOwn) {
  const auto codes = Issue(Class(3));
  Do(StatusOrder::kHold, {codes[0], codes[1]}, "fee not paid");
  EXPECT_EQ(State(codes[0]), CertificateState::kSuspended);
  EXPECT_EQ(History(codes[0]).events.at(0).reason, StatusReason::kRequirementsNotMet);
  EXPECT_EQ(History(codes[0]).hold->note, "fee not paid");
  const auto entries = *register_->Entries(0, LogSize());
  for (const std::string& entry : entries) {
    EXPECT_EQ(entry.find("fee"), std::string::npos) << "the log is public";
  }
  EXPECT_EQ(ListHeld(*register_)->size(), 2u);
  Do(StatusOrder::kRelease, {codes[0]});
  EXPECT_EQ(State(codes[0]), CertificateState::kActive);
  EXPECT_FALSE(History(codes[0]).hold);
  Do(StatusOrder::kRevoke, {codes[1]});
  EXPECT_FALSE(History(codes[1]).hold) << "it waits for nothing any more";
  EXPECT_TRUE(ListHeld(*register_)->empty());
}

}  // namespace
}  // namespace certseal
