// SPDX-License-Identifier: Apache-2.0
#include "register/search.h"

#include <deque>
#include <string>

#include "base/strings.h"
#include "base/unicode.h"
#include "register/columns.h"
#include "register/statement.h"

namespace certseal {
namespace {

// Conditions joined by AND, and the values their named parameters are bound to. A value
// from outside is never part of the SQL text.
class Conditions {
 public:
  // Text and Number give the parameter's name, with its colon.
  std::string Text(std::string value) {
    texts_.push_back({NextName(), std::move(value)});
    return ":" + texts_.back().name;
  }
  std::string Number(long long value) {
    numbers_.push_back({NextName(), value});
    return ":" + numbers_.back().name;
  }
  void Add(std::string condition) { conditions_.push_back(std::move(condition)); }

  std::string Where() const {
    return conditions_.empty() ? "" : " WHERE " + Join(conditions_, " AND ");
  }
  void BindTo(SqlStatement& statement) {
    for (auto& text : texts_) statement.UseNamed(text.value, text.name);
    for (auto& number : numbers_) statement.UseNamed(number.value, number.name);
  }

 private:
  template <typename T>
  struct Parameter {
    std::string name;
    T value;
  };

  std::string NextName() { return StrCat("p", texts_.size() + numbers_.size()); }

  std::vector<std::string> conditions_;
  std::deque<Parameter<std::string>> texts_;  // bound by address
  std::deque<Parameter<long long>> numbers_;
};

std::string LikePattern(std::string_view word) {
  std::string pattern = "%";
  for (char c : word) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += c;
  }
  return pattern + "%";
}

// What of a word could stand in a code: its characters as codes have them, or nothing.
// Shorter pieces stand in too many codes by chance.
std::string CodePiece(std::string_view word) {
  constexpr size_t kShortest = 4;
  std::string piece;
  for (char c : AsciiUpper(word)) {
    if (c == '-') continue;
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (c == 'U' || !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))) return "";
    piece += c;
  }
  return piece.size() >= kShortest ? piece : "";
}

void AddWord(Conditions& conditions, std::string_view word) {
  std::string found =
      StrCat("SELECT certificate_id FROM holders WHERE search_text LIKE ",
             conditions.Text(LikePattern(word)), " ESCAPE '!'");
  const std::string piece = CodePiece(word);
  if (!piece.empty()) {
    found += StrCat(" UNION SELECT id FROM certificates WHERE code LIKE ",
                    conditions.Text(LikePattern(piece)));
  }
  conditions.Add(StrCat("c.id IN (", found, ")"));
}

Result<void> AddText(Conditions& conditions, std::string_view text) {
  if (text.size() > SearchQuery::kMaxTextBytes) {
    return Fail(StrCat("the text to search for is longer than ",
                       SearchQuery::kMaxTextBytes, " bytes"));
  }
  if (FindInvalidUtf8(text) || text.find('\0') != std::string_view::npos) {
    return Fail("the text to search for is not valid UTF-8");
  }
  const std::string folded = FoldForSearch(text);
  size_t words = 0;
  for (std::string_view word : Split(folded, ' ')) {
    if (word.empty()) continue;
    if (++words > SearchQuery::kMaxWords) {
      return Fail(StrCat("more than ", SearchQuery::kMaxWords, " words to search for"));
    }
    AddWord(conditions, word);
  }
  return {};
}

void AddStanding(Conditions& conditions, Standing standing, Date today) {
  if (standing == Standing::kExpired) {
    conditions.Add("c.state = 'active'");
    conditions.Add("c.expires <= " + conditions.Text(today.Iso()));
    return;
  }
  conditions.Add("c.state = " + conditions.Text(std::string(StandingText(standing))));
  if (standing == Standing::kActive) {
    conditions.Add(StrCat("(c.expires IS NULL OR c.expires > ",
                          conditions.Text(today.Iso()), ")"));
  }
}

void AddDates(Conditions& conditions, const SearchQuery& query) {
  constexpr long long kDay = 86'400;
  if (query.completed_from) {
    conditions.Add("c.completed >= " + conditions.Text(query.completed_from->Iso()));
  }
  if (query.completed_to) {
    conditions.Add("c.completed <= " + conditions.Text(query.completed_to->Iso()));
  }
  if (query.issued_from) {
    const long long from = query.issued_from->DaysSinceEpoch() * kDay;
    conditions.Add("c.issued >= " + conditions.Number(from));
  }
  if (query.issued_to) {
    const long long past = (query.issued_to->DaysSinceEpoch() + 1) * kDay;
    conditions.Add("c.issued < " + conditions.Number(past));
  }
}

Result<Conditions> ConditionsOf(const SearchQuery& query) {
  Conditions conditions;
  TRY(AddText(conditions, query.text));
  AddDates(conditions, query);
  if (query.standing) AddStanding(conditions, *query.standing, query.today);
  if (query.batch) conditions.Add("c.batch_id = " + conditions.Number(*query.batch));
  if (!query.course.empty()) {
    if (FindInvalidUtf8(query.course) || query.course.find('\0') != std::string::npos) {
      return Fail("the course to search for is not valid UTF-8");
    }
    conditions.Add("c.course_code = " + conditions.Text(query.course));
  }
  return conditions;
}

std::string LimitOf(const SearchQuery& query) {
  if (!query.limit && query.offset == 0) return "";
  return StrCat(" LIMIT ", query.limit.value_or(UINT32_MAX), " OFFSET ", query.offset);
}

}  // namespace

Result<std::vector<int64_t>> SearchIds(Database& database, const SearchQuery& query) {
  ASSIGN_OR_RETURN(Conditions conditions, ConditionsOf(query));
  std::vector<int64_t> ids;
  long long id = 0;
  SqlStatement select(
      database.session(),
      StrCat("SELECT c.id FROM certificates c"
             " LEFT JOIN holders h ON h.certificate_id = c.id",
             conditions.Where(),
             " ORDER BY c.completed, COALESCE(h.name_fold, ''), c.id", LimitOf(query)));
  select.Into(id);
  conditions.BindTo(select);
  for (bool row = select.Run(); row; row = select.Next()) ids.push_back(id);
  return ids;
}

}  // namespace certseal
