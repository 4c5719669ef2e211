// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace certseal {

// DatabaseUrl is where a database server keeps a school's register:
//
//   postgresql://academy@db.school.example/academy?sslmode=verify-full
//
// It is written in school.json and so holds no secret.
class DatabaseUrl {
 public:
  static constexpr size_t kMaxBytes = 600;

  // Parse reads an address that begins with postgresql:// and names a database. A
  // password in it is refused. What the settings behind "?" mean is for the connection
  // to judge.
  static Result<DatabaseUrl> Parse(std::string_view url);

  const std::string& value() const { return value_; }
  // Name is what messages call the database: the address without user and settings.
  std::string Name() const;

  bool operator==(const DatabaseUrl&) const = default;

 private:
  explicit DatabaseUrl(std::string value) : value_(std::move(value)) {}
  std::string value_;
};

}  // namespace certseal
