// SPDX-License-Identifier: Apache-2.0
//
// scale_bench DIR N [URL]: a school in DIR with N certificates, records only, made by the
// use cases that the programs run; then what one more costs, and what publishing it costs.
// Its register is a file, or in the PostgreSQL database at URL, which has none yet.
// Prints medians. The last line is the code of a certificate, for tests/bench/scale.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/strings.h"
#include "issue/init_school.h"
#include "issue/issue_roster.h"
#include "issue/school_register.h"
#include "publish/publish_site.h"
#include "publish/renewal.h"

namespace {

using namespace certseal;
namespace fs = std::filesystem;

template <typename T>
T Must(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "%s\n", result.error().message.c_str());
  std::exit(1);
}

struct Cost {
  double wall = 0;  // seconds
  double cpu = 0;
};

Cost Measure(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t cpu = std::clock();
  work();
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  return {wall.count(), static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC};
}

// The median of several, each field by itself.
Cost Median(std::vector<Cost> costs) {
  Cost median;
  for (double Cost::* field : {&Cost::wall, &Cost::cpu}) {
    const auto middle = costs.begin() + static_cast<long>(costs.size() / 2);
    std::ranges::nth_element(costs, middle, {}, field);
    median.*field = (*middle).*field;
  }
  return median;
}

// "Graduate Bcd": a name for every number.
std::string NameOf(uint64_t number) {
  std::string name = "Graduate A";
  for (uint64_t rest = number; rest > 0; rest /= 26) {
    name += static_cast<char>('a' + rest % 26);
  }
  return name;
}

class ScaledSchool {
 public:
  ScaledSchool(const fs::path& directory, const std::optional<DatabaseUrl>& database)
      : school_(MakeSchool(directory, database)),
        register_(Must(OpenRegister(school_))),
        keys_(Must(OpenLedgerKeys(school_, Passphrase()))),
        templates_(school_.paths, {CERTSEAL_SOURCE_DIR "/templates"}),
        renderer_(Must(templates_.Find("classic"))) {
    if (!templates_.Keep(*renderer_)) std::abort();
  }

  // Fills the register as of an hour ago: nobody waits then for the seconds that so many
  // commits in a row have taken from the future.
  void Fill(size_t count) { Issue(count, AnHourAgo); }

  std::string Issue(size_t count, const Clock& clock = SystemNow) {
    RosterPlan plan;
    for (size_t i = 0; i < count; ++i) {
      plan.rows.push_back({.row = next_++,
                           .fate = RowFate::kIssue,
                           .existing = {},
                           .renderer = renderer_,
                           .findings = {}});
    }
    plan.award_of = [this](const PlannedRow& row) { return AwardNumber(row.row); };
    LedgerContext ledger = Must(MakeLedgerContext(school_, register_, keys_));
    ledger.clock = clock;
    const auto issued =
        Must(IssuePlanned(plan, school_, keys_.issuer, ledger,
                          {.source = "scale", .source_sha256 = Sha256("scale")}));
    return issued.back().code.Printed();
  }

  PublishSummary Publish() {
    const LedgerContext ledger = Must(MakeLedgerContext(school_, register_, keys_));
    Must(RenewHead(ledger, *ParseSpan("7d")));
    return Must(PublishSite(school_, register_, {.directory = school_.paths.site()}));
  }

  // Of the file; nothing where it is a server's.
  std::optional<uintmax_t> RegisterBytes() const {
    if (school_.profile.database) return std::nullopt;
    return fs::file_size(school_.paths.database());
  }

 private:
  static Timestamp AnHourAgo() {
    return *Timestamp::FromUnix(SystemNow().unix_seconds() - 3600);
  }
  static Secret Passphrase() { return Secret("correct horse battery staple"); }

  static School MakeSchool(const fs::path& directory,
                           const std::optional<DatabaseUrl>& database) {
    const Secret passphrase = Passphrase();
    Must(InitSchool({directory, "Example School of Aesthetics",
                     "https://verify.school.example/", passphrase, AnHourAgo(), database}));
    return Must(School::Open(directory));
  }

  Award AwardNumber(uint64_t number) const {
    const Course& course = *school_.catalogue.Find("BDF-201");
    const Graduate graduate{.name = NameOf(number),
                            .post_nominals = "RN",
                            .email = StrCat("g", number, "@example.org"),
                            .licence = StrCat("RN", number),
                            .licence_state = "NV",
                            .profession = "RN",
                            .course_code = course.code,
                            .completed = *Date::FromYmd(2026, 3, 14),
                            .didactic = course.didactic_hours,
                            .hands_on = course.hands_on_hours,
                            .role = "injector"};
    return Award::Make(graduate, course, school_.profile);
  }

  School school_;
  Register register_;
  LedgerKeys keys_;
  TemplateStore templates_;
  const Renderer* renderer_;
  uint64_t next_ = 0;
};

void Print(const char* what, const Cost& cost) {
  std::printf("%-44s %9.1f ms, of it CPU %9.1f ms\n", what, 1e3 * cost.wall,
              1e3 * cost.cpu);
  std::fflush(stdout);
}

void Run(const fs::path& directory, size_t count,
         const std::optional<DatabaseUrl>& database) {
  constexpr int kRounds = 11;
  ScaledSchool school(directory, database);
  const Cost filled = Measure([&] { school.Fill(count); });
  std::printf("%zu issued, records alone: %.0f per second, %.0f per second of CPU\n", count,
              static_cast<double>(count) / filled.wall,
              static_cast<double>(count) / filled.cpu);
  if (const auto bytes = school.RegisterBytes()) {
    std::printf("register.db: %.0f MB\n", static_cast<double>(*bytes) / 1e6);
  }
  std::vector<Cost> more;
  std::string code;
  for (int i = 0; i < kRounds; ++i) {
    more.push_back(Measure([&] { code = school.Issue(1); }));
  }
  Print("one more issued", Median(more));
  Print("everything published for the first time", Measure([&] { school.Publish(); }));
  std::vector<Cost> published;
  for (int i = 0; i < kRounds; ++i) {
    code = school.Issue(1);
    published.push_back(Measure([&] {
      if (school.Publish().cards != 1) std::abort();
    }));
  }
  Print("one more published", Median(published));
  std::printf("%s\n", code.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  const auto count = argc == 3 || argc == 4 ? ParseDecimal(argv[2]) : std::nullopt;
  if (!count || *count == 0) {
    std::fprintf(stderr, "usage: scale_bench DIR N [URL]\n");
    return 64;
  }
  std::optional<DatabaseUrl> database;
  if (argc == 4) database = Must(DatabaseUrl::Parse(argv[3]));
  Run(argv[1], *count, database);
  return 0;
}
