// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "register/location.h"
#include "rules/rule_book.h"
#include "school/catalogue.h"
#include "school/profile.h"
#include "trust/trust_file.h"

namespace certseal {

// SchoolPaths names the files of a school's directory.
struct SchoolPaths {
  std::filesystem::path root;

  std::filesystem::path profile() const { return root / "school.json"; }
  std::filesystem::path catalogue() const { return root / "courses.json"; }
  std::filesystem::path rules() const { return root / "rules.json"; }  // may be absent
  std::filesystem::path keys() const { return root / "keys"; }
  std::filesystem::path trust() const { return keys() / "school.trust"; }
  std::filesystem::path key(std::string_view name) const;  // keys/<name>.key
  std::filesystem::path templates() const { return root / "templates"; }
  // Copies of the templates that issued pages were drawn from, by digest.
  std::filesystem::path issued_templates() const { return templates() / "issued"; }
  // Copies of the pictures of signatures on them, likewise.
  std::filesystem::path issued_signatures() const { return root / "signatures" / "issued"; }
  std::filesystem::path database() const { return root / "register.db"; }  // or a server's
  std::filesystem::path restored() const { return root / "restored.txt"; }  // restored.h
  std::filesystem::path certificates() const { return root / "certificates"; }
  std::filesystem::path site() const { return root / "site"; }
};

// School is a school's directory, read and found sound: the profile and the catalogue,
// and a trust file that is this school's.
struct School {
  SchoolPaths paths;
  SchoolProfile profile;
  Catalogue catalogue;
  TrustFile trust;
  RuleBook rules = RuleBook::Shipped();  // and the school's own

  // Open fails where the directory is no school's, or a file of it is not as it should
  // be: the error names file, line and field.
  static Result<School> Open(const std::filesystem::path& directory);

  // Location is where its register is.
  RegisterLocation Location() const;
};

// ProfileNaming gives the bytes of school.json with this database for the register; none: a
// file. All else stands as it is written there.
Result<std::string> ProfileNaming(const SchoolPaths& paths,
                                  const std::optional<DatabaseUrl>& database);

}  // namespace certseal
