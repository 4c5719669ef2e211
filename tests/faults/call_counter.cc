// SPDX-License-Identifier: Apache-2.0
#include "faults/call_counter.h"

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <string_view>
#include <utility>

#include "faults/disk.h"

namespace certseal::faults {
namespace {

struct Counter {
  FaultCase wanted;
  std::string place;
  bool watches = false;
  std::vector<CountedCall> calls;
  std::map<int, bool> known;  // descriptors, and whether they are watched
};

Counter& Now() {
  static Counter counter;
  return counter;
}

// Calls come from several threads.
std::recursive_mutex& Mutex() {
  static std::recursive_mutex mutex;
  return mutex;
}
std::atomic<bool> armed = false;
thread_local bool is_quiet = false;

bool Counts() { return armed && !is_quiet; }

// True where the fault is of this call.
bool Count(const char* name, bool database) {
  Counter& now = Now();
  now.calls.push_back({name, database, now.watches ? WhatIsUnsynced() : Unsynced{}});
  return now.calls.size() == now.wanted.at;
}

[[noreturn]] void End() {
  const Counter& now = Now();
  const Quiet quiet;
  if (now.wanted.fault == Fault::kPowerCut) CutPower(now.wanted.loss, now.wanted.file);
  ::_exit(kKilled);
}

bool EndsProcess(Fault fault) {
  return fault == Fault::kKill || fault == Fault::kPowerCut;
}

}  // namespace

Quiet::Quiet() : before_(std::exchange(is_quiet, true)) {}
Quiet::~Quiet() { is_quiet = before_; }

void Arm(const FaultCase& wanted, const std::string& place, const std::string& aside) {
  const bool watches = wanted.fault == Fault::kNone || wanted.fault == Fault::kPowerCut;
  Now() = Counter{wanted, place, watches, {}, {}};
  if (watches) WatchDisk(aside);
  armed = true;
}

std::vector<CountedCall> Disarm() {
  Count(kEnd, false);
  armed = false;
  const bool cut =
      Now().wanted.fault == Fault::kPowerCut && Now().wanted.at == Now().calls.size();
  if (cut) CutPower(Now().wanted.loss, Now().wanted.file);
  return Now().calls;
}

Fault NextCall(const char* name) {
  if (!Counts()) return Fault::kNone;
  const std::lock_guard lock(Mutex());
  if (!Count(name, false)) return Fault::kNone;
  const Fault fault = Now().wanted.fault;
  if (EndsProcess(fault)) End();
  return fault == Fault::kDatabase ? Fault::kNone : fault;
}

std::optional<int> NextDatabaseCall(const char* name) {
  if (!Counts()) return std::nullopt;
  const std::lock_guard lock(Mutex());
  if (!Count(name, true)) return std::nullopt;
  if (EndsProcess(Now().wanted.fault)) End();
  return Now().wanted.code;
}

bool IsWatched(const char* path) {
  if (!Counts()) return false;
  return path[0] != '/' || std::string_view(path).starts_with(Now().place);
}

// fopen() and others open files by themselves.
bool IsWatched(int fd) {
  if (!Counts() || fd <= STDERR_FILENO) return false;
  const std::lock_guard lock(Mutex());
  const auto known = Now().known.find(fd);
  if (known != Now().known.end()) return known->second;
  std::error_code error;
  const auto link = std::filesystem::path("/proc/self/fd") / std::to_string(fd);
  return std::filesystem::read_symlink(link, error).string().starts_with(Now().place);
}

void NoteDescriptor(int fd, bool watched) {
  if (!Counts() || fd < 0) return;
  const std::lock_guard lock(Mutex());
  Now().known[fd] = watched;
}

void ForgetDescriptor(int fd) {
  if (!Counts()) return;
  const std::lock_guard lock(Mutex());
  Now().known.erase(fd);
}

bool BeginNote() {
  if (!Counts() || !Now().watches) return false;
  Mutex().lock();
  return true;
}

void EndNote() { Mutex().unlock(); }

}  // namespace certseal::faults
