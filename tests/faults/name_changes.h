// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <vector>

namespace certseal::faults {

// NameChange is a change of a directory that its disk may not have yet.
struct NameChange {
  enum Kind { kMade, kRenamed, kRemoved } kind;
  std::filesystem::path path;
  std::filesystem::path from = {};   // of kRenamed
  std::filesystem::path saved = {};  // what was there before; empty: nothing
};

// Moved is a path after `from`, it or a directory above it, has got the name `to`.
std::filesystem::path Moved(const std::filesystem::path& path,
                            const std::filesystem::path& from,
                            const std::filesystem::path& to);

// NameChanges are those since the last sync, in their order. Each path is that of its
// own time: what was renamed later had another name then.
class NameChanges {
 public:
  void Add(NameChange change) { changes_.push_back(std::move(change)); }
  void Sync(const std::filesystem::path& directory);  // by its present name
  void SyncAll() { changes_.clear(); }
  size_t size() const { return changes_.size(); }

  // Undo undoes all of them; UndoBut all but what gives a file its place;
  // UndoEveryOther the first, the third and so on.
  void Undo() const;
  void UndoBut(const std::filesystem::path& file) const;
  void UndoEveryOther() const;

 private:
  std::filesystem::path NowOf(size_t index, std::filesystem::path path) const;
  void UndoWhere(const std::function<bool(size_t)>& undoes) const;

  std::vector<NameChange> changes_;
};

}  // namespace certseal::faults
