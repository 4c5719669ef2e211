// SPDX-License-Identifier: Apache-2.0
//
// The register beside everything else: writing batches, the log's rows, asking it. The
// registers asked have CERTSEAL_BENCH_ROWS certificates (default 100,000; a million
// take about 6 GB under TMPDIR), issued 10,000 at a time, and one in a hundred revoked.
// Hashes are no real tree's.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/strings.h"
#include "crypto/random.h"
#include "log/checkpoint.h"
#include "log/tile.h"
#include "register/register.h"
#include "support/test_signer.h"

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

// Log writes what every change of the register adds to the log.
class Log {
 public:
  Log()
      : signer_(TestSigner::OfRepeated('L')),
        key_(Must(VerifierKey::Make("bench.example", signer_.public_key()))) {}

  uint64_t size() const { return size_; }

  // Append adds `count` entries, the tiles that grow and a checkpoint.
  void Append(Transaction& transaction, uint64_t count) {
    std::vector<std::string> entries;
    for (uint64_t i = 0; i < count; ++i) {
      entries.push_back(EntryText(IssueEntry{HashAt(9, size_ + i)}));
    }
    if (!transaction.AppendEntries(size_, entries)) std::abort();
    if (!transaction.PutTiles(GrownTiles(size_ + count))) std::abort();
    size_ += count;
    const Checkpoint checkpoint = {"bench.example", {size_, HashAt(8, size_)}};
    const std::string note = SignedCheckpoint::Sign(checkpoint, key_, signer_).bytes();
    if (!transaction.AddCheckpoint({size_, SystemNow(), note})) std::abort();
  }

 private:
  static Sha256Digest HashAt(unsigned level, uint64_t index) {
    return Sha256(StrCat(level, " ", index));
  }

  std::vector<StoredTile> GrownTiles(uint64_t size) const {
    std::vector<StoredTile> tiles;
    for (unsigned level = 0; level <= kMaxTileLevel; ++level) {
      const uint64_t from = size_ >> (8 * level), to = size >> (8 * level);
      for (uint64_t n = from / kTileWidth; n * kTileWidth < to && from < to; ++n) {
        std::string hashes;
        for (uint64_t i = n * kTileWidth; i < std::min(to, (n + 1) * kTileWidth); ++i) {
          hashes += HashAt(level, i).bytes();
        }
        tiles.push_back({level, n, std::move(hashes)});
      }
    }
    return tiles;
  }

  TestSigner signer_;
  VerifierKey key_;
  uint64_t size_ = 0;
};

// Issuing's share of the register: draw, add; then the log, if any; commit.
void Issue(Register& reg, std::vector<CertificateRow>& rows, Log* log) {
  Transaction transaction = Must(reg.Begin());
  const auto slots = Must(transaction.DrawStatusSlots(rows.size(), SystemRandom));
  for (size_t i = 0; i < rows.size(); ++i) rows[i].status = slots[i];
  const Batch batch = {.source = "bench", .source_sha256 = {}, .created = SystemNow()};
  const uint64_t first = log ? log->size() : 0;
  if (Must(transaction.AddBatch(batch, rows, first)).collision) std::abort();
  if (log) log->Append(transaction, rows.size() + 1);
  if (!transaction.Commit()) std::abort();
}

struct Filled {
  Directory directory;
  std::unique_ptr<Register> reg;
  Log log;
  std::vector<CertificateCode> codes;
  uint32_t next = 0;
  size_t next_revoked = 0;  // in codes

