// SPDX-License-Identifier: Apache-2.0
#include "log/log_proof.h"

#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kIndex = "index ";
constexpr size_t kMaxHashes = 64;  // levels of a tree whose size has 64 bits

// TakeLine gives what stands before the next LF and moves `text` behind it.
Result<std::string_view> TakeLine(std::string_view& text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return Fail("the proof file is cut off");
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

Result<uint64_t> TakeIndex(std::string_view& text) {
  ASSIGN_OR_RETURN(const std::string_view header, TakeLine(text));
  if (header != kHeader) {
    return Fail(
        StrCat("a proof file begins with ", kHeader, ", not with ", Quote(header)));
  }
  ASSIGN_OR_RETURN(const std::string_view line, TakeLine(text));
  const auto index = line.starts_with(kIndex) ? ParseDecimal(line.substr(kIndex.size()))
                                              : std::nullopt;
  if (!index) return Fail(StrCat("expected \"index N\", not ", Quote(line)));
  return *index;
}

Result<ProofHashes> TakeHashes(std::string_view& text) {
  ProofHashes hashes;
  for (;;) {
    ASSIGN_OR_RETURN(const std::string_view line, TakeLine(text));
    if (line.empty()) return hashes;
    const auto hash = Sha256Digest::FromBase64(line);
    if (!hash) return Fail(StrCat(Quote(line), " is not a base64 SHA-256"));
    if (hashes.size() == kMaxHashes) {
      return Fail(StrCat("the proof has more than ", kMaxHashes, " hashes"));
    }
    hashes.push_back(*hash);
  }
}

}  // namespace

std::string LogProof::Text() const {
  std::string out = StrCat(kHeader, '\n', kIndex, index, '\n');
  for (const Sha256Digest& hash : hashes) out += StrCat(hash.Base64(), '\n');
  return StrCat(out, '\n', checkpoint.bytes());
}

Result<LogProof> LogProof::Parse(std::string_view text) {
  if (text.size() > kMaxBytes) {
    return Fail(StrCat("the proof file has more than ", kMaxBytes, " bytes"));
  }
  ASSIGN_OR_RETURN(const uint64_t index, TakeIndex(text));
  ASSIGN_OR_RETURN(ProofHashes hashes, TakeHashes(text));
  ASSIGN_OR_RETURN(SignedCheckpoint checkpoint, SignedCheckpoint::Parse(text));
  if (index >= checkpoint.tree().size) {
    return Fail(
        StrCat("there is no leaf ", index, " in a tree of ", checkpoint.tree().size));
  }
  return LogProof{index, std::move(hashes), std::move(checkpoint)};
}

}  // namespace certseal
