// SPDX-License-Identifier: Apache-2.0
#include "verify/outcome.h"

#include "base/strings.h"

namespace certseal {
namespace {

Outcome Make(Verdict verdict, std::string_view rest) {
  return {verdict, StrCat(VerdictName(verdict), rest)};
}

constexpr std::string_view kCheckTheNumber =
    ". This is not proof of fraud: check the number.";

std::string DateOr(const std::optional<Timestamp>& time, std::string_view otherwise) {
  return time ? time->date().Iso() : std::string(otherwise);
}

}  // namespace

std::string_view VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kValid: return "VALID";
    case Verdict::kAuthentic: return "AUTHENTIC";
    case Verdict::kExpired: return "EXPIRED";
    case Verdict::kReplaced: return "REPLACED";
    case Verdict::kRevoked: return "REVOKED";
    case Verdict::kSuspended: return "SUSPENDED";
    case Verdict::kAltered: return "ALTERED";
    case Verdict::kDoesNotMatch: return "DOES NOT MATCH";
    case Verdict::kNotFound: return "NOT FOUND";
    case Verdict::kNotGenuine: return "NOT GENUINE";
    case Verdict::kNotTrusted: return "NOT TRUSTED";
    case Verdict::kCannotCheck: return "CANNOT CHECK";
  }
  return "CANNOT CHECK";
}

ExitCode ExitCodeOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kValid:
    case Verdict::kAuthentic: return kExitGood;
    case Verdict::kExpired:
    case Verdict::kReplaced:
    case Verdict::kRevoked:
    case Verdict::kSuspended:
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

Outcome Valid(std::string_view school, Timestamp register_time) {
  return Make(Verdict::kValid,
              StrCat(" - issued by ", EscapeControls(school),
                     "; not revoked or replaced as of ", register_time.Minute(), "."));
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

Outcome Replaced(std::optional<Timestamp> at,
                 const std::optional<CertificateCode>& successor) {
  return Make(Verdict::kReplaced,
              StrCat(" on ", DateOr(at, "a date not stated"),
                     " - ask the holder for certificate ",
                     successor ? successor->Printed() : "(number not stated)", "."));
}

Outcome Revoked(std::optional<Timestamp> at, std::optional<StatusReason> reason) {
  return Make(Verdict::kRevoked,
              StrCat(" on ", DateOr(at, "a date not stated"),
                     " - do not rely on this certificate. Reason: ",
                     reason ? StatusReasonText(*reason) : "not stated", "."));
}

Outcome Suspended(std::optional<Timestamp> since, std::string_view school) {
  const std::string name = EscapeControls(school);
  return Make(Verdict::kSuspended,
              StrCat(" since ", DateOr(since, "a date not stated"),
                     " - the school is reviewing it. Contact ", name, "."));
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
                     register_time.Minute(), kCheckTheNumber));
}

Outcome NotFoundIn(const std::vector<std::string>& schools, Timestamp register_time) {
  return Make(Verdict::kNotFound,
              StrCat(" - none of ", EscapeControls(Join(schools, ", ")),
                     " has a certificate with this number in its register of ",
                     register_time.Minute(), kCheckTheNumber));
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
