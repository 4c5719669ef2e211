// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verify/report.h"

namespace certseal {

// PdfFinding is what a PDF is worth as a document: the `document` check, and the bytes
// of the record in it, which prove nothing before their own signature is checked.
struct PdfFinding {
  Check check;
  std::string differs;               // where the check failed: what differs, in a clause
  std::vector<std::string> records;  // one, or what a search of a broken file found
};

// CheckPdf reads a PDF against the closed profile (docs/pdf.md). Where the file breaks
// it, the check fails with the rule.
PdfFinding CheckPdf(std::string_view file);

}  // namespace certseal
