// SPDX-License-Identifier: Apache-2.0
//
// A fault at every call of every operation: afterwards nothing is lost, nothing is
// doubled, and nothing was published that the register does not extend. And two
// programs at once.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>

#include "base/strings.h"
#include "faults/bench.h"
#include "faults/fixtures.h"
#include "faults/timestamp_server.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUsage =
    "faults [--quick | --stride N] [--only OPERATION] [--workers N] [--keep]\n"
    "Puts faults at every call of the system and of SQLite that a command makes which\n"
    "writes: errors, full disks, short writes, kills, power cuts. Then runs some of "
    "the\n"
    "commands two at once. --stride takes every N-th call, with all faults; --quick\n"
    "some calls of each command, with one fault. --keep leaves the state of the first\n"
    "case that fails.\n";

constexpr size_t kQuick = 24;  // calls of each command
constexpr int kRounds = 3;     // of two at once

struct Options {
  bool quick = false;
  size_t stride = 1;
  unsigned workers = std::max(1u, std::thread::hardware_concurrency());
  std::string only;
  bool keep = false;
};

// Runs `work` for every worker in a process of its own; true where all exit with 0.
bool InWorkers(unsigned workers, const std::function<int(unsigned)>& work) {
  std::vector<pid_t> processes;
  for (unsigned worker = 0; worker < workers; ++worker) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work(worker));
    processes.push_back(child);
  }
  bool good = true;
  for (const pid_t process : processes) {
    int status = 0;
    ::waitpid(process, &status, 0);
    good = good && status == 0;
  }
  return good;
}

// The number of calls and states, printed and added up.
struct Count {
  size_t system = 0, database = 0, states = 0;

  Count& operator+=(const Count& other) {
    system += other.system;
    database += other.database;
    states += other.states;
    return *this;
  }
  void Print(const std::string& name) const {
    std::printf("%-14s %8zu %8zu %8zu\n", name.c_str(), system, database, states);
    std::fflush(stdout);
  }
};

std::vector<FaultCase> SomeCases(const std::vector<CountedCall>& calls,
                                 const Options& options) {
  return CasesOf(calls, options.stride, options.quick ? kQuick : 0);
}

// Each worker in a place of its own; false where a state is not as it should be.
bool TryFaults(const Operation& operation, const fs::path& place,
               const Options& options, Count& count) {
  const fs::path start = place / "start";
  Prepare(operation, start, place / "aside");
  const std::vector<CountedCall> calls =
      Bench(operation, start, place / "count").Calls();
  const std::vector<FaultCase> cases = SomeCases(calls, options);
  const bool good = InWorkers(options.workers, [&](unsigned worker) {
    Bench bench(operation, start, place / std::to_string(worker));
    bool all_good = true;
    for (size_t i = worker; i < cases.size(); i += options.workers) {
      if (bench.Try(cases[i])) continue;
      all_good = false;
      if (!options.keep) continue;
      std::fprintf(stderr, "  kept: %s\n", bench.work().c_str());
      break;
    }
    return all_good ? 0 : 1;
  });
  const auto database =
      static_cast<size_t>(std::ranges::count_if(calls, &CountedCall::database));
  const Count mine{calls.size() - 1 - database, database, cases.size()};  // but the end
  mine.Print(operation.name);
  count += mine;
  return good;
}

// Every operation that may meet others with each of them, and with itself.
bool TryTwoAtOnce(const fs::path& place, const Options& options) {
  std::vector<Operation> all;
  std::ranges::copy_if(Operations(), std::back_inserter(all), &Operation::meets);
  const int rounds = options.quick ? 1 : kRounds;
  Prepare(all.front(), place / "start", place / "aside");  // the fixture of all
  const bool good = InWorkers(options.workers, [&](unsigned worker) {
    bool all_good = true;
    for (size_t i = worker; i < all.size(); i += options.workers) {
      Bench bench(all[i], place / "start", place / all[i].name);
      for (const Operation& other : all) {
        for (int round = 0; round < rounds; ++round) {
          all_good = bench.Both(other) && all_good;
        }
      }
    }
    return all_good ? 0 : 1;
  });
  std::printf("%-14s %26zu\n", "two at once",
              all.size() * all.size() * static_cast<size_t>(rounds));
  return good;
}

// In memory where that can be: what is tried is the order of the calls, not the disk.
fs::path MakePlace() {
  std::error_code error;
  const fs::path shared = "/dev/shm";
  const bool usable =
      fs::is_directory(shared, error) && ::access(shared.c_str(), W_OK) == 0;
  std::string pattern =
      (usable ? shared : fs::temp_directory_path()) / "certseal-faults.XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) std::exit(2);
  return pattern;
}

bool ReadOptions(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--keep" || argument == "--quick") {
      (argument == "--keep" ? options.keep : options.quick) = true;
      continue;
    }
    if (i + 1 == argc) return false;
    const std::string value = argv[++i];
    const uint64_t number = ParseDecimal(value).value_or(0);
    if (argument == "--only") {
      options.only = value;
    } else if (argument == "--stride" && number > 0) {
      options.stride = number;
    } else if (argument == "--workers" && number > 0 && number < 1000) {
      options.workers = static_cast<unsigned>(number);
    } else {
      return false;
    }
  }
  return true;
}

int Main(int argc, char** argv) {
  Options options;
  if (!ReadOptions(argc, argv, options)) {
    std::fputs(kUsage, stderr);
    return 64;
  }
  const TimestampServer server;
  const fs::path place = MakePlace();
  std::printf("%-14s %8s %8s %8s\n", "operation", "system", "SQLite", "states");
  bool good = true;
  Count total;
  for (const Operation& operation : Operations()) {
    if (!options.only.empty() && options.only != operation.name) continue;
    good = TryFaults(operation, place / operation.name, options, total) && good;
    if (good) fs::remove_all(place / operation.name);
  }
  if (options.only.empty()) total.Print("all");
  if (options.only.empty() || options.only == "two") {
    good = TryTwoAtOnce(place / "two", options) && good;
  }
  if (good || !options.keep) fs::remove_all(place);
  return good ? 0 : 1;
}

}  // namespace
}  // namespace certseal::faults

int main(int argc, char** argv) { return certseal::faults::Main(argc, argv); }
