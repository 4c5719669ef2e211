// SPDX-License-Identifier: Apache-2.0
//
// What a certificate's PDF says of itself, and the files it carries: document
// information and XMP that agree, the PDF/A-3 marks (ISO 19005-3), the output intent,
// the file identifier, associated files.
#pragma once

#include <string>
#include <vector>

#include "page/pdf_document.h"
#include "page/renderer.h"

namespace certseal {

// CheckInfo refuses what no sound document can be made of: no title, a language that is
// no language tag, an identifier of another size, too large a signature.
Result<void> CheckInfo(const DocumentInfo& info, const std::string& language);

// CleanText leaves nothing in a text that XML or a text string of PDF cannot say: what
// is not UTF-8 becomes U+FFFD, controls and noncharacters become spaces. Cleaned cleans
// all texts of the information.
std::string CleanText(std::string_view text);
DocumentInfo Cleaned(const DocumentInfo& info);

// PdfDate is "D:20260314170000Z" (ISO 32000-1, 7.9.4).
std::string PdfDate(Timestamp time);

// AddMetadata writes Info, XMP, Lang, the viewer preferences, the file identifier and
// the output intent. The information must be clean; `deflated_profile` is a zlib stream
// of the sRGB profile.
void AddMetadata(PdfDocument& pdf, const DocumentInfo& info,
                 const std::string& language, const std::string& deflated_profile);

// AddAttachments embeds the files and associates them with the document (ISO 32000-2,
// 14.13; ISO 19005-3, annex E).
void AddAttachments(PdfDocument& pdf, const std::vector<Attachment>& attachments,
                    Timestamp modified);

}  // namespace certseal
