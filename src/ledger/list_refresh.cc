// SPDX-License-Identifier: Apache-2.0
#include "ledger/list_refresh.h"

#include <array>
#include <map>

#include "base/strings.h"

namespace certseal {
namespace {

// How long a list stays valid after the next head was promised: other verifiers know no
// more of its age.
constexpr int64_t kGrace = 7 * 24 * 3600;  // seconds

constexpr std::array kPurposes = {StatusPurpose::kRevocation, StatusPurpose::kSuspension};

Result<StoredStatusList> SignList(Register& reg, const StatusListId& id,
                                  const SiteAddress& site, const LedgerSigners& signers,
                                  const ListRefresh& refresh) {
  const auto until = Timestamp::FromUnix(refresh.next.unix_seconds() + kGrace);
  if (!until) return Fail("the promised time is too far away");
  ASSIGN_OR_RETURN(StatusBits bits, BitsOf(reg, id));
  ASSIGN_OR_RETURN(const StatusList list,
                   StatusList::Sign({site, id, refresh.time, *until, std::move(bits)},
                                    signers.issuer.id, *signers.issuer_signer));
  return StoredStatusList{std::string(StatusPurposeText(id.purpose)), id.block, *until,
                          list.bytes()};
}

using ListsByPurpose = std::map<std::pair<std::string, uint32_t>, StoredStatusList>;

Result<ListsByPurpose> ReadLists(Register& reg) {
  ASSIGN_OR_RETURN(std::vector<StoredStatusList> stored, reg.StatusLists());
  ListsByPurpose lists;
  for (StoredStatusList& list : stored) {
    lists.emplace(std::pair(list.purpose, list.block), std::move(list));
  }
  return lists;
}

// What the certificates of this register say of their places.
Result<StatusBits> StateBits(Register& reg, const StatusListId& id) {
  static constexpr std::array kRevoked = {CertificateState::kRevoked,
                                          CertificateState::kReplaced};
  static constexpr std::array kSuspended = {CertificateState::kSuspended};
  const std::span<const CertificateState> states =
      id.purpose == StatusPurpose::kRevocation
          ? std::span<const CertificateState>(kRevoked)
          : std::span<const CertificateState>(kSuspended);
  ASSIGN_OR_RETURN(const std::vector<uint32_t> indexes,
                   reg.IndexesInState(id.block, states));
  StatusBits bits;
  for (const uint32_t index : indexes) {
    if (index >= StatusBits::kCount) {
      return Fail(StrCat("the register is damaged: a place ", index, " in status block ",
                         id.block));
    }
    bits.Set(index, true);
  }
  return bits;
}

}  // namespace

Result<StatusBits> BitsOf(Register& reg, const StatusListId& id) {
  ASSIGN_OR_RETURN(StatusBits bits, StateBits(reg, id));
  ASSIGN_OR_RETURN(const std::vector<uint32_t> kept,
                   reg.KeptStatusBits(StatusPurposeText(id.purpose), id.block));
  for (const uint32_t place : kept) bits.Set(place, true);
  return bits;
}

Result<StatusManifest> RefreshLists(Register& reg, Transaction& transaction,
                                    const SiteAddress& site, uint64_t trust_version,
                                    const LedgerSigners& signers,
                                    const ListRefresh& refresh) {
  ASSIGN_OR_RETURN(const uint32_t blocks, reg.StatusBlocks());
  ASSIGN_OR_RETURN(const ListsByPurpose lists, ReadLists(reg));
  std::vector<StoredStatusList> signed_now;
  StatusManifest manifest{trust_version, {}};
  for (const StatusPurpose purpose : kPurposes) {
    for (uint32_t block = 0; block < blocks; ++block) {
      const auto found = lists.find({std::string(StatusPurposeText(purpose)), block});
      const bool keep = found != lists.end() && !refresh.all &&
                        !refresh.blocks.contains(block) &&
                        found->second.valid_until >= refresh.next;
      if (!keep) {
        ASSIGN_OR_RETURN(StoredStatusList list,
                         SignList(reg, {purpose, block}, site, signers, refresh));
        signed_now.push_back(std::move(list));
      }
      const std::string& document =
          keep ? found->second.document : signed_now.back().document;
      manifest.lists.push_back({{purpose, block}, Sha256(document)});
    }
  }
  TRY(transaction.PutStatusLists(signed_now));
  return manifest;
}

}  // namespace certseal
