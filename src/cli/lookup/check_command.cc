// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/check_command.h"

#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "base/ordered_work.h"
#include "base/parallel.h"
#include "base/strings.h"
#include "cli/common/progress.h"
#include "cli/common/terminal.h"
#include "cli/lookup/answer.h"
#include "cli/lookup/inputs.h"
#include "cli/lookup/registers.h"
#include "cli/lookup/sandbox.h"
#include "cli/lookup/trust_command.h"
#include "verify/lookup.h"

namespace certseal {
namespace {

constexpr std::string_view kProgram = "certseal-lookup";

struct CheckOptions {
  std::vector<std::string> inputs;
  std::vector<std::string> lists;
  std::vector<std::string> trust_files;
  std::string place;  // of the register; empty: each school's own address
  bool offline = false;
  bool json = false;
  unsigned jobs = HardwareThreads();
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

// One input that is no directory is answered at length.
bool IsSeveral(const CheckOptions& options) {
  std::error_code error;
  return options.inputs.size() != 1 || !options.lists.empty() ||
         std::filesystem::is_directory(options.inputs.front(), error);
}

// Tally counts the results and keeps the worst.
class Tally {
 public:
  void Count(Verdict verdict) {
    ++total_;
    ++counts_[verdict];
    worst_ = Worse(worst_, ExitCodeOf(verdict));
  }
  size_t total() const { return total_; }
  ExitCode worst() const { return worst_; }
  std::string Text() const {
    std::vector<std::string> parts;
    for (const auto& [verdict, count] : counts_) {
      parts.push_back(StrCat(count, " ", VerdictName(verdict)));
    }
    return StrCat(total_, " checked: ", Join(parts, ", "));
  }

 private:
  size_t total_ = 0;
  ExitCode worst_ = kExitGood;
  std::map<Verdict, size_t> counts_;
};

// Notes are printed beside the answers, on standard error; each once.
class Notes {
 public:
  Notes(SchoolRegisters* registers, std::optional<ProgressBar>& bar)
      : registers_(registers), bar_(bar) {}

  void Print(const Answer& answer) {
    std::vector<std::string> notes;
    if (registers_) notes = registers_->TakeNotes();
    for (std::string& note : notes) note = EscapeControls(note);
    for (const std::string& hint : answer.hints) {
      if (told_.insert(hint).second) notes.push_back(StrCat("hint: ", hint));
    }
    if (bar_ && !notes.empty()) bar_->Clear();
    for (const std::string& note : notes) PrintNote(kProgram, note);
  }

