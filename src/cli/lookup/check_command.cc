// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/check_command.h"

#include <iostream>
#include <map>
#include <memory>

#include "base/strings.h"
#include "cli/common/terminal.h"
#include "cli/lookup/registers.h"
#include "cli/lookup/trust_command.h"
#include "verify/lookup.h"

namespace certseal {
namespace {

constexpr std::string_view kProgram = "certseal-lookup";

struct CheckOptions {
  std::vector<std::string> inputs;
  std::vector<std::string> trust_files;
  std::string place;  // of the register; empty: each school's own address
  bool offline = false;
  bool json = false;
  std::optional<std::string> name;
  std::optional<std::string> course;
  std::string completed;
};

Result<std::vector<TrustFile>> AcceptedSchools(const CheckOptions& options) {
  if (options.trust_files.empty()) {
    ASSIGN_OR_RETURN(const PinnedSchools pinned, DefaultPinnedSchools());
    return pinned.All();
  }
  std::vector<TrustFile> schools;
  for (const std::string& path : options.trust_files) {
    ASSIGN_OR_RETURN(TrustFile trust, ReadTrustFile(path));
    for (const TrustFile& other : schools) {
      if (other.keys().site == trust.keys().site && other.bytes() != trust.bytes()) {
        return Fail(StrCat("two different trust files are given for ",
                           trust.keys().site.origin()),
                    {"give the newest one alone"});
      }
    }
    schools.push_back(std::move(trust));
  }
  return schools;
}

Claims ReadClaims(const CheckOptions& options) {
  return {options.name, options.course, Date::ParseIso(options.completed)};
}

Report Check(const std::string& input, const LookupOptions& options) {
  const Result<Subject> subject = ClassifyArgument(input);
  if (subject) return Lookup(*subject, options);
  return {CannotCheck(subject.error().message), std::nullopt, {}, options.now};
}

std::string ColouredLine(const Report& report, ExitCode code) {
  const std::string name(VerdictName(report.outcome.verdict));
  const std::string rest = report.outcome.line.substr(name.size());
  const auto colour = code == kExitGood ? Green : code == kExitBad ? Red : Yellow;
  return Bold(colour(name)) + rest;
}

void PrintOne(const Report& report, ExitCode code) {
  const std::string text = ReportText(report);
  std::cout << ColouredLine(report, code) << text.substr(report.outcome.line.size());
}

void PrintLine(const std::string& input, const Report& report, ExitCode code) {
  std::cout << EscapeControls(input) << ": " << ColouredLine(report, code);
  if (report.facts && !report.facts->items.empty()) {
    std::cout << " Name: " << EscapeControls(report.facts->items.front().value);
  }
  std::cout << "\n";
}

void PrintSummary(const std::map<Verdict, size_t>& counts, size_t total) {
  std::vector<std::string> parts;
  for (const auto& [verdict, count] : counts) {
    parts.push_back(StrCat(count, " ", VerdictName(verdict)));
  }
  std::cout << "\n"
            << total << " checked: " << Join(parts, ", ") << "\n"
            << ClosingLines() << "\n";
}

// Beside the answers, on standard error; each note once.
void PrintNotes(SchoolRegisters* registers, const Report& report) {
  if (registers) {
    for (const std::string& note : registers->TakeNotes()) {
      PrintNote(kProgram, EscapeControls(note));
    }
  }
  for (const std::string& hint : report.hints)
    PrintNote(kProgram, StrCat("hint: ", hint));
}

// From now on the school is accepted by its newest keys.
void UpdatePins(const SchoolRegisters& registers) {
  const Result<PinnedSchools> pinned = DefaultPinnedSchools();
  if (!pinned) return;
  for (const auto& [from, to] : registers.Successors()) {
    if (const Result<void> updated = pinned->Update(from, to); !updated) {
      PrintNote(kProgram, StrCat("the new keys of ", from.keys().site.origin(),
                                 " cannot be kept: ", updated.error().message));
    }
  }
}

// All inputs, one after the other; gives the worst exit code.
ExitCode CheckAll(const CheckOptions& options, const LookupOptions& lookup) {
  ExitCode worst = kExitGood;
  std::map<Verdict, size_t> counts;
  for (const std::string& input : options.inputs) {
    const Report report = Check(input, lookup);
    const ExitCode code = ExitCodeOf(report.outcome.verdict);
    worst = Worse(worst, code);
    ++counts[report.outcome.verdict];
    if (options.json)
      std::cout << ReportJson(report, input) << "\n";
    else if (options.inputs.size() == 1)
      PrintOne(report, code);
    else
      PrintLine(input, report, code);
    PrintNotes(lookup.registers, report);
  }
  if (!options.json && options.inputs.size() > 1) {
    PrintSummary(counts, options.inputs.size());
  }
  return worst;
}

Result<int> RunCheck(const CheckOptions& options) {
  ASSIGN_OR_RETURN(const std::vector<TrustFile> schools, AcceptedSchools(options));
  if (schools.empty()) {
    PrintNote(
        kProgram,
        "no school is accepted yet: certseal-lookup trust add FILE, or --trust FILE");
  }
  const Timestamp now = SystemNow();
  const Claims claims = ReadClaims(options);
  if (options.offline) return CheckAll(options, {schools, nullptr, claims, now});
  const std::optional<CheckpointMemory> memory = DefaultCheckpointMemory();
  if (!memory) {
    PrintNote(kProgram,
              "neither XDG_STATE_HOME nor HOME says where to remember the register");
  }
  ASSIGN_OR_RETURN(SchoolRegisters registers,
                   MakeRegisters(options.place, memory ? &*memory : nullptr, now));
  const ExitCode worst = CheckAll(options, {schools, &registers, claims, now});
  if (options.trust_files.empty()) UpdatePins(registers);
  return worst;
}

}  // namespace

void AddCheckCommand(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<CheckOptions>();
  app.add_option(
      "INPUT", options->inputs,
      "a certificate (PDF), a record, a QR's text, a code, or - for standard input");
  app.add_option("--trust", options->trust_files,
                 "accept the schools of these trust files, and no others")
      ->type_name("FILE")
      ->allow_extra_args(false);  // each takes one value; it may be repeated
  app.add_option(
         "--register", options->place,
         "a copy of the school's published register, in place of its own address")
      ->type_name("DIR|URL");
  app.add_flag("--offline", options->offline,
               "go without the register, and accept that");
  app.add_option("--name", options->name, "the name you were given, to be compared");
  app.add_option("--course", options->course,
                 "the course's code or title, to be compared");
  app.add_option("--completed", options->completed,
                 "the completion date, to be compared")
      ->check(IsoDate());
  app.add_flag("--json", options->json, "one JSON object a line, for machines");
  app.callback([=, &app, &invocation] {
    if (!app.get_subcommands().empty() || options->inputs.empty()) return;
    invocation.run = [=] { return RunCheck(*options); };
  });
}

}  // namespace certseal
