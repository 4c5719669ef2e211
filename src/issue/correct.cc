// SPDX-License-Identifier: Apache-2.0
#include "issue/correct.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "issue/issued_award.h"
#include "issue/page_content.h"
#include "roster/licence_key.h"

namespace certseal {
namespace {

using Source = Difference::Source;

// Former is the certificate that a successor is issued for.
struct Former {
  StoredCertificate stored;
  CertificateHistory history;
  IssuedAward issued;

  const CertificateCode& code() const { return stored.row.facts.code; }
  ListedCertificate Listed() const {
    return {stored.row.facts, stored.state, stored.erased};
  }
};

Result<void> DemandNotReplaced(const CertificateCode& code, CertificateState state,
                               const CertificateHistory& history,
                               std::string_view command) {
  if (state != CertificateState::kReplaced) return {};
  const CertificateEvent& event = history.events.back();
  const std::string replaced =
      StrCat(code.Printed(), " was replaced on ", event.at.date().Iso(), " by ");
  if (!event.successor) return Fail(replaced + "one that the register has lost");
  const std::string successor = event.successor->Printed();
  return Fail(replaced + successor, {StrCat("certseal ", command, " ", successor)});
}

Result<Former> FindFormer(const CertificateCode& code, const School& school,
                          Register& reg, std::string_view command) {
  ASSIGN_OR_RETURN(auto stored, reg.FindByCode(code));
  if (!stored) {
    return Fail(StrCat("the register has no certificate ", code.Printed()),
                {"search by name: certseal find NAME"});
  }
  ASSIGN_OR_RETURN(CertificateHistory history, reg.History(code));
  TRY(DemandNotReplaced(code, stored->state, history, command));
  ASSIGN_OR_RETURN(IssuedAward issued, ReadIssuedAward(*stored, school.catalogue));
  return Former{std::move(*stored), std::move(history), std::move(issued)};
}

FieldValues PersonOf(const Graduate& graduate) {
  return {{Field::kFullName, graduate.name},
          {Field::kCredentials, graduate.post_nominals},
          {Field::kEmail, graduate.email},
          {Field::kLicence, graduate.licence},
          {Field::kLicenceState, graduate.licence_state},
          {Field::kMember, graduate.member},
          {Field::kProfession, graduate.profession},
          {Field::kRole, graduate.role},
          {Field::kTemplate, graduate.template_name},
          {Field::kLanguage, graduate.language},
          {Field::kSecondLanguage, graduate.second_language}};
}

FieldValues AllOf(const Graduate& graduate) {
  FieldValues values = PersonOf(graduate);
  values[Field::kCompleted] = graduate.completed.Iso();
  values[Field::kStarted] = graduate.started ? graduate.started->Iso() : "";
  values[Field::kDidactic] = graduate.didactic.Text();
  values[Field::kHandsOn] = graduate.hands_on.Text();
  values[Field::kCredits] = graduate.credits ? graduate.credits->Text() : "";
  values[Field::kLocation] = graduate.location;
  values[Field::kInstructor] = graduate.instructor;
  return values;
}

bool Differ(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && a != b;
}

// A correction must not make a second certificate of what another one states already.
Result<void> DemandNoOther(const Former& former, const Graduate& graduate,
                           Register& reg) {
  const Graduate& before = former.issued.award.graduate;
  if (FoldForSearch(before.name) == FoldForSearch(graduate.name) &&
      before.completed == graduate.completed) {
    return {};
  }
  ASSIGN_OR_RETURN(
      const auto alike,
      reg.FindSameAchievement({graduate.name, graduate.course_code, graduate.completed}));
  for (const ListedCertificate& each : alike) {
    const bool ended = each.state == CertificateState::kRevoked ||
                       each.state == CertificateState::kReplaced;
    if (ended || each.facts.code == former.code() ||
        Differ(LicenceKey(each.facts.licence), LicenceKey(graduate.licence)) ||
        Differ(AsciiLower(each.facts.email), AsciiLower(graduate.email))) {
      continue;
    }
    return Fail(StrCat("the register has this certificate already: ",
                       each.facts.code.Printed()),
                {StrCat("revoke the one that is too many: certseal revoke ",
                        former.code().Printed(), " --reason issued-in-error")});
  }
  return {};
}

// The page that was planned fits; with the line "Replaces ..." it must fit as well.
Result<void> DemandFit(const Award& award, const Renderer& renderer,
                       const School& school, const CertificateCode& replaces) {
  PageContent page =
      MakePage(award, school.profile, replaces, SystemNow(), "", replaces);
  page.fields["qr"].clear();  // that one and the code were tried already
  const std::vector<FitProblem> problems = renderer.Check(page);
  if (problems.empty()) return {};
  return Fail(StrCat("the page that names the certificate it replaces: ",
                     problems.front().field, ": ", problems.front().message),
              {"make room for it in the template; nothing was issued"});
}

std::vector<Difference> Differences(const Former& former, const Award& award,
                                    const Renderer& renderer, const School& school) {
  std::vector<Difference> all = CompareAwards(former.issued.award, award);
  const auto pages =
      ComparePages(former.issued.page,
                   MakePage(award, school.profile, former.code(), SystemNow(), ""));
  all.insert(all.end(), pages.begin(), pages.end());
  const std::string before = former.stored.row.template_sha256.Hex();
  if (former.stored.row.template_name == renderer.template_name() &&
      before != renderer.template_digest()) {
    all.push_back({"template's design", before.substr(0, 8),
                   renderer.template_digest().substr(0, 8), Source::kSchool});
  }
  return all;
}

// Not that of the achievement: the roster it came from still finds the predecessor
// there.
Sha256Digest CorrectionIdentity(const Former& former) {
  const auto corrections = std::count_if(
      former.history.successors.begin(), former.history.successors.end(),
      [](const Succession& each) { return each.kind == SuccessionKind::kCorrection; });
  return Sha256(StrCat("certseal identity/v1 correction\n", former.code().compact(),
                       '\n', corrections + 1, '\n'));
}

Result<void> DemandChange(const std::vector<Difference>& differences,
                          const CertificateCode& code) {
  for (const Difference& each : differences) {
    if (each.source == Source::kGraduate) return {};
  }
  return Fail(StrCat("nothing would change: ", code.Printed(), " says so already"),
              {StrCat("to issue it again as it is: certseal correct ", code.Printed(),
                      " --reissue")});
}

Result<void> DemandRenewable(const Former& former, Register& reg) {
  const std::string code = former.code().Printed();
  if (!former.issued.award.expires) {
    return Fail(code + " has no expiry date: there is nothing to renew",
                {"a further course is issued from a roster: certseal issue ROSTER"});
  }
  if (former.stored.state == CertificateState::kRevoked) {
    return Fail(code + " was revoked: it cannot be renewed",
                {"a new certificate is issued from a roster: certseal issue ROSTER"});
  }
  if (former.stored.state == CertificateState::kSuspended) {
    const bool held = former.history.hold.has_value();
    return Fail(StrCat(code, held ? " is on hold" : " is suspended",
                       ": it cannot be renewed yet"),
                {StrCat("certseal ", held ? "release " : "reinstate ", code)});
  }
  for (const Succession& each : former.history.successors) {
    ASSIGN_OR_RETURN(const auto successor, reg.FindByCode(each.successor));
    if (!successor || successor->state == CertificateState::kRevoked) continue;
    return Fail(StrCat(code, " was renewed already, as ", each.successor.Printed()),
                {StrCat("renew that one: certseal renew ", each.successor.Printed())});
  }
  return {};
}

Result<void> DemandLater(const Former& former, const Award& award) {
  const Date before = former.issued.award.graduate.completed;
  if (award.graduate.completed > before) return {};
  return Fail(StrCat("completed: ", award.graduate.completed.Iso(), " is not after ",
                     before.Iso(), ", the completion of ", former.code().Printed()),
              {"give the day on which the refresher was completed"});
}

}  // namespace

const std::vector<Field>& CorrectableFields() {
  static const std::vector<Field> fields = {
      Field::kFullName,     Field::kCredentials, Field::kEmail,     Field::kLicence,
      Field::kLicenceState, Field::kMember,
      Field::kProfession,   Field::kCompleted,   Field::kStarted,
      Field::kDidactic,     Field::kHandsOn,     Field::kCredits,   Field::kRole,
      Field::kLocation,     Field::kInstructor,  Field::kTemplate,  Field::kLanguage,
      Field::kSecondLanguage};
  return fields;
}

Result<SuccessorPlan> PlanCorrection(const CertificateCode& code,
                                     const SuccessorOptions& options, bool reissue,
                                     const School& school, Register& reg,
                                     TemplateStore& store) {
  ASSIGN_OR_RETURN(Former former, FindFormer(code, school, reg, "correct"));
  ASSIGN_OR_RETURN(
      const School as_issued,
      SchoolAsOf(former.issued, school, options.set.contains(Field::kProfession)));
  const RowToRead row{AllOf(former.issued.award.graduate),
                      options.set,
                      former.issued.award.course->code,
                      options.dates,
                      options.today,
                      true};
  ASSIGN_OR_RETURN(RereadPlan reread, RereadRow(row, as_issued, reg, store));
  const PlannedRow& planned = reread.planned;
  const Award& award = reread.award;
  std::vector<Difference> differences =
      Differences(former, award, *planned.renderer, school);
  if (!reissue) TRY(DemandChange(differences, code));
  TRY(DemandNoOther(former, award.graduate, reg));
  TRY(DemandFit(award, *planned.renderer, school, code));
  return SuccessorPlan{former.Listed(),
                       SuccessionKind::kCorrection,
                       true,
                       award,
                       CorrectionIdentity(former),
                       planned.renderer,
                       std::move(differences),
                       std::move(reread.planned.findings),
                       std::move(former.history.hold)};
}

Result<SuccessorPlan> PlanRenewal(const CertificateCode& code,
                                  const SuccessorOptions& options, bool replace,
                                  const School& school, Register& reg,
                                  TemplateStore& store) {
  ASSIGN_OR_RETURN(Former former, FindFormer(code, school, reg, "renew"));
  TRY(DemandRenewable(former, reg));
  const std::string& course = former.stored.row.facts.course_code;
  if (!school.catalogue.Find(course)) {
    return Fail(
        StrCat("the course ", Quote(course), " is not in courses.json any more"),
        {"add it there, as it is taught today"});
  }
  const RowToRead row{PersonOf(former.issued.award.graduate), options.set, course,
                      options.dates, options.today};
  ASSIGN_OR_RETURN(RereadPlan reread, RereadRow(row, school, reg, store));
  const PlannedRow& planned = reread.planned;
  const Award& award = reread.award;
  TRY(DemandLater(former, award));
  if (planned.existing) {
    return Fail(StrCat("the register has this certificate already: ",
                       planned.existing->Printed()));
  }
  if (replace) TRY(DemandFit(award, *planned.renderer, school, code));
  return SuccessorPlan{former.Listed(),
                       SuccessionKind::kRenewal,
                       replace,
                       award,
                       IdentityOf(award),
                       planned.renderer,
                       Differences(former, award, *planned.renderer, school),
                       std::move(reread.planned.findings)};
}

}  // namespace certseal
