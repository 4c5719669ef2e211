// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_reader.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "rules/limits.h"
#include "rules/ruled_certificate.h"
#include "rules/statement.h"
#include "school/json_reader.h"
#include "school/suggest.h"

namespace certseal {
namespace {

using nlohmann::json;

constexpr size_t kMaxRules = 1000;
constexpr size_t kMaxListed = 100;
constexpr int kMaxDays = 3660;

bool IsId(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

const std::map<std::string, Demand>& Demands() {
  static const std::map<std::string, Demand> demands = {
      {"field", Demand::kField},
      {"line", Demand::kLine},
      {"sentence", Demand::kSentence},
      {"footer", Demand::kFooter},
      {"limit", Demand::kLimit},
      {"creditStep", Demand::kCreditStep},
      {"issuedWithinDays", Demand::kIssuedWithin},
      {"inForce", Demand::kInForce},
      {"known", Demand::kKnown},
      {"noWords", Demand::kNoWords},
      {"marked", Demand::kMarked},
      {"signature", Demand::kSignature}};
  return demands;
}

std::vector<std::string> DemandNames() {
  std::vector<std::string> names;
  for (const auto& [name, unused] : Demands()) names.push_back(name);
  return names;
}

// ---------------------------------------------------------------- what is demanded

void CheckFieldName(JsonObjectReader& reader, std::string_view field,
                    ContentRule& rule) {
  if (rule.text.empty() || FindRuledField(rule.text)) return;
  const auto names = RuledFieldNames();
  reader.Problem(field,
                 StrCat(Quote(rule.text), " is no field that a rule can ask for",
                        DidYouMean(rule.text, names), "; fields: ", Join(names, ", ")));
}

void CheckWordingOf(JsonObjectReader& reader, std::string_view field,
                    const ContentRule& rule) {
  for (const std::string& name : UnknownPlaceholders(rule.text)) {
    reader.Problem(field, StrCat(Quote(StrCat("{", name, "}")), " is no placeholder",
                                 DidYouMean(name, RuledFieldNames())));
  }
  if (std::count(rule.text.begin(), rule.text.end(), '*') % 2 != 0) {
    reader.Problem(field, "has one * without another: italics stand between two");
  }
}

void ReadMark(JsonObjectReader& outer, ContentRule& rule, JsonProblems& problems) {
  const json* inner = outer.Inner("marked");
  JsonObjectReader reader(*inner, outer.PlaceOf("marked"),
                          {"phrase", "with", "notice", "italic"}, problems);
  rule.text = reader.Text("phrase", {80, Presence::kRequired});
  rule.mark = reader.Text("with", {4, Presence::kRequired});
  rule.notice = reader.Text("notice", {200});
  rule.italic = reader.Flag("italic");
}

void ReadDemandValue(JsonObjectReader& reader, const std::string& name,
                     ContentRule& rule, JsonProblems& problems) {
  switch (rule.demand) {
    case Demand::kField:
      rule.text = reader.Text(name, {40, Presence::kRequired});
      return CheckFieldName(reader, name, rule);
    case Demand::kLine:
    case Demand::kSentence:
      rule.text = reader.Text(name, {600, Presence::kRequired});
      return CheckWordingOf(reader, name, rule);
    case Demand::kFooter:
      rule.text = reader.Text(name, {600, Presence::kRequired});
      return;
    case Demand::kLimit:
      rule.text = reader.Choice(name, LimitNames(), "", Presence::kRequired);
      return;
    case Demand::kCreditStep:
      rule.step = reader.Hours(name, Presence::kRequired).value_or(Quarters());
      if (rule.step == Quarters()) reader.Problem(name, "must be more than 0");
      return;
    case Demand::kIssuedWithin:
      rule.days = reader.Whole(name, kMaxDays).value_or(0);
      return;
    case Demand::kInForce:
      if (!reader.Flag(name)) reader.Problem(name, "can only be true");
      return;
    case Demand::kKnown:
      rule.text =
          reader.Choice(name, {"profession", "licence-state"}, "", Presence::kRequired);
      return;
    case Demand::kNoWords:
      rule.words = reader.TextList(name, kMaxListed, {80});
      if (rule.words.empty()) reader.Problem(name, "lists no words");
      return;
    case Demand::kMarked:
      return ReadMark(reader, rule, problems);
    case Demand::kSignature:
      rule.text = reader.Choice(name, {"school", "licensee"}, "", Presence::kRequired);
      return;
  }
}

void ReadDemand(JsonObjectReader& rule_reader, ContentRule& rule,
                JsonProblems& problems) {
  const json* demands = rule_reader.Inner("demands", Presence::kRequired);
  if (!demands) return;
  JsonObjectReader reader(*demands, rule_reader.PlaceOf("demands"), DemandNames(),
                          problems);
  std::vector<std::string> found;
  for (const std::string& name : DemandNames()) {
    if (reader.Inner(name)) found.push_back(name);
  }
  if (found.size() == 1) {
    rule.demand = Demands().at(found.front());
    ReadDemandValue(reader, found.front(), rule, problems);
  } else if (demands->is_object()) {
    rule_reader.Problem("demands",
                        StrCat("must hold one of: ", Join(DemandNames(), ", ")));
  }
}

// ---------------------------------------------------------------- source, severity

void ReadSource(JsonObjectReader& outer, ContentRule& rule, JsonProblems& problems) {
  const json* source = outer.Inner("source", Presence::kRequired);
  if (!source) return;
  JsonObjectReader reader(*source, outer.PlaceOf("source"), {"authority", "document"},
                          problems);
  rule.authority = reader.Text("authority", {120, Presence::kRequired});
  rule.document = reader.Text("document", {200, Presence::kRequired});
}

void CheckStates(JsonObjectReader& reader, const std::vector<std::string>& states) {
  for (const std::string& state : states) {
    if (state.size() == 2 && AsciiUpper(state) == state) continue;
    reader.Problem("states", StrCat(Quote(state), " is not two letters, as \"CA\""));
  }
}

}  // namespace

// RuleFileReader adds one file to a book.
class RuleFileReader {
 public:
  RuleFileReader(RuleBook& book, const RuleBook* base, JsonProblems& problems)
      : book_(book), base_(base), problems_(problems) {}

