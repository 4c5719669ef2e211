// SPDX-License-Identifier: Apache-2.0
#include "crypto/der.h"

#include <algorithm>

namespace certseal {
namespace {

constexpr uint8_t kConstructed = 0x20;
constexpr uint8_t kLongTag = 0x1f;
constexpr size_t kMaxLengthBytes = 3;
constexpr size_t kMaxDepth = 32;

std::string Length(size_t size) {
  if (size < 0x80) return std::string(1, static_cast<char>(size));
  std::string bytes;
  for (; size > 0; size >>= 8)
    bytes.insert(bytes.begin(), static_cast<char>(size & 0xff));
  return static_cast<char>(0x80 | bytes.size()) + bytes;
}

// Reads the header of the value that `bytes` begins with. False: there is none.
bool ReadHeader(std::string_view bytes, size_t& header, size_t& size) {
  if (bytes.size() < 2 || (bytes[0] & kLongTag) == kLongTag) return false;
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(bytes[i]); };
  header = 2;
  size = byte(1);
  if (size >= 0x80) {
    const size_t count = size & 0x7f;
    header += count;
    if (count == 0 || count > kMaxLengthBytes || bytes.size() < header) return false;
    size = 0;
    for (size_t i = 2; i < header; ++i) size = size << 8 | byte(i);
    if (size < 0x80 || byte(2) == 0) return false;
  }
  return size <= bytes.size() - header;
}

}  // namespace

std::string Der(uint8_t tag, std::string_view contents) {
  std::string out(1, static_cast<char>(tag));
  out += Length(contents.size());
  return out.append(contents);
}

std::string Der(uint8_t tag, std::initializer_list<std::string_view> parts) {
  std::string contents;
  for (const std::string_view part : parts) contents.append(part);
  return Der(tag, contents);
}

std::string DerSetOf(uint8_t tag, std::vector<std::string> members) {
  std::ranges::sort(members);  // as unsigned bytes: std::char_traits says so
  std::string contents;
  for (const std::string& member : members) contents += member;
  return Der(tag, contents);
}

DerValue DerReader::FailWith() {
  ok_ = false;
  rest_ = {};
  return {};
}

DerValue DerReader::Take() {
  size_t header = 0;
  size_t size = 0;
  if (!ok_ || !ReadHeader(rest_, header, size)) return FailWith();
  const DerValue value{static_cast<uint8_t>(rest_[0]), rest_.substr(header, size),
                       rest_.substr(0, header + size)};
  rest_.remove_prefix(header + size);
  return value;
}

DerValue DerReader::Take(uint8_t tag) { return NextIs(tag) ? Take() : FailWith(); }

DerReader DerReader::Enter(uint8_t tag) {
  DerReader inside(Take(tag).contents);
  inside.ok_ = ok_;
  return inside;
}

size_t DerSize(std::string_view bytes) {
  size_t header = 0;
  size_t size = 0;
  return ReadHeader(bytes, header, size) ? header + size : 0;
}

bool IsWholeDer(std::string_view bytes) {
  if (bytes.empty() || DerSize(bytes) != bytes.size()) return false;
  std::vector<DerReader> open = {DerReader(bytes)};
  while (!open.empty()) {
    if (open.back().AtEnd()) {
      open.pop_back();
      continue;
    }
    const DerValue value = open.back().Take();
    if (!open.back().ok()) return false;
    if ((value.tag & kConstructed) == 0) continue;
    if (open.size() == kMaxDepth) return false;
    open.emplace_back(value.contents);
  }
  return true;
}

}  // namespace certseal
