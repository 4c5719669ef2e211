// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/successor_command.h"

#include <algorithm>
#include <iostream>

#include "base/strings.h"
#include "cli/certseal/confirm.h"
#include "cli/certseal/passphrase.h"
#include "cli/certseal/status_report.h"
#include "cli/certseal/successor_report.h"
#include "issue/render.h"
#include "issue/school_register.h"
#include "school/suggest.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> NamesOf(const std::vector<Field>& fields) {
  std::vector<std::string> names;
  names.reserve(fields.size());
  for (Field field : fields) names.emplace_back(FieldName(field));
  return names;
}

// Why a field of rosters cannot be set here; empty where the word is no field.
std::string WhyNot(const std::optional<Field>& field) {
  if (!field) return "";
  switch (*field) {
    case Field::kFirstName:
    case Field::kMiddleName:
    case Field::kLastName:
      return ": give the whole name, as name='Zoë Ångström'";
    case Field::kCourse:
      return ": another course is another certificate, from a roster";
    case Field::kPaid:
      return ": that is what certseal hold and release are for";
    case Field::kCompleted:
      return ": give it with --completed";
    default:
      return "";
  }
}

std::string ProblemOf(const std::string& entry, const std::vector<Field>& fields) {
  const size_t equals = entry.find('=');
  if (equals == std::string::npos) {
    return StrCat("--set ", Quote(entry), " does not say FIELD=VALUE");
  }
  const std::string name = entry.substr(0, equals);
  const auto field = FieldFromName(name);
  if (field && std::find(fields.begin(), fields.end(), *field) != fields.end())
    return "";
  const std::string why = WhyNot(field);
  return StrCat("--set ", Quote(name), " is no field that can be set here",
                why.empty() ? DidYouMean(name, NamesOf(fields)) : why);
}

// Issued is what was done, for the report.
struct Issued {
  CertificateCode code;
  fs::path file;
  std::string signatures;
};

// What is issued stays issued; only its files are missing, or not where they belong.
tl::unexpected<Error> FileFailure(const CertificateCode& code,
                                  const GlobalOptions& global, const Error& error) {
  std::vector<std::string> hints = error.hints;
  hints.push_back(
      StrCat("when that is mended: certseal -C ", global.directory, " render"));
  return Fail(StrCat(code.Printed(), " was issued, but ", error.message),
              std::move(hints));
}

Result<Issued> Draw(const SuccessorPlan& plan, const CertificateCode& code,
                     const School& school, Register& reg, TemplateStore& store,
                     const CertificateSigner& signer) {
  if (plan.replaces) {
    TRY(MoveCertificateFile(school.paths, plan.predecessor.facts, FilePlace::kReplaced)
            .map([](bool) {}));
  }
  ASSIGN_OR_RETURN(const size_t drawn,
                   RenderCodes({code}, school, reg, store, signer, {}));
  ASSIGN_OR_RETURN(const auto stored, reg.FindByCode(code));
  const FilePlace place = plan.hold ? FilePlace::kHeld : FilePlace::kIssued;
  return Issued{
      code,
      stored ? school.paths.certificates() / PlacedPath(stored->row.facts, place)
             : fs::path(),
      SignatureText(signer, drawn)};
}

Result<Issued> IssueAndDraw(const SuccessorArguments& arguments,
                             const SuccessorPlan& plan, const GlobalOptions& global,
                             const School& school, Register& reg,
                             TemplateStore& store) {
  ASSIGN_OR_RETURN(
      const Secret passphrase,
      ReadPassphrase(arguments.signing.passphrase_file, PassphraseUse::kOpen));
  ASSIGN_OR_RETURN(IssuingKeys keys, OpenIssuingKeys(school, passphrase, SystemNow()));
  const Result<CertificateSigner> signer =
      MakeSigner(std::move(keys.document), arguments.signing, school);
  if (!signer) {
    return Fail(StrCat("nothing was issued: ", signer.error().message),
                signer.error().hints);
  }
  TRY(store.Keep(*plan.renderer));
  ASSIGN_OR_RETURN(const LedgerContext ledger,
                   MakeLedgerContext(school, reg, keys.ledger));
  ASSIGN_OR_RETURN(const CertificateCode code,
                   IssueSuccessor(plan, school, keys.ledger.issuer, ledger));
  Result<Issued> outcome = Draw(plan, code, school, reg, store, *signer);
  if (!outcome) return FileFailure(code, global, outcome.error());
  return outcome;
}

