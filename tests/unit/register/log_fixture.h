// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/strings.h"
#include "log/checkpoint.h"
#include "log/entry.h"
#include "support/test_signer.h"
#include "unit/register/fixture.h"

namespace certseal {

inline Timestamp At(int64_t seconds) {
  return *Timestamp::FromUnix(1'790'000'000 + seconds);
}

// Line is a plausible entry of the log; no two are alike.
inline std::string Line(uint64_t n) {
  return EntryText(IssueEntry{Sha256(StrCat("record ", n))});
}
inline std::vector<std::string> Lines(uint64_t first, size_t count) {
  std::vector<std::string> lines;
  for (size_t i = 0; i < count; ++i) lines.push_back(Line(first + i));
  return lines;
}

// Hashes are those of a tile that has `count` of them; more begin with fewer.
inline std::string Hashes(size_t count) {
  std::string hashes;
  for (size_t i = 0; i < count; ++i) hashes += Sha256(StrCat("hash ", i)).bytes();
  return hashes;
}

// NoteOfSize is a signed checkpoint, not of any real tree.
inline std::string NoteOfSize(uint64_t size) {
  const TestSigner signer = TestSigner::OfRepeated('L');
  const auto key = VerifierKey::Make("verify.school.example", signer.public_key());
  const TreeHead tree =
      size == 0 ? TreeHead::Empty() : TreeHead{size, Sha256(StrCat("root ", size))};
  return SignedCheckpoint::Sign({"verify.school.example", tree}, *key, signer).bytes();
}

// WithLine is a note with one more signature line.
inline std::string WithLine(const std::string& note, std::string_view name) {
  return StrCat(note, "\xe2\x80\x94 ", name, " ", Base64Encode(std::string(76, 'w')),
                "\n");
}

inline StoredCheckpoint CheckpointOfSize(uint64_t size, int64_t seconds) {
  return {size, At(seconds), NoteOfSize(size)};
}

// LogTest has a register of five certificates, logged at 0 to 4; what it calls is kept
// or fails whole.
class LogTest : public RegisterTest {
 protected:
  LogTest() : register_(Create()) { Add(register_, RowsNumbered(0, 5)); }

  static CertificateCode Code(uint32_t n) { return RowNumber(n).facts.code; }
  static std::string Printed(uint32_t n) { return Code(n).Printed(); }

  // Why runs `write` in a transaction and commits: "" or why not.
  std::string Why(const std::function<Result<void>(Transaction&)>& write) {
    auto transaction = register_.Begin();
    if (!transaction) return transaction.error().message;
    const Result<void> written = write(*transaction);
    const Result<void> committed = transaction->Commit();
    if (written) return committed ? "" : committed.error().message;
    EXPECT_FALSE(committed);
    return written.error().message;
  }

  Register register_;
};

}  // namespace certseal
