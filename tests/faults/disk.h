// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <string>

#include "faults/cases.h"

namespace certseal::faults {

// What a power cut would take. A file's bytes are durable after fsync() of it, its name
// after fsync() of its directory, all after syncfs(). Every write since is kept with
// what the file had before, SQLite's own files' too, so that any part of them can be
// taken.
//
// The functions are told of what comes or has just succeeded, one thread at a time.

void WatchDisk(const std::string& aside);  // a directory for what may come back

void NoteOpened(int fd, const char* path, bool created);
void NoteClosed(int fd);

// Before the call, since what it overwrites may have to come back. `offset` -1: where
// the descriptor stands.
void BeforeWrite(int fd, off_t offset);
void NoteWritten(int fd, const void* data, size_t size, off_t offset);
void NoteTruncated(int fd, off_t size);
void NoteSynced(int fd);
void NoteAllSynced();

void NoteMadeDirectory(const char* path);
void NoteLinked(const char* path);
void BeforeRemove(const char* path);  // and before a rename, of what it replaces
void NoteRenamed(const char* from, const char* to);
void NoteRemoved(const char* path);

Unsynced WhatIsUnsynced();

// CutPower undoes what is not durable, or a part of it.
void CutPower(Loss loss, size_t file);

}  // namespace certseal::faults
