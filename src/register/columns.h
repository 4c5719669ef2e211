// SPDX-License-Identifier: Apache-2.0
//
// How values stand in the columns. For the .cc files of register only.
//
// Numbers that mean something are read as text and parsed: SQLite keeps any text in a
// column of numbers, and gives 0 to who asks for a number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "register/certificate_row.h"
#include "register/log_rows.h"

namespace certseal {

std::string_view DocumentClassColumn(DocumentClass document_class);
std::optional<DocumentClass> ParseDocumentClassColumn(std::string_view text);

std::string_view StateColumn(CertificateState state);
std::optional<CertificateState> ParseStateColumn(std::string_view text);

std::string_view SuccessionKindColumn(SuccessionKind kind);
std::optional<SuccessionKind> ParseSuccessionKindColumn(std::string_view text);

// ParseInstantColumn reads seconds since 1970.
std::optional<Timestamp> ParseInstantColumn(std::string_view text);

// ParseBelow reads a number from 0 to bound - 1.
std::optional<uint32_t> ParseBelow(std::string_view text, uint32_t bound);

// An index of the log is at most this: a log of 2^48 entries is larger than any.
inline constexpr uint64_t kMaxLogIndex = (uint64_t{1} << 48) - 1;
std::optional<uint64_t> ParseLogIndexColumn(std::string_view text);
// LogIndexParameter is for asking: an index beyond all becomes one that finds nothing.
long long LogIndexParameter(uint64_t log_index);

// SearchTextColumn is what words are searched in: folded name, e-mail and licence, a
// line each. The code is searched in its own column.
std::string SearchTextColumn(const CertificateFacts& facts);

}  // namespace certseal
