// SPDX-License-Identifier: Apache-2.0
#include "verify/outcome.h"

#include "base/strings.h"

namespace certseal {
namespace {

Outcome Make(Verdict verdict, std::string_view rest) {
  return {verdict, StrCat(VerdictName(verdict), rest)};
}

}  // namespace

std::string_view VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kAuthentic: return "AUTHENTIC";
    case Verdict::kExpired: return "EXPIRED";
    case Verdict::kAltered: return "ALTERED";
    case Verdict::kDoesNotMatch: return "DOES NOT MATCH";
    case Verdict::kNotFound: return "NOT FOUND";
    case Verdict::kNotGenuine: return "NOT GENUINE";
    case Verdict::kNotTrusted: return "NOT TRUSTED";
    case Verdict::kCannotCheck: return "CANNOT CHECK";
  }
  return "CANNOT CHECK";
}

ExitCode ExitCodeOf(Verdict verdict, bool offline) {
  switch (verdict) {
    case Verdict::kAuthentic: return offline ? kExitGood : kExitUndecided;
    case Verdict::kExpired:
    case Verdict::kAltered:
    case Verdict::kDoesNotMatch:
    case Verdict::kNotFound:
    case Verdict::kNotGenuine: return kExitBad;
    case Verdict::kNotTrusted:
    case Verdict::kCannotCheck: return kExitUndecided;
  }
  return kExitUndecided;
}

ExitCode Worse(ExitCode a, ExitCode b) {
  for (ExitCode code : {kExitUsage, kExitBad, kExitUndecided}) {
    if (a == code || b == code) return code;
  }
  return kExitGood;
}

Outcome Authentic(std::string_view school) {
  return Make(Verdict::kAuthentic, StrCat(" - issued by ", EscapeControls(school),
                                          "; its status was not checked (offline)."));
}

Outcome Expired(Date expired, Date completed) {
  return Make(Verdict::kExpired,
              StrCat(" ", expired.Iso(), " - training was completed ", completed.Iso(),
                     "; the certificate is no longer current."));
}

Outcome Altered(std::string_view school, std::string_view what_differs) {
  return Make(Verdict::kAltered,
              StrCat(" - this file is not what ", EscapeControls(school), " issued: ",
                     EscapeControls(what_differs), "."));
}

Outcome DoesNotMatch(const CertificateCode& code, std::string_view field) {
  return Make(Verdict::kDoesNotMatch, StrCat(" - certificate ", code.Printed(),
                                             " exists, but not for the ", field,
                                             " you gave."));
}

Outcome NotFound(std::string_view school, Timestamp register_time) {
  return Make(Verdict::kNotFound,
              StrCat(" - ", EscapeControls(school),
                     " has no certificate with this number in the register of ",
                     register_time.Minute(),
                     ". This is not proof of fraud: check the number."));
}

Outcome NotGenuine(std::string_view why) {
  return Make(Verdict::kNotGenuine, StrCat(" - ", EscapeControls(why), "."));
}

Outcome NotTrusted(std::string_view name, std::string_view key) {
  return Make(Verdict::kNotTrusted,
              StrCat(" - signed by a school you have not accepted (", EscapeControls(name),
                     ", key ", EscapeControls(key), ")."));
}

Outcome CannotCheck(std::string_view why) {
  return Make(Verdict::kCannotCheck,
              StrCat(" - ", EscapeControls(why),
                     ". Nothing is known about this certificate."));
}

std::string_view ClosingLines() {
  return "This confirms a training record. It does not confirm a licence, identity, "
         "competence or authority to practise. Check the licence with the state board and "
         "the person's photo ID against the name above.";
}

}  // namespace certseal
