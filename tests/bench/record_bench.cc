// SPDX-License-Identifier: Apache-2.0
//
// One record after another on one core: bars 5,000 signed and 4,300 verified a second.
#include <benchmark/benchmark.h>

#include <nlohmann/json.hpp>

#include "json/parse.h"
#include "record/credential.h"
#include "record/proof.h"
#include "record/rdf.h"
#include "unit/record/sample_credential.h"

namespace certseal {
namespace {

// Canonicalize, sign and print: all of issuing a record but the register.
void BM_SignRecord(benchmark::State& state) {
  const TestSigner signer = TestSigner::OfRepeated(9);
  Credential credential = SampleCredential();
  for (auto _ : state) {
    credential.status.index = (credential.status.index + 1) % 131'072;
    benchmark::DoNotOptimize(
        SignedRecord::Sign(credential, "key-2026-01", signer, SampleTime()).value());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_SignRecord);

// From bytes to the answer: strict reading, canonical form, signature.
void BM_VerifyRecord(benchmark::State& state) {
  const Ed25519PublicKey key = TestSigner::OfRepeated(9).public_key();
  const std::string bytes = SampleRecord().bytes();
  for (auto _ : state) {
    const auto record = SignedRecord::Parse(bytes);
    if (!record || !record->VerifySignature(key)) state.SkipWithError("not valid");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_VerifyRecord);

void BM_ParseRecord(benchmark::State& state) {
  const std::string bytes = SampleRecord().bytes();
  for (auto _ : state) benchmark::DoNotOptimize(SignedRecord::Parse(bytes).value());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_ParseRecord);

void BM_CanonicalNQuads(benchmark::State& state) {
  nlohmann::json document = ParseJson(SampleRecord().bytes()).value();
  document.erase("proof");
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        CanonicalNQuads(document, Vocabulary::OfRecords()).value());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_CanonicalNQuads);

// The floor: the signature alone.
void BM_Ed25519SignAlone(benchmark::State& state) {
  const TestSigner signer = TestSigner::OfRepeated(9);
  const std::string message(64, 'x');
  for (auto _ : state) benchmark::DoNotOptimize(signer.Sign(message));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Ed25519SignAlone);

void BM_Ed25519VerifyAlone(benchmark::State& state) {
  const TestSigner signer = TestSigner::OfRepeated(9);
  const std::string message(64, 'x');
  const Ed25519Signature signature = signer.Sign(message);
  for (auto _ : state) {
    benchmark::DoNotOptimize(signer.public_key().Verify(message, signature));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Ed25519VerifyAlone);

}  // namespace
}  // namespace certseal
