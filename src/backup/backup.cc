// SPDX-License-Identifier: Apache-2.0
#include "backup/backup.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "backup/archive.h"
#include "backup/sealed_stream.h"
#include "base/leftovers.h"
#include "base/output_file.h"
#include "base/strings.h"
#include "issue/restored.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

constexpr char kManifest[] = "backup.json";
constexpr std::string_view kFormat = "certseal-backup/v1";
constexpr uint64_t kMostManifest = 64 * 1024;

// RemovedAtEnd is a file or directory that is not to stay.
class RemovedAtEnd {
 public:
  explicit RemovedAtEnd(fs::path path) : path_(std::move(path)) {}
  RemovedAtEnd(const RemovedAtEnd&) = delete;
  RemovedAtEnd& operator=(const RemovedAtEnd&) = delete;
  ~RemovedAtEnd() {
    std::error_code ignored;
    if (!kept_) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }
  void Keep() { kept_ = true; }

 private:
  fs::path path_;
  bool kept_ = false;
};

std::string ManifestOf(const BackupFacts& facts) {
  return nlohmann::ordered_json{{"format", kFormat},
                                {"school", facts.school},
                                {"url", facts.url},
                                {"made", facts.made.Rfc3339()},
                                {"logSize", facts.log_size},
                                {"checkpoint", facts.checkpoint}}
             .dump(2) +
         "\n";
}

Result<BackupFacts> ReadManifest(const ArchivedFile& file) {
  if (file.name != kManifest || file.size > kMostManifest) {
    return Fail("is no backup of certseal, or of a newer one");
  }
  std::string text;
  for (;;) {
    ASSIGN_OR_RETURN(const std::string piece, file.read());
    if (piece.empty()) break;
    text += piece;
  }
  try {
    const auto json = nlohmann::json::parse(text);
    const auto made = Timestamp::ParseRfc3339(json.at("made").get<std::string>());
    if (json.at("format").get<std::string>() != kFormat || !made) {
      return Fail("is a backup of a newer certseal");
    }
    return BackupFacts{json.at("school").get<std::string>(),
                       json.at("url").get<std::string>(),
                       *made,
                       json.at("logSize").get<uint64_t>(),
                       json.at("checkpoint").get<std::string>()};
  } catch (const nlohmann::json::exception&) {
    return Fail("its backup.json cannot be read");
  }
}

Result<void> DemandElsewhere(const School& school, const fs::path& file) {
  std::error_code error;
  const fs::path root = fs::weakly_canonical(school.paths.root, error);
  const fs::path target = fs::weakly_canonical(fs::absolute(file, error), error);
  const auto end = std::mismatch(root.begin(), root.end(), target.begin(), target.end());
  if (end.first != root.end()) return {};
  return Fail(StrCat(Quote(file.string()), " lies in the school's own directory"),
              {"write it to another disk: whatever takes this one would take both"});
}

// What is made again from the rest, or goes in as a copy of its own.
bool IsLeftOut(const fs::path& top, const SchoolPaths& paths) {
  return top == paths.site().filename() || top == paths.certificates().filename() ||
         top == paths.restored().filename() ||
         top.string().starts_with(paths.database().filename().string());
}

// What belongs into a backup of the directory, as relative names, in order.
Result<std::vector<fs::path>> FilesOf(const SchoolPaths& paths) {
  const fs::path& root = paths.root;
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator it(root, error), end;
  for (; !error && it != end; it.increment(error)) {
    const fs::path name = it->path().lexically_relative(root);
    if (IsLeftOut(*name.begin(), paths)) {
      if (it->is_directory(error)) it.disable_recursion_pending();
      continue;
    }
    const fs::file_status status = it->symlink_status(error);
    if (fs::is_directory(status)) continue;
    const std::string leaf = name.filename().string();
    if (WithoutTemporarySuffix(leaf) != leaf) continue;  // of a program that was killed
    if (!fs::is_regular_file(status)) {
      return Fail(StrCat(Quote(it->path().string()), " is no plain file"),
                  {"a backup holds files alone: move it out of the school's directory"});
    }
    files.push_back(name);
  }
  if (error) return Fail(StrCat("cannot read ", Quote(root.string()), ": ", error.message()));
  std::sort(files.begin(), files.end());
  return files;
}

// The register of one moment, as a file that nobody writes to.
Result<void> CopyRegister(Register& reg, const fs::path& copy, BackupFacts& facts) {
  TRY(reg.CopyTo(copy));
  ASSIGN_OR_RETURN(Register copied, Register::Open(copy));
  ASSIGN_OR_RETURN(facts.log_size, copied.LogSize());
  ASSIGN_OR_RETURN(const auto newest, copied.NewestCheckpoint());
  if (newest) facts.checkpoint = newest->note;
  return {};
}

Result<void> AddFiles(ArchiveWriter& archive, const School& school, const fs::path& copy,
                      BackupFacts& facts) {
  const auto add = [&](const std::string& name, const fs::path& path) -> Result<void> {
    std::error_code error;
    facts.bytes += fs::file_size(path, error);
    ++facts.files;
    return archive.AddFile(name, path);
  };
  TRY(archive.AddText(kManifest, ManifestOf(facts)));
  ASSIGN_OR_RETURN(const std::vector<fs::path> files, FilesOf(school.paths));
  for (const fs::path& name : files) {
    if (school.profile.database && name == school.paths.profile().filename()) {
      // The backup has the register as a file: restoring it must not lead back to the
      // database, where others go on.
      ASSIGN_OR_RETURN(const std::string profile, ProfileNaming(school.paths, {}));
      facts.bytes += profile.size();
      ++facts.files;
      TRY(archive.AddText(name.generic_string(), profile));
      continue;
    }
    TRY(add(name.generic_string(), school.paths.root / name));
  }
  TRY(add(school.paths.database().filename().string(), copy));
  return archive.Finish();
}

