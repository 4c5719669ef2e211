// SPDX-License-Identifier: Apache-2.0
#include "page/deflate.h"

#include <new>

#include "page/handles.h"

namespace certseal {
namespace {

// A compressor has tables of some hundred kilobytes: one per thread and level is kept.
libdeflate_compressor* Get(Effort effort) {
  thread_local Compressor fast(libdeflate_alloc_compressor(1));
  thread_local Compressor once;
  if (effort == Effort::kFast) return fast.get();
  if (!once) once.reset(libdeflate_alloc_compressor(12));
  return once.get();
}

}  // namespace

std::string Deflate(std::string_view bytes, Effort effort) {
  libdeflate_compressor* compressor = Get(effort);
  if (compressor == nullptr) throw std::bad_alloc();
  std::string out(libdeflate_zlib_compress_bound(compressor, bytes.size()), '\0');
  out.resize(libdeflate_zlib_compress(compressor, bytes.data(), bytes.size(),
                                      out.data(), out.size()));
  return out;
}

}  // namespace certseal
