// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "record/code.h"
#include "verify/outcome.h"

namespace certseal {

// Bad, unknown and good are three answers; nothing here turns unknown into good.
enum class CheckResult { kPass, kFail, kUnknown };

// Check is one finding of a lookup, with the evidence for it.
struct Check {
  std::string name;  // document, record, log, register, status, dates, claims
  CheckResult result;
  std::string evidence;
};

// Facts are what the school recorded, in the order in which a person compares them: the
// name first. They are shown only where a signature of a trusted school covers them.
struct Facts {
  struct Fact {
    std::string key;    // JSON name
    std::string label;  // for people
    std::string value;
  };
  std::vector<Fact> items;
};

// Report is everything one lookup found out.
struct Report {
  Outcome outcome;
  std::optional<Facts> facts;
  std::vector<Check> checks;
  Timestamp as_of;
  // active, suspended, revoked or replaced, as the school's register has it.
  std::optional<std::string> status = {};
  // The time that the register gives itself.
  std::optional<Timestamp> register_time = {};
  std::vector<std::string> hints = {};  // what may help where it could not be decided
  // It was a PDF, and nothing in it is of a certificate, of whatever school.
  bool nothing_found = false;
};

// ReportText is the report as certseal-lookup prints it: result, facts, checks, closing
// lines.
std::string ReportText(const Report& report);

// ReportJson is the same as one line of JSON: input, result, statement, certificate
// (with its status), checks, registerTime, asOf. Where it is about a QR code of a
// picture, `qr` says which, from 1.
std::string ReportJson(const Report& report, const std::string& input,
                       std::optional<size_t> qr = {});

}  // namespace certseal
