// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "register/register.h"
#include "support/temporary_directory.h"
#include "support/test_engine.h"

namespace certseal {

// SeededRandom repeats itself with the seed.
inline Random SeededRandom(uint64_t seed) {
  return [engine = std::mt19937_64(seed)](size_t size) mutable {
    std::string bytes;
    for (size_t i = 0; i < size; ++i) bytes += static_cast<char>(engine());
    return bytes;
  };
}

inline Date Day(std::string_view iso) { return *Date::ParseIso(iso); }

// RowNumber gives a plausible row; rows of different numbers collide in nothing.
inline CertificateRow RowNumber(uint32_t n) {
  const std::string number = std::to_string(n);
  return {.facts = {.code = CertificateCode::Generate(SeededRandom(n)),
                    .document_class = DocumentClass::kCompletion,
                    .holder_name = "Graduate " + number + ", RN",
                    .plain_name = "Graduate " + number,
                    .email = "g" + number + "@example.org",
                    .licence = "RN-" + number,
                    .licence_state = "NV",
                    .profession = "RN",
                    .course_code = "BDF-201",
                    .course_title = "Botulinum Toxin Type A and Dermal Fillers",
                    .completed = Day("2026-03-14"),
                    .issued = *Timestamp::FromUnix(1'790'000'000),
                    .expires = std::nullopt},
          .identity = Sha256("identity " + number),
          .status = {.block = n / 131'072, .index = n % 131'072},
          .record = R"({"record":)" + number + "}",
          .seal = "https://verify.school.example/#seal" + number,
          .page = R"({"location":"Reno"})",
          .template_name = "classic",
          .template_sha256 = Sha256("template"),
          .roster_line = n + 2};
}

inline std::vector<CertificateRow> RowsNumbered(uint32_t first, uint32_t count) {
  std::vector<CertificateRow> rows;
  for (uint32_t i = 0; i < count; ++i) rows.push_back(RowNumber(first + i));
  return rows;
}

inline Batch SomeBatch() {
  return {.source = "spring.csv",
          .source_sha256 = Sha256("spring"),
          .created = *Timestamp::FromUnix(1'790'000'000)};
}

// RegisterTest has a directory of its own, which others may enter, with no register in
// it yet. On PostgreSQL Path() stands for a database (test_engine.h).
class RegisterTest : public ::testing::Test {
 protected:
  RegisterTest() {
    std::filesystem::permissions(directory_, std::filesystem::perms(0755));
  }

  std::filesystem::path Path() const { return directory_ / "register.db"; }

  Register Create() {
    auto created = Register::Create(TestRegister(Path()));
    if (!created) ADD_FAILURE() << created.error().message;
    return std::move(*created);
  }
  Register Open() {
    auto opened = Register::Open(TestRegister(Path()));
    if (!opened) ADD_FAILURE() << opened.error().message;
    return std::move(*opened);
  }
  std::string WhyNotOpen() {
    const auto opened = Register::Open(TestRegister(Path()));
    return opened ? "opened" : opened.error().message;
  }
  std::string Named(std::string_view rest) const {
    return TestRegister(Path()).Name() + std::string(rest);
  }

  const TemporaryDirectory temporary_;
  const std::filesystem::path directory_ = temporary_.path();
};

// FreeLogIndex is the first behind those of all certificates.
inline uint64_t FreeLogIndex(Register& reg) {
  const auto logged = reg.LoggedFrom(0, SIZE_MAX);
  if (!logged) ADD_FAILURE() << logged.error().message;
  return !logged || logged->empty() ? 0 : logged->back().log_index + 1;
}

// AddBatch is Begin, AddBatch at the first free log index and Commit.
inline Result<BatchOutcome> AddBatch(Register& reg, const Batch& batch,
                                     std::span<const CertificateRow> rows) {
  ASSIGN_OR_RETURN(Transaction transaction, reg.Begin());
  ASSIGN_OR_RETURN(BatchOutcome outcome,
                   transaction.AddBatch(batch, rows, FreeLogIndex(reg)));
  if (!outcome.collision) TRY(transaction.Commit());
  return outcome;
}

inline void Add(Register& reg, const std::vector<CertificateRow>& rows) {
  const auto added = AddBatch(reg, SomeBatch(), rows);
  ASSERT_TRUE(added) << added.error().message;
  ASSERT_FALSE(added->collision);
}

inline uint64_t Count(Register& reg) {
  const auto summary = reg.Summary(Day("2026-04-01"));
  if (!summary) {
    ADD_FAILURE() << summary.error().message;
    return 0;
  }
  return summary->total();
}

// Lets the process write no file beyond `bytes`; EFBIG instead of a signal.
inline void LimitFileSize(rlim_t bytes) {
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit;
  ::getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = bytes;
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

// Child is a process that runs `body` and reports the text that it returns, or what it
// gave to `say` before.
class Child {
 public:
  using Say = std::function<void(std::string_view)>;

  explicit Child(const std::function<std::string(const Say&)>& body) {
    int ends[2];
    if (::pipe(ends) != 0) std::abort();
    process_ = ::fork();
    if (process_ == 0) {
      const Say say = [&](std::string_view text) {
        if (::write(ends[1], text.data(), text.size()) < 0) ::_exit(1);
      };
      say(body(say));
      ::_exit(0);
    }
    ::close(ends[1]);
    output_ = ends[0];
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    Kill();
    ::close(output_);
  }

  // Next waits for the next text said; empty once the process has ended.
  std::string Next() {
    char buffer[4096];
    const ssize_t n = ::read(output_, buffer, sizeof buffer);
    return n > 0 ? std::string(buffer, static_cast<size_t>(n)) : "";
  }
  // All waits for the end and gives what was not read yet.
  std::string All() {
    std::string all;
    for (std::string text = Next(); !text.empty(); text = Next()) all += text;
    return all;
  }
  void Kill() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
  }

 private:
  pid_t process_ = 0;
  int output_ = -1;
};

}  // namespace certseal
