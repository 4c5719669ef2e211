// SPDX-License-Identifier: Apache-2.0
#include "verify/settlement.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace certseal {
namespace {

const Date kDay = *Date::ParseIso("2026-11-20");
const Timestamp kTime = Timestamp::AtMidnight(kDay);
const CertificateCode kCode = *CertificateCode::Parse("7K3M-9QXT-2A8R-W5DH-N4V2");

// The order of the header, each with a way to come to it.
struct Way {
  std::string name;
  void (*take)(Settlement&);
};
const std::vector<Way> kWorstFirst = {
    {"NOT GENUINE", [](Settlement& s) { s.Settle(NotGenuine("x")); }},
    {"ALTERED", [](Settlement& s) { s.Settle(Altered("S", "x")); }},
    {"NOT TRUSTED", [](Settlement& s) { s.Settle(NotTrusted("S", "k")); }},
    {"REVOKED", [](Settlement& s) { s.Settle(Revoked(kTime, std::nullopt)); }},
    {"REPLACED", [](Settlement& s) { s.Settle(Replaced(kTime, kCode)); }},
    {"DOES NOT MATCH", [](Settlement& s) { s.Settle(DoesNotMatch(kCode, "name")); }},
    {"SUSPENDED", [](Settlement& s) { s.Settle(Suspended(kTime, "S")); }},
    {"NOT FOUND", [](Settlement& s) { s.Settle(NotFound("S", kTime)); }},
    {"CANNOT CHECK - g", [](Settlement& s) { s.LeaveGenuinenessOpen("g"); }},
    {"EXPIRED", [](Settlement& s) { s.Settle(Expired(kDay, kDay)); }},
    {"CANNOT CHECK - o", [](Settlement& s) { s.LeaveOpen("o"); }},
    {"VALID", [](Settlement& s) { s.Settle(Valid("S", kTime)); }},
};

TEST(Settlement, TheWorstStandsWhateverTheOrder) {
  for (size_t worse = 0; worse < kWorstFirst.size(); ++worse) {
    for (size_t better = worse + 1; better < kWorstFirst.size(); ++better) {
      for (const bool worse_first : {true, false}) {
        Settlement settlement;
        kWorstFirst[worse_first ? worse : better].take(settlement);
        kWorstFirst[worse_first ? better : worse].take(settlement);
        EXPECT_TRUE(settlement.outcome()->line.starts_with(kWorstFirst[worse].name))
            << settlement.outcome()->line << " before " << kWorstFirst[better].name;
      }
    }
  }
}

TEST(Settlement, OfOneKindTheFirstStands) {
  Settlement settlement;
  EXPECT_FALSE(settlement.outcome());
  EXPECT_FALSE(settlement.genuineness_is_open());
  settlement.LeaveOpen("first");
  settlement.LeaveOpen("second");
  EXPECT_EQ(settlement.outcome()->line,
            "CANNOT CHECK - first. Nothing is known about this certificate.");
  EXPECT_FALSE(settlement.genuineness_is_open());
  settlement.LeaveGenuinenessOpen("third");
  EXPECT_TRUE(settlement.genuineness_is_open());
  settlement.Settle(NotGenuine("fourth"));
  EXPECT_FALSE(settlement.genuineness_is_open());
}

TEST(Settlement, TellsChecksInTheirOrder) {
  Settlement settlement;
  for (const char* name :
       {"register", "claims", "document", "status", "log", "dates", "record"}) {
    settlement.AddCheck({name, CheckResult::kPass, ""});
  }
  EXPECT_EQ(settlement.FirstNotPassed(), nullptr);
  settlement.AddCheck({"status", CheckResult::kUnknown, "later"});
  settlement.AddCheck({"log", CheckResult::kFail, "later"});
  std::vector<std::string> order;
  for (const Check& check : settlement.checks()) order.push_back(check.name);
  EXPECT_EQ(order, (std::vector<std::string>{"document", "record", "log", "register",
                                             "status", "dates", "claims"}));
  EXPECT_EQ(settlement.FirstNotPassed()->name, "log");
  EXPECT_TRUE(settlement.Passed("record"));
  EXPECT_FALSE(settlement.Passed("log"));
  EXPECT_FALSE(settlement.Passed("status"));
  EXPECT_FALSE(settlement.Passed("nothing"));
  EXPECT_EQ(settlement.FirstNotPassed()->evidence, "later");
}

}  // namespace
}  // namespace certseal
