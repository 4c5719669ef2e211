// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "faults/cases.h"

namespace certseal::faults {

// Every system call by which program and libraries touch files passes through this
// executable's own functions of the same names (system_calls.cc), and what the program
// asks of SQLite through others (database_calls.cc). Armed, they count, and at one of
// them the fault happens. Only what lies below `place` is counted, no fonts.

// Arm is for a child process. `aside` is a directory of the same file system outside of
// what is watched, for power cuts; kNone watches for them.
void Arm(const FaultCase& wanted, const std::string& place, const std::string& aside);

// Disarm gives the calls since Arm, in their order, and kEnd. A power cut at that
// happens now: what the program said was done must be durable.
std::vector<CountedCall> Disarm();

// NextCall counts the call that begins now, and gives what is to happen to it. Does not
// return where the process is to end.
Fault NextCall(const char* name);
// NextDatabaseCall gives the code that it is to fail with.
std::optional<int> NextDatabaseCall(const char* name);

// Whether a path, or what was opened under a descriptor, is counted.
bool IsWatched(const char* path);
bool IsWatched(int fd);
void NoteDescriptor(int fd, bool watched);  // of what was just opened
void ForgetDescriptor(int fd);              // is closed

// Quiet is for what the harness itself does to files: nothing in its lifetime is
// counted.
class Quiet {
 public:
  Quiet();
  ~Quiet();
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  bool before_;
};

// Note tells disk.h of a call, one thread at a time, where anything is watched.
bool BeginNote();
void EndNote();
template <typename Function, typename... Arguments>
void Note(Function note, Arguments... arguments) {
  if (!BeginNote()) return;
  {
    const Quiet quiet;
    note(arguments...);
  }
  EndNote();
}

}  // namespace certseal::faults
