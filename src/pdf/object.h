// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certseal {

enum class PdfKind : uint8_t {
  kNull,
  kBoolean,
  kInteger,
  kReal,
  kName,
  kString,
  kHexString,
  kArray,
  kDictionary,
  kReference,
};

// PdfNode is one value on the tape that a file is read into: a value is followed by all
// it contains, a dictionary by its keys and values in turn. So whatever must look at
// every value is a loop, not a recursion. `text` is a view into the file.
struct PdfNode {
  PdfKind kind = PdfKind::kNull;
  uint32_t span = 1;      // nodes of this value, itself among them
  size_t offset = 0;      // of its first byte in the file
  int64_t integer = 0;    // kBoolean, kInteger; of a kReference the object's number
  std::string_view text;  // kName after "/", strings between their delimiters, kReal
};

// PdfObject is a value on a tape, cheap to copy, valid as long as the tape is. An entry
// that is not there is null, as ISO 32000-1 §7.3.9 has it, so that look-ups can be
// chained; asked for what it is not, a value answers with nothing.
class PdfObject {
 public:
  PdfObject();
  explicit PdfObject(const PdfNode* node) : node_(node) {}

  PdfKind kind() const { return node_->kind; }
  size_t offset() const { return node_->offset; }
  bool IsNull() const { return kind() == PdfKind::kNull; }

  std::optional<int64_t> Integer() const;
  std::optional<uint32_t> Reference() const;  // the object's number

  // IsName compares with a name that needs no escapes.
  bool IsName(std::string_view name) const;
  std::optional<std::string> Name() const;    // #xx decoded
  std::optional<std::string> String() const;  // the bytes of either kind of string

  std::vector<PdfObject> Items() const;        // of an array
  std::vector<PdfObject> Keys() const;         // of a dictionary
  PdfObject Find(std::string_view key) const;  // in a dictionary

 private:
  const PdfNode* node_;
};

// TextString decodes a PDF text string to UTF-8 where it is UTF-16BE with its mark
// FE FF, or ASCII; anything else gives nothing.
std::optional<std::string> TextString(const PdfObject& object);

}  // namespace certseal
