// SPDX-License-Identifier: Apache-2.0
#include "cli/common/terminal.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "base/strings.h"

namespace certseal {
namespace {

std::string Sgr(std::string_view code, std::string_view text) {
  if (!UseColour()) return std::string(text);
  return StrCat("\x1b[", code, "m", text, "\x1b[0m");
}

}  // namespace

void PrintError(std::string_view program, const Error& error) {
  std::cout.flush();
  for (std::string_view line : Split(error.message, '\n')) {
    std::cerr << program << ": error: " << line << "\n";
  }
  for (const std::string& hint : error.hints) {
    std::cerr << program << ": hint: " << hint << "\n";
  }
}

void PrintNote(std::string_view program, std::string_view note) {
  std::cout.flush();
  std::cerr << program << ": " << note << "\n";
}

bool StderrIsTerminal() { return ::isatty(STDERR_FILENO) == 1; }
bool StdoutIsTerminal() { return ::isatty(STDOUT_FILENO) == 1; }

bool UseColour() {
  static const bool use = [] {
    // No thread of ours sets variables.
    // NOLINTBEGIN(concurrency-mt-unsafe)
    const char* no_colour = std::getenv("NO_COLOR");
    const char* term = std::getenv("TERM");
    // NOLINTEND(concurrency-mt-unsafe)
    return StdoutIsTerminal() && (!no_colour || *no_colour == '\0') &&
           (!term || std::string_view(term) != "dumb");
  }();
  return use;
}

std::string Bold(std::string_view text) { return Sgr("1", text); }
std::string Green(std::string_view text) { return Sgr("32", text); }
std::string Yellow(std::string_view text) { return Sgr("33", text); }
std::string Red(std::string_view text) { return Sgr("31", text); }

}  // namespace certseal
