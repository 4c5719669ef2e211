// SPDX-License-Identifier: Apache-2.0
#include "pdf/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace certseal {
namespace {

constexpr size_t kChunk = 16 * 1024;

}  // namespace

Inflated Inflate(std::string_view data, size_t max_bytes) {
  Inflated out;
  z_stream zlib{};
  if (inflateInit(&zlib) != Z_OK) return out;
  const size_t given = std::min<size_t>(data.size(), std::numeric_limits<uInt>::max());
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  zlib.avail_in = static_cast<uInt>(given);
  // One byte beyond the limit tells data that end at it from data that go on.
  int status = Z_OK;
  while (status == Z_OK && out.bytes.size() <= max_bytes) {
    const size_t begin = out.bytes.size();
    const size_t room = std::min(kChunk, max_bytes + 1 - begin);
    out.bytes.resize(begin + room);
    zlib.next_out = reinterpret_cast<Bytef*>(out.bytes.data() + begin);
    zlib.avail_out = static_cast<uInt>(room);
    status = inflate(&zlib, Z_NO_FLUSH);
    out.bytes.resize(begin + room - zlib.avail_out);
  }
  inflateEnd(&zlib);
  out.consumed = given - zlib.avail_in;
  out.too_large = out.bytes.size() > max_bytes;
  out.complete = status == Z_STREAM_END && !out.too_large;
  if (out.too_large) out.bytes.resize(max_bytes);
  return out;
}

}  // namespace certseal
