// SPDX-License-Identifier: Apache-2.0
#include "base/encoding.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace certseal {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kBase58 =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr size_t kMaxBase58 = 1024;

uint8_t Byte(char c) { return static_cast<uint8_t>(c); }

std::string EncodeBits64(std::string_view bytes, std::string_view alphabet) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  uint32_t buffer = 0;
  int bits = 0;
  for (char c : bytes) {
    buffer = (buffer << 8) | Byte(c);
    for (bits += 8; bits >= 6; bits -= 6) out += alphabet[(buffer >> (bits - 6)) & 63];
  }
  if (bits > 0) out += alphabet[(buffer << (6 - bits)) & 63];
  return out;
}

std::optional<std::string> DecodeBits64(std::string_view text,
                                        std::string_view alphabet) {
  int8_t values[256];
  std::fill(std::begin(values), std::end(values), int8_t{-1});
  for (size_t i = 0; i < alphabet.size(); ++i) {
    values[Byte(alphabet[i])] = static_cast<int8_t>(i);
  }
  std::string out;
  out.reserve(text.size() / 4 * 3 + 2);
  uint32_t buffer = 0;
  int bits = 0;
  for (char c : text) {
    if (values[Byte(c)] < 0) return std::nullopt;
    buffer = (buffer << 6) | static_cast<uint32_t>(values[Byte(c)]);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>((buffer >> bits) & 0xff);
    }
  }
  if (text.size() % 4 == 1 || (buffer & ((1u << bits) - 1)) != 0) return std::nullopt;
  return out;
}

}  // namespace

std::string HexEncode(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (char c : bytes) {
    out += kDigits[Byte(c) >> 4];
    out += kDigits[Byte(c) & 15];
  }
  return out;
}

std::optional<std::string> HexDecode(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  const auto digit = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  std::string out;
  out.reserve(text.size() / 2);
  for (size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]);
    const int low = digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

std::string Base64Encode(std::string_view bytes) {
  std::string out = EncodeBits64(bytes, kBase64);
  out.append((4 - out.size() % 4) % 4, '=');
  return out;
}

std::optional<std::string> Base64Decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') {
    ++padding;
  }
  return DecodeBits64(text.substr(0, text.size() - padding), kBase64);
}

std::string Base64UrlEncode(std::string_view bytes) {
  return EncodeBits64(bytes, kBase64Url);
}

std::optional<std::string> Base64UrlDecode(std::string_view text) {
  return DecodeBits64(text, kBase64Url);
}

std::string Base58Encode(std::string_view bytes) {
  const size_t zeros = std::min(bytes.find_first_not_of('\0'), bytes.size());
  std::vector<uint8_t> digits;  // least significant first
  for (char c : bytes.substr(zeros)) {
    unsigned carry = Byte(c);
    for (uint8_t& digit : digits) {
      carry += 256u * digit;
      digit = static_cast<uint8_t>(carry % 58);
      carry /= 58;
    }
    for (; carry != 0; carry /= 58) digits.push_back(static_cast<uint8_t>(carry % 58));
  }
  std::string out(zeros, '1');
  for (auto it = digits.rbegin(); it != digits.rend(); ++it) out += kBase58[*it];
  return out;
}

std::optional<std::string> Base58Decode(std::string_view text) {
  if (text.size() > kMaxBase58) return std::nullopt;
  const size_t zeros = std::min(text.find_first_not_of('1'), text.size());
  std::vector<uint8_t> bytes;  // least significant first
  for (char c : text.substr(zeros)) {
    const size_t value = kBase58.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    unsigned carry = static_cast<unsigned>(value);
    for (uint8_t& byte : bytes) {
      carry += 58u * byte;
      byte = static_cast<uint8_t>(carry & 0xff);
      carry >>= 8;
    }
    for (; carry != 0; carry >>= 8) bytes.push_back(static_cast<uint8_t>(carry & 0xff));
  }
  std::string out(zeros, '\0');
  out.append(bytes.rbegin(), bytes.rend());
  return out;
}

}  // namespace certseal
