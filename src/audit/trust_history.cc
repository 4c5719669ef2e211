// SPDX-License-Identifier: Apache-2.0
#include "audit/trust_history.h"

#include "base/strings.h"

namespace certseal {
namespace {

using StoredTrustFile = std::pair<uint64_t, std::string>;

Result<TrustFile> ReadLogged(const LogReplay::LoggedKeys& logged,
                             const StoredTrustFile& stored) {
  const auto& [version, bytes] = stored;
  if (version != logged.entry.version || Sha256(bytes) != logged.entry.trust_sha256) {
    return Fail(StrCat("the trust file of version ", logged.entry.version,
                       " is not the one that log entry ", logged.index, " names"));
  }
  Result<TrustFile> file = TrustFile::Parse(bytes);
  if (file && file->keys().version == logged.entry.version) return file;
  return Fail(StrCat("the trust file of version ", logged.entry.version, " is none: ",
                     file ? "it says another version" : file.error().message));
}

}  // namespace

Result<TrustHistory> TrustHistory::Make(
    const LogReplay& log, const std::vector<std::pair<uint64_t, std::string>>& stored) {
  if (stored.size() != log.keys().size()) {
    return Fail(StrCat("the log names ", log.keys().size(), " trust files, and ",
                       stored.size(), " are stored"));
  }
  TrustHistory history;
  for (size_t i = 0; i < stored.size(); ++i) {
    const LogReplay::LoggedKeys& logged = log.keys()[i];
    ASSIGN_OR_RETURN(TrustFile file, ReadLogged(logged, stored[i]));
    if (i > 0) {
      const Result<void> follows = history.newest().CheckSuccessor(file);
      if (!follows) {
        return Within(StrCat("the trust file of version ", logged.entry.version,
                             " may not follow on the one before it"),
                      follows.error());
      }
    }
    history.versions_.push_back({logged.index, std::move(file)});
  }
  return history;
}

const TrustFile* TrustHistory::At(uint64_t size) const {
  const TrustFile* newest = nullptr;
  for (const Version& each : versions_) {
    if (each.index < size) newest = &each.file;
  }
  return newest;
}

TrustHistory::KeyStanding TrustHistory::StandingOf(const IssuerKey& key,
                                                   uint64_t index) const {
  if (key.window.Contains(index)) return KeyStanding::kCounts;
  const TrustFile* then = At(index);
  const IssuerKey* listed = then ? then->FindIssuer(key.id) : nullptr;
  const bool counted =
      listed && listed->key == key.key && listed->window.Contains(index);
  return counted ? KeyStanding::kDisowned : KeyStanding::kNever;
}

}  // namespace certseal
