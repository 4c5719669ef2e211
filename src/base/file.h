// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace certseal {

// ReadFile reads a regular file, or standard input where path is "-". A file of more
// than max_bytes is an error, found without reading it all.
Result<std::string> ReadFile(const std::filesystem::path& path, size_t max_bytes);

enum class Permissions { kPublic, kPrivate };  // 0644 and 0600, less the umask

// WriteFileAtomically makes `path` hold `contents` or leaves it as it was, whatever
// happens: a temporary file beside it, fsync, rename, fsync of the directory.
Result<void> WriteFileAtomically(const std::filesystem::path& path,
                                 std::string_view contents,
                                 Permissions permissions = Permissions::kPublic);

// CreateFileDurably writes a file that must not exist yet (O_EXCL) and syncs it and its
// directory; on failure no part of it remains. For keys: they are never overwritten.
Result<void> CreateFileDurably(const std::filesystem::path& path,
                               std::string_view contents, Permissions permissions);

// WriteNewFile writes a file that must not exist yet, whole or not at all, but leaves it
// to the caller to sync it; TemporaryBeside gives it a name of its own, from which
// WithoutTemporarySuffix gives back what it was to become. For FileBatch, and for whoever
// tidies up behind a program that was killed.
Result<void> WriteNewFile(const std::filesystem::path& path, std::string_view contents);
std::filesystem::path TemporaryBeside(const std::filesystem::path& path);
std::string_view WithoutTemporarySuffix(std::string_view name);  // as it is: no temporary

// RemoveFileDurably deletes a file and syncs its directory: no power cut brings it back.
// False: there was none.
Result<bool> RemoveFileDurably(const std::filesystem::path& path);

// SyncDirectoryOf makes durable what was renamed, made or deleted beside `path`.
Result<void> SyncDirectoryOf(const std::filesystem::path& path);

// MakeDirectories creates path and its missing parents, durably: what is written there
// and synced cannot be lost with its directory. An existing directory is fine.
Result<void> MakeDirectories(const std::filesystem::path& path);

}  // namespace certseal
