// SPDX-License-Identifier: Apache-2.0
#include "faults/cases.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/strings.h"

namespace certseal::faults {
namespace {

constexpr size_t kLeast = 8;  // calls of each command, whatever the stride

constexpr std::array<std::pair<int, const char*>, 5> kDatabaseErrors = {
    {{SQLITE_IOERR, "I/O error"},
     {SQLITE_FULL, "full disk"},
     {SQLITE_BUSY, "busy"},
     {SQLITE_NOMEM, "no memory"},
     {SQLITE_CORRUPT, "damage"}}};

const char* NameOf(Loss loss) {
  switch (loss) {
    case Loss::kAll:
      return "names and bytes lost";
    case Loss::kBytes:
      return "bytes lost";
    case Loss::kNames:
      return "names lost";
    case Loss::kEveryOther:
      return "every other write lost";
    case Loss::kAllButOne:
      return "all lost but file";
    case Loss::kTorn512:
      return "last sector lost";
    case Loss::kTorn4096:
      return "last page lost";
  }
  return "";
}

std::string NameOfFault(const FaultCase& each) {
  switch (each.fault) {
    case Fault::kNone:
      return "no fault";
    case Fault::kError:
      return "I/O error";
    case Fault::kFull:
      return "full disk";
    case Fault::kShort:
      return "short write";
    case Fault::kKill:
      return "kill";
    case Fault::kPowerCut:
      return StrCat("power cut, ", NameOf(each.loss),
                    each.loss == Loss::kAllButOne ? StrCat(" ", each.file) : "");
    case Fault::kDatabase:
      for (const auto& [code, name] : kDatabaseErrors) {
        if (code == each.code) return StrCat("SQLite's ", name);
      }
  }
  return "";
}

bool CanBeFull(const std::string& call) {
  static const std::set<std::string> calls = {
      "open",  "openat", "write",     "pwrite", "rename",   "link",
      "mkdir", "fsync",  "fdatasync", "syncfs", "ftruncate"};
  return calls.contains(call);
}

// Other calls change nothing: killed before them is killed before the next.
bool ChangesFiles(const std::string& call) {
  static const std::set<std::string> calls = {"unlink", "unlinkat", "remove", "flock",
                                              "fcntl"};
  return CanBeFull(call) || calls.contains(call);
}

void AddSystemFaults(FaultCase each, std::vector<FaultCase>& cases) {
  const auto add = [&](Fault fault) {
    each.fault = fault;
    cases.push_back(each);
  };
  add(Fault::kError);
  if (ChangesFiles(each.call)) add(Fault::kKill);
  if (CanBeFull(each.call)) add(Fault::kFull);
  if (each.call == "write" || each.call == "pwrite") add(Fault::kShort);
}

void AddDatabaseFaults(FaultCase each, std::vector<FaultCase>& cases) {
  each.fault = Fault::kDatabase;
  for (const auto& [code, name] : kDatabaseErrors) {
    each.code = code;
    cases.push_back(each);
  }
}

// Those that differ from each other and from a kill.
void AddLosses(FaultCase each, const Unsynced& unsynced,
               std::vector<FaultCase>& cases) {
  each.fault = Fault::kPowerCut;
  const auto add = [&](Loss loss) {
    each.loss = loss;
    cases.push_back(each);
  };
  if (unsynced.names > 0) add(Loss::kAll);
  if (unsynced.files > 0) add(Loss::kBytes);
  if (unsynced.names > 0 && unsynced.files > 0) add(Loss::kNames);
  if (unsynced.names + unsynced.writes > 1) add(Loss::kEveryOther);
  if (unsynced.files > 0) add(Loss::kTorn512);
  if (unsynced.last > 512) add(Loss::kTorn4096);
  if (unsynced.files < 2) return;
  for (each.file = 0; each.file < unsynced.files; ++each.file) add(Loss::kAllButOne);
}

// A power cut before a call that changes nothing takes what one before the next takes.
void AddFaults(uint64_t at, const CountedCall& call, std::vector<FaultCase>& system,
               std::vector<FaultCase>& losses) {
  const FaultCase each{.at = at, .call = call.name};
  const bool end = call.name == kEnd;
  if (call.database)
    AddDatabaseFaults(each, system);
  else if (!end)
    AddSystemFaults(each, system);
  if (end || ChangesFiles(call.name)) AddLosses(each, call.unsynced, losses);
}

void Append(std::vector<FaultCase> some, size_t which, bool thin,
            std::vector<FaultCase>& cases) {
  if (some.empty()) return;
  if (thin) some = {some[which % some.size()]};
  cases.insert(cases.end(), some.begin(), some.end());
}

// One of a thousand looks at names that may be taken is like the next.
bool IsLikeItsNeighbours(const std::vector<CountedCall>& calls, size_t i) {
  constexpr size_t kAlike = 3;
  if (i < kAlike || i + 1 == calls.size() || calls[i + 1].name != calls[i].name ||
      (calls[i].name != "stat" && calls[i].name != "lstat")) {
    return false;
  }
  for (size_t before = i - kAlike; before < i; ++before) {
    if (calls[before].name != calls[i].name) return false;
  }
  return true;
}

}  // namespace

std::string NameOf(const FaultCase& each) {
  return StrCat(NameOfFault(each), " at call ", each.at, " (", each.call, ")");
}

std::vector<FaultCase> CasesOf(const std::vector<CountedCall>& calls, size_t stride,
                               size_t most) {
  std::vector<FaultCase> cases;
  size_t which = 0;
  std::vector<size_t> different;
  for (size_t i = 0; i < calls.size(); ++i) {
    if (!IsLikeItsNeighbours(calls, i)) different.push_back(i);
  }
  const size_t wished = most == 0 ? stride : different.size() / most;
  const size_t step = std::clamp<size_t>(wished, 1, different.size() / kLeast + 1);
  const auto take = [&](size_t i, bool thin) {
    std::vector<FaultCase> system, losses;
    AddFaults(i + 1, calls[i], system, losses);
    Append(std::move(system), which, thin, cases);
    Append(std::move(losses), which, thin, cases);
  };
  for (size_t n = step / 2; n + 1 < different.size(); n += step, ++which) {
    take(different[n], most > 0);
  }
  take(calls.size() - 1, false);  // the end
  return cases;
}

}  // namespace certseal::faults
