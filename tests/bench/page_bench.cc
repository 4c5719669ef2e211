// SPDX-License-Identifier: Apache-2.0
//
// What drawing costs. The bar: 1,000 certificates a second and core, tagged, with QR,
// an attachment of 3 KB and room for a signature, on a batch in which names, codes and
// seals differ.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include "page/renderer.h"

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

PageContent Batch() {
  PageContent c;
  c.fields = {
      {"verb", "has completed"},
      {"completed", "March 14, 2026"},
      {"hours.didactic", "69"},
      {"hours.hands-on", "43"},
      {"hours.total", "112"},
      {"school.name", "Example School of Aesthetics"},
      {"school.address", "1200 Harbor Boulevard, Suite 400, Scottsdale, Arizona 85251"},
      {"school.provider", "California BRN Provider 17482"},
      {"school.initials", "ESA"},
      {"document.class", "Certificate of Completion"},
      {"postnominals", "MSN, RN"},
      {"course.title", "Botulinum Toxin Type A and Dermal Fillers"},
      {"issued", "March 20, 2026"},
      {"verify.url", "verify.school.example"},
      {"words.certifies", "This certifies that"},
      {"words.number", "Certificate number"},
      {"words.issued", "Issued March 20, 2026"},
      {"words.verify", "Verify at verify.school.example"},
      {"words.seal", "Seal of Example School of Aesthetics"},
      {"words.qr",
       "QR code that holds this certificate's signed seal, to check it at "
       "verify.school.example"},
      {"footer",
       "This certificate records completion of the training described above. It is not "
       "a "
       "licence, registration or board certification and does not authorize any "
       "service "
       "the holder may not legally perform under their licence and the law of the "
       "place "
       "of practice."}};
  c.lists["facts"] = {
      {{"label", "Completed"}, {"value", "March 14, 2026"}},
      {{"label", "Didactic hours"}, {"value", "7"}},
      {{"label", "Hands-on hours"}, {"value", "9"}},
      {{"label", "Role"}, {"value", "Injector"}},
      {{"label", "Assessment"}, {"value", "Passed written and practical"}},
      {{"label", "Location"}, {"value", "Scottsdale, Arizona"}},
      {{"label", "Instructor"}, {"value", "Daniel Okafor, MD, FAAD"}},
      {{"label", "Expires"}, {"value", "March 14, 2028"}}};
  c.lists["credits"] = {{{"text",
                          "Provider approved by the California Board of Registered "
                          "Nursing, Provider Number "
                          "17482, for 16 contact hours. This document must be retained "
                          "by the licensee for "
                          "a period of four years after the course concludes."}}};
  c.lists["signatories"] = {{{"name", "Daniel Okafor"},
                             {"credentials", "MD, FAAD"},
                             {"title", "Medical Director"}},
                            {{"name", "Ruth Castellanos"},
                             {"credentials", "MSN, RN"},
                             {"title", "Director of Education"}}};
  for (const char* title :
       {"Botulinum Toxin Type A and Dermal Fillers", "Cosmetic Laser and IPL",
        "Laser Hair Reduction Clinical Practicum", "Chemical Peels and Microneedling",
        "Sclerotherapy for Spider and Reticular Veins", "Hormone Replacement Therapy"}) {
    c.lists["modules"].push_back(
        {{"title", title}, {"didactic", "7"}, {"hands-on", "9"}});
  }
  return c;
}

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
  PageContent content = Batch();
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
  PageContent content = Batch();
  for (auto _ : state) {
    Personalize(content, letters);
    benchmark::DoNotOptimize(renderer->Check(content));
  }
}
BENCHMARK(BM_Check)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace certseal
