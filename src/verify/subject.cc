// SPDX-License-Identifier: Apache-2.0
#include "verify/subject.h"

#include <filesystem>

#include "base/file.h"
#include "base/strings.h"

namespace certseal {
namespace {

constexpr size_t kMaxText = 4096;

bool LooksLikeAddress(std::string_view text) {
  return AsciiLower(text.substr(0, 4)) == "http";
}

}  // namespace

// Text is a QR's where it looks like an address, else a code.
Result<Subject> ClassifyText(std::string_view text) {
  if (LooksLikeAddress(text)) {
    ASSIGN_OR_RETURN(QrText qr, QrText::Parse(text));
    return Subject(std::move(qr));
  }
  ASSIGN_OR_RETURN(CertificateCode code, CertificateCode::Parse(text));
  return Subject(std::move(code));
}

Result<Subject> ClassifyContents(std::string contents) {
  // A PDF is one wherever its header stands: readers look for it in the first KiB.
  if (contents.substr(0, 1024 + 5).find("%PDF-") != std::string::npos) {
    return Subject(PdfSubject{std::move(contents)});
  }
  const std::string_view text = Trim(contents);
  if (text.starts_with('{')) return Subject(RecordSubject{std::move(contents)});
  if (text.empty()) return Fail("the file is empty");
  if (text.size() <= kMaxText) {
    if (Result<Subject> subject = ClassifyText(text)) return subject;
  }
  return Fail("the file is neither a PDF, a record, a QR's text nor a code");
}

Result<Subject> ClassifyArgument(const std::string& argument) {
  std::error_code error;
  if (argument == "-" || std::filesystem::exists(argument, error)) {
    ASSIGN_OR_RETURN(std::string contents, ReadFile(argument, kMaxSubjectBytes));
    return ClassifyContents(std::move(contents));
  }
  const bool like_a_path = argument.find('/') != std::string::npos ||
                           argument.find('.') != std::string::npos;
  Result<Subject> subject = ClassifyText(argument);
  if (!subject && like_a_path && !LooksLikeAddress(argument)) {
    return Fail(StrCat("there is no file ", Quote(argument)));
  }
  return subject;
}

}  // namespace certseal
