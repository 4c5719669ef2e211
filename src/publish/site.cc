// SPDX-License-Identifier: Apache-2.0
#include "publish/site.h"

#include <algorithm>
#include <vector>

#include "base/file.h"
#include "base/file_batch.h"
#include "base/strings.h"
#include "record/card.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr size_t kFilesPerBatch = 1024;

// A version of the trust file never changes once it is published.
Result<void> PublishTrust(const TrustFile& trust, const fs::path& directory) {
  const fs::path path = directory / "keys" / std::to_string(trust.keys().version);
  std::error_code error;
  if (!fs::exists(path, error)) {
    TRY(MakeDirectories(path.parent_path()));
    return WriteFileAtomically(path, trust.bytes());
  }
  ASSIGN_OR_RETURN(const std::string published, ReadFile(path, TrustFile::kMaxBytes));
  if (published == trust.bytes()) return {};
  return Fail(StrCat(path.string(), ": holds another trust file of version ",
                     trust.keys().version),
              {"this directory is another school's site: publish --to another one"});
}

// The versions before the current one, which `keys import-document` keeps: a lookup
// follows them upward from the one it has pinned.
Result<void> PublishFormerTrust(const School& school, const fs::path& directory) {
  for (uint64_t version = 1; version < school.trust.keys().version; ++version) {
    const fs::path kept = school.paths.keys() / StrCat("school-", version, ".trust");
    std::error_code error;
    if (!fs::exists(kept, error)) continue;
    ASSIGN_OR_RETURN(const std::string bytes, ReadFile(kept, TrustFile::kMaxBytes));
    ASSIGN_OR_RETURN(const TrustFile former, TrustFile::Parse(bytes));
    TRY(PublishTrust(former, directory));
  }
  return {};
}

Result<std::vector<CertificateCode>> CodesWithoutCard(const SiteAddress& site,
                                                      Register& reg,
                                                      const fs::path& directory,
                                                      Timestamp now, size_t& present) {
  std::vector<CertificateCode> codes;
  const auto visit = [&](const ListedCertificate& each) {
    std::error_code error;
    if (each.erased) return true;
    if (fs::exists(directory / Card::PathOf(site, each.facts.code), error)) {
      ++present;
    } else {
      codes.push_back(each.facts.code);
    }
    return true;
  };
  TRY(reg.Search({.today = now.date()}, visit).map([](size_t) {}));
  return codes;
}

Result<void> StageCard(const SiteAddress& site, const CertificateCode& code, Register& reg,
                       const Random& random, FileBatch& files) {
  ASSIGN_OR_RETURN(const auto certificate, reg.FindByCode(code));
  if (!certificate || certificate->erased) return {};
  const Card card{certificate->row.record};
  return files.Stage(Card::PathOf(site, code), card.Encrypt(site, code, random));
}

}  // namespace

Result<PublishSummary> PublishSite(const School& school, Register& reg,
                                   const fs::path& directory, Timestamp now,
                                   const Random& random, const Progress& progress) {
  const SiteAddress& site = school.profile.site;
  TRY(MakeDirectories(directory));
  TRY(PublishFormerTrust(school, directory));
  TRY(PublishTrust(school.trust, directory));
  PublishSummary summary;
  ASSIGN_OR_RETURN(
      const std::vector<CertificateCode> codes,
      CodesWithoutCard(site, reg, directory, now, summary.present_cards));
  FileBatch files(directory);
  for (const CertificateCode& code : codes) {
    TRY(StageCard(site, code, reg, random, files));
    if (++summary.new_cards % kFilesPerBatch == 0) {
      TRY(files.Commit());
      progress(summary.new_cards, codes.size());
    }
  }
  TRY(files.Commit());
  // Last, so that who reads a newer time finds all that belongs to it.
  TRY(WriteFileAtomically(directory / "published", now.Rfc3339() + "\n"));
  progress(codes.size(), codes.size());
  return summary;
}

}  // namespace certseal
