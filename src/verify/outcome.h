// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "log/entry.h"
#include "record/code.h"

namespace certseal {

// Verdict is the one word that a lookup comes down to.
enum class Verdict {
  kValid,
  kAuthentic,
  kExpired,
  kReplaced,
  kRevoked,
  kSuspended,
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
  kExitGood = 0,       // VALID, or AUTHENTIC, which only --offline gives
  kExitBad = 1,        // must not be relied on
  kExitUndecided = 2,  // could not decide
  kExitUsage = 64,     // wrong usage
};

ExitCode ExitCodeOf(Verdict verdict);

// Worse of two: what must not be relied on, then what could not be decided, then good.
ExitCode Worse(ExitCode a, ExitCode b);

// Outcome is a verdict with the sentence that says it, worded exactly as the table in
// docs/lookup.md. Values from outside are made safe for a terminal.
struct Outcome {
  Verdict verdict;
  std::string line;
};

Outcome Valid(std::string_view school, Timestamp register_time);
Outcome Authentic(std::string_view school);
Outcome Expired(Date expired, Date completed);
// What the register does not tell of a change of status is said to be not stated.
Outcome Replaced(std::optional<Timestamp> at,
                 const std::optional<CertificateCode>& successor);
Outcome Revoked(std::optional<Timestamp> at, std::optional<StatusReason> reason);
Outcome Suspended(std::optional<Timestamp> since, std::string_view school);
Outcome Altered(std::string_view school, std::string_view what_differs);
Outcome DoesNotMatch(const CertificateCode& code, std::string_view field);
Outcome NotFound(std::string_view school, Timestamp register_time);
// NotFoundIn says it of several schools, whose registers are of this time or later.
Outcome NotFoundIn(const std::vector<std::string>& schools, Timestamp register_time);
Outcome NotGenuine(std::string_view why);
Outcome NotTrusted(std::string_view name, std::string_view key);
Outcome CannotCheck(std::string_view why);

// The closing lines of every result.
std::string_view ClosingLines();

}  // namespace certseal
