// SPDX-License-Identifier: Apache-2.0
#include "roster/duplicates.h"

#include <map>
#include <string>
#include <unordered_map>

#include "base/strings.h"
#include "base/unicode.h"
#include "roster/licence_key.h"

namespace certseal {
namespace {

// In a key, stands for any value, also none.
constexpr const char* kAny = "*";

struct Identity {
  std::string name, achievement, email, licence;

  explicit Identity(const GraduateDraft& draft)
      : name(FoldForSearch(draft.name)),
        email(FoldForSearch(draft.email)),
        licence(LicenceKey(draft.licence)) {
    if (draft.course && draft.completed) {
      achievement =
          StrCat(name, "\n", draft.course->code, "\n", draft.completed->Iso());
    }
  }

  bool DiffersFrom(const Identity& other) const {
    const auto differ = [](const std::string& a, const std::string& b) {
      return !a.empty() && !b.empty() && a != b;
    };
    return differ(email, other.email) || differ(licence, other.licence);
  }
};

class Comparer {
 public:
  // Gives the line of the earlier row that says the same, or 0.
  int FindSame(const Identity& id, int line) {
    // An absent identifier agrees with every other one, present or absent.
    for (const std::string& email : Matching(id.email)) {
      for (const std::string& licence : Matching(id.licence)) {
        const auto at = achievements_.find(Key(id, email, licence));
        if (at != achievements_.end()) return at->second;
      }
    }
    for (const std::string& email : {id.email, std::string(kAny)}) {
      for (const std::string& licence : {id.licence, std::string(kAny)}) {
        achievements_.emplace(Key(id, email, licence), line);
      }
    }
    return 0;
  }

  // Gives the line of the first row with this name where it is another person, or 0.
  int FindNamesake(const Identity& id, int line) {
    const auto [at, is_new] = names_.emplace(id.name, std::make_pair(id, line));
    return !is_new && id.DiffersFrom(at->second.first) ? at->second.second : 0;
  }

  // Gives the line of the first row with this licence under another name, or 0.
  int FindSameLicence(const Identity& id, std::string_view state, int line) {
    if (id.licence.empty()) return 0;
    const auto [at, is_new] = licences_.emplace(StrCat(state, "\n", id.licence),
                                                std::make_pair(id.name, line));
    return !is_new && id.name != at->second.first ? at->second.second : 0;
  }

 private:
  static std::vector<std::string> Matching(const std::string& identifier) {
    if (identifier.empty()) return {kAny};
    return {identifier, ""};
  }

  static std::string Key(const Identity& id, std::string_view email,
                         std::string_view licence) {
    return StrCat(id.achievement, "\n", email, "\n", licence);
  }

  std::unordered_map<std::string, int> achievements_;
  std::unordered_map<std::string, std::pair<Identity, int>> names_;
  std::unordered_map<std::string, std::pair<std::string, int>> licences_;
};

void Add(RosterRow& row, Severity severity, std::string message, std::string remedy) {
  row.findings.push_back(
      {severity, row.line, "", "", std::move(message), std::move(remedy)});
}

void Compare(const GraduateDraft& draft, Comparer& comparer, RosterRow& row) {
  const Identity id(draft);
  const int same = id.achievement.empty() ? 0 : comparer.FindSame(id, row.line);
  if (same != 0) {
    Add(row, Severity::kError,
        StrCat(Quote(draft.name), " stands on line ", same,
               " already, with the same course and completion date"),
        "leave one of the rows out; for two people of one name, give each an e-mail "
        "address or a licence number");
  }
  if (const int line = comparer.FindNamesake(id, row.line); line != 0) {
    Add(row, Severity::kNotice,
        StrCat("somebody else named ", Quote(draft.name), " stands on line ", line),
        "");
  }
  if (const int line = comparer.FindSameLicence(id, draft.licence_state, row.line)) {
    Add(row, Severity::kWarning,
        StrCat("the licence number stands on line ", line, " under another name"),
        "check both rows");
  }
}

}  // namespace

void FindDuplicates(const std::vector<GraduateDraft>& drafts,
                    std::vector<RosterRow>& rows) {
  Comparer comparer;
  for (size_t i = 0; i < drafts.size() && i < rows.size(); ++i) {
    if (!drafts[i].name.empty() && !rows[i].skipped)
      Compare(drafts[i], comparer, rows[i]);
  }
}

}  // namespace certseal
