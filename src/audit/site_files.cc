// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "audit/claims.h"
#include "audit/site_names.h"
#include "audit/wording.h"
#include "base/strings.h"
#include "publish/page_files.h"
#include "record/card.h"
#include "status/manifest.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostNamed = 5;

// SiteWalk looks at every file of the site: those that belong to the site's checkpoint
// were found right before, and others may only be what publishing wrote earlier, or has
// begun to write.
class SiteWalk {
 public:
  explicit SiteWalk(AuditContext& context) : context_(context), site_(*context.site) {}

  Result<void> Run() {
    std::error_code error;
    for (fs::recursive_directory_iterator it(site_.directory, error), end;
         !error && it != end; it.increment(error)) {
      if (it->is_directory(error) && !it->is_symlink(error)) continue;
      const std::string path = it->path().lexically_relative(site_.directory).string();
      if (!it->is_regular_file(error) || it->is_symlink(error)) {
        return Fail(StrCat("the site's ", Quote(path), " is not a file"));
      }
      const auto name = ParseSiteName(path, context_.school->profile.site);
      if (!name)
        return Fail(StrCat("the site holds ", Quote(path), ", which is no file of it"));
      ++count_;
      TRY(std::visit([&](const auto& each) { return Check(each, path); }, *name));
    }
    if (error) return Fail(StrCat("the site cannot be read: ", error.message()));
    // Of lost certificates nobody knows where their cards are.
    const bool ours =
        cards_ >= site_.cards && cards_ <= site_.cards + context_.lost.size();
    return ours ? Result<void>() : FindForeignCard();
  }

  // Pages that are neither in use nor as a publication left them. What the page in use
  // is made of has been looked at.
  Result<std::vector<std::string>> BrokenPages() const {
    std::vector<std::string> broken;
    for (const auto& [directory, files] : pages_) {
      if (directory == PageDirectory()) {
        TRY(CheckAllOurs(files));
        continue;
      }
      ASSIGN_OR_RETURN(const bool complete, IsCompletePage(site_.directory, directory));
      if (!complete) broken.push_back(directory);
    }
    return broken;
  }

  uint64_t count() const { return count_; }
  const std::vector<std::string>& temporaries() const { return temporaries_; }

 private:
  static tl::unexpected<Error> Foreign(const std::string& path) {
    return Fail(StrCat("the site's ", path, " is not this register's"));
  }

  Result<void> Check(const PlainName&, const std::string&) { return {}; }

  Result<void> Check(const TemporaryName&, const std::string& path) {
    temporaries_.push_back(path);
    return {};
  }

  Result<void> Check(const CardName&, const std::string&) {
    ++cards_;
    return {};
  }

  Result<void> Check(const PageName& name, const std::string&) {
    pages_[name.directory].insert(name.path);
    return {};
  }

  static Result<void> CheckAllOurs(const std::set<std::string>& paths) {
    std::set<std::string> ours;
    for (const PageFile& file : PageFiles()) ours.emplace(file.path);
    for (const std::string& path : paths) {
      if (!ours.contains(path)) return Foreign(StrCat(PageDirectory(), "/", path));
    }
    return {};
  }

  // Tiles of former sizes stay; those of the next one may be there already.
  Result<void> Check(const TileName& name, const std::string& path) {
    const TileId& id = name.id;
    if (id.width > TileWidthIn(context_.size(), id.level, id.number))
      return Foreign(path);
    ASSIGN_OR_RETURN(const std::string found, Read(path));
    if (name.entries) {
      const uint64_t begin = id.number * kTileWidth;
      ASSIGN_OR_RETURN(const auto entries,
                       context_.database().Entries(begin, begin + id.width));
      return found == EncodeBundle(entries) ? Result<void>() : Foreign(path);
    }
    ASSIGN_OR_RETURN(const std::string stored,
                     context_.database().Tile(id.level, id.number));
    const size_t size = id.width * Sha256Digest::kSize;
    return found == stored.substr(0, size) ? Result<void>() : Foreign(path);
  }

  Result<void> Check(const TrustFileName& name, const std::string& path) {
    ASSIGN_OR_RETURN(const std::string found, Read(path));
    for (const TrustHistory::Version& each : context_.trust.versions()) {
      const bool same = each.file.keys().version == name.version;
      if (same && each.file.bytes() == found) return {};
    }
    return Foreign(path);
  }

  Result<void> Check(const ListName& name, const std::string& path) {
    const bool known = context_.places.contains(name.id.block);
    return known ? Result<void>() : Foreign(path);
  }

  Result<void> Check(const DigestName& name, const std::string& path) {
    ASSIGN_OR_RETURN(const std::string found, Read(path));
    if (Sha256(found) == name.sha256) return {};
    return Fail(StrCat("the site's ", path, " is not what its name says"));
  }

  Result<std::string> Read(const std::string& path) const {
    return site_.Must(path, StatusManifest::kMaxBytes);
  }

  // Rare, so it may cost memory: which card is no certificate's?
  Result<void> FindForeignCard() {
    std::vector<std::string> ours;
    ASSIGN_OR_RETURN(const auto certificates,
                     context_.database().LoggedFrom(0, context_.log.issued()));
    for (const LoggedCertificate& each : certificates) {
      ours.push_back(Card::PathOf(context_.school->profile.site, each.code));
    }
    std::ranges::sort(ours);
    std::error_code error;
    for (fs::recursive_directory_iterator it(site_.directory / "c", error), end;
         !error && it != end; it.increment(error)) {
      if (!it->is_regular_file(error)) continue;
      const std::string path = it->path().lexically_relative(site_.directory).string();
      const auto name = ParseSiteName(path, context_.school->profile.site);
      const bool card = name && std::holds_alternative<CardName>(*name);
      if (card && !std::ranges::binary_search(ours, path)) return Foreign(path);
    }
    return Fail("the site's cards changed while they were looked at");
  }

  AuditContext& context_;
  const AuditedSite& site_;
  uint64_t count_ = 0, cards_ = 0;
  std::vector<std::string> temporaries_;
  std::map<std::string, std::set<std::string>> pages_;  // files by their directory
};

std::string NameSome(const std::vector<std::string>& paths) {
  std::vector<std::string> named(
      paths.begin(),
      paths.begin() + static_cast<std::ptrdiff_t>(std::min(paths.size(), kMostNamed)));
  if (paths.size() > kMostNamed) named.emplace_back("...");
  return Join(named, ", ");
}

}  // namespace

Result<ClaimEvidence> CheckSiteFiles(AuditContext& context) {
  if (!context.site) return ClaimEvidence{};
  SiteWalk walk(context);
  TRY(walk.Run());
  ASSIGN_OR_RETURN(const std::vector<std::string> broken, walk.BrokenPages());
  ClaimEvidence evidence{StrCat("the site has ", Counted(walk.count(), "file", "files"),
                                ", all of them of this register"),
                         {}};
  if (!walk.temporaries().empty()) {
    evidence.notes.push_back(
        StrCat(Counted(walk.temporaries().size(), "temporary file", "temporary files"),
               " of an interrupted publication, which may be removed: ",
               NameSome(walk.temporaries())));
  }
  if (!broken.empty()) {
    evidence.notes.push_back(
        StrCat("an earlier page is not complete: ", NameSome(broken),
               ": the next publication removes it"));
  }
  return evidence;
}

}  // namespace certseal
