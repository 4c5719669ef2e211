// SPDX-License-Identifier: Apache-2.0
//
// Reading a JSON file that a person edits: every problem is collected with its line and
// field, and reading goes on, so that one run shows all of them.
#pragma once

#include <cstddef>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/quarters.h"
#include "base/result.h"
#include "json/parse.h"

namespace certseal {

// JsonPlace is where a value stands: as an RFC 6901 pointer for JsonPositions, and as a
// person reads it, signatories[1].title.
struct JsonPlace {
  std::string pointer;
  std::string path;

  JsonPlace Field(std::string_view name) const;
  JsonPlace Item(size_t index) const;
};

// JsonProblems gathers the problems of one file.
class JsonProblems {
 public:
  // Both arguments must outlive this object.
  JsonProblems(std::string_view file_name, const JsonPositions& positions)
      : file_name_(file_name), positions_(positions) {}

  void Add(const JsonPlace& place, std::string_view message);
  bool empty() const { return problems_.empty(); }

  // Where names a place as Add does: "school.json:12: accreditations[0]".
  std::string Where(const JsonPlace& place) const;

  // ToError is one line for each problem, in the file's order, joined with LF:
  // "school.json:12: signatories[1].title: is missing". At most 50, then their number.
  Error ToError() const;

 private:
  struct Problem {
    int line;
    std::string text;
  };
  int LineOf(const JsonPlace& place) const;

  std::string_view file_name_;
  const JsonPositions& positions_;
  std::vector<Problem> problems_;
};

enum class Presence { kRequired, kOptional };

// TextRule limits a text in characters. Every text is one line without controls and
// hidden characters, without space at its ends, and is brought to NFC.
struct TextRule {
  size_t max_characters;
  Presence presence = Presence::kOptional;
};

// JsonObjectReader takes the fields of one object. Each getter gives a neutral value
// (empty, zero) where it adds a problem, and where an optional field is absent.
class JsonObjectReader {
 public:
  using Fields = std::vector<std::string>;

  // Adds a problem where `value` is no object, and for each field not in `fields`.
  // `value` and `problems` must outlive this object.
  JsonObjectReader(const nlohmann::json& value, JsonPlace place, const Fields& fields,
                   JsonProblems& problems);

  std::string Text(std::string_view field, const TextRule& rule);
  std::vector<std::string> TextList(std::string_view field, size_t max_items,
                                    const TextRule& rule);
  // Choice takes one of `choices`; "" is one of them where that is listed.
  std::string Choice(std::string_view field, const std::vector<std::string>& choices,
                     std::string_view fallback, Presence presence);
  std::optional<Quarters> Hours(std::string_view field, Presence presence);
  // Whole takes an integer from 1 to max; null counts as absent.
  std::optional<int> Whole(std::string_view field, int max);
  std::optional<Date> Day(std::string_view field);
  // Flag takes true or false; false where it is absent.
  bool Flag(std::string_view field);

  // ForEach calls `take` with each object of a list. An object all of whose values are
  // empty is a form nobody has filled in yet and is passed over.
  void ForEach(
      std::string_view field, size_t max_items,
      const std::function<void(const nlohmann::json&, const JsonPlace&)>& take);
  // Inner is the object in a field; null where the field is absent.
  const nlohmann::json* Inner(std::string_view field,
                              Presence presence = Presence::kOptional) {
    return FindOrComplain(field, presence);
  }

  void Problem(std::string_view field, std::string_view message);
  JsonPlace PlaceOf(std::string_view field) const { return place_.Field(field); }

 private:
  const nlohmann::json* Find(std::string_view field) const;
  // FindOrComplain adds "is missing" where presence demands it.
  const nlohmann::json* FindOrComplain(std::string_view field, Presence presence);
  const nlohmann::json* FindList(std::string_view field, size_t max_items);
  std::string CheckedText(const nlohmann::json& value, const JsonPlace& place,
                          const TextRule& rule);

  const nlohmann::json& value_;
  JsonPlace place_;
  JsonProblems& problems_;
};

// ReadJsonFile parses `text` and hands the value to `read`; the Error is a syntax error
// ("school.json:3:7: ...") or what the problems say.
Result<void> ReadJsonFile(
    std::string_view text, std::string_view file_name,
    const std::function<void(const nlohmann::json&, JsonProblems&)>& read);

}  // namespace certseal
