// SPDX-License-Identifier: Apache-2.0
#include "ledger/stored_log.h"

#include <variant>

#include "base/strings.h"

namespace certseal {

Result<HeadEntry> StoredHead(Register& reg, uint64_t size) {
  if (size == 0) return Fail("the log has no entries yet");
  ASSIGN_OR_RETURN(const auto last, reg.Entries(size - 1, size));
  const Result<LogEntry> entry = ParseEntry(last.front());
  const HeadEntry* head = entry ? std::get_if<HeadEntry>(&*entry) : nullptr;
  if (head) return *head;
  return Fail(StrCat("the log does not end with a head at ", size, " entries"));
}

Result<std::vector<TrustFile>> LoggedTrust(Register& reg) {
  ASSIGN_OR_RETURN(const auto files, reg.TrustFiles());
  std::vector<TrustFile> trust;
  for (const auto& [version, bytes] : files) {
    ASSIGN_OR_RETURN(TrustFile file, TrustFile::Parse(bytes));
    trust.push_back(std::move(file));
  }
  return trust;
}

Result<std::optional<TrustFile>> NewestLogged(Register& reg) {
  ASSIGN_OR_RETURN(const std::vector<TrustFile> files, LoggedTrust(reg));
  return files.empty() ? std::nullopt : std::optional(files.back());
}

}  // namespace certseal
