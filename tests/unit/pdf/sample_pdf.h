// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "signing/document_signer.h"

namespace certseal {

// SamplePdf is a PDF in parts, to be bent and then built as the writer would build it.
class SamplePdf {
 public:
  // Objects of the sample that Certificate() gives.
  static constexpr size_t kCatalog = 1;
  static constexpr size_t kPage = 4;
  static constexpr size_t kContents = 5;
  static constexpr size_t kNames = 8;
  static constexpr size_t kNameTree = 9;
  static constexpr size_t kFilespec = 10;
  static constexpr size_t kFile = 11;
  static constexpr size_t kMetadata = 13;
  static constexpr size_t kField = 14;
  static constexpr size_t kSignature = 15;
  static constexpr size_t kCount = 15;
  // That WithProof adds, to a sample that has no others yet.
  static constexpr size_t kProofFilespec = 16;
  static constexpr size_t kProofFile = 17;

  // Certificate gives one page with an attached record and room for a signature.
  static SamplePdf Certificate(std::string_view record = kRecord);

  // WithProof attaches the proof of the record's place in the log as well.
  SamplePdf& WithProof(std::string_view proof);

  static constexpr std::string_view kRecord =
      R"({"name":"Ada","type":["VerifiableCredential","OpenBadgeCredential"]})";

  // Add appends an object and gives its number.
  size_t Add(std::string body);

  std::string& body(size_t number) { return bodies_[number - 1]; }
  std::string& trailer() { return trailer_; }

  // Replace puts `to` for the first `from` in an object.
  SamplePdf& Replace(size_t number, std::string_view from, std::string_view to);

  // Layout numbers the objects, lays them out, and writes the table and the trailer.
  std::string Layout() const;

  // Build signs the laid out file as well, where it leaves room for that.
  std::string Build() const { return Build(SampleSigner()); }
  std::string Build(const DocumentSigner& signer) const;

  // SampleSigner is one key for a whole test program.
  static const DocumentSigner& SampleSigner();

 private:
  std::vector<std::string> bodies_;
  std::string trailer_;
};

// Signed gives a laid out file with its signature in place.
std::string Signed(std::string file,
                   const DocumentSigner& signer = SamplePdf::SampleSigner());

// StreamBody gives the body of a stream object with a direct Length.
std::string StreamBody(std::string_view entries, std::string_view data);

// Deflate gives zlib data.
std::string ZlibDeflate(std::string_view data);

// Replaced puts `to` for the first `from`, which must be there.
std::string Replaced(std::string text, std::string_view from, std::string_view to);

// Why gives "accepted", or the refusal's rule, its number before it, and the detail.
std::string Why(std::string_view file);

}  // namespace certseal
