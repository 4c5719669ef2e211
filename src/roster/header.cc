// SPDX-License-Identifier: Apache-2.0
#include "roster/header.h"

#include <algorithm>
#include <optional>

#include "base/strings.h"
#include "roster/cell_repair.h"
#include "school/suggest.h"

namespace certseal {
namespace {


bool IsNamePart(Field field) {
  return field == Field::kFirstName || field == Field::kMiddleName ||
         field == Field::kLastName;
}

class Matcher {
 public:
  Matcher(const CsvRow& header, const ColumnOverrides& overrides)
      : line_(header.line), overrides_(overrides) {
    for (const std::string& cell : header.cells) {
      headings_.push_back(RepairCell(cell, CellKind::kName).value);
    }
    fields_.resize(headings_.size());
  }

  HeaderReading Match(bool course_given) {
    ApplyOverrides();
    MatchSynonyms();
    CheckNames();
    Require(Field::kCompleted);
    if (!course_given) Require(Field::kCourse);
    for (size_t i = 0; i < headings_.size(); ++i) {
      if (fields_[i])
        out_.columns.push_back({*fields_[i], headings_[i], i});
      else if (!headings_[i].empty())
        out_.ignored.push_back(headings_[i]);
    }
    return std::move(out_);
  }

 private:
  void Error(std::string column, std::string message, std::string remedy) {
    out_.findings.push_back({Severity::kError, line_, std::move(column), "",
                             std::move(message), std::move(remedy)});
  }

  std::string MapHint(Field field, std::string_view column) {
    return StrCat("--map ", FieldName(field), "=", Quote(column));
  }

  std::optional<size_t> ColumnOf(Field field) const {
    const auto at = std::find(fields_.begin(), fields_.end(), std::optional(field));
    if (at == fields_.end()) return std::nullopt;
    return static_cast<size_t>(at - fields_.begin());
  }

  // By the exact heading, else by one that differs in case and punctuation, else by its
  // number.
  std::vector<size_t> ColumnsNamed(const std::string& name) const {
    std::vector<size_t> exact, alike;
    for (size_t i = 0; i < headings_.size(); ++i) {
      if (headings_[i] == name) exact.push_back(i);
      if (HeadingKey(headings_[i]) == HeadingKey(name)) alike.push_back(i);
    }
    if (!exact.empty()) return exact;
    if (!alike.empty()) return alike;
    const auto number = ParseDecimal(name);
    if (number && *number >= 1 && *number <= headings_.size()) return {*number - 1};
    return {};
  }

  void ApplyOverrides() {
    for (const auto& [field, name] : overrides_) {
      const std::vector<size_t> columns = ColumnsNamed(name);
      if (columns.size() == 1 && fields_[columns[0]]) {
        Error(headings_[columns[0]],
              StrCat("is mapped to both ", FieldName(*fields_[columns[0]]), " and ",
                     FieldName(field)),
              "name each column once with --map");
      } else if (columns.size() == 1) {
        fields_[columns[0]] = field;
      } else if (columns.empty()) {
        Error("",
              StrCat("there is no column ", Quote(name), DidYouMean(name, headings_)),
              StrCat("the columns are ", QuotedHeadings()));
      } else {
        Error(name, StrCat(columns.size(), " columns bear this name"),
              StrCat("give the column's number: --map ", FieldName(field), "=",
                     columns[0] + 1));
      }
    }
  }

  std::string QuotedHeadings() const {
    constexpr size_t kShown = 30;
    std::vector<std::string> quoted;
    for (const std::string& heading : headings_) {
      if (quoted.size() < kShown && !heading.empty())
        quoted.push_back(Quote(heading, 40));
    }
    return Join(quoted, ", ");
  }

  // An override of one way to give the name leaves the other way's columns unread.
  bool IsOverruled(Field field) const {
    if (overrides_.contains(field)) return true;
    if (IsNamePart(field)) return overrides_.contains(Field::kFullName);
    return field == Field::kFullName && (overrides_.contains(Field::kFirstName) ||
                                         overrides_.contains(Field::kLastName));
  }

  void MatchSynonyms() {
    for (size_t i = 0; i < headings_.size(); ++i) {
      const std::optional<Field> field = FieldFromHeader(headings_[i]);
      if (fields_[i] || !field || IsOverruled(*field)) continue;
      if (const auto other = ColumnOf(*field)) {
        Error(headings_[i],
              StrCat("the columns ", Quote(headings_[*other]), " (", *other + 1,
                     ") and ", Quote(headings_[i]), " (", i + 1, ") can both be the ",
                     FieldName(*field)),
              StrCat("say which with ", MapHint(*field, headings_[i])));
        continue;
      }
      fields_[i] = field;
    }
  }

  void CheckNames() {
    const auto full = ColumnOf(Field::kFullName);
    const auto first = ColumnOf(Field::kFirstName);
    const auto last = ColumnOf(Field::kLastName);
    if (full && (first || last)) {
      const size_t other = last ? *last : *first;
      Error(headings_[*full],
            StrCat("the columns ", Quote(headings_[*full]), " and ",
                   Quote(headings_[other]), " can both be the name"),
            StrCat("say which with ", MapHint(Field::kFullName, headings_[*full]),
                   " or ", MapHint(Field::kLastName, last ? headings_[*last] : "...")));
    } else if (!full && !first && !last) {
      Error("", "there is no column for the name",
            StrCat("call it ", FieldSynonyms(Field::kFullName), ", or give ",
                   Quote("First Name"), " and ", Quote("Last Name"), "; or say ",
                   MapHint(Field::kFullName, "...")));
    } else if (!full && (!first || !last)) {
      Require(first ? Field::kLastName : Field::kFirstName);
    }
  }

  void Require(Field field) {
    if (ColumnOf(field) || overrides_.contains(field)) return;
    Error("", StrCat("there is no column for the field ", FieldName(field)),
          StrCat("call it ", FieldSynonyms(field), ", or say ", MapHint(field, "...")));
  }

  int line_;
  const ColumnOverrides& overrides_;
  std::vector<std::string> headings_;
  std::vector<std::optional<Field>> fields_;
  HeaderReading out_;
};

}  // namespace

HeaderReading MatchHeader(const CsvRow& header, const ColumnOverrides& overrides,
                          bool course_given) {
  return Matcher(header, overrides).Match(course_given);
}

size_t FindHeader(const std::vector<CsvRow>& rows) {
  for (size_t i = 0; i < rows.size() && i < kTitleRows; ++i) {
    const auto headings =
        std::count_if(rows[i].cells.begin(), rows[i].cells.end(), [](const auto& cell) {
          return FieldFromHeader(RepairCell(cell, CellKind::kName).value).has_value();
        });
    if (headings >= 2) return i;
  }
  return 0;
}

}  // namespace certseal
