// SPDX-License-Identifier: Apache-2.0
//
// The accreditors' lines of a certificate.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/ruled_certificate.h"

namespace certseal {

// CreditLine is one line as it is printed. `text` is the whole of it; `before`,
// `emphasis` and `after` are the same in three parts, the middle one in italics.
// Without italics `before` is all.
struct CreditLine {
  std::string text;
  std::string before;
  std::string emphasis;
  std::string after;
  bool is_typed = false;  // in the school's words; else the scheme's, which are English

  // Of reads the mark *...* round what is in italics. Only the first pair counts.
  static CreditLine Of(std::string_view marked);
};

// StatementLines are the lines that the accreditation prints on the certificate: the
// school's typed statement, or else the scheme's. A scheme's line or sentence with a
// placeholder that has no value is left out. Whether the accreditation is for the
// certificate is for the caller to ask.
std::vector<CreditLine> StatementLines(const Accreditation& accreditation,
                                       const RuledCertificate& certificate);

// PrintedLines are the lines of all accreditations that are for the certificate and
// hold on the day of completion.
std::vector<CreditLine> PrintedLines(const RuledCertificate& certificate);

// LicenseeSigns tells whether one of those accreditations asks the graduate to sign.
bool LicenseeSigns(const RuledCertificate& certificate);

// FilledWording is a wording with its placeholders filled in. What has no value is cut
// out and parts the text: more than one part, and the wording is not complete.
std::vector<std::string> FilledWording(std::string_view wording,
                                       const Accreditation& accreditation,
                                       const RuledCertificate& certificate);

// UnknownPlaceholders are the names in braces that are no ruled field; a brace without
// its other is an empty name.
std::vector<std::string> UnknownPlaceholders(std::string_view wording);

}  // namespace certseal
