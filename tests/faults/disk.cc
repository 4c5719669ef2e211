// SPDX-License-Identifier: Apache-2.0
#include "faults/disk.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <vector>

#include "faults/name_changes.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

// Write is of bytes at an offset, or the cutting of a file to a size.
struct Write {
  size_t offset;
  std::string data;
  bool cuts = false;
};

struct File {
  fs::path path;
  std::string durable = {};  // what it held when it was last synced
  std::vector<Write> writes = {};
};

struct Disk {
  fs::path aside;
  unsigned saved = 0;
  std::map<int, std::shared_ptr<File>> open;
  std::map<int, fs::path> directories;
  std::vector<std::shared_ptr<File>> dirty;  // in the order of their first writes
  std::shared_ptr<File> last;                // was written to last
  NameChanges names;
  fs::path about_to_go;  // saved before the call that comes now
};

Disk& Now() {
  static Disk disk;
  return disk;
}

fs::path Normal(const fs::path& path) {
  const fs::path normal = fs::absolute(path).lexically_normal();
  return normal.has_filename() ? normal : normal.parent_path();
}

// Through the descriptor: closing another one of the file would end SQLite's locks.
std::string ContentsOf(int fd, const fs::path& path) {
  std::string text;
  char buffer[65536];
  ssize_t n = 0;
  for (off_t at = 0; (n = ::pread(fd, buffer, sizeof buffer, at)) > 0; at += n) {
    text.append(buffer, static_cast<size_t>(n));
  }
  if (n == 0) return text;
  std::ifstream in(path, std::ios::binary);  // it is open for writing alone
  return {std::istreambuf_iterator<char>(in), {}};
}

void Apply(const Write& write, std::string& contents) {
  if (write.cuts) {
    contents.resize(write.offset, '\0');
    return;
  }
  const size_t end = write.offset + write.data.size();
  if (contents.size() < end) contents.resize(end, '\0');
  std::ranges::copy(write.data,
                    contents.begin() + static_cast<std::ptrdiff_t>(write.offset));
}

// The write as far as it goes before the last multiple of `unit` in it.
Write Torn(Write write, size_t unit) {
  const size_t end = write.offset + write.data.size();
  const size_t kept = end == 0 ? 0 : (end - 1) / unit * unit;
  write.data.resize(kept > write.offset ? kept - write.offset : 0);
  write.cuts = false;
  return write;
}

std::string Survivor(const File& file, size_t number, Loss loss, size_t survives) {
  std::string contents = file.durable;
  for (size_t i = 0; i < file.writes.size(); ++i) {
    const bool last = &file == Now().last.get() && i + 1 == file.writes.size();
    const bool torn = loss == Loss::kTorn512 || loss == Loss::kTorn4096;
    if (loss == Loss::kAll || loss == Loss::kBytes) continue;
    if (loss == Loss::kEveryOther && i % 2 == 0) continue;
    if (loss == Loss::kAllButOne && number != survives) continue;
    Apply(torn && last ? Torn(file.writes[i], loss == Loss::kTorn512 ? 512 : 4096)
                       : file.writes[i],
          contents);
  }
  return contents;
}

std::shared_ptr<File> OpenFile(int fd) {
  const auto found = Now().open.find(fd);
  return found == Now().open.end() ? nullptr : found->second;
}

void Add(int fd, Write write) {
  const std::shared_ptr<File> file = OpenFile(fd);
  if (!file) return;
  if (file->writes.empty()) Now().dirty.push_back(file);
  file->writes.push_back(std::move(write));
  Now().last = file;
}

void MakeClean(const std::shared_ptr<File>& file) {
  file->writes.clear();
  std::erase(Now().dirty, file);
}

void MakeClean(const fs::path& path) {
  const std::vector<std::shared_ptr<File>> dirty = Now().dirty;
  for (const auto& file : dirty) {
    if (file->path == path) MakeClean(file);
  }
}

}  // namespace

