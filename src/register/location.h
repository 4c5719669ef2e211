// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <variant>

#include "base/database_url.h"
#include "base/strings.h"

namespace certseal {

// RegisterLocation is where a register is: a SQLite file, or a PostgreSQL database.
class RegisterLocation {
 public:
  // Implicit, since most registers are files.
  // NOLINTBEGIN(google-explicit-constructor)
  RegisterLocation(std::filesystem::path path) : place_(std::move(path)) {}
  RegisterLocation(DatabaseUrl url) : place_(std::move(url)) {}
  // NOLINTEND(google-explicit-constructor)

  // Null where it is the other.
  const std::filesystem::path* path() const {
    return std::get_if<std::filesystem::path>(&place_);
  }
  const DatabaseUrl* url() const { return std::get_if<DatabaseUrl>(&place_); }

  // Name is what messages call it, in quotes.
  std::string Name() const { return Quote(path() ? path()->string() : url()->Name()); }

  bool operator==(const RegisterLocation&) const = default;

 private:
  std::variant<std::filesystem::path, DatabaseUrl> place_;
};

}  // namespace certseal