  void Read(const json& value) {
    JsonObjectReader reader(value, {}, {"schemes", "rules", "waivers"}, problems_);
    reader.ForEach(
        "schemes", kMaxListed,
        [&](const json& item, const JsonPlace& place) { ReadScheme(item, place); });
    reader.ForEach("rules", kMaxRules, [&](const json& item, const JsonPlace& place) {
      ReadRule(item, place);
    });
    reader.ForEach("waivers", kMaxRules, [&](const json& item, const JsonPlace& place) {
      ReadWaiver(item, place);
    });
  }

 private:
  void ReadScheme(const json& value, const JsonPlace& place) {
    JsonObjectReader reader(value, place,
                            {"id", "name", "also", "professions", "states"}, problems_);
    Scheme scheme;
    scheme.id = reader.Text("id", {40, Presence::kRequired});
    scheme.name = reader.Text("name", {80, Presence::kRequired});
    scheme.also = reader.TextList("also", kMaxListed, {80});
    scheme.professions = reader.TextList("professions", kMaxListed, {40});
    scheme.states = reader.TextList("states", kMaxListed, {2});
    CheckStates(reader, scheme.states);
    CheckId(reader, scheme.id);
    for (const std::string& name : {scheme.id, scheme.name}) {
      if (name.empty() || !book_.FindScheme(name)) continue;
      reader.Problem("id", StrCat(Quote(name), " is a scheme that is there already"));
      break;
    }
    book_.schemes_.push_back(std::move(scheme));
  }

  void ReadRule(const json& value, const JsonPlace& place) {
    JsonObjectReader reader(
        value, place,
        {"id", "title", "source", "checked", "severity", "applies", "demands"},
        problems_);
    ContentRule rule{reader.Text("id", {80, Presence::kRequired}),
                     reader.Text("title", {200, Presence::kRequired}),
                     "",
                     "",
                     *Date::FromDays(0),
                     Severity::kError,
                     {},
                     Demand::kField,
                     ""};
    CheckId(reader, rule.id);
    CheckNew(reader, rule.id);
    ReadSource(reader, rule, problems_);
    rule.checked = reader.Day("checked").value_or(rule.checked);
    if (reader.Choice("severity", {"error", "warning"}, "error", Presence::kRequired) ==
        "warning") {
      rule.severity = Severity::kWarning;
    }
    ReadScope(reader, rule);
    ReadDemand(reader, rule, problems_);
    CheckHasScheme(reader, rule);
    book_.rules_.push_back(std::move(rule));
  }

