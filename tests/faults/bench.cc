// SPDX-License-Identifier: Apache-2.0
#include "faults/bench.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

#include "base/strings.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kMostSeconds = 100;  // nothing may wait for ever

Result<void> CheckOne(const Place& place, const Operation& operation,
                      const std::string& command, const Before& before,
                      const Outcome& outcome, bool alone, const fs::path& aside) {
  // Of two at once one may undo what the other has done.
  if (alone && !outcome.WasKilled()) TRY(CheckOutcome(place, operation, outcome));
  const std::string reported = outcome.Succeeded() ? outcome.out : "";
  return CheckAfterFault(place, operation, command, before, reported, aside);
}

}  // namespace

Bench::Bench(const Operation& operation, fs::path start, const fs::path& directory)
    : operation_(operation),
      start_(std::move(start)),
      aside_(directory / "aside"),
      work_(directory / "work"),
      command_(Place(start_).Filled(operation.command)) {
  Restore();
  auto before = Before::Of(work_);
  if (!before) Die(before.error().message);
  before_ = std::move(*before);
}

void Bench::Die(const std::string& why) const {
  std::fprintf(stderr, "%s: %s\n", operation_.name.c_str(), why.c_str());
  ::_exit(2);
}

void Bench::Restore() const {
  fs::remove_all(work_.directory());
  fs::remove_all(aside_);
  fs::create_directories(aside_);
  fs::copy(start_, work_.directory(), fs::copy_options::recursive);
}

std::vector<CountedCall> Bench::Calls() {
  Restore();
  const FaultCase none;
  const Outcome outcome =
      RunningCommand(command_, work_.directory(), &none, aside_).Wait();
  if (!outcome.Succeeded()) Die("without a fault: " + outcome.err);
  if (!CheckInChild("without a fault", {&operation_}, {outcome})) Die("gives up");
  return outcome.calls;
}

// In a process of its own, which remembers nothing: the parent stays as it was.
bool Bench::CheckInChild(const std::string& what,
                         const std::vector<const Operation*>& operations,
                         const std::vector<Outcome>& outcomes) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(kMostSeconds);
    for (size_t i = 0; i < operations.size(); ++i) {
      const Operation& each = *operations[i];
      const Result<void> checked =
          CheckOne(work_, each, Place(start_).Filled(each.command), before_,
                   outcomes[i], operations.size() == 1, aside_ / "check");
      if (checked) continue;
      std::fprintf(stderr, "%s: %s:\n  %s\n  it said: %s\n", each.name.c_str(),
                   what.c_str(), checked.error().message.c_str(),
                   outcomes[i].err.c_str());
      ::_exit(1);
    }
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) {
    std::fprintf(stderr, "%s: %s:\n  checking it crashed or hung\n",
                 operation_.name.c_str(), what.c_str());
  }
  return status == 0;
}

bool Bench::Try(const FaultCase& each) {
  Restore();
  const Outcome outcome =
      RunningCommand(command_, work_.directory(), &each, aside_).Wait();
  if (outcome.EndedAsItShould()) {
    return CheckInChild(NameOf(each), {&operation_}, {outcome});
  }
  std::fprintf(stderr, "%s: %s:\n  the process ended by signal %d: %s\n",
               operation_.name.c_str(), NameOf(each).c_str(), WTERMSIG(outcome.status),
               outcome.err.c_str());
  return false;
}

bool Bench::Both(const Operation& other) {
  Restore();
  const std::string command = Place(start_).Filled(other.command);
  RunningCommand first(command_, work_.directory(), nullptr, aside_ / "first");
  RunningCommand second(command, work_.directory(), nullptr, aside_ / "second");
  const Outcome a = first.Wait(), b = second.Wait();
  const std::string what = StrCat("at once with ", other.name);
  if (a.EndedAsItShould() && b.EndedAsItShould() && (a.Succeeded() || b.Succeeded())) {
    return CheckInChild(what, {&operation_, &other}, {a, b});
  }
  std::fprintf(stderr, "%s: %s:\n  neither was done, or one crashed or hung: %s; %s\n",
               operation_.name.c_str(), what.c_str(), a.err.c_str(), b.err.c_str());
  return false;
}

}  // namespace certseal::faults
