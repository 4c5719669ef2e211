// SPDX-License-Identifier: Apache-2.0
//
// What a signature adds to a drawn certificate: hashing, ECDSA, the CMS around it.
#include <string>

#include <benchmark/benchmark.h>

#include "base/date.h"
#include "bench/bench_signer.h"
#include "signing/sign_pdf.h"

namespace certseal {
namespace {

// A file of a certificate's size, with the room where the writer leaves it.
std::string Unsigned(const DocumentSigner& signer) {
  return "%PDF-1.7\n/ByteRange [0 0000000000 0000000000 0000000000]\n/Contents <" +
         std::string(2 * signer.ReservedBytes(), '0') + ">\n" + std::string(65'000, 'x');
}

void BM_SignPdf(benchmark::State& state) {
  const DocumentSigner signer = BenchSigner();
  const std::string blank = Unsigned(signer);
  for (auto _ : state) {
    std::string pdf = blank;
    if (!SignPdf(pdf, signer)) return state.SkipWithError("not signed");
    benchmark::DoNotOptimize(pdf);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_SignPdf)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace certseal
