// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/picture_check.h"

#include <utility>

#include "base/strings.h"
#include "cli/lookup/input_bytes.h"

namespace certseal {
namespace {

constexpr size_t kPictureMagic = 8;
constexpr size_t kPdfHeader = 1024 + 5;  // how far behind the beginning it may stand
constexpr std::string_view kCompare =
    "what a QR code says was checked, not what stands around it: compare name, course "
    "and "
    "date with the picture";

using Findings = std::vector<LookupFinding>;
using NextPiece = std::function<std::string()>;

Findings OneFinding(Report report) {
  Findings findings;
  findings.push_back({std::move(report)});
  return findings;
}

bool IsPicture(std::string_view head) {
  return head.starts_with("\xff\xd8\xff") || head.starts_with("\x89PNG\r\n\x1a\n");
}

bool IsPdf(std::string_view head) {
  return head.substr(0, kPdfHeader).find("%PDF-") != std::string_view::npos;
}

// Each text that may be ours is checked as one that was given by hand. A text is never
// taken for the name of a file.
Findings CheckTexts(const std::vector<std::string>& texts,
                    const LookupOptions& options) {
  Findings findings;
  for (const std::string& text : texts) {
    const Result<Subject> subject = ClassifyText(text);
    if (!subject) continue;
    findings.push_back({Lookup(*subject, options), findings.size() + 1});
    findings.back().report.hints.emplace_back(kCompare);
  }
  return findings;
}

// Why texts were read and none was a certificate's.
Error NoneOfOurs(const std::vector<std::string>& texts) {
  const std::string again =
      "what helps: the whole code in the picture, sharp and from the front, without a "
      "shadow or glare; a scan at 150 dots an inch or more; or give the certificate's "
      "code "
      "from the page";
  if (texts.empty()) return {"no QR code is found in the picture", {again}};
  return {StrCat("no QR code of a certificate is in the picture, only one that says ",
                 Quote(texts.front(), 80)),
          {again}};
}

Result<Findings> CheckPicture(const NextPiece& next, const LookupOptions& options,
                              PictureReaders& readers) {
  ASSIGN_OR_RETURN(const std::vector<std::string> texts, readers.Read(next));
  Findings findings = CheckTexts(texts, options);
  if (findings.empty()) return Fail(NoneOfOurs(texts));
  return findings;
}

// `begin`, and then what is left of the input.
Result<Findings> CheckPicture(std::string begin, InputBytes& input,
                              const LookupOptions& options, PictureReaders& readers) {
  Result<void> reading;
  Result<Findings> findings = CheckPicture(
      [&] {
        if (!begin.empty()) return std::exchange(begin, "");
        Result<std::string> piece = input.Next();
        if (piece) return std::move(*piece);
        reading = Fail(piece.error());
        return std::string();
      },
      options, readers);
  TRY(std::move(reading));
  return findings;
}

// Up to a little more than a certificate may have.
Result<std::string> ReadSubject(InputBytes& input) {
  std::string contents;
  while (contents.size() <= kMaxSubjectBytes) {
    ASSIGN_OR_RETURN(const std::string piece, input.Next());
    if (piece.empty()) break;
    contents += piece;
  }
  return contents;
}

// A PDF in which anything of a certificate is found is that and nothing else.
Findings CheckPdf(std::string contents, const LookupOptions& options,
                  PictureReaders& readers) {
  const PdfSubject pdf{std::move(contents)};
  Report report = Lookup(pdf, options);
  if (!report.nothing_found) return OneFinding(std::move(report));
  bool given = false;
  Result<Findings> findings = CheckPicture(
      [&] { return std::exchange(given, true) ? std::string() : pdf.bytes; }, options,
      readers);
  if (findings) return std::move(*findings);
  report.hints = {StrCat("nor do its pictures help: ", findings.error().message)};
  report.hints.insert(report.hints.end(), findings.error().hints.begin(),
                      findings.error().hints.end());
  return OneFinding(std::move(report));
}

Result<Findings> CheckBytes(InputBytes& input, const std::string& name,
                            const LookupOptions& options, PictureReaders& readers) {
  ASSIGN_OR_RETURN(const std::string_view head, input.Peek(kPictureMagic));
  if (IsPicture(head)) return CheckPicture("", input, options, readers);
  ASSIGN_OR_RETURN(std::string contents, ReadSubject(input));
  const bool is_pdf = IsPdf(contents);
  if (contents.size() > kMaxSubjectBytes) {
    if (is_pdf) return CheckPicture(std::move(contents), input, options, readers);
    return Fail(StrCat("cannot read ", Quote(name), ": larger than ", kMaxSubjectBytes,
                       " bytes, and no picture"));
  }
  if (is_pdf) return CheckPdf(std::move(contents), options, readers);
  ASSIGN_OR_RETURN(const Subject subject, ClassifyContents(std::move(contents)));
  return OneFinding(Lookup(subject, options));
}

Result<Findings> CheckArgument(const std::string& argument,
                               const LookupOptions& options, PictureReaders& readers) {
  std::optional<InputBytes> bytes = InputBytes::Open(argument);
  if (bytes) return CheckBytes(*bytes, argument, options, readers);
  ASSIGN_OR_RETURN(const Subject subject, ClassifyArgument(argument));
  return OneFinding(Lookup(subject, options));
}

}  // namespace

Findings CheckInput(const Input& input, const LookupOptions& options,
                    PictureReaders& readers) {
  const auto cannot = [&](const Error& error) {
    Report report{CannotCheck(error.message), std::nullopt, {}, options.now};
    report.hints = error.hints;
    return OneFinding(std::move(report));
  };
  if (input.problem) return cannot(*input.problem);
  Result<Findings> findings = CheckArgument(input.text, options, readers);
  return findings ? std::move(*findings) : cannot(findings.error());
}

}  // namespace certseal
