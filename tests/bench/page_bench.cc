// SPDX-License-Identifier: Apache-2.0
//
// What drawing costs. The bar: 1,000 certificates a second and core, tagged, with QR,
// an attachment of 3 KB and room for a signature, on a batch in which names, codes and
// seals differ.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include "page/renderer.h"
#include "unit/page/tools.h"

namespace certseal {
namespace {

// Letters of a small generator: the same on every run, different in every certificate.
class Letters {
 public:
  std::string Take(std::string_view alphabet, size_t count) {
    std::string out;
    for (size_t i = 0; i < count; ++i) {
      state_ = state_ * 6364136223846793005U + 1442695040888963407U;
      out += alphabet[(state_ >> 33) % alphabet.size()];
    }
    return out;
  }

 private:
  uint64_t state_ = 1;
};

constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Makes the next graduate's certificate out of the last one's.
void Personalize(PageContent& c, Letters& letters) {
  const auto name = [&](size_t size) {
    std::string out = letters.Take(kLower, size);
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
  };
  c.fields["name"] = name(7) + " " + name(9) + "-" + name(5);
  std::string code;
  for (int group = 0; group < 5; ++group) {
    code += (group > 0 ? "-" : "") + letters.Take(kCrockford, 4);
  }
  c.fields["code"] = code;
  c.fields["qr"] = "https://verify.school.example/#" + letters.Take(kCrockford, 20) +
                   "." + letters.Take(kBase64Url, 280);
}

// About as compressible as a record with a signature and hashes in it.
std::string Record(Letters& letters) {
  std::string out = "{";
  while (out.size() < 3000) {
    out += "\"credentialSubject\":\"" + letters.Take(kBase64Url, 25) +
           "\",\"type\":[\"AchievementSubject\"],\"identityType\":\"name\",";
  }
  return out + "\"end\":true}";
}

Result<Renderer> Load(const std::string& name) {
  return Renderer::Load(CERTSEAL_SOURCE_DIR "/templates/" + name + ".template");
}

void BM_Load(benchmark::State& state) {
  for (auto _ : state) {
    auto renderer = Load("classic");
    if (!renderer) return state.SkipWithError(renderer.error().message.c_str());
    benchmark::DoNotOptimize(renderer);
  }
}
BENCHMARK(BM_Load)->Unit(benchmark::kMillisecond);

void Draw(benchmark::State& state, const char* fixed_name,
          const char* design = "classic") {
  auto renderer = Load(design);
  if (!renderer) return state.SkipWithError(renderer.error().message.c_str());
  Letters letters;
  PageContent content = testing::SampleContent();
  const DocumentInfo info{"Certificate of Completion",
                          "Example School of Aesthetics",
                          "Botulinum Toxin Type A",
                          "certificate",
                          *Timestamp::FromUnix(1773500000),
                          "0123456789abcdef",
                          2048};
  size_t bytes = 0;
  for (auto _ : state) {
    Personalize(content, letters);
    if (fixed_name != nullptr) content.fields["name"] = fixed_name;
    auto pdf = renderer->Draw(
        content, info,
        {{"record.json", "application/json", "Record", "Data", Record(letters)}});
    if (!pdf) return state.SkipWithError(pdf.error().message.c_str());
    bytes += pdf->size();
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["bytes"] =
      static_cast<double>(bytes) / static_cast<double>(state.iterations());
}
void BM_DrawLatin(benchmark::State& state) { Draw(state, nullptr); }
void BM_DrawArabic(benchmark::State& state) { Draw(state, "علي بن محمد الهاشمي"); }
void BM_DrawChinese(benchmark::State& state) { Draw(state, "欧阳娜娜"); }
void BM_DrawDesign(benchmark::State& state, const char* design) {
  Draw(state, nullptr, design);
}
BENCHMARK_CAPTURE(BM_DrawDesign, modern, "modern")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(BM_DrawDesign, academic, "academic")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(BM_DrawDesign, transcript, "transcript")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(BM_DrawDesign, wallet_card, "wallet-card")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_DrawLatin)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_DrawArabic)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_DrawChinese)->Unit(benchmark::kMicrosecond);

void BM_Check(benchmark::State& state) {
  auto renderer = Load("classic");
  if (!renderer) return state.SkipWithError(renderer.error().message.c_str());
  Letters letters;
  PageContent content = testing::SampleContent();
  for (auto _ : state) {
    Personalize(content, letters);
    benchmark::DoNotOptimize(renderer->Check(content));
  }
}
BENCHMARK(BM_Check)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace certseal
