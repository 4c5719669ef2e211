// SPDX-License-Identifier: Apache-2.0
// links: verify
//
// Whole lookups in a small site that the input bends. The input is a list of steps of
// five bytes: a file, what to do to it, two bytes of where, one of what. Whatever the
// site shows then, VALID may be said only where every file that was read was honest,
// and nothing that a server does makes a certificate NOT GENUINE.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "support/test_site.h"
#include "unit/record/sample_credential.h"
#include "verify/lookup.h"

namespace certseal {
namespace {

const Timestamp kTime = *Timestamp::ParseRfc3339("2026-11-25T12:00:00Z");
const Timestamp kNext = *Timestamp::ParseRfc3339("2026-12-01T00:00:00Z");

struct World {
  TestSchool school{*SiteAddress::FromOrigin("verify.school.example"),
                    {Sha256("document key"), {}}};
  std::shared_ptr<TestSite> site = std::make_shared<TestSite>();
  std::map<std::string, std::string> honest;
  std::vector<std::string> paths;
  std::vector<TrustFile> schools;
  std::vector<Subject> subjects;

  World() {
    school.Issue(SampleCredential());
    Credential second = SampleCredential();
    second.code = CertificateCode::Generate(Repeat(8));
    second.status.index = 5;
    school.Issue(second);
    school.Change(1, StatusChange::kRevoked, StatusReason::kIssuedInError, kTime);
    school.NextTrust([](TrustKeys&) {});
    school.Publish(*site, kTime, kNext);
    honest = site->files;
    for (const auto& [path, bytes] : honest) paths.push_back(path);
    schools = {school.trust(1)};
    for (const TestIssue& each : school.issued) {
      subjects.insert(subjects.end(),
                      {RecordSubject{each.record.bytes()}, each.qr, each.code()});
    }
    subjects.push_back(CertificateCode::Generate(Repeat(3)));
  }
};

void Bend(World& world, const uint8_t* step) {
  const std::string& path = world.paths[step[0] % world.paths.size()];
  std::string& file = world.site->files[path];
  const size_t at = file.empty() ? 0 : (step[2] * 256u + step[3]) % file.size();
  switch (step[1] % 6) {
    case 0:
      if (!file.empty()) file[at] = static_cast<char>(file[at] ^ step[4]);
      break;
    case 1:
      file.resize(at);
      break;
    case 2:
      file.insert(at, 1, static_cast<char>(step[4]));
      break;
    case 3:
      if (!file.empty()) file.erase(at, step[4]);
      break;
    case 4:
      file = world.honest[world.paths[step[4] % world.paths.size()]];
      break;
    case 5:
      world.site->files.erase(path);
      break;
  }
}

bool ReadOnlyTheTruth(const World& world) {
  return std::ranges::all_of(world.site->asked, [&](const std::string& path) {
    const auto honest = world.honest.find(path);
    const auto shown = world.site->files.find(path);
    const bool there = shown != world.site->files.end();
    return honest == world.honest.end() ? !there
                                        : there && shown->second == honest->second;
  });
}

void Run(const uint8_t* data, size_t size) {
  static World world;
  world.site->files = world.honest;
  for (; size >= 5; data += 5, size -= 5) Bend(world, data);
  for (const Subject& subject : world.subjects) {
    world.site->asked.clear();
    SchoolRegisters registers(world.site, nullptr, kTime);
    const Report report = Lookup(subject, {world.schools, &registers, {}, kTime});
    const Verdict verdict = report.outcome.verdict;
    if (verdict == Verdict::kValid && !ReadOnlyTheTruth(world)) std::abort();
    if (verdict == Verdict::kAuthentic || verdict == Verdict::kNotGenuine) std::abort();
  }
}

}  // namespace
}  // namespace certseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  certseal::Run(data, std::min<size_t>(size, 100));
  return 0;
}
