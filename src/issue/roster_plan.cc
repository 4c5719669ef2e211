// SPDX-License-Identifier: Apache-2.0
#include "issue/roster_plan.h"

#include <algorithm>
#include <map>
#include <memory>

#include "base/ordered_work.h"
#include "base/strings.h"
#include "issue/content_check.h"
#include "issue/sample_pages.h"
#include "language/language.h"
#include "roster/licence_key.h"
#include "school/suggest.h"

namespace certseal {
namespace {

constexpr size_t kRowsAhead = 64;

// SamePerson compares a graduate with the holder of a certificate for the same course
// and day whose name is spelled alike. One identifier that agrees makes them one person;
// else one that differs makes them two; a name alone is taken for the same.
bool SamePerson(const CertificateFacts& holder, const Graduate& graduate) {
  const bool licences = !holder.licence.empty() && !graduate.licence.empty();
  const bool emails = !holder.email.empty() && !graduate.email.empty();
  if (licences && LicenceKey(holder.licence) == LicenceKey(graduate.licence)) return true;
  if (emails && AsciiLower(holder.email) == AsciiLower(graduate.email)) return true;
  return !licences && !emails;
}

// Awards makes them from a roster's rows. A roster has many rows of few courses.
class Awards {
 public:
  Awards(const Roster& roster, const School& school) : roster_(roster), school_(school) {
    for (const Course& course : school.catalogue.courses()) {
      courses_.emplace(course.code, std::make_shared<const Course>(course));
    }
  }

  // The row must be a graduate. Fails where the school has no such course.
  Result<Award> Of(size_t row) const {
    const std::optional<Graduate> graduate = roster_.ReadGraduate(row);
    const auto course = courses_.find(graduate->course_code);
    if (course == courses_.end()) {
      return Fail(StrCat("no course ", Quote(graduate->course_code)));
    }
    return Award::Make(*graduate, course->second, school_.profile);
  }

 private:
  const Roster& roster_;
  const School& school_;
  std::map<std::string, std::shared_ptr<const Course>> courses_;  // by code
};

// RowPlan is a row while it is being planned.
struct RowPlan {
  PlannedRow planned;
  std::optional<Award> award = {};  // of a graduate
};

class Planner {
 public:
  Planner(const Roster& roster, const Selection& selection, const School& school,
          Register& reg, TemplateStore& store)
      : roster_(roster),
        selection_(selection),
        school_(school),
        register_(reg),
        store_(store),
        awards_(std::make_shared<const Awards>(roster, school)) {}

  std::shared_ptr<const Awards> awards() const { return awards_; }

  // Next asks register and templates, which are for one thread. Nothing at the end.
  Result<std::optional<RowPlan>> Next() {
    if (taken_ == ahead_.size()) TRY(LookAhead());
    if (ahead_.empty()) return std::nullopt;
    RowPlan& plan = ahead_[taken_++];
    if (plan.planned.fate == RowFate::kIssue) FindRenderer(plan);
    return std::move(plan);
  }

  // Finish tries record and page. Safe from several threads.
  void Finish(RowPlan& plan) const {
    PlannedRow& planned = plan.planned;
    if (planned.fate == RowFate::kIssue) {
      CheckLanguages(plan);
      CheckRecord(plan);
      if (planned.renderer) CheckPage(plan);
    }
    if (roster_.rows[planned.row].skipped) {
      planned.fate = RowFate::kLeftOut;
    } else if (HasErrors(planned.findings)) {
      planned.fate = selection_.valid_only ? RowFate::kLeftOut : RowFate::kError;
    }
  }

 private:
  // Whoever missed hours is not said to have completed and passed.
  static void NoteMissedHours(RowPlan& plan) {
    const Award& award = *plan.award;
    const Quarters attended = award.graduate.didactic + award.graduate.hands_on;
    const Quarters total = award.course->total_hours();
    if (award.graduate.role != "injector" || attended >= total) return;
    plan.planned.findings.push_back(
        {Severity::kNotice, plan.planned.line, "", "",
         StrCat("attended ", attended.Text(), " of ", total.Text(),
                " hours: becomes a Certificate of Attendance")});
  }

  // The register is asked for some rows at once: each time a server is waited for.
  Result<void> LookAhead() {
    ahead_.clear();
    taken_ = 0;
    for (; ahead_.size() < kRowsAhead && begun_ < roster_.rows.size(); ++begun_) {
      ASSIGN_OR_RETURN(RowPlan plan, Begin(begun_));
      ahead_.push_back(std::move(plan));
    }
    return FindExisting();
  }

