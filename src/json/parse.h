// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"

namespace certseal {

struct JsonLimits {
  size_t max_bytes = 256 * 1024;
  size_t max_depth = 32;
  size_t max_values = 100'000;
};

// TextPosition counts lines from 1, and columns from 1 in characters.
struct TextPosition {
  int line = 1;
  int column = 1;
};

// JsonPositions tells where each value ends in the text it was read from, by RFC 6901
// pointer; the root's pointer is "".
using JsonPositions = std::map<std::string, TextPosition>;

// ParseJson reads one JSON value (RFC 8259) and nothing else. Beyond the RFC it refuses
// what two readers could understand differently: duplicate keys, invalid UTF-8, lone
// surrogates, a byte order mark, anything after the value, numbers out of a double's
// range, integers that a double does not print again; and what is larger or deeper than
// the limits. Errors read "line:column: ...".
// Where `positions` is given it is filled.
Result<nlohmann::json> ParseJson(std::string_view text, const JsonLimits& limits = {},
                                 JsonPositions* positions = nullptr);

// LocateOffset turns a byte offset into a position.
TextPosition LocateOffset(std::string_view text, size_t offset);

}  // namespace certseal
