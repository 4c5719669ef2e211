// SPDX-License-Identifier: Apache-2.0
#include "faults/command.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <utility>

#include "base/strings.h"
#include "cli/certseal/program.h"
#include "cli/lookup/program.h"
#include "faults/call_counter.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kMostSeconds = 100;  // nothing may wait for ever

void RedirectTo(const fs::path& file, int fd) {
  const int opened = ::open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (opened < 0 || ::dup2(opened, fd) < 0) ::_exit(3);
  ::close(opened);
}

void WriteCalls(const std::vector<CountedCall>& calls, const fs::path& file) {
  std::ofstream out(file);
  for (const CountedCall& each : calls) {
    const Unsynced& unsynced = each.unsynced;
    out << each.name << ' ' << each.database << ' ' << unsynced.names << ' '
        << unsynced.files << ' ' << unsynced.writes << ' ' << unsynced.last << '\n';
  }
}

std::vector<CountedCall> ReadCalls(const fs::path& file) {
  std::vector<CountedCall> calls;
  std::ifstream in(file);
  CountedCall each;
  while (in >> each.name >> each.database >> each.unsynced.names >>
         each.unsynced.files >> each.unsynced.writes >> each.unsynced.last) {
    calls.push_back(each);
  }
  return calls;
}

std::string ReadText(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

int RunWords(std::string_view command) {
  std::vector<std::string> words;
  for (const std::string_view word : Split(command, ' ')) words.emplace_back(word);
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const int argc = static_cast<int>(words.size());
  const bool lookup = words.front() == "certseal-lookup";
  return lookup ? RunLookup(argc, argv.data()) : RunCertseal(argc, argv.data());
}

[[noreturn]] void RunHere(std::string_view command, const fs::path& directory,
                          const FaultCase* wanted, const fs::path& aside) {
  ::alarm(kMostSeconds);
  ::setsid();
  RedirectTo("/dev/null", STDIN_FILENO);
  RedirectTo(aside / "out", STDOUT_FILENO);
  RedirectTo(aside / "err", STDERR_FILENO);
  ::setenv("XDG_CONFIG_HOME", (directory / "config").c_str(), 1);
  ::setenv("XDG_STATE_HOME", (directory / "config" / "state").c_str(), 1);
  ::setenv("no_proxy", "127.0.0.1", 1);  // of the time-stamping server
  if (::chdir(directory.c_str()) != 0) ::_exit(3);
  if (wanted) Arm(*wanted, directory.string(), aside.string());
  const int code = RunWords(command);
  const std::vector<CountedCall> calls = Disarm();
  std::cout.flush();
  if (wanted && wanted->fault == Fault::kNone) WriteCalls(calls, aside / "calls");
  ::_exit(code);
}

}  // namespace

bool Outcome::EndedAsItShould() const { return WIFEXITED(status); }

bool Outcome::WasKilled() const {
  return WIFEXITED(status) && WEXITSTATUS(status) == kKilled;
}

RunningCommand::RunningCommand(std::string_view command, const fs::path& directory,
                               const FaultCase* wanted, fs::path aside)
    : aside_(std::move(aside)) {
  fs::create_directories(aside_);
  process_ = ::fork();
  if (process_ == 0) RunHere(command, directory, wanted, aside_);
}

Outcome RunningCommand::Wait() {
  Outcome outcome;
  ::waitpid(process_, &outcome.status, 0);
  outcome.out = ReadText(aside_ / "out");
  outcome.err = ReadText(aside_ / "err");
  outcome.calls = ReadCalls(aside_ / "calls");
  return outcome;
}

Outcome RunCommand(std::string_view command, const fs::path& directory,
                   const fs::path& aside) {
  return RunningCommand(command, directory, nullptr, aside).Wait();
}

}  // namespace certseal::faults
