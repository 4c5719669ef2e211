// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace certseal {

// Error says in one sentence what could not be done, and how to mend it.
//
// `message` is lower case without a full stop and names file, line, column or field
// where there is one; values from outside stand in it through Quote() (strings.h).
// `hints` are shown below it, one line each.
struct Error {
  std::string message;
  std::vector<std::string> hints = {};
};

// Result holds a T or the Error that says why there is none. It derives from
// tl::expected so that the whole class is [[nodiscard]]: no failure is forgotten.
template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using Base = tl::expected<T, Error>;
  using Base::Base;
};

inline tl::unexpected<Error> Fail(std::string message,
                                  std::vector<std::string> hints = {}) {
  return tl::unexpected<Error>(Error{std::move(message), std::move(hints)});
}

inline tl::unexpected<Error> Fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

// Within puts "context: " before the message, as in "school.json: ...".
inline tl::unexpected<Error> Within(std::string_view context, Error error) {
  error.message = std::string(context) + ": " + error.message;
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace certseal

#define CERTSEAL_CONCAT_INNER(a, b) a##b
#define CERTSEAL_CONCAT(a, b) CERTSEAL_CONCAT_INNER(a, b)

// TRY(expr) returns the Error of a Result<void> from the enclosing function.
#define TRY(expr)                                                             \
  do {                                                                        \
    auto try_result = (expr);                                                 \
    if (!try_result) return ::certseal::Fail(std::move(try_result).error());  \
  } while (false)

// ASSIGN_OR_RETURN(auto x, expr) binds the value of a Result, or returns its Error.
#define ASSIGN_OR_RETURN(lhs, expr) \
  ASSIGN_OR_RETURN_INNER(CERTSEAL_CONCAT(result_, __LINE__), lhs, expr)
#define ASSIGN_OR_RETURN_INNER(name, lhs, expr)                     \
  auto name = (expr);                                               \
  if (!name) return ::certseal::Fail(std::move(name).error());      \
  lhs = std::move(*name)
