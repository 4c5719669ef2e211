// SPDX-License-Identifier: Apache-2.0
#include "unit/audit/audit_fixture.h"

#include <unistd.h>

#include <fstream>

namespace certseal {
namespace {

namespace fs = std::filesystem;

fs::path place;  // of the whole suite
std::unique_ptr<SampleSchool> sample;
std::vector<CertificateCode> issued;

template <typename T>
T Must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().message;
    std::abort();
  }
  return std::move(*result);
}
void Must(const Result<void>& result) { ASSERT_TRUE(result) << result.error().message; }

void MakeSample() {
  issued = Must(sample->Issue(0, 8));
  Must(sample->Revoke({issued[0]}));
  Must(sample->Publish());
  sample->Later(300);
  Must(sample->Suspend({issued[1], issued[2]}));
  Must(sample->Reinstate({issued[2]}));
  issued.push_back(Must(sample->Correct(issued[3])));
  Must(sample->Erase(issued[4]));
  Must(sample->RotateIssuer());
  sample->Later(300);
  Must(sample->Publish());
  sample->Later(300);
  Must(Done(sample->Issue(8, 1)));
}

}  // namespace

void AuditTest::SetUpTestSuite() {
  // In memory where that can be: hundreds of copies are made, and none has to last.
  const bool in_memory = ::access("/dev/shm", W_OK) == 0;
  std::string pattern =
      (in_memory ? "/dev/shm/" : testing::TempDir()) + "certseal-audit.XXXXXX";
  ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
  place = pattern;
  fs::create_directories(place / "sample");
  sample = std::make_unique<SampleSchool>(place / "sample");
  MakeSample();
}

void AuditTest::TearDownTestSuite() {
  sample.reset();
  fs::remove_all(place);
}

void AuditTest::SetUp() {
  fs::copy(place / "sample", place / "work", fs::copy_options::recursive);
  sample->MoveTo(place / "work");
  school_ = std::move(sample);
}

void AuditTest::TearDown() {
  sample = std::move(school_);
  fs::remove_all(place / "work");
}

const std::vector<CertificateCode>& AuditTest::codes() { return issued; }

void AuditTest::Sql(const std::string& statement) const {
  soci::session session(soci::sqlite3,
                        StrCat("dbname=\"", school_->database().string(), '"'));
  Execute(session, "PRAGMA ignore_check_constraints = ON");
  Execute(session, "PRAGMA synchronous = OFF");
  Execute(session, statement);
}

std::string AuditTest::Audited() const {
  const AuditReport report = Audit({.school = school_->directory()});
  if (report.holds()) return "";
  return report.outcomes.back().claim + ": " + report.outcomes.back().statement;
}

std::vector<std::string> AuditTest::Notes() const {
  std::vector<std::string> notes;
  for (const ClaimOutcome& each : Audit({.school = school_->directory()}).outcomes) {
    notes.insert(notes.end(), each.notes.begin(), each.notes.end());
  }
  return notes;
}

void FlipByte(const fs::path& file, size_t at) {
  std::string bytes = *ReadFile(file, 1 << 24);
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace certseal
