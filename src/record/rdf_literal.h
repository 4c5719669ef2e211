// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace certseal {

// IsAbsoluteIri accepts a scheme, ":" and printable ASCII without what N-Quads forbids
// inside <> (RDF 1.2 N-Quads §4, IRIREF). Other characters must stand percent-encoded:
// so no two readers see different IRIs, and all orders of sorting agree on them.
bool IsAbsoluteIri(std::string_view text);

// AppendQuoted appends a literal's value in quotes, escaped as canonical N-Quads
// demand: \b \t \n \f \r \" \\, \u00XX for the other controls below U+0020 and for DEL,
// all else as it is. `text` must be well-formed UTF-8.
void AppendQuoted(std::string& out, std::string_view text);

// RdfNumber is a JSON number as JSON-LD 1.1 §10.6 turns it into a literal.
struct RdfNumber {
  std::string text;
  bool is_integer;  // otherwise xsd:double, in its canonical form: 1.575E1
};

// ToRdfNumber fails where implementations are known to differ: for integers beyond
// 2^53, for numbers that ECMAScript prints without a point but with an exponent (1e-7:
// the JavaScript library takes them for integers), and where the 16th digit is an exact
// tie.
std::optional<RdfNumber> ToRdfNumber(double value);

}  // namespace certseal
