// SPDX-License-Identifier: Apache-2.0
#include "rules/limits.h"

#include <algorithm>
#include <iterator>

#include "base/strings.h"

namespace certseal {
namespace {

using Certificate = RuledCertificate;

std::optional<Excess> HoursWithinCourse(const Certificate& c, const Accreditation*) {
  const auto more = [](std::string_view what, Quarters stated, Quarters most) {
    return StrCat(stated.Text(), " ", what, " hours are more than the course's ",
                  most.Text());
  };
  const std::string remedy = "correct the hours, or the course";
  if (c.graduate.didactic > c.course.didactic_hours) {
    return Excess{"didactic",
                  more("didactic", c.graduate.didactic, c.course.didactic_hours),
                  remedy};
  }
  if (c.graduate.hands_on > c.course.hands_on_hours) {
    return Excess{"hands-on",
                  more("hands-on", c.graduate.hands_on, c.course.hands_on_hours),
                  remedy};
  }
  return {};
}

std::optional<Excess> ClaimedWithinAttended(const Certificate& c,
                                            const Accreditation*) {
  const Quarters attended = c.graduate.didactic + c.graduate.hands_on;
  if (!c.graduate.credits || *c.graduate.credits <= attended) return {};
  return Excess{"credits",
                StrCat("claims ", c.graduate.credits->Text(), " and attended ",
                       attended.Text(), " hours"),
                StrCat("claim at most ", attended.Text())};
}

std::optional<Excess> ClaimedWithinDesignated(const Certificate& c,
                                              const Accreditation* accreditation) {
  const Activity* activity = ActivityOf(*accreditation, c.course.code);
  if (!activity || !activity->maximum || !c.graduate.credits) return {};
  if (*c.graduate.credits <= *activity->maximum) return {};
  return Excess{
      "credits",
      StrCat("claims ", c.graduate.credits->Text(), " credits of a course that ",
             "is designated for ", activity->maximum->Text()),
      StrCat("claim at most ", activity->maximum->Text())};
}

std::optional<Excess> DesignatedWithinCourse(const Certificate& c,
                                             const Accreditation* accreditation) {
  const Activity* activity = ActivityOf(*accreditation, c.course.code);
  if (!activity || !activity->maximum) return {};
  if (*activity->maximum <= c.course.total_hours()) return {};
  return Excess{"",
                StrCat(c.course.code, " is designated for ", activity->maximum->Text(),
                       " credits and has ", c.course.total_hours().Text(), " hours"),
                "correct maximumCredits in school.json, or the hours in courses.json"};
}

std::optional<Excess> CompletionIsAssessed(const Certificate& c, const Accreditation*) {
  const bool whole = c.graduate.didactic >= c.course.didactic_hours &&
                     c.graduate.hands_on >= c.course.hands_on_hours;
  const std::string remedy = "issue a Certificate of Attendance";
  if (c.course.assessment.empty()) {
    return Excess{"", "a Certificate of Completion of a course that nobody assesses",
                  remedy};
  }
  if (c.graduate.role != "injector") {
    return Excess{
        "role",
        StrCat("a Certificate of Completion for the role ", Quote(c.graduate.role)),
        remedy};
  }
  if (!whole) {
    return Excess{"", "a Certificate of Completion for a part of the course", remedy};
  }
  return {};
}

struct Limit {
  const char* name;
  std::optional<Excess> (*find)(const Certificate&, const Accreditation*);
  bool of_accreditation;
};

constexpr Limit kLimits[] = {
    {"hours-within-course", HoursWithinCourse, false},
    {"claimed-within-attended", ClaimedWithinAttended, false},
    {"claimed-within-designated", ClaimedWithinDesignated, true},
    {"designated-within-course", DesignatedWithinCourse, true},
    {"completion-is-assessed", CompletionIsAssessed, false},
};

}  // namespace

const std::vector<std::string>& LimitNames() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Limit& limit : kLimits) all.emplace_back(limit.name);
    return all;
  }();
  return names;
}

bool NeedsScheme(std::string_view limit) {
  return std::any_of(std::begin(kLimits), std::end(kLimits), [&](const Limit& each) {
    return limit == each.name && each.of_accreditation;
  });
}

std::optional<Excess> FindExcess(std::string_view limit, const Certificate& certificate,
                                 const Accreditation* accreditation) {
  for (const Limit& each : kLimits) {
    if (limit != each.name || (each.of_accreditation && !accreditation)) continue;
    return each.find(certificate, accreditation);
  }
  return {};
}

}  // namespace certseal
