// SPDX-License-Identifier: Apache-2.0
//
// A fault at every system call of every operation: afterwards nothing is lost, nothing
// is doubled, and nothing was published that the register does not extend. And two
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

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUsage =
    "faults [--stride N] [--only OPERATION] [--workers N] [--keep]\n"
    "Puts a fault at every N-th system call of issue, revoke, correct, publish and\n"
    "others: an I/O error, a full disk, a short write, a kill, a power cut. Then runs\n"
    "them two at once. --keep leaves the state of the first case that fails.\n";

constexpr int kRounds = 3;  // of two at once

struct Options {
  uint64_t stride = 1;
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

bool TryFaults(const Operation& operation, const fs::path& place,
               const Options& options) {
  return InWorkers(options.workers, [&](unsigned worker) {
    Bench bench(operation, place / std::to_string(worker));
    const std::vector<FaultCase> cases = bench.Cases(options.stride);
    bool good = true;
    for (size_t i = worker; i < cases.size(); i += options.workers) {
      if (bench.Try(cases[i])) continue;
      good = false;
      if (!options.keep) continue;
      std::fprintf(stderr, "  kept: %s\n", bench.work().c_str());
      break;
    }
    if (worker == 0) {
      std::printf("%-14s %4zu system calls, %5zu states\n", operation.name.c_str(),
                  bench.calls(), cases.size());
      std::fflush(stdout);
    }
    return good ? 0 : 1;
  });
}

// The pairs that may meet in a school: every operation with every other and with
// itself.
bool TryTwoAtOnce(const fs::path& place, const Options& options) {
  const std::vector<Operation>& all = Operations();
  return InWorkers(options.workers, [&](unsigned worker) {
    bool good = true;
    int rounds = 0;
    for (size_t i = worker; i < all.size(); i += options.workers) {
      Bench bench(all[i], place / StrCat("both-", all[i].name));
      for (const Operation& other : all) {
        if (!other.meets || !all[i].meets) continue;
        for (int round = 0; round < kRounds; ++round, ++rounds) {
          good = bench.Both(other) && good;
        }
      }
    }
    std::printf("two at once    %d times\n", rounds);
    std::fflush(stdout);
    return good ? 0 : 1;
  });
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
    if (argument == "--keep") {
      options.keep = true;
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
  const fs::path place = MakePlace();
  bool good = true;
  for (const Operation& operation : Operations()) {
    if (!options.only.empty() && options.only != operation.name) continue;
    good = TryFaults(operation, place / operation.name, options) && good;
  }
  if (options.only.empty() || options.only == "two") {
    good = TryTwoAtOnce(place, options) && good;
  }
  if (good || !options.keep) fs::remove_all(place);
  return good ? 0 : 1;
}

}  // namespace
}  // namespace certseal::faults

int main(int argc, char** argv) { return certseal::faults::Main(argc, argv); }
