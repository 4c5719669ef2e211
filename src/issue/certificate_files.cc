// SPDX-License-Identifier: Apache-2.0
#include "issue/certificate_files.h"

#include "base/file.h"
#include "base/leftovers.h"
#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr size_t kMaxNameBytes = 80;
constexpr FilePlace kPlaces[] = {FilePlace::kIssued, FilePlace::kHeld,
                                 FilePlace::kReplaced};

// Letters, digits and marks of any script stay; what a file system, a shell or a mail
// program may take amiss becomes a hyphen.
std::string FileNamePart(std::string_view text, size_t max_bytes) {
  std::string out;
  for (char32_t c : ToUtf32(Nfc(text))) {
    const bool plain = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
                       (c >= U'0' && c <= U'9') || c >= 0xc0;
    const bool space = c == U'\u2019' || (c >= 0x2000 && c <= 0x206f) || c == 0x3000;
    if (plain && !space) {
      AppendUtf8(out, c);
    } else if (!out.empty() && out.back() != '-' && c != U'\'' && c != U'\u2019' &&
               c != U'.') {
      out += '-';
    }
  }
  out = Utf8Prefix(out, max_bytes);
  while (out.ends_with('-')) out.pop_back();
  return out;
}

fs::path DirectoryOf(FilePlace place) {
  switch (place) {
    case FilePlace::kIssued:
      return {};
    case FilePlace::kHeld:
      return "held";
    case FilePlace::kReplaced:
      return "replaced";
  }
  return {};
}

fs::path FileAt(const SchoolPaths& paths, const CertificateFacts& facts,
                FilePlace place) {
  return paths.certificates() / PlacedPath(facts, place);
}

bool IsThere(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

}  // namespace

fs::path CertificatePath(const CertificateFacts& facts) {
  const std::string date = facts.completed.Iso();
  const std::string course = FileNamePart(facts.course_code, 40);
  const std::string name = FileNamePart(facts.plain_name, kMaxNameBytes);
  return fs::path(date.substr(0, 4)) / course /
         StrCat(date, '_', course, '_', name, '_', facts.code.compact().substr(0, 4),
                ".pdf");
}

FilePlace PlaceFor(CertificateState state, bool held) {
  if (state == CertificateState::kReplaced) return FilePlace::kReplaced;
  return state == CertificateState::kSuspended && held ? FilePlace::kHeld
                                                       : FilePlace::kIssued;
}

fs::path PlacedPath(const CertificateFacts& facts, FilePlace place) {
  return DirectoryOf(place) / CertificatePath(facts);
}

std::optional<FilePlace> FindCertificateFile(const SchoolPaths& paths,
                                             const CertificateFacts& facts) {
  for (FilePlace place : kPlaces) {
    if (IsThere(FileAt(paths, facts, place))) return place;
  }
  return std::nullopt;
}

Result<bool> MoveCertificateFile(const SchoolPaths& paths,
                                 const CertificateFacts& facts, FilePlace place) {
  const fs::path target = FileAt(paths, facts, place);
  bool found = IsThere(target);
  for (FilePlace other : kPlaces) {
    const fs::path source = FileAt(paths, facts, other);
    if (other == place || !IsThere(source)) continue;
    TRY(MakeDirectories(target.parent_path()));
    std::error_code error;
    fs::rename(source, target, error);
    if (error) {
      return Fail(StrCat("cannot move ", Quote(source.string()), " to ",
                         Quote(target.string()), ": ", error.message()));
    }
    found = true;
  }
  return found;
}

Result<size_t> RemoveCertificateFiles(const SchoolPaths& paths,
                                      const CertificateFacts& facts) {
  size_t removed = 0;
  for (FilePlace place : kPlaces) {
    ASSIGN_OR_RETURN(const bool was_there,
                     RemoveFileDurably(FileAt(paths, facts, place)));
    if (was_there) ++removed;
    // A program that was killed while it drew the certificate leaves as much of a person.
    ASSIGN_OR_RETURN(const auto left, TemporariesOf(FileAt(paths, facts, place)));
    for (const fs::path& each : left) TRY(RemoveFileDurably(each).map([](bool) {}));
  }
  return removed;
}

}  // namespace certseal
