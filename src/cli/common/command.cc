// SPDX-License-Identifier: Apache-2.0
#include "cli/common/command.h"

#include <algorithm>
#include <exception>
#include <iostream>
#include <memory>
#include <sstream>

#include "base/date.h"
#include "base/strings.h"
#include "cli/common/terminal.h"

namespace certseal {
namespace {

constexpr int kUsage = 64;

// A command's description is its examples, an empty line, and what it does. In the list
// of commands only the last stands.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_subcommand(const CLI::App* command) const override {
    std::string text = command->get_description();
    if (const size_t blank = text.rfind("\n\n"); blank != std::string::npos) {
      text.erase(0, blank + 2);
    }
    for (char& c : text) {
      if (c == '\n') c = ' ';
    }
    std::stringstream out;
    CLI::detail::format_help(out, command->get_name(), text.substr(0, text.find(". ")),
                             column_width_);
    return out.str();
  }
};

int ReportUsage(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
  PrintError(app.get_name(), Error{error.what(), {StrCat(app.get_name(), " --help")}});
  return kUsage;
}

// Subcommands copied the default formatter when they were made.
void UseFormatter(CLI::App& app) {
  app.formatter(std::make_shared<HelpFormatter>());
  for (CLI::App* command : app.get_subcommands({})) UseFormatter(*command);
}

}  // namespace

CLI::Validator IsoDate() {
  return CLI::Validator(
      [](std::string& text) {
        if (Date::ParseIso(text)) return std::string();
        return StrCat(Quote(text), " is not a date as 2026-03-14");
      },
      "YYYY-MM-DD");
}

CLI::Validator OneOf(const std::vector<std::string>& words) {
  return CLI::Validator(
      [words](std::string& text) {
        if (std::find(words.begin(), words.end(), text) != words.end()) return std::string();
        return StrCat(Quote(text), " is not one of: ", Join(words, ", "));
      },
      Join(words, "|"));
}

void AddJobsOption(CLI::App& command, unsigned& jobs) {
  constexpr unsigned kMost = 1024;
  command.add_option("--jobs", jobs, "how many threads work at once (default: all cores)")
      ->check(CLI::Range(1u, kMost))
      ->type_name("N");
}

int RunProgram(CLI::App& app, const Invocation& invocation, int failure, int argc,
               char** argv) {
  try {
    UseFormatter(app);
    app.parse(argc, argv);
    if (!invocation.run) {
      std::cout << app.help();
      return kUsage;
    }
    const Result<int> code = invocation.run();
    if (!code) {
      PrintError(app.get_name(), code.error());
      return failure;
    }
    std::cout.flush();
    if (!std::cout) {
      PrintError(app.get_name(), Error{"cannot write to standard output"});
      return failure;
    }
    return *code;
  } catch (const CLI::ParseError& error) {
    return ReportUsage(app, error);
  } catch (const std::exception& error) {
    PrintError(app.get_name(), Error{StrCat("unexpected: ", error.what())});
    return failure;
  }
}

}  // namespace certseal
