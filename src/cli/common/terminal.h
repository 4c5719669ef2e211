// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace certseal {

// Messages follow one form: the program's name, "error:" and one sentence, then "hint:"
// lines that say what helps. Data go to standard output, messages to standard error.
void PrintError(std::string_view program, const Error& error);
void PrintNote(std::string_view program, std::string_view note);

// Whether a person watches standard error (progress) or standard output (colour).
bool StderrIsTerminal();
bool StdoutIsTerminal();

// Colour is for terminals alone, and not where NO_COLOR is set (no-color.org).
bool UseColour();
std::string Bold(std::string_view text);
std::string Green(std::string_view text);
std::string Yellow(std::string_view text);
std::string Red(std::string_view text);

}  // namespace certseal
