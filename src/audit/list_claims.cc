// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "audit/claims.h"
#include "audit/wording.h"
#include "base/strings.h"
#include "status/manifest.h"

namespace certseal {
namespace {

Result<StatusListId> IdOf(const StoredStatusList& stored) {
  const auto purpose = ParseStatusPurpose(stored.purpose);
  if (!purpose)
    return Fail(StrCat("there is no status list for ", Quote(stored.purpose, 40)));
  return StatusListId{*purpose, stored.block};
}

Result<void> CheckList(const StoredStatusList& stored, const StatusListId& id,
                       AuditContext& context) {
  ASSIGN_OR_RETURN(const StatusList list, StatusList::Parse(stored.document));
  const StatusListFacts& facts = list.facts();
  if (facts.id != id || facts.site != context.school->profile.site) {
    return Fail("it is another list");
  }
  if (facts.valid_until != stored.valid_until)
    return Fail("it is valid until another time");
  if (facts.valid_from > context.log.head()->time) {
    return Fail("it is of a time after the newest head");
  }
  const IssuerKey* key = context.trust.newest().FindIssuer(list.key_id());
  if (!key || !key->window.Contains(context.size() - 1) ||
      !list.VerifySignature(key->key.key())) {
    return Fail("it is not signed by an issuer key that counts");
  }
  const BlockPlaces& block = context.places[id.block];
  const StatusBits& expected =
      id.purpose == StatusPurpose::kRevocation ? block.revoked : block.suspended;
  if (facts.bits == expected) return {};
  return Fail("its bits are not what the log says of the certificates");
}

Result<void> CheckManifest(const StatusManifest& manifest, const HeadEntry& head) {
  if (Sha256(manifest.Text()) == head.manifest_sha256) return {};
  return Fail(
      "the newest head commits to other status lists, or to another trust file");
}

Result<size_t> TakeKeptBits(StatusPurpose purpose, AuditContext& context) {
  size_t count = 0;
  for (auto& [block, places] : context.places) {
    ASSIGN_OR_RETURN(const auto kept, context.database().KeptStatusBits(
                                          StatusPurposeText(purpose), block));
    StatusBits& bits =
        purpose == StatusPurpose::kRevocation ? places.revoked : places.suspended;
    for (const uint32_t place : kept) {
      if (places.taken.Get(place)) {
        return Fail(StrCat("the place ", block, "/", place,
                           " is kept for a lost certificate, and another has it"));
      }
      places.taken.Set(place, true);
      bits.Set(place, true);
    }
    count += kept.size();
  }
  return count;
}

// The places of lost certificates are only known where their bits are set: as many as
// the log says, and none of another certificate. A block of theirs alone has lists too.
Result<void> TakeKeptPlaces(AuditContext& context) {
  for (const RecoveredEntries& each : context.recoveries) {
    if (each.end > context.size()) continue;
    for (uint32_t block = 0; block < each.first_block; ++block) context.places[block];
  }
  size_t revoked = 0, suspended = 0;
  for (const uint64_t index : context.lost) {
    const CertificateState state = context.log.StateOf(index);
    (state == CertificateState::kSuspended ? suspended : revoked) +=
        state == CertificateState::kActive ? 0 : 1;
  }
  for (const StatusPurpose purpose :
       {StatusPurpose::kRevocation, StatusPurpose::kSuspension}) {
    ASSIGN_OR_RETURN(const size_t kept, TakeKeptBits(purpose, context));
    const size_t expected = purpose == StatusPurpose::kRevocation ? revoked : suspended;
    if (kept == expected) continue;
    return Fail(StrCat("the register keeps ", kept, " bits of ",
                       StatusPurposeText(purpose),
                       " of lost certificates, and the log ", expected));
  }
  return {};
}

}  // namespace

Result<ClaimEvidence> CheckStatusLists(AuditContext& context) {
  if (context.size() == 0) return ClaimEvidence{};
  TRY(TakeKeptPlaces(context));
  StatusManifest manifest{context.trust.newest().keys().version, {}};
  const uint32_t blocks =
      context.places.empty() ? 0 : context.places.rbegin()->first + 1;
  for (const StoredStatusList& stored : context.snapshot.lists) {
    ASSIGN_OR_RETURN(const StatusListId id, IdOf(stored));
    const Result<void> checked = CheckList(stored, id, context);
    if (!checked) return Within(id.Path(), checked.error());
    manifest.lists.push_back({id, Sha256(stored.document)});
  }
  if (manifest.lists.size() != 2 * blocks) {
    return Fail(StrCat("there are ", manifest.lists.size(), " status lists for ",
                       Counted(blocks, "block", "blocks"), " of certificates"));
  }
  std::ranges::sort(manifest.lists, {}, &ListDigest::id);
  TRY(CheckManifest(manifest, *context.log.head()));
  return ClaimEvidence{
      StrCat(Counted(manifest.lists.size(), "status list says", "status lists say"),
             " what the log says, signed, and the newest head names ",
             manifest.lists.size() == 1 ? "it" : "them")};
}

}  // namespace certseal
