// SPDX-License-Identifier: Apache-2.0
//
// How values stand in the columns. For the .cc files of register only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "register/certificate_row.h"

namespace certseal {

std::string_view DocumentClassColumn(DocumentClass document_class);
std::optional<DocumentClass> ParseDocumentClassColumn(std::string_view text);

std::string_view StateColumn(CertificateState state);
std::optional<CertificateState> ParseStateColumn(std::string_view text);

// SearchTextColumn is what words are searched in: folded name, e-mail and licence, a
// line each. The code is searched in its own column.
std::string SearchTextColumn(const CertificateFacts& facts);

}  // namespace certseal
