// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace certseal::faults {

// Every system call by which the program and SQLite touch files passes through this
// executable's own functions of the same names. Armed, they count, and at one of them
// the fault happens. Nothing is counted before.

enum class Fault {
  kNone,           // only count
  kError,          // the call fails with EIO; nothing of it is done, but for close()
  kFull,           // the call fails with ENOSPC
  kShort,          // half of the bytes are written
  kKillBefore,     // the process ends before the call
  kPowerCut,       // and takes with it what no sync has made durable (unsynced.h)
  kPowerCutBytes,  // or the bytes alone, where the names had reached the disk
};

// Arm makes the fault happen at the call `at`, counted from 1. For a child process.
// `aside` is a directory of the same file system, for power cuts; kNone watches for
// them.
void Arm(Fault fault, uint64_t at, const std::string& aside);

struct CountedCall {
  std::string name;
  bool unsynced;  // a power cut before it would take more than a kill (where watched)
};

// Disarm gives the calls since Arm, in their order.
std::vector<CountedCall> Disarm();

// CanBeFull tells whether a full disk can make this call fail; IsWrite whether it
// writes bytes.
bool CanBeFull(const std::string& call);
bool IsWrite(const std::string& call);

// The exit code of a process that a fault has ended.
inline constexpr int kKilled = 99;

}  // namespace certseal::faults
