// SPDX-License-Identifier: Apache-2.0
#include "verify/checkpoint_memory.h"

#include <system_error>
#include <utility>

#include "base/file.h"
#include "base/strings.h"
#include "crypto/digest.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHeader = "certseal remembered/v1\n";
constexpr size_t kMaxBytes = SignedCheckpoint::kMaxBytes + 1024;

std::string TextOf(const RememberedCheckpoint& seen) {
  return StrCat(kHeader, "head ", seen.head.Rfc3339(), "\nseen ", seen.seen.Rfc3339(),
                "\n\n", seen.checkpoint.bytes());
}

std::optional<Timestamp> TimeLine(std::string_view line, std::string_view word) {
  if (!line.starts_with(word)) return std::nullopt;
  return Timestamp::ParseRfc3339(line.substr(word.size()));
}

// Only what TextOf prints is read.
Result<RememberedCheckpoint> Read(std::string_view text) {
  const size_t end = text.find("\n\n");
  if (end == std::string_view::npos) return Fail("it is cut off");
  const std::vector<std::string_view> lines = Split(text.substr(0, end), '\n');
  const auto head = lines.size() == 3 ? TimeLine(lines[1], "head ") : std::nullopt;
  const auto seen = lines.size() == 3 ? TimeLine(lines[2], "seen ") : std::nullopt;
  if (!head || !seen) return Fail("it is not a remembered checkpoint");
  ASSIGN_OR_RETURN(SignedCheckpoint checkpoint,
                   SignedCheckpoint::Parse(text.substr(end + 2)));
  RememberedCheckpoint out{std::move(checkpoint), *head, *seen};
  if (TextOf(out) != text) return Fail("it is not a remembered checkpoint");
  return out;
}

}  // namespace

fs::path CheckpointMemory::PathOf(const SiteAddress& site,
                                  const VerifierKey& root) const {
  return directory_ / Sha256(StrCat(site.origin(), '\n'), root.key().bytes()).Hex();
}

Result<std::optional<RememberedCheckpoint>> CheckpointMemory::Recall(
    const SiteAddress& site, const VerifierKey& root) const {
  const fs::path path = PathOf(site, root);
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return std::optional<RememberedCheckpoint>();
  }
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxBytes));
  Result<RememberedCheckpoint> seen = Read(text);
  if (!seen) return Within(path.string(), seen.error());
  return std::optional<RememberedCheckpoint>(std::move(*seen));
}

Result<void> CheckpointMemory::Keep(const SiteAddress& site, const VerifierKey& root,
                                    const RememberedCheckpoint& seen) const {
  TRY(MakeDirectories(directory_));
  return WriteFileAtomically(PathOf(site, root), TextOf(seen), Permissions::kPrivate);
}

Result<fs::path> CheckpointMemory::SaveFork(const SignedCheckpoint& first,
                                            const SignedCheckpoint& second) const {
  const fs::path to =
      directory_ / StrCat("fork-", Sha256(first.bytes(), second.bytes()).Hex());
  TRY(MakeDirectories(to));
  TRY(WriteFileAtomically(to / "1.checkpoint", first.bytes()));
  TRY(WriteFileAtomically(to / "2.checkpoint", second.bytes()));
  return to;
}

}  // namespace certseal
