// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/parsed_pdf.h"
#include "pdf/refusal.h"

namespace certseal {

inline constexpr size_t kMaxEmbeddedFile = 256 * 1024;

// The names under which a certificate carries its record, and the proof that the record
// stands in the school's log (c2sp.org/tlog-proof).
inline constexpr std::string_view kRecordFileName = "record.json";
inline constexpr std::string_view kProofFileName = "record.tlog-proof";

// PdfEmbeddedFile is an attachment of the whole document.
struct PdfEmbeddedFile {
  std::string name;
  std::string media_type;
  std::string relationship;  // AFRelationship: Data, Source, Supplement ...
  std::string bytes;         // at most kMaxEmbeddedFile
};

// ReadEmbeddedFiles reads the attachments by the sixth rule of docs/pdf.md: only
// through the catalog's AF array, each Filespec with one embedded file, under one name,
// and all of them known: record.json, and the proof, which certificates have that were
// drawn since there is a log. The name tree that readers show attachments from must list
// the same, and there must be no other Filespec or embedded file anywhere; so the record
// that is checked is the one a reader shows.
PdfResult<std::vector<PdfEmbeddedFile>> ReadEmbeddedFiles(const ParsedPdf& document);

}  // namespace certseal