void WatchDisk(const std::string& aside) {
  Now() = Disk{};
  Now().aside = aside;
}

void NoteOpened(int fd, const char* path, bool created) {
  const fs::path normal = Normal(path);
  if (fs::is_directory(normal)) {
    Now().directories[fd] = normal;
    return;
  }
  for (const auto& file : Now().dirty) {
    if (file->path == normal) Now().open[fd] = file;
  }
  if (!Now().open.contains(fd)) Now().open[fd] = std::make_shared<File>(File{normal});
  if (created) Now().names.Add({NameChange::kMade, normal});
}

void NoteClosed(int fd) {
  Now().open.erase(fd);
  Now().directories.erase(fd);
}

void BeforeWrite(int fd, off_t) {
  const std::shared_ptr<File> file = OpenFile(fd);
  if (file && file->writes.empty()) file->durable = ContentsOf(fd, file->path);
}

void NoteWritten(int fd, const void* data, size_t size, off_t offset) {
  const off_t at =
      offset >= 0 ? offset : ::lseek(fd, 0, SEEK_CUR) - static_cast<off_t>(size);
  Add(fd, {static_cast<size_t>(at), std::string(static_cast<const char*>(data), size)});
}

void NoteTruncated(int fd, off_t size) {
  Add(fd, {static_cast<size_t>(size), "", true});
}

void NoteSynced(int fd) {
  if (const auto file = OpenFile(fd)) MakeClean(file);
  const auto directory = Now().directories.find(fd);
  if (directory != Now().directories.end()) Now().names.Sync(directory->second);
}

void NoteAllSynced() {
  for (const auto& file : Now().dirty) file->writes.clear();
  Now().dirty.clear();
  Now().names.SyncAll();
}

void NoteMadeDirectory(const char* path) {
  Now().names.Add({NameChange::kMade, Normal(path)});
}

void NoteLinked(const char* path) { NoteMadeDirectory(path); }

void BeforeRemove(const char* path) {
  Disk& now = Now();
  std::error_code error;
  now.about_to_go = now.aside / std::to_string(now.saved++);
  fs::create_hard_link(path, now.about_to_go, error);
  if (error) now.about_to_go.clear();
}

void NoteRenamed(const char* from, const char* to) {
  Disk& now = Now();
  const fs::path before = Normal(from), after = Normal(to);
  MakeClean(after);
  now.names.Add({NameChange::kRenamed, after, before, now.about_to_go});
  for (const auto& file : now.dirty) file->path = Moved(file->path, before, after);
  for (const auto& [fd, file] : now.open) file->path = Moved(file->path, before, after);
  for (auto& [fd, path] : now.directories) path = Moved(path, before, after);
}

void NoteRemoved(const char* path) {
  MakeClean(Normal(path));
  Now().names.Add({NameChange::kRemoved, Normal(path), {}, Now().about_to_go});
}

Unsynced WhatIsUnsynced() {
  const Disk& now = Now();
  Unsynced unsynced{.names = now.names.size(), .files = now.dirty.size()};
  for (const auto& file : now.dirty) unsynced.writes += file->writes.size();
  if (now.last && !now.last->writes.empty()) {
    unsynced.last = now.last->writes.back().data.size();
  }
  return unsynced;
}

void CutPower(Loss loss, size_t survives) {
  const Disk& now = Now();
  fs::path kept;
  for (size_t i = 0; i < now.dirty.size(); ++i) {
    if (i == survives) kept = now.dirty[i]->path;
    if (loss == Loss::kNames) continue;
    std::ofstream out(now.dirty[i]->path, std::ios::binary | std::ios::trunc);
    out << Survivor(*now.dirty[i], i, loss, survives);
  }
  if (loss == Loss::kAll || loss == Loss::kNames) now.names.Undo();
  if (loss == Loss::kAllButOne) now.names.UndoBut(kept);
  if (loss == Loss::kEveryOther) now.names.UndoEveryOther();
}

}  // namespace certseal::faults
