// SPDX-License-Identifier: Apache-2.0
#include "verify/follow_trust.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"

namespace certseal {
namespace {

Result<std::optional<TrustFile>> ReadVersion(const SiteSource& source,
                                             uint64_t version) {
  const std::string path = StrCat("keys/", version);
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes,
                   source.Get(path, TrustFile::kMaxBytes));
  if (!bytes) return std::optional<TrustFile>();
  Result<TrustFile> trust = TrustFile::Parse(*bytes);
  if (!trust) return Within(StrCat(source.Name(), ": ", path), trust.error());
  return std::optional<TrustFile>(std::move(*trust));
}

// The file after `trust`, or none.
Result<std::optional<TrustFile>> Next(const SiteSource& source,
                                      const TrustFile& trust) {
  const uint64_t version = trust.keys().version + 1;
  ASSIGN_OR_RETURN(std::optional<TrustFile> next, ReadVersion(source, version));
  if (!next) return next;
  const Result<void> follows = trust.CheckSuccessor(*next);
  if (!follows) {
    return Within(StrCat(source.Name(), ": keys/", version), follows.error());
  }
  return next;
}

std::string EndText(const KeyWindow& window) {
  if (window.end)
    return StrCat("counts for entries ", window.begin, " up to ", *window.end);
  return StrCat("counts from entry ", window.begin, " on");
}

// Compares a key with what it was before, by its place: a later version only adds.
void DescribeKey(std::string_view kind, std::string_view name, const KeyWindow* before,
                 const KeyWindow& after, std::vector<std::string>& out) {
  if (before && *before == after) return;
  out.push_back(StrCat(kind, " key ", name, before ? " now " : " was added; it ",
                       EndText(after)));
}

template <typename Key, typename Same>
const KeyWindow* WindowBefore(const std::vector<Key>& keys, const Key& key, Same same) {
  const auto found =
      std::ranges::find_if(keys, [&](const Key& each) { return same(each, key); });
  return found == keys.end() ? nullptr : &found->window;
}

}  // namespace

Result<TrustFile> FollowTrust(const SiteSource& source, TrustFile accepted,
                              uint64_t version) {
  TrustFile trust = std::move(accepted);
  const uint64_t from = trust.keys().version;
  if (version < from) {
    return Fail(StrCat(source.Name(),
                       " is older than the trust file that you accepted: ",
                       "it knows version ", version, ", not ", from));
  }
  if (version - from > kMaxTrustSteps) {
    return Fail(StrCat(source.Name(), " is ", version - from,
                       " trust files further than the one that you accepted"),
                {"certseal-lookup trust add with the school's newest trust file"});
  }
  while (trust.keys().version < version) {
    ASSIGN_OR_RETURN(std::optional<TrustFile> next, Next(source, trust));
    if (!next) {
      return Fail(StrCat(source.Name(), " withholds the trust file of version ",
                         trust.keys().version + 1));
    }
    trust = std::move(*next);
  }
  return trust;
}

Result<TrustFile> FollowToNewest(const SiteSource& source, TrustFile accepted) {
  TrustFile trust = std::move(accepted);
  for (uint64_t step = 0; step <= kMaxTrustSteps; ++step) {
    ASSIGN_OR_RETURN(std::optional<TrustFile> next, Next(source, trust));
    if (!next) return trust;
    trust = std::move(*next);
  }
  return Fail(StrCat(source.Name(), " has more than ", kMaxTrustSteps, " trust files"));
}

Result<TrustFile> FetchTrust(const SiteSource& source, const SiteAddress& site) {
  ASSIGN_OR_RETURN(std::optional<TrustFile> first, ReadVersion(source, 1));
  if (!first) return Fail(StrCat(source.Name(), " has no trust file (keys/1)"));
  if (first->keys().version != 1 || first->keys().site != site) {
    return Fail(StrCat(source.Name(), ": keys/1 is version ", first->keys().version,
                       " of ", first->keys().site.origin()));
  }
  return FollowToNewest(source, std::move(*first));
}

std::vector<std::string> DescribeKeyChanges(const TrustFile& from,
                                            const TrustFile& to) {
  const TrustKeys& a = from.keys();
  const TrustKeys& b = to.keys();
  std::vector<std::string> out;
  if (a.name != b.name) out.push_back(StrCat("the school's name is ", Quote(b.name)));
  if (a.root != b.root) {
    out.push_back(
        StrCat("the root key was replaced; its fingerprint is ", to.Fingerprint()));
  }
  for (const LogKey& key : b.logs) {
    const auto same = [](const LogKey& x, const LogKey& y) { return x.key == y.key; };
    DescribeKey("log", HexOf(key.key.id()), WindowBefore(a.logs, key, same), key.window,
                out);
  }
  for (const IssuerKey& key : b.issuers) {
    const auto same = [](const IssuerKey& x, const IssuerKey& y) {
      return x.id == y.id;
    };
    DescribeKey("issuer", key.id, WindowBefore(a.issuers, key, same), key.window, out);
  }
  for (const DocumentKey& key : b.documents) {
    const auto same = [](const DocumentKey& x, const DocumentKey& y) {
      return x.spki == y.spki && x.window.begin == y.window.begin;
    };
    DescribeKey("document", key.spki.Base64(), WindowBefore(a.documents, key, same),
                key.window, out);
  }
  if (a.witnesses != b.witnesses || a.quorum != b.quorum) {
    out.push_back(
        StrCat(b.quorum, " of ", b.witnesses.size(), " witnesses are demanded"));
  }
  return out;
}

}  // namespace certseal
