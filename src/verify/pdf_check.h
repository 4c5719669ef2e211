// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trust/trust_file.h"
#include "verify/report.h"

namespace certseal {

// PdfStanding is how a PDF stands as a document of the accepted schools.
enum class PdfStanding {
  kSigned,     // untouched, signed by a key that a trust file lists without an end
  kClosedKey,  // untouched, signed by a key that counts up to a place in the log only
  kStranger,   // untouched, signed by a key that no trust file lists
  kBroken,     // not untouched, or never signed
};

// PdfFinding is what a PDF is worth as a document: the `document` check, and the bytes
// of the record in it, which prove nothing before their own signature is checked.
struct PdfFinding {
  PdfStanding standing;
  Check check;
  // Whose key signed it, among the schools; broken: whose signature it claims to carry.
  const TrustFile* school = nullptr;
  std::string differs;               // broken, strange: what differs, in a clause
  std::vector<std::string> records;  // one, or what a search of a broken file found
};

// CheckPdf reads a PDF against the closed profile (docs/pdf.md) and compares its
// signer's key with the trust files; names and chains in the file count for nothing.
// `schools` must outlive the finding.
PdfFinding CheckPdf(std::string_view file, const std::vector<TrustFile>& schools);

}  // namespace certseal
