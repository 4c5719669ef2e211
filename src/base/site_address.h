// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace certseal {

// SiteAddress is the web address under which a school publishes its register, and the
// names that follow from it:
//
//   url     https://verify.school.example/      https://school.example:8443/a/b/
//   origin  verify.school.example               school.example:8443/a/b
//   did     did:web:verify.school.example       did:web:school.example%3A8443:a:b
//
// A host is lower-case letters, digits, hyphens and dots; a path is segments of
// letters, digits, "-", "_", "." and "~", none "." or "..".
class SiteAddress {
 public:
  // Parse reads an https address; a missing "/" at the end is added. No user, query or
  // fragment; the port not 443.
  static Result<SiteAddress> Parse(std::string_view url);
  static Result<SiteAddress> FromOrigin(std::string_view origin);

  std::string url() const { return "https://" + origin_ + "/"; }
  const std::string& origin() const { return origin_; }
  std::string host() const;  // without the port
  std::string did() const;

  bool operator==(const SiteAddress&) const = default;

 private:
  explicit SiteAddress(std::string origin) : origin_(std::move(origin)) {}
  std::string origin_;
};

}  // namespace certseal
