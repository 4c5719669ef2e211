// SPDX-License-Identifier: Apache-2.0
#include "faults/unsynced.h"

#include <filesystem>
#include <map>
#include <set>
#include <vector>

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

enum class Kind { kCreated, kMadeDirectory, kRenamed, kRemoved };

// NameChange is a change of a directory that its disk may not have yet.
struct NameChange {
  Kind kind;
  fs::path path;
  fs::path from = {};   // of kRenamed
  fs::path saved = {};  // what was there before; empty: nothing
};

struct State {
  bool watching = false;
  fs::path aside;
  unsigned saved = 0;
  std::map<int, fs::path> open;
  std::vector<NameChange> names;
  std::set<fs::path> bytes;  // files whose bytes the disk may not have
  fs::path about_to_go;      // saved before the call that comes now
};

State& Now() {
  static State state;
  return state;
}

fs::path Normal(const fs::path& path) {
  fs::path normal = path.lexically_normal();
  return normal.has_filename() ? normal : normal.parent_path();
}

bool IsSqlites(const fs::path& path) {
  return path.filename().string().starts_with("register.db");
}

fs::path Save(const fs::path& path) {
  State& now = Now();
  std::error_code error;
  const fs::path place = now.aside / std::to_string(now.saved++);
  fs::create_hard_link(path, place, error);
  return error ? fs::path() : place;
}

void Undo(const NameChange& change) {
  std::error_code error;
  switch (change.kind) {
    case Kind::kCreated:
      fs::remove(change.path, error);
      return;
    case Kind::kMadeDirectory:  // and with its name all that is in it
      fs::remove_all(change.path, error);
      return;
    case Kind::kRenamed:
      fs::rename(change.path, change.from, error);
      break;
    case Kind::kRemoved:
      break;
  }
  if (!change.saved.empty()) fs::rename(change.saved, change.path, error);
}

}  // namespace

void WatchUnsynced(const std::string& aside) {
  Now() = State{};
  Now().aside = aside;
  Now().watching = true;
}

void NoteOpened(int fd, const char* path, bool created) {
  State& now = Now();
  if (!now.watching || IsSqlites(path)) return;
  now.open[fd] = Normal(path);
  if (created) now.names.push_back({Kind::kCreated, Normal(path)});
}

void NoteWritten(int fd) {
  State& now = Now();
  if (const auto file = now.open.find(fd); file != now.open.end()) {
    now.bytes.insert(file->second);
  }
}

void NoteClosed(int fd) { Now().open.erase(fd); }

void NoteSynced(int fd) {
  State& now = Now();
  const auto file = now.open.find(fd);
  if (file == now.open.end()) return;
  now.bytes.erase(file->second);
  std::erase_if(now.names, [&](const NameChange& each) {
    return each.path.parent_path() == file->second;
  });
}

void NoteAllSynced() {
  Now().bytes.clear();
  Now().names.clear();
}

void NoteMadeDirectory(const char* path) {
  if (Now().watching) {
    Now().names.push_back({Kind::kMadeDirectory, Normal(path)});
  }
}

void BeforeRename(const char*, const char* to) { BeforeRemove(to); }

void BeforeRemove(const char* path) {
  State& now = Now();
  if (now.watching && !IsSqlites(path)) now.about_to_go = Save(path);
}

void NoteRenamed(const char* from, const char* to) {
  State& now = Now();
  if (!now.watching || IsSqlites(from)) return;
  now.names.push_back({Kind::kRenamed, Normal(to), Normal(from), now.about_to_go});
  now.bytes.erase(Normal(to));
  if (now.bytes.erase(Normal(from)) > 0) now.bytes.insert(Normal(to));
}

void NoteRemoved(const char* path) {
  State& now = Now();
  if (!now.watching || IsSqlites(path)) return;
  now.names.push_back({Kind::kRemoved, Normal(path), {}, now.about_to_go});
  now.bytes.erase(Normal(path));
}

bool AnythingUnsynced() { return !Now().names.empty() || !Now().bytes.empty(); }

void CutPower(Loss loss) {
  State& now = Now();
  now.watching = false;
  std::error_code error;
  for (const fs::path& file : now.bytes) {
    if (fs::exists(file, error)) fs::resize_file(file, 0, error);
  }
  if (loss == Loss::kBytes) return;
  for (size_t i = now.names.size(); i-- > 0;) Undo(now.names[i]);
}

}  // namespace certseal::faults
