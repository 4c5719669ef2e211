// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace certseal::faults {

enum class Fault {
  kNone,      // only count
  kError,     // the system call fails with EIO; nothing of it is done, but for close()
  kFull,      // it fails with ENOSPC
  kShort,     // half of the bytes are written
  kKill,      // the process ends before the call
  kPowerCut,  // and the disk has lost what no sync has made durable, or a part of it
  kDatabase,  // the call of SQLite fails; nothing of it is done
};

// What a power cut takes of that. A disk writes in whatever order it likes.
enum class Loss {
  kAll,         // names and bytes
  kBytes,       // the names had reached the disk already
  kNames,       // the bytes had
  kEveryOther,  // of the writes and of the names, beginning with the first
  kAllButOne,   // file: the one of that number survives, with its name
  kTorn512,     // of the last write what lies behind its last sector's begin
  kTorn4096,    // ... its last page's
};

// Unsynced is what a power cut would take now.
struct Unsynced {
  size_t names = 0;   // changes of directories
  size_t files = 0;   // with bytes that are not durable
  size_t writes = 0;  // of these
  size_t last = 0;    // bytes in the last of these writes
};

struct FaultCase {
  Fault fault = Fault::kNone;
  uint64_t at = 0;  // the call, counted from 1
  std::string call = {};
  int code = 0;  // of kDatabase: SQLite's
  Loss loss = Loss::kAll;
  size_t file = 0;  // of kAllButOne
};

// CountedCall is a call of the system or of SQLite.
struct CountedCall {
  std::string name;
  bool database = false;
  Unsynced unsynced = {};  // before it, where that was watched
};

// The name of what comes behind the last call.
inline constexpr char kEnd[] = "end";

// The exit code of a process that a fault has ended.
inline constexpr int kKilled = 99;

// CasesOf gives every fault at every `stride`-th call; or, where `most` is not 0, at
// about so many calls in equal distances one fault of the call itself and one power
// cut, at the next call others.
std::vector<FaultCase> CasesOf(const std::vector<CountedCall>& calls, size_t stride,
                               size_t most);

std::string NameOf(const FaultCase& each);

}  // namespace certseal::faults