// Calls take with each file of a backup behind its manifest.
Result<BackupFacts> ReadBackup(const fs::path& file, const Secret& passphrase,
                               const std::function<Result<void>(const ArchivedFile&)>& take) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Fail(StrCat("cannot read ", Quote(file.string())));
  const auto source = [&](size_t size) -> Result<std::string> {
    std::string bytes(size, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(size));
    if (in.bad()) return Fail("cannot be read to its end");
    bytes.resize(static_cast<size_t>(in.gcount()));
    return bytes;
  };
  ASSIGN_OR_RETURN(SealedReader sealed, SealedReader::Open(passphrase, source));
  const auto next = [&]() -> Result<std::string> {
    ASSIGN_OR_RETURN(std::optional<std::string> piece, sealed.Next());
    return piece ? std::move(*piece) : std::string();
  };
  std::optional<BackupFacts> facts;
  TRY(ReadArchive(next, [&](const ArchivedFile& each) -> Result<void> {
    if (!facts) {
      ASSIGN_OR_RETURN(facts, ReadManifest(each));
      return {};
    }
    ++facts->files;
    facts->bytes += each.size;
    return take(each);
  }));
  // Whatever stands behind the archive's end is authenticated, too: it may be cut off.
  for (;;) {
    ASSIGN_OR_RETURN(const std::optional<std::string> rest, sealed.Next());
    if (!rest) break;
  }
  if (!facts) return Fail("is no backup of certseal");
  return *facts;
}

Result<void> Extract(const ArchivedFile& file, const fs::path& root) {
  const fs::path path = root / file.name;
  TRY(MakeDirectories(path.parent_path()));
  ASSIGN_OR_RETURN(OutputFile out,
                   OutputFile::Create(path, file.is_private ? Permissions::kPrivate
                                                            : Permissions::kPublic));
  for (;;) {
    ASSIGN_OR_RETURN(const std::string piece, file.read());
    if (piece.empty()) break;
    TRY(out.Write(piece));
  }
  return out.Commit();
}

// What was unpacked is the school that the backup says it is.
Result<void> CheckRestored(const fs::path& root, const BackupFacts& facts) {
  ASSIGN_OR_RETURN(const School school, School::Open(root));
  ASSIGN_OR_RETURN(Register reg, Register::Open(school.paths.database()));
  ASSIGN_OR_RETURN(const uint64_t size, reg.LogSize());
  ASSIGN_OR_RETURN(const auto newest, reg.NewestCheckpoint());
  const std::string note = newest ? newest->note : "";
  if (size == facts.log_size && note == facts.checkpoint) return {};
  return Fail("its register is not the one that its backup.json describes");
}

}  // namespace

Result<BackupFacts> BackUp(const School& school, Register& reg, const Secret& passphrase,
                           const fs::path& file, Timestamp now) {
  TRY(DemandElsewhere(school, file));
  RemoveLeftoversOf(file);
  RemoveLeftoversOf(school.paths.database());
  ASSIGN_OR_RETURN(OutputFile out, OutputFile::Create(file, Permissions::kPrivate));
  ASSIGN_OR_RETURN(SealedWriter sealed,
                   SealedWriter::Open(passphrase, SystemRandom,
                                      [&](std::string_view bytes) { return out.Write(bytes); }));
  ASSIGN_OR_RETURN(ArchiveWriter archive, ArchiveWriter::Open([&](std::string_view bytes) {
                     return sealed.Write(bytes);
                   }));
  BackupFacts facts{school.profile.name, school.profile.site.url(), now};
  const RemovedAtEnd copy(TemporaryBeside(school.paths.database()));
  TRY(CopyRegister(reg, copy.path(), facts));
  TRY(AddFiles(archive, school, copy.path(), facts));
  TRY(sealed.Finish());
  TRY(out.Commit());
  return facts;
}

Result<BackupFacts> CheckBackup(const fs::path& file, const Secret& passphrase) {
  auto facts = ReadBackup(file, passphrase, [](const ArchivedFile& each) -> Result<void> {
    for (;;) {
      ASSIGN_OR_RETURN(const std::string piece, each.read());
      if (piece.empty()) return {};
    }
  });
  if (!facts) return Within(file.string(), facts.error());
  return facts;
}

Result<BackupFacts> Restore(const fs::path& file, const Secret& passphrase,
                            const fs::path& directory) {
  std::error_code error;
  if (fs::symlink_status(directory, error).type() != fs::file_type::not_found) {
    return Fail(StrCat(Quote(directory.string()), " is there already"),
                {"give the name of a new directory; nothing is overwritten"});
  }
  RemoveLeftoversOf(directory);
  RemovedAtEnd unpacked(TemporaryBeside(directory));
  TRY(MakeDirectories(unpacked.path()));
  auto facts = ReadBackup(file, passphrase, [&](const ArchivedFile& each) {
    return Extract(each, unpacked.path());
  });
  if (!facts) return Within(file.string(), facts.error());
  if (auto sound = CheckRestored(unpacked.path(), *facts); !sound) {
    return Within(file.string(), sound.error());
  }
  const SchoolPaths paths{unpacked.path()};
  TRY(MakeDirectories(paths.certificates()));
  TRY(MarkRestored(paths, facts->made, facts->log_size));
  fs::rename(unpacked.path(), directory, error);
  if (error) {
    return Fail(StrCat("cannot make ", Quote(directory.string()), ": ", error.message()));
  }
  unpacked.Keep();
  TRY(SyncDirectoryOf(directory));
  return facts;
}

}  // namespace certseal
