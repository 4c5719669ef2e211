// SPDX-License-Identifier: Apache-2.0
#include "faults/name_changes.h"

#include <algorithm>
#include <system_error>

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

bool IsAbove(const fs::path& directory, const fs::path& path) {
  const auto ends =
      std::mismatch(directory.begin(), directory.end(), path.begin(), path.end());
  return ends.first == directory.end();
}

void UndoOne(const NameChange& change, const fs::path& path) {
  std::error_code error;
  if (change.kind == NameChange::kMade) fs::remove_all(path, error);
  if (change.kind == NameChange::kRenamed) fs::rename(path, change.from, error);
  if (!change.saved.empty()) fs::rename(change.saved, path, error);
}

}  // namespace

fs::path Moved(const fs::path& path, const fs::path& from, const fs::path& to) {
  if (!IsAbove(from, path)) return path;
  const fs::path rest = path.lexically_relative(from);
  return rest == "." ? to : to / rest;
}

fs::path NameChanges::NowOf(size_t index, fs::path path) const {
  for (size_t i = index + 1; i < changes_.size(); ++i) {
    if (changes_[i].kind != NameChange::kRenamed) continue;
    path = Moved(path, changes_[i].from, changes_[i].path);
  }
  return path;
}

void NameChanges::Sync(const fs::path& directory) {
  for (size_t i = 0; i < changes_.size();) {
    const NameChange done = changes_[i];
    if (NowOf(i, done.path).parent_path() != directory) {
      ++i;
      continue;
    }
    changes_.erase(changes_.begin() + static_cast<std::ptrdiff_t>(i));
    if (done.kind != NameChange::kRenamed) continue;
    for (size_t earlier = 0; earlier < i; ++earlier) {
      changes_[earlier].path = Moved(changes_[earlier].path, done.from, done.path);
      changes_[earlier].from = Moved(changes_[earlier].from, done.from, done.path);
    }
  }
}

void NameChanges::UndoWhere(const std::function<bool(size_t)>& undoes) const {
  NameChanges kept;  // renames that stay, each before those that came later
  for (size_t i = changes_.size(); i-- > 0;) {
    NameChange change = changes_[i];
    if (!undoes(i)) {
      if (change.kind != NameChange::kRenamed) continue;
      kept.changes_.insert(kept.changes_.begin(), std::move(change));
      continue;
    }
    // What was made and then renamed is there under its later name.
    const bool lives_on = std::ranges::any_of(
        kept.changes_,
        [&](const NameChange& each) { return each.from == change.path; });
    if (change.kind == NameChange::kMade && lives_on) continue;
    for (const NameChange& each : kept.changes_) {
      change.path = Moved(change.path, each.from, each.path);
      change.from = Moved(change.from, each.from, each.path);
    }
    UndoOne(change, change.path);
  }
}

void NameChanges::Undo() const {
  UndoWhere([](size_t) { return true; });
}

void NameChanges::UndoBut(const fs::path& file) const {
  UndoWhere([&](size_t i) { return !IsAbove(NowOf(i, changes_[i].path), file); });
}

void NameChanges::UndoEveryOther() const {
  UndoWhere([](size_t i) { return i % 2 == 0; });
}

}  // namespace certseal::faults
