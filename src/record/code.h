// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/random.h"

namespace certseal {

// CertificateCode is a certificate's number: 19 random characters of Crockford's base32
// (95 bits, so that nobody guesses one) and a Luhn mod 32 check character, which finds
// every wrong character and nearly every swap of two neighbours.
class CertificateCode {
 public:
  static constexpr size_t kLength = 20;

  static CertificateCode Generate(const Random& random);

  // Parse is for people: either case, O for 0, I and L for 1, hyphens and spaces
  // anywhere. The error says whether the length, a character or the check is wrong.
  static Result<CertificateCode> Parse(std::string_view text);

  // ParseCompact takes only the 20 characters as compact() prints them.
  static Result<CertificateCode> ParseCompact(std::string_view text);

  const std::string& compact() const { return compact_; }  // 7K3M9QXT2A8RW5DHN4V2
  std::string Printed() const;                             // 7K3M-9QXT-2A8R-W5DH-N4V2

  auto operator<=>(const CertificateCode&) const = default;

 private:
  explicit CertificateCode(std::string compact) : compact_(std::move(compact)) {}
  std::string compact_;
};

}  // namespace certseal
