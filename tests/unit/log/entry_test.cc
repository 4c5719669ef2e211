// SPDX-License-Identifier: Apache-2.0
#include "log/entry.h"

#include <gtest/gtest.h>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::string_view kHash =
    "ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=";  // of "a"

Timestamp At(int64_t seconds) { return *Timestamp::FromUnix(seconds); }

TEST(LogEntry, PrintsTheFourKinds) {
  const Sha256Digest hash = Sha256("a");
  const std::pair<LogEntry, std::string> entries[] = {
      {IssueEntry{hash}, StrCat("issue ", kHash)},
      {StatusEntry{7,
                   StatusChange::kRevoked,
                   At(1'795'000'000),
                   StatusReason::kIssuedInError,
                   {}},
       "status 7 revoked 1795000000 issued-in-error"},
      {StatusEntry{
           0, StatusChange::kSuspended, At(0), StatusReason::kDocumentMisused, {}},
       "status 0 suspended 0 document-misused"},
      {StatusEntry{
           8, StatusChange::kReinstated, At(1), StatusReason::kWithdrawnByIssuer, {}},
       "status 8 reinstated 1 withdrawn-by-issuer"},
      {StatusEntry{7, StatusChange::kReplaced, At(1), StatusReason::kReplaced, 9},
       "status 7 replaced 1 replaced 9"},
      {KeysEntry{2, hash}, StrCat("keys 2 ", kHash)},
      {HeadEntry{At(5), At(5), hash}, StrCat("head 5 5 ", kHash)},
      {HeadEntry{At(5), At(604'805), hash}, StrCat("head 5 604805 ", kHash)}};
  for (const auto& [entry, text] : entries) {
    EXPECT_EQ(EntryText(entry), text);
    const auto parsed = ParseEntry(text);
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(*parsed, entry);
  }
}

TEST(LogEntry, TheLongestFits) {
  const Timestamp last = At(253'402'300'799);  // the end of the year 9999
  const LogEntry status = StatusEntry{UINT64_MAX, StatusChange::kReplaced, last,
                                      StatusReason::kReplaced, UINT64_MAX - 1};
  const LogEntry head = HeadEntry{last, last, Sha256("a")};
  for (const LogEntry& entry : {status, head}) {
    EXPECT_LE(EntryText(entry).size(), kMaxEntryBytes);
    EXPECT_EQ(*ParseEntry(EntryText(entry)), entry);
  }
}

TEST(LogEntry, RefusesWhatItWouldNotPrint) {
  const std::string hash(kHash);
  const std::vector<std::string> all_bad = {
      "",
      " ",
      "issue",
      "issue ",
      "issue " + hash + "\n",
      "issue " + hash + " ",
      "issue  " + hash,
      " issue " + hash,
      "ISSUE " + hash,
      "issue " + hash.substr(0, 43),
      "issue " + Sha256("a").Hex(),
      "issue " + hash + " 1",
      "issue ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLt=",
      "keys 0 " + hash,
      "keys 01 " + hash,
      "keys -1 " + hash,
      "keys 1",
      "keys " + hash,
      "keys 18446744073709551616 " + hash,
      "head 5 4 " + hash,
      "head 5 " + hash,
      "head -5 5 " + hash,
      "head 5 253402300800 " + hash,
      "head 05 5 " + hash,
      "head 5 18446744073709551615 " + hash,
      "head 5 6 7 " + hash,
      "revoke 1",
      "issue " + hash + std::string(300, ' ')};
  for (const std::string& bad : all_bad) EXPECT_FALSE(ParseEntry(bad)) << bad;
}

TEST(LogEntry, RefusesAStatusThatContradictsItself) {
  for (const char* bad :
       {"status 7 revoked 1 replaced", "status 7 revoked 1 replaced 9",
        "status 7 revoked 1 issued-in-error 9", "status 7 replaced 1 replaced",
        "status 7 replaced 1 replaced 7", "status 7 replaced 1 issued-in-error 9",
        "status 7 suspended 1 replaced", "status 7 lost 1 issued-in-error",
        "status 7 revoked 1 because", "status 7 revoked 1",
        "status 7 Revoked 1 replaced", "status 07 revoked 1 issued-in-error",
        "status 7 revoked 01 issued-in-error", "status 7 revoked 1 issued-in-error ",
        "status -7 revoked 1 issued-in-error", "status 7 replaced 1 replaced 09",
        "status 7 replaced 1 replaced 9 10",
        "status 7 revoked 9223372036854775808 issued-in-error"}) {
    EXPECT_FALSE(ParseEntry(bad)) << bad;
  }
}

TEST(LogEntry, EveryWordReadsBack) {
  for (const auto change : {StatusChange::kRevoked, StatusChange::kSuspended,
                            StatusChange::kReinstated, StatusChange::kReplaced}) {
    EXPECT_EQ(ParseStatusChange(StatusChangeText(change)), change);
  }
  for (const auto reason :
       {StatusReason::kIssuedInError, StatusReason::kRequirementsNotMet,
        StatusReason::kWithdrawnByIssuer, StatusReason::kDocumentMisused,
        StatusReason::kReplaced}) {
    EXPECT_EQ(ParseStatusReason(StatusReasonText(reason)), reason);
  }
  EXPECT_FALSE(ParseStatusChange("replace"));
  EXPECT_FALSE(ParseStatusReason(""));
}

TEST(LogEntry, NoFlippedBitReadsAsTheSame) {
  for (const std::string_view good :
       {std::string_view("status 71 replaced 1795000000 replaced 92"),
        std::string_view(
            "head 5 604805 ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=")}) {
    const auto entry = ParseEntry(good);
    ASSERT_TRUE(entry);
    for (size_t bit = 0; bit < good.size() * 8; ++bit) {
      std::string bent(good);
      bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
      const auto other = ParseEntry(bent);
      if (!other) continue;
      EXPECT_NE(*other, *entry) << bent;
      EXPECT_EQ(EntryText(*other), bent);
    }
  }
}

}  // namespace
}  // namespace certseal
