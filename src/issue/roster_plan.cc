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

// The longest that code and QR ever are: a page that fits with these fits with any.

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

class Planner {
 public:
  Planner(const Selection& selection, const School& school, Register& reg,
          TemplateStore& store)
      : selection_(selection), school_(school), register_(reg), store_(store) {}

  // Begin asks register and templates, which are for one thread.
  Result<PlannedRow> Begin(const RosterRow& row) {
    PlannedRow planned;
    planned.line = row.line;
    planned.findings = row.findings;
    if (!row.graduate) return planned;
    const Graduate& graduate = *row.graduate;
    const Course* course = school_.catalogue.Find(graduate.course_code);
    if (!course) return Fail(StrCat("no course ", Quote(graduate.course_code)));
    planned.award = Award::Make(graduate, Shared(*course), school_.profile);
    NoteMissedHours(planned);
    TRY(FindExisting(planned));
    planned.fate = planned.existing ? RowFate::kAlreadyIssued : RowFate::kIssue;
    if (planned.fate == RowFate::kIssue) FindRenderer(planned);
    return planned;
  }

  // Finish tries record and page. Safe from several threads.
  void Finish(const RosterRow& row, PlannedRow& planned) const {
    if (planned.fate == RowFate::kIssue) {
      CheckLanguages(planned);
      CheckRecord(planned);
      if (planned.renderer) CheckPage(planned);
    }
    if (row.skipped) {
      planned.fate = RowFate::kLeftOut;
    } else if (HasErrors(planned.findings)) {
      planned.fate = selection_.valid_only ? RowFate::kLeftOut : RowFate::kError;
    }
  }

 private:
  // Whoever missed hours is not said to have completed and passed.
  static void NoteMissedHours(PlannedRow& planned) {
    const Award& award = *planned.award;
    const Quarters attended = award.graduate.didactic + award.graduate.hands_on;
    const Quarters total = award.course->total_hours();
    if (award.graduate.role != "injector" || attended >= total) return;
    planned.findings.push_back(
        {Severity::kNotice, planned.line, "", "",
         StrCat("attended ", attended.Text(), " of ", total.Text(),
                " hours: becomes a Certificate of Attendance")});
  }

  // A roster has many rows of few courses.
  std::shared_ptr<const Course> Shared(const Course& course) {
    std::shared_ptr<const Course>& shared = courses_[&course];
    if (!shared) shared = std::make_shared<const Course>(course);
    return shared;
  }

  Result<void> FindExisting(PlannedRow& planned) {
    const Graduate& graduate = planned.award->graduate;
    ASSIGN_OR_RETURN(const auto alike,
                     register_.FindSameAchievement(
                         graduate.name, planned.award->course->code, graduate.completed));
    for (const ListedCertificate& each : alike) {
      if (!SamePerson(each.facts, graduate)) continue;
      if (selection_.duplicates.count(planned.line) != 0) {
        ++planned.duplicate;
      } else {
        planned.existing = each.facts.code;
      }
    }
    return {};
  }

  // What the record would refuse is found now, not when the class is half signed.
  void CheckRecord(PlannedRow& planned) const {
    const Credential credential =
        MakeCredential(*planned.award, school_.profile, SampleCode(), {}, SystemNow(),
                       [](size_t size) { return std::string(size, '\0'); });
    const Result<void> checked = CheckCredential(credential);
    if (checked) return;
    planned.findings.push_back({Severity::kError, planned.line, "", "",
                                checked.error().message,
                                "correct the roster, courses.json or school.json"});
  }

  // A row's own languages were read with the row; these are the course's or the school's.
  static void CheckLanguages(PlannedRow& planned) {
    const Award& award = *planned.award;
    CheckLanguage(award.language, award.course->language, award.course->code, "language",
                  "Language", planned);
    if (award.second_language.empty()) return;
    CheckLanguage(award.second_language, award.course->second_language, award.course->code,
                  "secondLanguage", "Second Language", planned);
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

  static void AddError(PlannedRow& planned, std::string column, std::string message,
                       std::string remedy) {
    planned.findings.push_back({Severity::kError, planned.line, std::move(column),
                                planned.award->holder_name, std::move(message),
                                std::move(remedy)});
  }

  void FindRenderer(PlannedRow& planned) {
    const Result<const Renderer*> renderer = store_.Find(planned.award->template_name);
    if (renderer) planned.renderer = *renderer;
    else AddError(planned, "", renderer.error().message,
                  Join(renderer.error().hints, "; "));
  }

  void CheckPage(PlannedRow& planned) const {
    const PageContent page = SamplePageOf(*planned.award, school_.profile);
    std::vector<FitProblem> notes;
    for (const FitProblem& problem : planned.renderer->Check(page, &notes)) {
      AddError(planned, problem.field, problem.message,
               "correct the text, or leave the row out");
    }
    for (FitProblem& note : notes) {
      planned.findings.push_back({Severity::kNotice, planned.line, std::move(note.field),
                                  planned.award->holder_name, std::move(note.message)});
    }
    CheckRules(page, planned);
  }

  void CheckRules(const PageContent& page, PlannedRow& planned) const {
    for (Finding& finding : CheckContent(*planned.award, page, school_, today_)) {
      planned.findings.push_back(std::move(finding));
    }
  }

  const Selection& selection_;
  const School& school_;
  Register& register_;
  TemplateStore& store_;
  const Date today_ = SystemNow().date();
  std::map<const Course*, std::shared_ptr<const Course>> courses_;
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
void NoteAssessments(RosterPlan& plan) {
  std::set<std::string> noted;
  for (const PlannedRow& row : plan.rows) {
    if (row.fate != RowFate::kIssue) continue;
    if (row.award->document_class == DocumentClass::kAttendance) continue;
    if (!noted.insert(row.award->course->code).second) continue;
    plan.findings.push_back(
        {Severity::kNotice, 0, "", "",
         StrCat(DocumentClassTitle(row.award->document_class), " of ",
                row.award->course->code, " states: ", row.award->assessment),
         "leave out whoever did not pass, or give the role as observer"});
  }
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
  Planner planner(selection, school, reg, store);
  RosterPlan plan;
  plan.findings = FindingsOfProfile(school.profile);
  plan.rows.reserve(roster.rows.size());
  struct Item {
    const RosterRow& row;
    PlannedRow planned;
  };
  auto next = roster.rows.begin();
  const OrderedWork<Item, PlannedRow> planning = {
      .make = [&]() -> Result<std::optional<Item>> {
        if (next == roster.rows.end()) return std::nullopt;
        const RosterRow& row = *next++;
        ASSIGN_OR_RETURN(PlannedRow planned, planner.Begin(row));
        return Item{row, std::move(planned)};
      },
      .work = [&](Item& item) -> Result<PlannedRow> {
        planner.Finish(item.row, item.planned);
        NameColumns(roster, item.planned.findings);
        return std::move(item.planned);
      },
      .take = [&](PlannedRow planned) -> Result<void> {
        plan.rows.push_back(std::move(planned));
        return {};
      }};
  const Workers workers{.count = jobs, .in_flight = size_t{64} * jobs};
  TRY(RunOrdered(workers, planning).map([](WorkEnd) {}));
  NoteAssessments(plan);
  for (Finding& notice : school.rules.WaiverNotices()) {
    plan.findings.push_back(std::move(notice));
  }
  return plan;
}

}  // namespace certseal