  void ReadScope(JsonObjectReader& outer, ContentRule& rule) {
    const json* applies = outer.Inner("applies", Presence::kRequired);
    if (!applies) return;
    JsonObjectReader reader(
        *applies, outer.PlaceOf("applies"),
        {"schemes", "professions", "exceptProfessions", "states", "documents"},
        problems_);
    RuleScope& scope = rule.applies;
    scope.schemes = reader.TextList("schemes", kMaxListed, {40});
    scope.professions = reader.TextList("professions", kMaxListed, {40});
    scope.except_professions = reader.TextList("exceptProfessions", kMaxListed, {40});
    scope.states = reader.TextList("states", kMaxListed, {2});
    scope.documents = reader.TextList("documents", 3, {20});
    CheckStates(reader, scope.states);
    CheckSchemes(reader, scope.schemes);
    for (const std::string& each : scope.documents) {
      if (each == "completion" || each == "attendance" || each == "participation")
        continue;
      reader.Problem("documents", StrCat(Quote(each), " is no class of document: ",
                                         "completion, attendance, participation"));
    }
  }

  void CheckSchemes(JsonObjectReader& reader, const std::vector<std::string>& schemes) {
    std::vector<std::string> ids;
    for (const Scheme& scheme : book_.schemes_) ids.push_back(scheme.id);
    for (const std::string& each : schemes) {
      if (std::find(ids.begin(), ids.end(), each) != ids.end()) continue;
      reader.Problem("schemes",
                     StrCat(Quote(each), " is no scheme's id", DidYouMean(each, ids)));
    }
  }

  void ReadWaiver(const json& value, const JsonPlace& place) {
    JsonObjectReader reader(value, place, {"rule", "reason"}, problems_);
    const std::string rule = reader.Text("rule", {80, Presence::kRequired});
    const std::string reason = reader.Text("reason", {300, Presence::kRequired});
    std::vector<std::string> ids;
    for (const ContentRule& each : book_.rules_) ids.push_back(each.id);
    if (!rule.empty() && std::find(ids.begin(), ids.end(), rule) == ids.end()) {
      reader.Problem("rule", StrCat(Quote(rule), " is no rule", DidYouMean(rule, ids)));
    }
    book_.waivers_.push_back({rule, reason});
  }

  // Without one the rule would never be asked.
  static void CheckHasScheme(JsonObjectReader& reader, const ContentRule& rule) {
    const bool prints =
        rule.demand == Demand::kLine || rule.demand == Demand::kSentence;
    const bool needs =
        prints || (rule.demand == Demand::kLimit && NeedsScheme(rule.text));
    if (!needs || !rule.applies.schemes.empty()) return;
    reader.Problem("applies", "names no \"schemes\", which this demand is about");
  }

  static void CheckId(JsonObjectReader& reader, const std::string& id) {
    if (id.empty() || IsId(id)) return;
    reader.Problem("id", "must be lower-case letters, digits, dots and hyphens");
  }

  void CheckNew(JsonObjectReader& reader, const std::string& id) const {
    const auto has = [&](const std::vector<ContentRule>& rules) {
      return std::any_of(rules.begin(), rules.end(),
                         [&](const ContentRule& rule) { return rule.id == id; });
    };
    if (base_ && has(base_->rules())) {
      reader.Problem("id",
                     StrCat(Quote(id), " is a rule that ships: it cannot be changed, ",
                            "only waived, under \"waivers\" and with a reason"));
    } else if (!id.empty() && has(book_.rules_)) {
      reader.Problem("id", StrCat(Quote(id), " stands twice"));
    }
  }

  RuleBook& book_;
  const RuleBook* base_;
  JsonProblems& problems_;
};

Result<RuleBook> ReadRules(std::string_view text, std::string_view file_name,
                           const RuleBook* base) {
  RuleBook book = base ? *base : RuleBook();
  TRY(ReadJsonFile(text, file_name, [&](const json& value, JsonProblems& problems) {
    RuleFileReader(book, base, problems).Read(value);
  }));
  return book;
}

}  // namespace certseal
