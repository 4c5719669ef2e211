// SPDX-License-Identifier: Apache-2.0
#include "register/move_marks.h"

#include "base/strings.h"
#include "register/schema.h"
#include "register/statement.h"

namespace certseal {
namespace {

constexpr char kMovedTo[] = "moved_to";
constexpr char kFilledFrom[] = "filled_from";
constexpr char kAgain[] = "certseal register migrate, with the same --to, goes on";

}  // namespace

MoveMarks ReadMoveMarks(Database& database) {
  MoveMarks marks;
  std::string name, value;
  SqlStatement select(database.session(),
                      StrCat("SELECT name, value FROM meta WHERE name IN ('", kMovedTo,
                             "', '", kFilledFrom, "')"));
  select.Into(name).Into(value);
  for (bool row = select.Run(); row; row = select.Next()) {
    (name == kMovedTo ? marks.moved_to : marks.filled_from) = value;
  }
  return marks;
}

void MarkMovedTo(Database& database, const std::string& place) {
  WriteMeta(database.session(), kMovedTo, place);
}

void MarkFilledFrom(Database& database, const std::string& place) {
  WriteMeta(database.session(), kFilledFrom, place);
}

void ForgetFilled(Database& database) {
  Execute(database.session(),
          StrCat("DELETE FROM meta WHERE name = '", kFilledFrom, "'"));
}

Result<void> DemandNotMoving(Database& database) {
  return database.Guarded([&]() -> Result<void> {
    const MoveMarks marks = ReadMoveMarks(database);
    if (marks.moved_to) {
      return Fail(StrCat(database.name(), " is no register any more: it was moved to ",
                         Quote(*marks.moved_to)),
                  {"\"register\" in school.json must name that place", kAgain});
    }
    if (marks.filled_from) {
      return Fail(StrCat(database.name(), " is a copy of ", Quote(*marks.filled_from),
                         " that does not count yet"),
                  {kAgain});
    }
    return {};
  });
}

}  // namespace certseal
