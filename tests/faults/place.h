// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/code.h"
#include "register/certificate_row.h"

namespace certseal::faults {

// Place is a directory with what a command works on: a school in school/, passphrases,
// rosters, an employer's config/. Graduates are numbered: each has one e-mail address.
class Place {
 public:
  explicit Place(std::filesystem::path directory) : directory_(std::move(directory)) {}

  const std::filesystem::path& directory() const { return directory_; }
  std::filesystem::path school() const { return directory_ / "school"; }
  std::filesystem::path site() const { return school() / "site"; }

  Result<std::vector<ListedCertificate>> All() const;
  Result<std::vector<ListedCertificate>> Of(int graduate) const;
  Result<ListedCertificate> Only(int graduate) const;  // fails where there is not one
  Result<void> DemandState(int graduate, CertificateState state) const;

  // Filled puts codes in the place of graduates in a command, {3}, the id of the newest
  // issuer key in that of {issuer}, the line in the file `witness` in that of
  // {witness}, and the time-stamping server's address in that of {tsa}.
  std::string Filled(std::string command) const;

 private:
  Result<std::string> ValueOf(const std::string& name) const;

  std::filesystem::path directory_;
};

// In the file pass of every place.
inline constexpr char kPassphrase[] = "correct horse battery staple";

// RosterOf is a roster of graduates first, first + 1 ...
std::string RosterOf(int first, int count);

// DemandAudit demands that the audit of a school passes.
Result<void> DemandAudit(const std::filesystem::path& school);

// Done forgets what a success has brought.
template <typename T>
Result<void> Done(const Result<T>& result) {
  if (!result) return Fail(result.error());
  return {};
}

}  // namespace certseal::faults
