// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace certseal::faults {

// What a power cut would take: everything that no sync has made durable. A file's bytes
// are durable after fsync() of it, its name after fsync() of its directory, all after
// syncfs(). SQLite's own files are left to SQLite.
//
// The functions are told of what has just succeeded, on the one thread at a time.

void WatchUnsynced(const std::string& aside);  // a directory for what may come back

void NoteOpened(int fd, const char* path, bool created);
void NoteWritten(int fd);
void NoteClosed(int fd);
void NoteSynced(int fd);
void NoteAllSynced();
void NoteMadeDirectory(const char* path);

// Before the call, since what it destroys may have to come back.
void BeforeRename(const char* from, const char* to);
void BeforeRemove(const char* path);
void NoteRenamed(const char* from, const char* to);
void NoteRemoved(const char* path);

// AnythingUnsynced tells whether a power cut would take more than a kill.
bool AnythingUnsynced();

enum class Loss {
  kAll,    // names and bytes
  kBytes,  // the names had reached the disk already
};
// CutPower undoes what is not durable.
void CutPower(Loss loss);

}  // namespace certseal::faults