 private:
  SchoolRegisters* registers_;
  std::optional<ProgressBar>& bar_;
  std::set<std::string> told_;  // hints are a few fixed sentences
};

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

// Of several inputs, what came of all together.
Result<void> PrintSummary(const CheckOptions& options, const InputSource& inputs,
                          const Tally& tally) {
  if (const size_t others = inputs.passed_over(); others > 0) {
    PrintNote(kProgram, StrCat("passed over in the directories: ", others,
                               others == 1 ? " file that is neither PDF nor picture"
                                           : " files that are neither PDFs nor pictures"));
  }
  if (tally.total() == 0) {
    return Fail(
        "there is nothing to check: no PDF or picture in the directories, no line in the "
        "lists");
  }
  if (options.json) PrintNote(kProgram, tally.Text());
  else std::cout << "\n" << tally.Text() << "\n" << ClosingLines() << "\n";
  return {};
}

// Looked at on several threads, answered in the order of the inputs; gives the worst exit
// code.
Result<ExitCode> CheckAll(const CheckOptions& options, const LookupOptions& lookup,
                          PictureReaders& readers) {
  const bool several = IsSeveral(options);
  InputSource inputs(options.inputs, options.lists);
  Tally tally;
  // Where a person reads the answers as they come, they are progress enough.
  std::optional<ProgressBar> bar;
  size_t done = 0, total = 0;
  if (several && StderrIsTerminal() && !StdoutIsTerminal()) {
    bar.emplace("Checking");
    total = InputSource::Count(options.inputs, options.lists).value_or(0);
  }
  Notes notes(lookup.registers, bar);
  const OrderedWork<Input, Answer> checking = {
      .make = [&] { return inputs.Next(); },
      .work = [&](Input& input) -> Result<Answer> {
        const AnswerStyle style = options.json ? AnswerStyle::kJson
                                  : several    ? AnswerStyle::kLine
                                               : AnswerStyle::kFull;
        return AnswerOf(input, CheckInput(input, lookup, readers), style);
      },
      .take = [&](const Answer& answer) -> Result<void> {
        std::cout << answer.text << std::flush;  // for whoever reads as they come
        if (!std::cout) return Fail("cannot write to standard output");
        for (const Verdict verdict : answer.verdicts) tally.Count(verdict);
        ++done;
        notes.Print(answer);
        if (bar) (*bar)(done, total);
        return {};
      }};
  TRY(RunOrdered({.count = options.jobs}, checking).map([](WorkEnd) {}));
  bar.reset();
  if (several || tally.total() > 1) TRY(PrintSummary(options, inputs, tally));
  return tally.worst();
}

Needs NeedsOf(const CheckOptions& options) {
  const bool here = !options.place.empty() && !IsAddress(options.place);
  return {.network = !options.offline && !here,
          .writes = !options.offline};  // what the register showed, newer keys
}

// How many pictures may be read at once. What is no file needs no reader, and starts the
// sooner.
unsigned LanesOf(const CheckOptions& options) {
  if (IsSeveral(options)) return options.jobs;
  const std::string& input = options.inputs.front();
  std::error_code error;
  return input == "-" || std::filesystem::exists(input, error) ? 1 : 0;
}

Result<int> RunCheck(const CheckOptions& options) {
  PictureReaders readers(LanesOf(options));
  ConfineTo(NeedsOf(options));
  ASSIGN_OR_RETURN(const std::vector<TrustFile> schools, AcceptedSchools(options));
  if (schools.empty()) {
    PrintNote(
        kProgram,
        "no school is accepted yet: certseal-lookup trust add FILE, or --trust FILE");
  }
  const Timestamp now = SystemNow();
  const Claims claims = ReadClaims(options);
  if (options.offline) {
    ASSIGN_OR_RETURN(const ExitCode worst,
                     CheckAll(options, {schools, nullptr, claims, now}, readers));
    return worst;
  }
  const std::optional<CheckpointMemory> memory = DefaultCheckpointMemory();
  if (!memory) {
    PrintNote(kProgram,
              "neither XDG_STATE_HOME nor HOME says where to remember the register");
  }
  ASSIGN_OR_RETURN(SchoolRegisters registers,
                   MakeRegisters(options.place, memory ? &*memory : nullptr, now));
  const Result<ExitCode> worst =
      CheckAll(options, {schools, &registers, claims, now}, readers);
  if (options.trust_files.empty()) UpdatePins(registers);
  if (!worst) return Fail(worst.error());
  return *worst;
}

}  // namespace

void AddCheckCommand(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<CheckOptions>();
  app.add_option(
      "INPUT", options->inputs,
      "a certificate (PDF), a picture or scan of one (JPEG, PNG, PDF), a record, a QR's "
      "text, a code, a directory (the PDFs and pictures below it), or - for standard "
      "input");
  app.add_option(
         "--list", options->lists,
         "check what stands in this file, one input on each line (-: standard input)")
      ->type_name("FILE")
      ->allow_extra_args(false);  // each takes one value; it may be repeated
  AddJobsOption(app, options->jobs);
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
    if (!app.get_subcommands().empty() ||
        (options->inputs.empty() && options->lists.empty())) {
      return;
    }
    invocation.run = [=] { return RunCheck(*options); };
  });
}

}  // namespace certseal
