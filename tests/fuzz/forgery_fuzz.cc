// SPDX-License-Identifier: Apache-2.0
// links: verify signing
// with: unit/pdf/sample_pdf.cc
//
// Edits of a genuine certificate (PDF, record, QR text) whose register is at hand. The
// input is a list of steps of five bytes: what to do, three bytes of where, one of
// what. VALID is said of the genuine bytes alone.
#include <algorithm>

#include "fuzz/fuzz.h"
#include "support/test_site.h"
#include "unit/pdf/sample_pdf.h"
#include "unit/record/sample_credential.h"
#include "verify/lookup.h"

namespace certseal {
namespace {

const Timestamp kTime = *Timestamp::ParseRfc3339("2026-11-25T12:00:00Z");
const Timestamp kNext = *Timestamp::ParseRfc3339("2026-12-01T00:00:00Z");

struct World {
  TestSchool school{*SiteAddress::FromOrigin("verify.school.example"),
                    {SamplePdf::SampleSigner().certificate().spki_digest(), {}}};
  std::shared_ptr<TestSite> site = std::make_shared<TestSite>();
  std::vector<TrustFile> schools;
  std::vector<std::string> genuine;  // files

  World() {
    school.Issue(SampleCredential());
    school.Publish(*site, kTime, kNext);
    schools = {school.trust(1)};
    const TestIssue& issue = school.issued.front();
    genuine = {SamplePdf::Certificate(issue.record.bytes()).Build(),
               issue.record.bytes(), issue.qr.Text()};
    for (const std::string& file : genuine) Require(Judge(file) == Verdict::kValid);
  }

  Verdict Judge(const std::string& file) const {
    const auto subject = ClassifyContents(file);
    if (!subject) return Verdict::kCannotCheck;
    SchoolRegisters registers(site, nullptr, kTime);
    return Lookup(*subject, {schools, &registers, {}, kTime}).outcome.verdict;
  }
};

void Edit(std::string& file, const uint8_t* step) {
  const size_t at = (step[1] * 65536u + step[2] * 256u + step[3]) % (file.size() + 1);
  switch (step[0] % 4) {
    case 0:
      if (at < file.size()) file[at] = static_cast<char>(file[at] ^ step[4]);
      break;
    case 1:
      file.insert(at, 1, static_cast<char>(step[4]));
      break;
    case 2:
      file.erase(at, step[4]);
      break;
    case 3:
      file.insert(at, file.substr(at, step[4]));
      break;
  }
}

void Run(const uint8_t* data, size_t size) {
  static const World world;
  if (size == 0) return;
  const std::string& genuine = world.genuine[data[0] % world.genuine.size()];
  std::string file = genuine;
  for (++data, --size; size >= 5; data += 5, size -= 5) Edit(file, data);
  const Verdict verdict = world.Judge(file);
  if (verdict == Verdict::kValid) Require(file == genuine);
  Require(verdict != Verdict::kAuthentic);
}

}  // namespace
}  // namespace certseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  certseal::Run(data, std::min<size_t>(size, 101));
  return 0;
}
