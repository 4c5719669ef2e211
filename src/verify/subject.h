// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "record/code.h"
#include "record/seal.h"

namespace certseal {

// What an employer may hold of a certificate.
struct PdfSubject {
  std::string bytes;
};
struct RecordSubject {
  std::string bytes;
};
using Subject = std::variant<PdfSubject, RecordSubject, QrText, CertificateCode>;

constexpr size_t kMaxSubjectBytes = 4 << 20;

// ClassifyText takes what a QR says, or a code.
Result<Subject> ClassifyText(std::string_view text);

// ClassifyContents tells by its first bytes what a file or standard input holds.
Result<Subject> ClassifyContents(std::string contents);

// ClassifyArgument takes a command-line argument: the path of an existing file, "-" for
// standard input, the text of a QR, or a code.
Result<Subject> ClassifyArgument(const std::string& argument);

}  // namespace certseal
