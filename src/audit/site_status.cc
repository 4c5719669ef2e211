// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <span>
#include <vector>

#include "audit/claims.h"
#include "audit/entry_reader.h"
#include "audit/wording.h"
#include "base/strings.h"
#include "base/take_first.h"
#include "status/manifest.h"

namespace certseal {
namespace {

constexpr size_t kReadAtOnce = 64;

using BitsById = std::map<StatusListId, StatusBits>;

Result<BitsById> KeptBits(AuditContext& context) {
  BitsById bits;
  for (const StatusPurpose purpose :
       {StatusPurpose::kRevocation, StatusPurpose::kSuspension}) {
    for (const auto& [block, places] : context.places) {
      ASSIGN_OR_RETURN(const auto kept, context.database().KeptStatusBits(
                                            StatusPurposeText(purpose), block));
      for (const uint32_t place : kept) bits[{purpose, block}].Set(place, true);
    }
  }
  return bits;
}

// The `issue` entries of certificates that are no longer active.
std::vector<uint64_t> ChangedIssues(const LogReplay& log) {
  std::vector<uint64_t> indexes;
  for (uint64_t index = 0; index < log.size(); ++index) {
    if (log.LeafAt(index) != LogReplay::Leaf::kIssue) continue;
    if (log.StateOf(index) != CertificateState::kActive) indexes.push_back(index);
  }
  return indexes;
}

StatusPurpose PurposeOf(CertificateState state) {
  return state == CertificateState::kSuspended ? StatusPurpose::kSuspension
                                               : StatusPurpose::kRevocation;
}

// Sets the bits of some of them. Of lost ones, whom nothing can happen to any more, the
// kept bits were counted before.
Result<void> SetBits(std::span<const uint64_t> issues, const LogReplay& log,
                     AuditContext& context, BitsById& bits) {
  ASSIGN_OR_RETURN(const auto there, context.database().CodesAt(issues));
  std::vector<CertificateCode> codes;
  std::vector<uint64_t> indexes;  // of the same
  for (size_t i = 0; i < issues.size(); ++i) {
    if (!there[i] && context.lost.contains(issues[i])) continue;
    if (!there[i]) {
      return Fail(StrCat("log entry ", issues[i], " has no certificate"));
    }
    codes.push_back(*there[i]);
    indexes.push_back(issues[i]);
  }
  ASSIGN_OR_RETURN(const auto stored, context.database().FindByCodes(codes));
  for (size_t i = 0; i < stored.size(); ++i) {
    if (!stored[i]) {
      return Fail(StrCat("log entry ", indexes[i], " has no certificate"));
    }
    const StatusSlot& slot = stored[i]->row.status;
    bits[{PurposeOf(log.StateOf(indexes[i])), slot.block}].Set(slot.index, true);
  }
  return {};
}

// What the first entries of the log say of the certificates that ever changed.
Result<BitsById> BitsOf(const LogReplay& log, AuditContext& context) {
  ASSIGN_OR_RETURN(BitsById bits, KeptBits(context));
  const std::vector<uint64_t> changed = ChangedIssues(log);
  for (std::span<const uint64_t> rest = changed; !rest.empty();) {
    const auto some = TakeFirst(rest, kReadAtOnce);
    TRY(SetBits(some, log, context, bits));
  }
  return bits;
}

Result<BitsById> BitsOfSite(AuditContext& context) {
  const uint64_t size = context.site->size();
  if (size == context.size()) return BitsOf(context.log, context);
  LogReplay log;
  EntryReader entries(context.database(), size);
  for (uint64_t index = 0; index < size; ++index) {
    ASSIGN_OR_RETURN(const std::string* entry, entries.At(index));
    TRY(log.Add(*entry));
  }
  return BitsOf(log, context);
}

// The signature under the key that counted for the site's newest head.
Result<StatusList> ReadList(const std::string& bytes, const StatusListId& id,
                            AuditContext& context) {
  ASSIGN_OR_RETURN(StatusList list, StatusList::Parse(bytes));
  const StatusListFacts& facts = list.facts();
  if (facts.id != id || facts.site != context.school->profile.site) {
    return Fail("it is another list");
  }
  const IssuerKey* key = context.trust.newest().FindIssuer(list.key_id());
  if (!key || !list.VerifySignature(key->key.key())) {
    return Fail("it is not signed by an issuer key of the school");
  }
  return list;
}

Result<void> CheckByDigest(const ListDigest& listed, AuditContext& context,
                           const BitsById& bits) {
  const std::string path = ByDigestPath(listed.sha256);
  ASSIGN_OR_RETURN(const std::string bytes,
                   context.site->Must(path, StatusList::kMaxBytes));
  if (Sha256(bytes) != listed.sha256) return Fail("it is not what its name says");
  ASSIGN_OR_RETURN(const StatusList list, ReadList(bytes, listed.id, context));
  const auto expected = bits.find(listed.id);
  if (list.bits() == (expected == bits.end() ? StatusBits() : expected->second))
    return {};
  return Fail("its bits are not what the log says of the certificates");
}

// Under its plain name stands the site's list, or one that an interrupted publication
// has brought already: of a later time, and valid by itself.
Result<bool> CheckByName(const ListDigest& listed, AuditContext& context) {
  ASSIGN_OR_RETURN(const std::string bytes,
                   context.site->Must(listed.id.Path(), StatusList::kMaxBytes));
  if (Sha256(bytes) == listed.sha256) return true;
  ASSIGN_OR_RETURN(const StatusList list, ReadList(bytes, listed.id, context));
  const bool later = list.facts().valid_from > context.site->head.time &&
                     list.facts().valid_from <= context.log.head()->time;
  if (!later) return Fail("it is another list than the site's head names");
  return false;
}

Result<StatusManifest> ReadManifest(AuditContext& context) {
  const Sha256Digest& digest = context.site->head.manifest_sha256;
  ASSIGN_OR_RETURN(const std::string bytes,
                   context.site->Must(ByDigestPath(digest), StatusManifest::kMaxBytes));
  if (Sha256(bytes) != digest) {
    return Fail(
        StrCat("the site's ", ByDigestPath(digest), " is not what its name says"));
  }
  ASSIGN_OR_RETURN(StatusManifest manifest, StatusManifest::Parse(bytes));
  if (manifest.keys == context.site->trust->keys().version) return manifest;
  return Fail("the site's manifest names another trust file than its log");
}

Result<bool> CheckManifestByName(const StatusManifest& manifest,
                                 AuditContext& context) {
  const std::string path(StatusManifest::kPath);
  ASSIGN_OR_RETURN(const std::string bytes,
                   context.site->Must(path, StatusManifest::kMaxBytes));
  if (bytes == manifest.Text()) return true;
  const Result<StatusManifest> other = StatusManifest::Parse(bytes);
  const auto later = [&](const ListDigest& listed) {
    return context.site->files.Get(ByDigestPath(listed.sha256), StatusList::kMaxBytes)
        .value_or(std::nullopt)
        .has_value();
  };
  const bool whole =
      other && other->keys >= manifest.keys && std::ranges::all_of(other->lists, later);
  if (!whole || context.site->size() == context.size()) {
    return Fail(StrCat("the site's ", path, " is not the one that its head names"));
  }
  return false;
}

// A manifest is authentic by its digest; that it is complete is seen here.
Result<void> DemandBothPurposes(const StatusManifest& manifest) {
  for (const ListDigest& listed : manifest.lists) {
    const StatusPurpose other = listed.id.purpose == StatusPurpose::kRevocation
                                    ? StatusPurpose::kSuspension
                                    : StatusPurpose::kRevocation;
    if (!manifest.Find({other, listed.id.block})) {
      return Fail(StrCat("the site's manifest lacks ",
                         StatusListId{other, listed.id.block}.Path()));
    }
  }
  return {};
}

}  // namespace

Result<ClaimEvidence> CheckSiteStatus(AuditContext& context) {
  if (!context.site) return ClaimEvidence{};
  ASSIGN_OR_RETURN(const StatusManifest manifest, ReadManifest(context));
  TRY(DemandBothPurposes(manifest));
  ASSIGN_OR_RETURN(const BitsById bits, BitsOfSite(context));
  ASSIGN_OR_RETURN(bool current, CheckManifestByName(manifest, context));
  for (const ListDigest& listed : manifest.lists) {
    const Result<void> kept = CheckByDigest(listed, context, bits);
    if (!kept) {
      return Within(StrCat("the site's ", ByDigestPath(listed.sha256)), kept.error());
    }
    const Result<bool> named = CheckByName(listed, context);
    if (!named) return Within(StrCat("the site's ", listed.id.Path()), named.error());
    current = current && *named;
  }
  ClaimEvidence evidence{
      StrCat("the site's ",
             Counted(manifest.lists.size(), "status list says", "status lists say"),
             " what its log says"),
      {}};
  if (!current) {
    evidence.notes.push_back(
        "other verifiers see newer status lists already: a "
        "publication was interrupted; certseal publish completes it");
  }
  return evidence;
}

}  // namespace certseal
