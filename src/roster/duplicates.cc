// SPDX-License-Identifier: Apache-2.0
#include "roster/duplicates.h"

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "base/unicode.h"
#include "crypto/digest.h"
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
};

// Texts as keys: a digest takes the same room however long they are.
struct DigestHash {
  size_t operator()(const Sha256Digest& digest) const {
    return std::hash<std::string_view>()(digest.bytes());
  }
};
template <typename T>
using ByDigest = std::unordered_map<Sha256Digest, T, DigestHash>;

// An identifier in few bytes; nothing for none.
std::optional<Sha256Digest> DigestOf(const std::string& identifier) {
  if (identifier.empty()) return std::nullopt;
  return Sha256(identifier);
}

void Add(RosterRow& row, Severity severity, std::string message, std::string remedy) {
  row.findings.push_back(
      {severity, row.line, "", "", std::move(message), std::move(remedy)});
}

}  // namespace

// The rows before.
class DuplicateFinder::Seen {
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
    const Bearer bearer{DigestOf(id.email), DigestOf(id.licence), line};
    const auto [at, is_new] = names_.emplace(Sha256(id.name), bearer);
    return !is_new && bearer.DiffersFrom(at->second) ? at->second.line : 0;
  }

  // Gives the line of the first row with this licence under another name, or 0.
  int FindSameLicence(const Identity& id, std::string_view state, int line) {
    if (id.licence.empty()) return 0;
    const Sha256Digest name = Sha256(id.name);
    const auto [at, is_new] = licences_.emplace(Sha256(StrCat(state, "\n", id.licence)),
                                                std::make_pair(name, line));
    return !is_new && name != at->second.first ? at->second.second : 0;
  }

 private:
  struct Bearer {
    std::optional<Sha256Digest> email, licence;
    int line;

    bool DiffersFrom(const Bearer& other) const {
      const auto differ = [](const auto& a, const auto& b) { return a && b && *a != *b; };
      return differ(email, other.email) || differ(licence, other.licence);
    }
  };

  static std::vector<std::string> Matching(const std::string& identifier) {
    if (identifier.empty()) return {kAny};
    return {identifier, ""};
  }

  static Sha256Digest Key(const Identity& id, std::string_view email,
                          std::string_view licence) {
    return Sha256(StrCat(id.achievement, "\n", email, "\n", licence));
  }

  ByDigest<int> achievements_;
  ByDigest<Bearer> names_;
  ByDigest<std::pair<Sha256Digest, int>> licences_;
};

DuplicateFinder::DuplicateFinder() : seen_(std::make_unique<Seen>()) {}
DuplicateFinder::~DuplicateFinder() = default;

void DuplicateFinder::Compare(const GraduateDraft& draft, RosterRow& row) {
  if (draft.name.empty()) return;
  const Identity id(draft);
  const int same = id.achievement.empty() ? 0 : seen_->FindSame(id, row.line);
  if (same != 0) {
    Add(row, Severity::kError,
        StrCat(Quote(draft.name), " stands on line ", same,
               " already, with the same course and completion date"),
        "leave one of the rows out; for two people of one name, give each an e-mail "
        "address or a licence number");
  }
  if (const int line = seen_->FindNamesake(id, row.line); line != 0) {
    Add(row, Severity::kNotice,
        StrCat("somebody else named ", Quote(draft.name), " stands on line ", line),
        "");
  }
  if (const int line = seen_->FindSameLicence(id, draft.licence_state, row.line)) {
    Add(row, Severity::kWarning,
        StrCat("the licence number stands on line ", line, " under another name"),
        "check both rows");
  }
}

}  // namespace certseal
