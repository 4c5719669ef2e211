// SPDX-License-Identifier: Apache-2.0
#include "faults/bench.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "base/strings.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kMostSeconds = 100;  // nothing may wait for ever

const char* NameOf(Fault fault) {
  switch (fault) {
    case Fault::kNone:
      return "no fault";
    case Fault::kError:
      return "I/O error";
    case Fault::kFull:
      return "full disk";
    case Fault::kShort:
      return "short write";
    case Fault::kKillBefore:
      return "kill";
    case Fault::kPowerCut:
      return "power cut";
    case Fault::kPowerCutBytes:
      return "power cut, names kept";
  }
  return "";
}

std::string NameOf(const FaultCase& each) {
  return StrCat(NameOf(each.fault), " at call ", each.at, " (", each.call, ")");
}

void WriteAll(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n <= 0) ::_exit(3);
    text.remove_prefix(static_cast<size_t>(n));
  }
}

std::string ReadAll(int fd) {
  std::string text;
  char buffer[4096];
  for (ssize_t n; (n = ::read(fd, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<size_t>(n));
  }
  ::close(fd);
  return text;
}

std::string TextOf(const Result<std::vector<CertificateCode>>& result,
                   const std::vector<CountedCall>& calls) {
  std::string text;
  for (const CountedCall& call : calls) {
    text += StrCat("call ", call.unsynced ? '!' : '.', call.name, "\n");
  }
  if (!result) return text + StrCat("error ", result.error().message, "\n");
  for (const CertificateCode& code : *result) {
    text += StrCat("code ", code.compact(), "\n");
  }
  return text;
}

Told ReadTold(std::string_view text) {
  Told told;
  for (const std::string_view line : Split(text, '\n')) {
    if (line.starts_with("call ")) {
      told.calls.push_back({std::string(line.substr(6)), line[5] == '!'});
    }
    if (line.starts_with("code ")) told.reported.emplace_back(line.substr(5));
    if (line.starts_with("error ")) told.error = line.substr(6);
  }
  return told;
}

// A process that runs an operation, armed or not.
class Run {
 public:
  Run(SampleSchool& school, const Operation& operation, const FaultCase* fault,
      const fs::path& aside) {
    int ends[2];
    if (::pipe(ends) != 0) std::abort();
    process_ = ::fork();
    if (process_ == 0) {
      ::alarm(kMostSeconds);
      if (fault) Arm(fault->fault, fault->at, aside.string());
      const auto result = operation.run(school);
      const std::vector<CountedCall> calls = Disarm();
      const bool counted = fault && fault->fault == Fault::kNone;
      WriteAll(ends[1], TextOf(result, counted ? calls : std::vector<CountedCall>()));
      ::_exit(0);
    }
    ::close(ends[1]);
    output_ = ends[0];
  }

  Told Wait() {
    Told told = ReadTold(ReadAll(output_));
    ::waitpid(process_, &told.status, 0);
    return told;
  }

 private:
  pid_t process_;
  int output_ = -1;
};

}  // namespace

bool Told::EndedAsItShould() const {
  if (!WIFEXITED(status)) return false;
  return WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == kKilled;
}

Bench::Bench(const Operation& operation, const fs::path& place)
    : operation_(operation),
      start_(place / "start"),
      work_(place / "work"),
      aside_(place / "aside"),
      school_((fs::create_directories(start_), start_)) {
  operation_.prepare(school_);
  school_.MoveTo(work_);
  Restore();
  school_.LoadTemplate();
  auto before = Before::Of(school_);
  if (!before) Die(before.error().message);
  before_ = std::move(*before);
}

void Bench::Die(const std::string& why) const {
  std::fprintf(stderr, "%s: %s\n", operation_.name.c_str(), why.c_str());
  ::_exit(2);
}

void Bench::Restore() const {
  fs::remove_all(work_);
  fs::remove_all(aside_);
  fs::create_directories(aside_);
  fs::copy(start_, work_, fs::copy_options::recursive);
}

Told Bench::RunInChild(const FaultCase& each) {
  return Run(school_, operation_, &each, aside_).Wait();
}

std::vector<FaultCase> Bench::Cases(uint64_t stride) {
  Restore();
  const Told told = RunInChild({Fault::kNone, 0, ""});
  if (told.status != 0 || !told.error.empty()) Die("without a fault: " + told.error);
  calls_ = told.calls.size();
  std::vector<FaultCase> cases;
  for (uint64_t at = 1; at <= calls_; at += stride) {
    const auto& [call, unsynced] = told.calls[at - 1];
    cases.push_back({Fault::kError, at, call});
    cases.push_back({Fault::kKillBefore, at, call});
    if (CanBeFull(call)) cases.push_back({Fault::kFull, at, call});
    if (IsWrite(call)) cases.push_back({Fault::kShort, at, call});
    if (!unsynced) continue;
    cases.push_back({Fault::kPowerCut, at, call});
    cases.push_back({Fault::kPowerCutBytes, at, call});
  }
  return cases;
}

// In a process of its own, which remembers nothing: the parent stays as it was.
bool Bench::CheckInChild(const std::string& what,
                         const std::vector<const Operation*>& operations,
                         const std::vector<std::string>& reported) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(kMostSeconds);
    for (const Operation* each : operations) {
      const Result<void> checked = CheckAfterFault(school_, *each, before_, reported);
      if (checked) continue;
      std::fprintf(stderr, "%s: %s:\n  %s\n", each->name.c_str(), what.c_str(),
                   checked.error().message.c_str());
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
  const Told told = RunInChild(each);
  const std::string what =
      StrCat(NameOf(each), told.error.empty() ? "" : ": ", told.error);
  if (told.EndedAsItShould()) {
    return CheckInChild(what, {&operation_}, told.reported);
  }
  std::fprintf(stderr, "%s: %s:\n  the process crashed or hung\n",
               operation_.name.c_str(), what.c_str());
  return false;
}

bool Bench::Both(const Operation& other) {
  Restore();
  Run first(school_, operation_, nullptr, aside_);
  Run second(school_, other, nullptr, aside_);
  const Told a = first.Wait(), b = second.Wait();
  const std::string what =
      StrCat("at once with ", other.name, " (", a.error, "; ", b.error, ")");
  if (!a.EndedAsItShould() || !b.EndedAsItShould() ||
      (!a.error.empty() && !b.error.empty())) {
    std::fprintf(stderr, "%s: %s:\n  neither was done, or one crashed or hung\n",
                 operation_.name.c_str(), what.c_str());
    return false;
  }
  std::vector<std::string> reported = a.reported;
  reported.insert(reported.end(), b.reported.begin(), b.reported.end());
  return CheckInChild(what, {&operation_, &other}, reported);
}

}  // namespace certseal::faults