void PrintOutcome(const Issued& outcome, const SuccessorPlan& plan,
                  const GlobalOptions& global) {
  const std::string former = plan.predecessor.facts.code.Printed();
  std::cout << "Issued " << outcome.code.Printed()
            << (plan.replaces ? ", which replaces " : ", which renews ") << former
            << ".\n"
            << "Drawn: " << outcome.file.string() << "\n"
            << outcome.signatures;
  if (plan.replaces && !plan.hold) {
    std::cout << "Send it to the holder: the former file is no longer good.\n";
  }
  std::cout << NextPublish(global);
}

Result<bool> AgreeOnSuccessor(const SuccessorArguments& arguments,
                              const SuccessorPlan& plan) {
  if (arguments.json && arguments.dry_run) {
    std::cout << SuccessorJson(plan, {}, "") << "\n";
    return false;
  }
  if (!arguments.json || !arguments.yes) {
    (arguments.json ? std::cerr : std::cout)
        << SuccessorText(plan, SystemNow().date()) << "\n"
        << std::flush;
  }
  if (arguments.dry_run) {
    std::cout << "Nothing was changed (--dry-run).\n";
    return false;
  }
  TRY(Confirm(arguments.yes, "Issue it?"));
  return true;
}

}  // namespace

void AddSuccessorArguments(CLI::App& command, SuccessorArguments& arguments) {
  command.add_option("CODE", arguments.code, "the certificate's code")->required();
  command.add_option("--set", arguments.set, "give a field this value")
      ->type_name("FIELD=VALUE")
      ->allow_extra_args(false);  // each takes one value; it may be repeated
  command.add_option("--dates", arguments.dates, "how to read 03/04/2026")
      ->check(OneOf({"mdy", "dmy", "ymd"}));
  AddSigningOptions(command, arguments.signing);
  command.add_flag("--yes", arguments.yes, "do not ask");
  command.add_flag("--dry-run", arguments.dry_run,
                   "show what would be issued, and stop");
  command.add_flag("--json", arguments.json, "the outcome as one JSON object");
}

Result<FieldValues> ReadFieldValues(const std::vector<std::string>& entries,
                                    const std::vector<Field>& fields) {
  FieldValues values;
  std::vector<std::string> problems;
  for (const std::string& entry : entries) {
    const std::string problem = ProblemOf(entry, fields);
    const size_t equals = entry.find('=');
    if (!problem.empty()) {
      problems.push_back(problem);
    } else if (!values
                    .emplace(*FieldFromName(entry.substr(0, equals)),
                             entry.substr(equals + 1))
                    .second) {
      problems.push_back(
          StrCat("--set gives ", Quote(entry.substr(0, equals)), " twice"));
    }
  }
  if (problems.empty()) return values;
  return Fail(Join(problems, "\n"),
              {StrCat("fields: ", Join(NamesOf(fields), ", ")), "nothing was issued"});
}

Result<int> RunSuccessor(const SuccessorArguments& arguments, FieldValues set,
                         const GlobalOptions& global, const PlanSuccessor& plan) {
  ASSIGN_OR_RETURN(const CertificateCode code, CertificateCode::Parse(arguments.code));
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  TemplateStore store(school, ShippedTemplateDirectories());
  const std::string& dates =
      arguments.dates.empty() ? school.profile.date_order : arguments.dates;
  const SuccessorOptions options{std::move(set), ParseDateOrder(dates),
                                 SystemNow().date()};
  ASSIGN_OR_RETURN(const SuccessorPlan planned,
                   plan(code, options, school, reg, store));
  ASSIGN_OR_RETURN(const bool agreed, AgreeOnSuccessor(arguments, planned));
  if (!agreed) return 0;
  ASSIGN_OR_RETURN(const Issued outcome,
                   IssueAndDraw(arguments, planned, global, school, reg, store));
  if (arguments.json) {
    std::cout << SuccessorJson(planned, outcome.code, outcome.file.string()) << "\n";
  } else {
    PrintOutcome(outcome, planned, global);
  }
  return 0;
}

}  // namespace certseal