  // Of the hundredth certificates, or of the others.
  void Revoke(size_t count, bool hundredth) {
    Transaction transaction = Must(reg->Begin());
    std::vector<CertificateEvent> events;
    for (; events.size() < count && next_revoked < codes.size(); ++next_revoked) {
      if ((next_revoked % 100 == 0) != hundredth) continue;
      events.push_back({codes[next_revoked],
                        StatusChange::kRevoked,
                        SystemNow(),
                        StatusReason::kIssuedInError,
                        {},
                        log.size() + events.size()});
    }
    if (!transaction.AddEvents(events)) std::abort();
    log.Append(transaction, events.size() + 1);
    if (!transaction.Commit()) std::abort();
  }
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
      Issue(*made->reg, rows, &made->log);
    }
    made->Revoke(made->codes.size() / 100, true);
    made->next_revoked = 0;
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
    Issue(reg, rows, nullptr);
  }
  state.SetItemsProcessed(state.iterations() * count);
}
BENCHMARK(BM_IssueBatchIntoEmpty)
    ->Arg(1)
    ->Arg(100)
    ->Arg(10'000)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// With the log's rows: what a commit costs but for signing.
void BM_CommitBatchIntoFilled(benchmark::State& state) {
  Filled& filled = FilledRegister();
  const auto count = static_cast<uint32_t>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    auto rows = Rows(filled.next, count);
    filled.next += count;
    state.ResumeTiming();
    Issue(*filled.reg, rows, &filled.log);
  }
  state.SetItemsProcessed(state.iterations() * count);
}
BENCHMARK(BM_CommitBatchIntoFilled)
    ->Arg(1)
    ->Arg(10'000)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void BM_Revoke(benchmark::State& state) {
  Filled& filled = FilledRegister();
  const auto count = static_cast<size_t>(state.range(0));
  for (auto _ : state) filled.Revoke(count, false);
}
BENCHMARK(BM_Revoke)->Arg(1)->Arg(100)->Iterations(50)->UseRealTime()->Unit(
    benchmark::kMillisecond);

void BM_LoggedFrom(benchmark::State& state) {
  Filled& filled = FilledRegister();
  const auto count = static_cast<size_t>(state.range(0));
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        Must(filled.reg->LoggedFrom(filled.log.size() / 2, count)));
  }
}
BENCHMARK(BM_LoggedFrom)->Arg(1)->Arg(4'096)->Unit(benchmark::kMicrosecond);

void BM_ChangedFromLast(benchmark::State& state) {
  Filled& filled = FilledRegister();
  for (auto _ : state) {
    benchmark::DoNotOptimize(Must(filled.reg->ChangedFrom(filled.log.size() - 1'000)));
  }
}
BENCHMARK(BM_ChangedFromLast)->Unit(benchmark::kMicrosecond);

void BM_IndexesInState(benchmark::State& state) {
  Filled& filled = FilledRegister();
  constexpr CertificateState kStates[] = {CertificateState::kRevoked,
                                          CertificateState::kReplaced};
  size_t found = 0;
  for (auto _ : state) {
    found = Must(filled.reg->IndexesInState(0, kStates)).size();
  }
  state.counters["found"] = static_cast<double>(found);
}
BENCHMARK(BM_IndexesInState)->Unit(benchmark::kMicrosecond);

void BM_CheckpointOver(benchmark::State& state) {
  Filled& filled = FilledRegister();
  uint64_t index = 0;
  for (auto _ : state) {
    index = (index + 7'919) % filled.log.size();
    if (!Must(filled.reg->CheckpointOver(index))) std::abort();
  }
}
BENCHMARK(BM_CheckpointOver)->Unit(benchmark::kMicrosecond);

void BM_EntriesAndTiles(benchmark::State& state) {
  Filled& filled = FilledRegister();
  constexpr uint64_t kCount = 4'096;
  uint64_t from = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Must(filled.reg->Entries(from, from + kCount)));
    for (uint64_t n = from / kTileWidth; n < (from + kCount) / kTileWidth; ++n) {
      benchmark::DoNotOptimize(Must(filled.reg->Tile(0, n)));
    }
    from = (from + kCount) % (filled.log.size() / kCount * kCount);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kCount));
}
BENCHMARK(BM_EntriesAndTiles)->Unit(benchmark::kMillisecond);

void BM_History(benchmark::State& state) {
  Filled& filled = FilledRegister();
  size_t i = 0;
  for (auto _ : state) {
    const auto& code = filled.codes[i = (i + 7'919) % filled.codes.size()];
    benchmark::DoNotOptimize(Must(filled.reg->History(code)));
  }
}
BENCHMARK(BM_History)->Unit(benchmark::kMicrosecond);

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
