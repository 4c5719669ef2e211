// SPDX-License-Identifier: Apache-2.0
#include "pdf/object.h"

#include "base/encoding.h"
#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

constexpr PdfNode kNullNode;

char Unescaped(char letter) {
  switch (letter) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    default:
      return letter;
  }
}

// The lexer let pass only whole escapes: a letter, or three octal digits up to \377.
std::string DecodeLiteral(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
    } else if (text[i + 1] >= '0' && text[i + 1] <= '3') {
      out += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 +
                               (text[i + 3] - '0'));
      i += 3;
    } else {
      out += Unescaped(text[++i]);
    }
  }
  return out;
}

std::string DecodeName(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '#') {
      out += *HexDecode(AsciiLower(text.substr(i + 1, 2)));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::optional<std::string> Utf16BeToUtf8(std::string_view bytes) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [bytes](size_t i) {
    return static_cast<char32_t>(static_cast<uint8_t>(bytes[i]) << 8 |
                                 static_cast<uint8_t>(bytes[i + 1]));
  };
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xd800 && c < 0xdc00 && i + 2 < bytes.size()) {
      const char32_t low = unit(i += 2);
      if (low < 0xdc00 || low > 0xdfff) return std::nullopt;
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    } else if (c >= 0xd800 && c <= 0xdfff) {
      return std::nullopt;
    }
    AppendUtf8(out, c);
  }
  return out;
}

}  // namespace

PdfObject::PdfObject() : node_(&kNullNode) {}

std::optional<int64_t> PdfObject::Integer() const {
  if (kind() != PdfKind::kInteger) return std::nullopt;
  return node_->integer;
}

std::optional<uint32_t> PdfObject::Reference() const {
  if (kind() != PdfKind::kReference) return std::nullopt;
  return static_cast<uint32_t>(node_->integer);
}

bool PdfObject::IsName(std::string_view name) const {
  return kind() == PdfKind::kName && node_->text == name;
}

std::optional<std::string> PdfObject::Name() const {
  if (kind() != PdfKind::kName) return std::nullopt;
  return DecodeName(node_->text);
}

std::optional<std::string> PdfObject::String() const {
  if (kind() == PdfKind::kString) return DecodeLiteral(node_->text);
  if (kind() == PdfKind::kHexString) return HexDecode(AsciiLower(node_->text));
  return std::nullopt;
}

std::vector<PdfObject> PdfObject::Items() const {
  std::vector<PdfObject> items;
  if (kind() != PdfKind::kArray) return items;
  for (const PdfNode* item = node_ + 1; item < node_ + node_->span;
       item += item->span) {
    items.emplace_back(item);
  }
  return items;
}

std::vector<PdfObject> PdfObject::Keys() const {
  std::vector<PdfObject> keys;
  if (kind() != PdfKind::kDictionary) return keys;
  for (const PdfNode* key = node_ + 1; key < node_ + node_->span;) {
    keys.emplace_back(key);
    key += 1 + (key + 1)->span;
  }
  return keys;
}

PdfObject PdfObject::Find(std::string_view key) const {
  if (kind() != PdfKind::kDictionary) return {};
  for (const PdfNode* entry = node_ + 1; entry < node_ + node_->span;) {
    if (entry->text == key) return PdfObject(entry + 1);
    entry += 1 + (entry + 1)->span;
  }
  return {};
}

std::optional<std::string> TextString(const PdfObject& object) {
  std::optional<std::string> bytes = object.String();
  if (!bytes) return std::nullopt;
  if (bytes->starts_with("\xfe\xff")) {
    return Utf16BeToUtf8(std::string_view(*bytes).substr(2));
  }
  for (const char c : *bytes) {
    if (c < 0x20 || c > 0x7e) return std::nullopt;
  }
  return bytes;
}

}  // namespace certseal
