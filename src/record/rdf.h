// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/result.h"
#include "record/rdf_vocabulary.h"

namespace certseal {

// CanonicalNQuads is the text a proof covers: the document's RDF (rdf_graph.h says what
// is refused) in the canonical form of RDFC-1.0, one triple a line.
//
// Blank nodes are named by their first-degree hash alone (RDFC-1.0 §4.6). Two that have
// the same are refused rather than told apart by the N-degree algorithm (§4.8): no
// record has them. Lines are in code point order, as RDFC-1.0 says. JavaScript
// libraries sort by UTF-16 code units instead; both orders differ only where one
// property of one node holds several strings, some beyond the BMP, some between U+E000
// and U+FFFF. Such documents are refused, so that whatever this function returns, both
// agree on.
Result<std::string> CanonicalNQuads(const nlohmann::json& document,
                                    const Vocabulary& vocabulary);

}  // namespace certseal
