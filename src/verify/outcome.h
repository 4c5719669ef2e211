// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "record/code.h"

namespace certseal {

// Verdict is the one word that a lookup comes down to.
enum class Verdict {
  kAuthentic,
  kExpired,
  kAltered,
  kDoesNotMatch,
  kNotFound,
  kNotGenuine,
  kNotTrusted,
  kCannotCheck,
};

std::string_view VerdictName(Verdict verdict);  // "NOT GENUINE"

// The exit codes of certseal-lookup. These numbers never change.
enum ExitCode {
  kExitGood = 0,       // VALID, or AUTHENTIC where --offline was asked for
  kExitBad = 1,        // must not be relied on
  kExitUndecided = 2,  // could not decide
  kExitUsage = 64,     // wrong usage
};

ExitCode ExitCodeOf(Verdict verdict, bool offline);

// Worse of two: what must not be relied on, then what could not be decided, then good.
ExitCode Worse(ExitCode a, ExitCode b);

// Outcome is a verdict with the sentence that says it, worded exactly as the table in
// docs/lookup.md. Values from outside are made safe for a terminal.
struct Outcome {
  Verdict verdict;
  std::string line;
};

Outcome Authentic(std::string_view school);
Outcome Expired(Date expired, Date completed);
Outcome Altered(std::string_view school, std::string_view what_differs);
Outcome DoesNotMatch(const CertificateCode& code, std::string_view field);
Outcome NotFound(std::string_view school, Timestamp register_time);
Outcome NotGenuine(std::string_view why);
Outcome NotTrusted(std::string_view name, std::string_view key);
Outcome CannotCheck(std::string_view why);

// The closing lines of every result.
std::string_view ClosingLines();

}  // namespace certseal
