// SPDX-License-Identifier: Apache-2.0
//
// The register beside everything else: writing batches, asking it. The registers asked
// have CERTSEAL_BENCH_ROWS certificates (default 100,000; a million take about 5 GB
// under TMPDIR).
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/strings.h"
#include "crypto/random.h"
#include "register/register.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

template <typename T>
T Must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::abort();
  }
  return std::move(*result);
}

class Directory {
 public:
  Directory() {
    std::string name = fs::temp_directory_path() / "register_bench.XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~Directory() { fs::remove_all(path_); }
  fs::path Next() { return path_ / StrCat(count_++, ".db"); }

 private:
  fs::path path_;
  int count_ = 0;
};

// Sizes as of a real certificate: a record of 2.6 KB, a seal of 330 bytes.
CertificateRow Row(uint32_t n) {
  static const std::string record(2'600, 'r');
  const Date completed = *Date::FromDays(20'000 + n / 500);
  return {.facts = {.code = CertificateCode::Generate(SystemRandom),
                    .document_class = DocumentClass::kCompletion,
                    .holder_name = StrCat("Zoë Ångström-", n, ", BSN, RN"),
                    .plain_name = StrCat("Zoë Ångström-", n),
                    .email = StrCat("zoe.angstrom.", n, "@example.org"),
                    .licence = StrCat("RN", n),
                    .licence_state = "NV",
                    .profession = "RN",
                    .course_code = StrCat("BDF-", 200 + n % 13),
                    .course_title = "Botulinum Toxin Type A and Dermal Fillers",
                    .completed = completed,
                    .issued = Timestamp::AtMidnight(completed),
                    .expires = completed.AddMonths(24)},
          .identity = Sha256(StrCat("identity ", n)),
          .status = {},
          .record = StrCat(record, n),
          .seal = std::string(330, 's'),
          .page = std::string(600, 'p'),
          .template_name = "classic",
          .template_sha256 = Sha256("template"),
          .roster_line = n};
}

std::vector<CertificateRow> Rows(uint32_t first, uint32_t count) {
  std::vector<CertificateRow> rows;
  rows.reserve(count);
  for (uint32_t i = 0; i < count; ++i) rows.push_back(Row(first + i));
  return rows;
}

// Issuing's share of the register: ask, draw, add, commit.
void Issue(Register& reg, std::vector<CertificateRow>& rows) {
  Transaction transaction = Must(reg.Begin());
  std::vector<Sha256Digest> identities;
  for (const CertificateRow& row : rows) identities.push_back(row.identity);
  for (const auto& code : Must(reg.FindByIdentities(identities))) {
    if (code) std::abort();
  }
  const auto slots = Must(transaction.DrawStatusSlots(rows.size(), SystemRandom));
  for (size_t i = 0; i < rows.size(); ++i) rows[i].status = slots[i];
  const Batch batch = {.source = "bench", .source_sha256 = {}, .created = SystemNow()};
  if (Must(transaction.AddBatch(batch, rows)).collision) std::abort();
  if (!transaction.Commit()) std::abort();
}

struct Filled {
  Directory directory;
  std::unique_ptr<Register> reg;
  std::vector<CertificateCode> codes;
  uint32_t next = 0;
};

Filled& FilledRegister() {
  static Filled* filled = [] {
    constexpr uint32_t kStep = 10'000;
    const char* wanted = std::getenv("CERTSEAL_BENCH_ROWS");
    const auto total = ParseDecimal(wanted ? wanted : "100000").value_or(0);
    auto* made = new Filled();
    made->reg =
        std::make_unique<Register>(Must(Register::Create(made->directory.Next())));
    for (; made->next < total; made->next += kStep) {
      auto rows = Rows(made->next, kStep);
      for (const CertificateRow& row : rows) made->codes.push_back(row.facts.code);
      Issue(*made->reg, rows);
    }
    std::atexit([] { delete filled; });
    return made;
  }();
  return *filled;
}

void BM_IssueBatchIntoEmpty(benchmark::State& state) {
  Directory directory;
  const auto count = static_cast<uint32_t>(state.range(0));
  auto rows = Rows(0, count);
  for (auto _ : state) {
    state.PauseTiming();
    Register reg = Must(Register::Create(directory.Next()));
    state.ResumeTiming();
    Issue(reg, rows);
  }
  state.SetItemsProcessed(state.iterations() * count);
}
BENCHMARK(BM_IssueBatchIntoEmpty)
    ->Arg(1)
    ->Arg(100)
    ->Arg(10'000)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void BM_IssueBatchIntoFilled(benchmark::State& state) {
  Filled& filled = FilledRegister();
  const auto count = static_cast<uint32_t>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    auto rows = Rows(filled.next, count);
    filled.next += count;
    state.ResumeTiming();
    Issue(*filled.reg, rows);
  }
  state.SetItemsProcessed(state.iterations() * count);
}
BENCHMARK(BM_IssueBatchIntoFilled)
    ->Arg(1)
    ->Arg(10'000)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void BM_FindByCode(benchmark::State& state) {
  Filled& filled = FilledRegister();
  size_t i = 0;
  for (auto _ : state) {
    const auto& code = filled.codes[i = (i + 7'919) % filled.codes.size()];
    if (!Must(filled.reg->FindByCode(code))) std::abort();
  }
}
BENCHMARK(BM_FindByCode)->Unit(benchmark::kMicrosecond);

void Search(benchmark::State& state, const SearchQuery& query) {
  Filled& filled = FilledRegister();
  size_t found = 0;
  for (auto _ : state) {
    found =
        Must(filled.reg->Search(query, [](const ListedCertificate&) { return true; }));
  }
  state.counters["found"] = static_cast<double>(found);
}

void BM_SearchName(benchmark::State& state) {
  Search(state, {.today = SystemNow().date(), .text = "angstrom-4711"});
}
BENCHMARK(BM_SearchName)->Unit(benchmark::kMillisecond);

void BM_SearchCodePiece(benchmark::State& state) {
  const std::string piece = FilledRegister().codes[5].Printed().substr(5, 9);
  Search(state, {.today = SystemNow().date(), .text = piece});
}
BENCHMARK(BM_SearchCodePiece)->Unit(benchmark::kMillisecond);

void BM_SearchFirstPageOfCourse(benchmark::State& state) {
  Search(state, {.today = SystemNow().date(), .course = "BDF-203", .limit = 100});
}
BENCHMARK(BM_SearchFirstPageOfCourse)->Unit(benchmark::kMillisecond);

void BM_SearchAll(benchmark::State& state) {
  Search(state, {.today = SystemNow().date()});
}
BENCHMARK(BM_SearchAll)->Unit(benchmark::kMillisecond);

void BM_Summary(benchmark::State& state) {
  Filled& filled = FilledRegister();
  for (auto _ : state)
    benchmark::DoNotOptimize(Must(filled.reg->Summary(SystemNow().date())));
}
BENCHMARK(BM_Summary)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace certseal

BENCHMARK_MAIN();
