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

// AddMetadata writes Info, XMP, Lang, the viewer preferences, the file identifier and
// the output intent. `deflated_profile` is a zlib stream of the sRGB profile.
void AddMetadata(PdfDocument& pdf, const DocumentInfo& info,
                 const std::string& language, const std::string& deflated_profile);

// AddAttachments embeds the files and associates them with the document (ISO 32000-2,
// 14.13; ISO 19005-3, annex E).
void AddAttachments(PdfDocument& pdf, const std::vector<Attachment>& attachments,
                    Timestamp modified);

}  // namespace certseal
