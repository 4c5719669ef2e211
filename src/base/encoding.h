// SPDX-License-Identifier: Apache-2.0
//
// Text encodings of bytes. Every decoder accepts only what its encoder would print.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace certseal {

// Lower-case hexadecimal.
std::string HexEncode(std::string_view bytes);
std::optional<std::string> HexDecode(std::string_view text);

// RFC 4648 §4, with padding.
std::string Base64Encode(std::string_view bytes);
std::optional<std::string> Base64Decode(std::string_view text);

// RFC 4648 §5, without padding.
std::string Base64UrlEncode(std::string_view bytes);
std::optional<std::string> Base64UrlDecode(std::string_view text);

// base58btc without the multibase prefix "z". Quadratic: at most 1,024 bytes.
std::string Base58Encode(std::string_view bytes);
std::optional<std::string> Base58Decode(std::string_view text);

}  // namespace certseal
