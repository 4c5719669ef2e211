// SPDX-License-Identifier: Apache-2.0
#include <zlib.h>

#include <bit>
#include <cstdlib>

#include "base/encoding.h"
#include "base/strings.h"
#include "status/status_list.h"

namespace certseal {
namespace {

constexpr size_t kBytes = StatusBits::kCount / 8;
constexpr int kGzipWindow = 16 + MAX_WBITS;  // 16: a gzip header, and no other
// Level 6 writes the bytes that the specification prints for an empty list. A sparse
// list is 14 % smaller at level 9, and takes fourteen times as long.
constexpr int kLevel = 6;
constexpr int kMemory = 8;

Bytef* Input(std::string_view bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}

Bytef* Output(std::string& bytes) { return reinterpret_cast<Bytef*>(bytes.data()); }

// Compressing into a buffer of deflateBound cannot fail, but for want of memory.
void Must(bool ok) {
  if (!ok) std::abort();
}

std::string Gzip(std::string_view bytes) {
  z_stream zlib{};
  Must(deflateInit2(&zlib, kLevel, Z_DEFLATED, kGzipWindow, kMemory,
                    Z_DEFAULT_STRATEGY) == Z_OK);
  gz_header header{};  // no time and no name
  header.os = 3;       // Unix, wherever this runs
  Must(deflateSetHeader(&zlib, &header) == Z_OK);
  std::string out(deflateBound(&zlib, static_cast<uLong>(bytes.size())), '\0');
  zlib.next_in = Input(bytes);
  zlib.avail_in = static_cast<uInt>(bytes.size());
  zlib.next_out = Output(out);
  zlib.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&zlib, Z_FINISH);
  out.resize(out.size() - zlib.avail_out);
  deflateEnd(&zlib);
  Must(status == Z_STREAM_END);
  return out;
}

// Gunzip gives exactly kBytes. One byte more of room tells data that end there from
// data that go on.
Result<std::string> Gunzip(std::string_view gzip) {
  z_stream zlib{};
  if (inflateInit2(&zlib, kGzipWindow) != Z_OK) return Fail("no memory to inflate it");
  std::string out(kBytes + 1, '\0');
  zlib.next_in = Input(gzip);
  zlib.avail_in = static_cast<uInt>(gzip.size());
  zlib.next_out = Output(out);
  zlib.avail_out = static_cast<uInt>(out.size());
  const int status = inflate(&zlib, Z_FINISH);
  const size_t left = zlib.avail_in;
  const size_t size = out.size() - zlib.avail_out;
  inflateEnd(&zlib);
  if (size > kBytes) return Fail(StrCat("more than ", StatusBits::kCount, " bits"));
  if (status != Z_STREAM_END) return Fail("not a whole gzip file");
  if (left != 0) return Fail(StrCat(left, " bytes behind the gzip data"));
  if (size != kBytes) return Fail(StrCat("not ", StatusBits::kCount, " bits"));
  out.resize(kBytes);
  return out;
}

}  // namespace

bool StatusBits::Get(uint32_t index) const {
  return (static_cast<uint8_t>(bytes_[index >> 3]) & (0x80u >> (index & 7))) != 0;
}

void StatusBits::Set(uint32_t index, bool value) {
  const unsigned bit = 0x80u >> (index & 7);
  const unsigned byte = static_cast<uint8_t>(bytes_[index >> 3]);
  bytes_[index >> 3] = static_cast<char>(value ? byte | bit : byte & ~bit);
}

uint32_t StatusBits::CountSet() const {
  uint32_t count = 0;
  for (const char c : bytes_) {
    count += static_cast<uint32_t>(std::popcount(static_cast<uint8_t>(c)));
  }
  return count;
}

std::string StatusBits::Encode() const { return "u" + Base64UrlEncode(Gzip(bytes_)); }

Result<StatusBits> StatusBits::Decode(std::string_view encoded) {
  if (encoded.size() > StatusList::kMaxBytes) return Fail("too large");
  if (!encoded.starts_with('u')) return Fail("does not begin with \"u\"");
  const auto gzip = Base64UrlDecode(encoded.substr(1));
  if (!gzip) return Fail("not base64url without padding");
  StatusBits bits;
  ASSIGN_OR_RETURN(bits.bytes_, Gunzip(*gzip));
  return bits;
}

}  // namespace certseal
