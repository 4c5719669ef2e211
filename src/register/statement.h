// SPDX-License-Identifier: Apache-2.0
//
// A prepared statement of SOCI, for the .cc files of register only.
//
// In place of SOCI's own `session << sql, use(x)`: the objects behind that syntax have
// type information that libsoci_core does not export, which the undefined-behaviour
// sanitizer asks for.
#pragma once

#include <concepts>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "register/soci.h"

namespace certseal {

// Runs is how often a statement is to run. It may run again in any case; what runs many
// times is worth that a server prepares it, which takes two more steps.
enum class Runs { kOnce, kMany };

// RunsFor is for a statement that runs once for each of so many.
inline Runs RunsFor(size_t count) { return count > 2 ? Runs::kMany : Runs::kOnce; }

// SqlStatement is prepared by its first Run. What is bound is bound by address, in the
// order of the parameters, and must outlive the SqlStatement. All functions throw as
// SOCI does.
//
// A SELECT holds a lock on the database until Next gives false or it is destroyed.
class SqlStatement {
 public:
  SqlStatement(soci::session& session, std::string sql, Runs runs = Runs::kOnce)
      : statement_(session), sql_(std::move(sql)), runs_(runs) {}
  SqlStatement(const SqlStatement&) = delete;
  SqlStatement& operator=(const SqlStatement&) = delete;

  template <typename T>
  SqlStatement& Use(T& value) {
    statement_.exchange(soci::use(value));
    return *this;
  }
  // UseOptional binds NULL while `given` is i_null.
  SqlStatement& UseOptional(const std::string& value, soci::indicator& given) {
    statement_.exchange(soci::use(value, given));
    return *this;
  }
  template <typename T>
  SqlStatement& UseNamed(T& value, const std::string& name) {
    statement_.exchange(soci::use(value, name));
    return *this;
  }
  template <typename T>
  SqlStatement& Into(T& value) {
    statement_.exchange(soci::into(value));
    return *this;
  }

  // IntoOptional sets `given` to i_null where the column is NULL.
  SqlStatement& IntoOptional(std::string& value, soci::indicator& given) {
    statement_.exchange(soci::into(value, given));
    return *this;
  }

  // Run executes with what is now bound; true where there is a first row.
  bool Run() {
    if (!prepared_) Prepare();
    return statement_.execute(true);
  }
  bool Next() { return statement_.fetch(); }
  long long affected_rows() { return statement_.get_affected_rows(); }

 private:
  void Prepare() {
    statement_.alloc();
    statement_.prepare(sql_, runs_ == Runs::kMany ? soci::details::st_repeatable_query
                                                  : soci::details::st_one_time_query);
    statement_.define_and_bind();
    prepared_ = true;
  }

  soci::statement statement_;
  std::string sql_;
  Runs runs_;
  bool prepared_ = false;
};

// Execute runs what has no parameters and gives no rows; in one step of a server.
inline void Execute(soci::session& session, const std::string& sql) {
  soci::statement statement(session);
  statement.alloc();
  statement.prepare(sql, soci::details::st_one_time_query);
  statement.define_and_bind();
  statement.execute(true);
}

// IdList is what stands within IN (…). Ids are the database's own, and numbers: they
// may stand in the text.
template <std::integral Id>
std::string IdList(std::span<const Id> ids) {
  std::vector<std::string> numbers;
  numbers.reserve(ids.size());
  for (const Id id : ids) numbers.push_back(StrCat(id));
  return Join(numbers, ", ");
}

// ParameterList is the same for so many texts that are to be bound.
inline std::string ParameterList(size_t count) {
  std::vector<std::string> names;
  names.reserve(count);
  for (size_t i = 0; i < count; ++i) names.push_back(StrCat(":p", i));
  return Join(names, ", ");
}

// NextId is the id of the next row of a table. Writers are one at a time, so it is the
// greatest and one.
inline long long NextId(soci::session& session, std::string_view table) {
  long long greatest = 0;
  SqlStatement(session, StrCat("SELECT COALESCE(MAX(id), 0) FROM ", table))
      .Into(greatest)
      .Run();
  return greatest + 1;
}

}  // namespace certseal
