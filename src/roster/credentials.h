// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certseal {

// KnownCredential gives the usual spelling of post-nominal letters, whatever the case,
// the dots and the spaces: "r.n." is RN, "np-c" NP-C.
std::optional<std::string> KnownCredential(std::string_view text);

// CredentialsReading is a list of post-nominals in the order given, as printed after a
// name, without repetitions.
struct CredentialsReading {
  std::vector<std::string> letters;
  std::vector<std::string> unknown;  // those of `letters` that are on no list
  bool repaired = false;             // a spelling was changed or a repetition dropped

  std::string Text() const;  // "MSN, RN"
};

// ReadCredentials splits at commas, semicolons and slashes, and at spaces where every
// word is known. What is not known is kept as given.
CredentialsReading ReadCredentials(std::string_view text);

}  // namespace certseal
