// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace certseal {

// CanonicalJson prints a value in the JSON Canonicalization Scheme (RFC 8785): no white
// space, keys in the order of their UTF-16 code units, numbers as ECMAScript prints
// them, the shortest escapes. Strings must be well-formed UTF-8 and numbers finite, as
// ParseJson gives them.
std::string CanonicalJson(const nlohmann::json& value);

// EcmaScriptNumber prints a finite double as ECMAScript's Number::toString does (ECMA-262
// §6.1.6.1.20): the shortest digits that read back as the same double.
std::string EcmaScriptNumber(double value);

// Utf16Less orders UTF-8 strings by their UTF-16 code units, which differs from the
// order of bytes only above the Basic Multilingual Plane.
bool Utf16Less(const std::string& a, const std::string& b);

}  // namespace certseal
