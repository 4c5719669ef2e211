// SPDX-License-Identifier: Apache-2.0
//
// What a file of rules says, in the words of docs/rules.md.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/quarters.h"
#include "roster/finding.h"

namespace certseal {

// Scheme is an accreditor's or a board's way of counting education.
struct Scheme {
  std::string id;                 // ca-rn
  std::string name;               // California RN
  std::vector<std::string> also;  // what school.json may call it instead
  // Whom its line is for, unless an accreditation says so itself; empty: all.
  std::vector<std::string> professions;
  std::vector<std::string> states;  // of the licence
};

// RuleScope is whom a rule is for; an empty list restricts nothing.
struct RuleScope {
  std::vector<std::string> schemes;  // ids
  std::vector<std::string> professions;
  std::vector<std::string> except_professions;
  std::vector<std::string> states;     // of the licence
  std::vector<std::string> documents;  // completion, attendance, participation
};

enum class Demand {
  kField,         // `text` names a ruled field that must have a value
  kLine,          // `text` stands on the certificate and begins a line
  kSentence,      // `text` stands on the certificate and goes on in the scheme's line
  kFooter,        // the footer holds `text`
  kLimit,         // `text` names a limit: hours-within-course ...
  kCreditStep,    // what is claimed counts in steps of `step`
  kIssuedWithin,  // at most `days` after completion
  kInForce,       // the accreditation holds on the day of completion
  kKnown,         // where accreditations are for some alone, the field `text` is known
  kNoWords,       // none of `words` stands on the certificate
  kMarked,        // wherever `text` stands, `mark` follows
  kSignature,     // `text` signs: school or licensee
};

struct ContentRule {
  std::string id;  // ca-rn.licence
  std::string title;
  std::string authority;
  std::string document;
  Date checked;  // when somebody last compared it with its source
  Severity severity;
  RuleScope applies;
  Demand demand;
  std::string text;
  std::vector<std::string> words = {};
  std::string mark = {};
  std::string notice = {};  // of kMarked: must stand somewhere; may be empty
  bool italic = false;      // of kMarked: stands only in the italics of a credit line
  int days = 0;
  Quarters step = {};
};

// RuleWaiver is a school's decision not to hear of a rule.
struct RuleWaiver {
  std::string rule;
  std::string reason;
};

}  // namespace certseal
