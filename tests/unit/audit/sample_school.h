// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/strings.h"
#include "issue/key_store.h"
#include "issue/school_directory.h"
#include "issue/template_store.h"
#include "ledger/ledger_commit.h"
#include "publish/publish_site.h"
#include "record/code.h"
#include "register/register.h"

namespace certseal {

// Done forgets what a success has brought.
template <typename T>
Result<void> Done(const Result<T>& result) {
  if (!result) return Fail(result.error());
  return {};
}

// SampleSchool is a real school in a directory of its own, but for its private keys:
// they are in memory, because opening a file of keys takes half a second by design. Its
// clock stands still unless Later moves it.
class SampleSchool {
 public:
  static constexpr const char* kName = "Example School of Aesthetics";
  static constexpr const char* kOrigin = "verify.school.example";

  // Writes the directory: profile, catalogue, trust file, a register with a head.
  explicit SampleSchool(const std::filesystem::path& directory);

  // MoveTo uses another directory, a copy of this one, with the same keys.
  void MoveTo(const std::filesystem::path& directory);
  // LoadTemplate reads template and fonts now, and not when a page is first drawn.
  void LoadTemplate();
  void Later(int64_t seconds) { now_ += seconds; }

  const std::filesystem::path& directory() const { return directory_; }
  std::filesystem::path site() const { return directory_ / "site"; }
  std::filesystem::path database() const { return directory_ / "register.db"; }

  // The use cases, as the commands run them; each opens school and register afresh.
  // Graduates are numbered: one and the same number is one and the same achievement.
  // Gives the codes that were issued now.
  Result<std::vector<CertificateCode>> Issue(int first, int count);
  Result<void> Revoke(const std::vector<CertificateCode>& codes);
  Result<void> Suspend(const std::vector<CertificateCode>& codes);
  Result<void> Reinstate(const std::vector<CertificateCode>& codes);
  Result<CertificateCode> Correct(const CertificateCode& code);
  Result<void> Erase(const CertificateCode& code);
  Result<void> Publish();
  // A new issuer key in the place of the present one, which is closed at `at`.
  Result<void> RotateIssuer(std::optional<uint64_t> at = {});

  // All that the register has issued.
  Result<std::vector<ListedCertificate>> All();

 private:
  struct Opened;
  Result<Opened> Open();
  Result<LedgerContext> Ledger(Opened& opened);
  TemplateStore& Store();
  Ed25519PrivateKey& FreshIssuer(const TrustKeys& keys);
  Result<void> AdoptIssuer(const School& school);

  std::filesystem::path directory_;
  int64_t now_ = 1'795'000'000;  // 2026-11-18
  Ed25519PrivateKey root_ = Ed25519PrivateKey::Generate();
  std::unique_ptr<TemplateStore> store_;  // of the directory
  std::optional<LedgerKeys> keys_;
  std::vector<Ed25519PrivateKey> spare_issuers_;  // former and future ones
};

}  // namespace certseal