  Result<RowPlan> Begin(size_t index) const {
    const RosterRow& row = roster_.rows[index];
    RowPlan plan{{.row = index,
                  .line = row.line,
                  .existing = {},
                  .findings = row.findings}};
    if (!row.is_graduate) return plan;
    ASSIGN_OR_RETURN(plan.award, awards_->Of(index));
    NoteMissedHours(plan);
    return plan;
  }

  Result<void> FindExisting() {
    std::vector<Achievement> wanted;
    for (const RowPlan& plan : ahead_) {
      if (!plan.award) continue;
      const Graduate& graduate = plan.award->graduate;
      wanted.push_back({graduate.name, plan.award->course->code, graduate.completed});
    }
    ASSIGN_OR_RETURN(const auto found, register_.FindSameAchievements(wanted));
    auto alike = found.begin();
    for (RowPlan& plan : ahead_) {
      if (plan.award) NoteExisting(*alike++, plan);
    }
    return {};
  }

  void NoteExisting(const std::vector<ListedCertificate>& alike, RowPlan& plan) const {
    PlannedRow& planned = plan.planned;
    const Graduate& graduate = plan.award->graduate;
    for (const ListedCertificate& each : alike) {
      if (!SamePerson(each.facts, graduate)) continue;
      if (selection_.duplicates.count(planned.line) != 0) {
        ++planned.duplicate;
      } else {
        planned.existing = each.facts.code;
      }
    }
    planned.fate = planned.existing ? RowFate::kAlreadyIssued : RowFate::kIssue;
  }

  // What the record would refuse is found now, not when the class is half signed.
  void CheckRecord(RowPlan& plan) const {
    const Credential credential =
        MakeCredential(*plan.award, school_.profile, SampleCode(), {}, SystemNow(),
                       [](size_t size) { return std::string(size, '\0'); });
    const Result<void> checked = CheckCredential(credential);
    if (checked) return;
    plan.planned.findings.push_back({Severity::kError, plan.planned.line, "", "",
                                     checked.error().message,
                                     "correct the roster, courses.json or school.json"});
  }

  // A row's own languages were read with the row; these are the course's or the school's.
  static void CheckLanguages(RowPlan& plan) {
    const Award& award = *plan.award;
    CheckLanguage(award.language, award.course->language, award.course->code, "language",
                  "Language", plan.planned);
    if (award.second_language.empty()) return;
    CheckLanguage(award.second_language, award.course->second_language, award.course->code,
                  "secondLanguage", "Second Language", plan.planned);
  }

  static void CheckLanguage(const std::string& tag, const std::string& of_course,
                            const std::string& course, std::string_view field,
                            std::string_view column, PlannedRow& planned) {
    if (Language::Find(tag)) return;
    planned.findings.push_back(
        {Severity::kError, planned.line, "", "",
         StrCat(of_course.empty() ? StrCat("school.json: defaults.", field, ": ")
                                  : StrCat("courses.json: ", course, ": ", field, ": "),
                Quote(tag), " is no language that certificates are written in",
                DidYouMean(tag, Language::Choices())),
         StrCat("use a tag of docs/languages.md there, or give the row one of its own in a "
                "column ",
                Quote(column))});
  }

  static void AddError(RowPlan& plan, std::string column, std::string message,
                       std::string remedy) {
    plan.planned.findings.push_back({Severity::kError, plan.planned.line,
                                     std::move(column), plan.award->holder_name,
                                     std::move(message), std::move(remedy)});
  }

  void FindRenderer(RowPlan& plan) {
    const Result<const Renderer*> renderer = store_.Find(plan.award->template_name);
    if (renderer) plan.planned.renderer = *renderer;
    else AddError(plan, "", renderer.error().message,
                  Join(renderer.error().hints, "; "));
  }

  void CheckPage(RowPlan& plan) const {
    const PageContent page = SamplePageOf(*plan.award, school_.profile);
    std::vector<FitProblem> notes;
    for (const FitProblem& problem : plan.planned.renderer->Check(page, &notes)) {
      AddError(plan, problem.field, problem.message,
               "correct the text, or leave the row out");
    }
    for (FitProblem& note : notes) {
      plan.planned.findings.push_back({Severity::kNotice, plan.planned.line,
                                       std::move(note.field), plan.award->holder_name,
                                       std::move(note.message)});
    }
    CheckRules(page, plan);
  }

