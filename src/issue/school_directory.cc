// SPDX-License-Identifier: Apache-2.0
#include "issue/school_directory.h"

#include "base/file.h"
#include "base/file_lock.h"
#include "base/strings.h"
#include "issue/signature_pictures.h"
#include "school/database_field.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr size_t kMaxConfiguration = 4 << 20;

Result<RuleBook> ReadSchoolRules(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error) && !error) return RuleBook::Shipped();
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxConfiguration));
  return RuleBook::WithSchool(text, path.string());
}

}  // namespace

fs::path SchoolPaths::key(std::string_view name) const {
  return keys() / StrCat(name, ".key");
}

Result<School> School::Open(const fs::path& directory) {
  SchoolPaths paths{directory};
  std::error_code error;
  if (!fs::exists(paths.profile(), error)) {
    return Fail(StrCat(Quote(directory.string()), " is not a school's directory: it has no ",
                       "school.json"),
                {"go to the school's directory, or name it with -C DIR",
                 "a new school is made with: certseal init DIR --name NAME --url URL"});
  }
  TRY(DemandLocks(paths.profile()));
  ASSIGN_OR_RETURN(const std::string profile_text,
                   ReadFile(paths.profile(), kMaxConfiguration));
  ASSIGN_OR_RETURN(SchoolProfile profile,
                   SchoolProfile::Parse(profile_text, paths.profile().string()));
  ASSIGN_OR_RETURN(RuleBook rules, ReadSchoolRules(paths.rules()));
  TRY(CompleteAccreditations(rules, profile));
  TRY(ReadSignatures(paths, profile));
  ASSIGN_OR_RETURN(const std::string catalogue_text,
                   ReadFile(paths.catalogue(), kMaxConfiguration));
  ASSIGN_OR_RETURN(Catalogue catalogue,
                   Catalogue::Parse(catalogue_text, paths.catalogue().string()));
  ASSIGN_OR_RETURN(const std::string trust_bytes,
                   ReadFile(paths.trust(), TrustFile::kMaxBytes));
  Result<TrustFile> trust = TrustFile::Parse(trust_bytes);
  if (!trust) return Within(paths.trust().string(), trust.error());
  if (trust->keys().site != profile.site) {
    return Fail(StrCat(paths.profile().string(), ": url: ", Quote(profile.site.url()),
                       " is not the address that the school's keys were made for, ",
                       Quote(trust->keys().site.url())),
                {"certificates already issued name that address: it cannot change"});
  }
  if (trust->keys().name != profile.name) {
    return Fail(StrCat(paths.profile().string(), ": name: ", Quote(profile.name),
                       " is not the name in the school's trust file, ",
                       Quote(trust->keys().name)),
                {"employers compare the two: put that name back"});
  }
  return School{std::move(paths), std::move(profile), std::move(catalogue),
                std::move(*trust), std::move(rules)};
}

RegisterLocation School::Location() const {
  if (profile.database) return *profile.database;
  return paths.database();
}

Result<std::string> ProfileNaming(const SchoolPaths& paths,
                                  const std::optional<DatabaseUrl>& database) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(paths.profile(), kMaxConfiguration));
  Result<std::string> edited = WithDatabase(text, database);
  if (!edited) return Within(paths.profile().string(), edited.error());
  return edited;
}

}  // namespace certseal