  void CheckRules(const PageContent& page, RowPlan& plan) const {
    for (Finding& finding : CheckContent(*plan.award, page, school_, today_)) {
      plan.planned.findings.push_back(std::move(finding));
    }
  }

  const Roster& roster_;
  const Selection& selection_;
  const School& school_;
  Register& register_;
  TemplateStore& store_;
  const Date today_ = SystemNow().date();
  std::shared_ptr<const Awards> awards_;
  size_t begun_ = 0;            // of the roster's rows
  std::vector<RowPlan> ahead_;  // the last of those
  size_t taken_ = 0;            // of ahead_
};

Result<void> DemandKnownLines(const Roster& roster, const std::set<int>& lines) {
  for (int line : lines) {
    const bool known = std::any_of(roster.rows.begin(), roster.rows.end(),
                                   [&](const RosterRow& row) { return row.line == line; });
    if (!known) return Fail(StrCat("--duplicate ", line, ": no row begins at that line"));
  }
  return {};
}

// A content rule speaks of fields; the administrator, of her columns.
void NameColumns(const Roster& roster, Findings& findings) {
  for (Finding& finding : findings) {
    if (!finding.rule) continue;
    for (const ColumnMapping& each : roster.columns) {
      if (finding.column == FieldName(each.field)) finding.column = each.column;
    }
  }
}

// What every certificate should say, and this school's will not.
Findings FindingsOfProfile(const SchoolProfile& profile) {
  Findings findings;
  const auto missing = [&](bool is_missing, std::string_view what) {
    if (!is_missing) return;
    findings.push_back({Severity::kWarning, 0, "", "",
                        StrCat("school.json gives no ", what, ": certificates will show none"),
                        "complete school.json before you issue"});
  };
  missing(profile.address.empty(), "address");
  missing(profile.signatories.empty(), "signatories");
  return findings;
}

// A roster does not say who passed: what the certificates will state is shown once for
// each course, so that whoever did not pass is left out.
void NoteAssessment(const RowPlan& row, std::set<std::string>& noted, Findings& findings) {
  if (row.planned.fate != RowFate::kIssue) return;
  const Award& award = *row.award;
  if (award.document_class == DocumentClass::kAttendance) return;
  if (!noted.insert(award.course->code).second) return;
  findings.push_back({Severity::kNotice, 0, "", "",
                      StrCat(DocumentClassTitle(award.document_class), " of ",
                             award.course->code, " states: ", award.assessment),
                      "leave out whoever did not pass, or give the role as observer"});
}

}  // namespace

size_t RosterPlan::Count(RowFate fate) const {
  return static_cast<size_t>(
      std::count_if(rows.begin(), rows.end(),
                    [&](const PlannedRow& row) { return row.fate == fate; }));
}

Result<RosterPlan> PlanRoster(const Roster& roster, const Selection& selection,
                              const School& school, Register& reg, TemplateStore& store,
                              unsigned jobs) {
  TRY(DemandKnownLines(roster, selection.duplicates));
  Planner planner(roster, selection, school, reg, store);
  RosterPlan plan;
  plan.award_of = [awards = planner.awards()](const PlannedRow& row) {
    return *awards->Of(row.row);
  };
  plan.findings = FindingsOfProfile(school.profile);
  plan.rows.reserve(roster.rows.size());
  std::set<std::string> noted;
  const OrderedWork<RowPlan, RowPlan> planning = {
      .make = [&] { return planner.Next(); },
      .work = [&](RowPlan& row) -> Result<RowPlan> {
        planner.Finish(row);
        NameColumns(roster, row.planned.findings);
        return std::move(row);
      },
      .take = [&](RowPlan row) -> Result<void> {
        NoteAssessment(row, noted, plan.findings);
        plan.rows.push_back(std::move(row.planned));
        return {};
      }};
  const Workers workers{.count = jobs, .in_flight = size_t{64} * jobs};
  TRY(RunOrdered(workers, planning).map([](WorkEnd) {}));
  for (Finding& notice : school.rules.WaiverNotices()) {
    plan.findings.push_back(std::move(notice));
  }
  return plan;
}

}  // namespace certseal
