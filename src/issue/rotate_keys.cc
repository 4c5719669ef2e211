// SPDX-License-Identifier: Apache-2.0
#include "issue/rotate_keys.h"

#include "base/strings.h"

namespace certseal {

KeyEdit CloseKinds(const std::set<KeyKind>& kinds) {
  return [kinds](TrustKeys& keys, uint64_t index) -> Result<void> {
    if (kinds.contains(KeyKind::kIssuer)) {
      TRY(CloseAllOpen(keys.issuers, index, "the issuer key"));
    }
    if (kinds.contains(KeyKind::kLog)) {
      TRY(CloseAllOpen(keys.logs, index, "the log key"));
    }
    if (kinds.contains(KeyKind::kDocument)) {
      TRY(CloseAllOpen(keys.documents, index, "the document key"));
    }
    return {};
  };
}

Result<KeyChangeSummary> RotateKeys(School& school, Register& reg,
                                    const std::set<KeyKind>& kinds,
                                    const KeyAccess& access) {
  if (kinds.empty()) return Fail("no kind of keys was named");
  ASSIGN_OR_RETURN(KeyChange change, OpenKeyChange(school, access, kinds));
  change.edit = CloseKinds(kinds);
  return CommitKeyChange(school, reg, change, access.clock);
}

Result<void> CheckWitnesses(const std::vector<WitnessKey>& witnesses, uint64_t quorum) {
  for (size_t i = 0; i < witnesses.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (witnesses[i].name() == witnesses[j].name() ||
          witnesses[i].key() == witnesses[j].key()) {
        return Fail(
            StrCat("the witness ", Quote(witnesses[i].name()), " is named twice"),
            {"a witness counts once"});
      }
    }
  }
  if (witnesses.empty() && quorum == 0) return {};
  if (quorum >= 1 && quorum <= witnesses.size()) return {};
  return Fail(
      StrCat("a quorum of ", quorum, " cannot be reached with ", witnesses.size(),
             witnesses.size() == 1 ? " witness" : " witnesses"),
      {"give a number from 1 to that of the witnesses: --quorum N"});
}

Result<KeyChangeSummary> SetWitnesses(School& school, Register& reg,
                                      const std::vector<WitnessKey>& witnesses,
                                      uint64_t quorum, const KeyAccess& access) {
  TRY(CheckWitnesses(witnesses, quorum));
  const TrustKeys& present = school.trust.keys();
  if (present.witnesses == witnesses && present.quorum == quorum) {
    return Fail("the trust file names these witnesses already: nothing was changed");
  }
  ASSIGN_OR_RETURN(KeyChange change, OpenKeyChange(school, access, {}));
  change.edit = [&](TrustKeys& keys, uint64_t) -> Result<void> {
    keys.witnesses = witnesses;
    keys.quorum = quorum;
    return {};
  };
  return CommitKeyChange(school, reg, change, access.clock);
}

}  // namespace certseal
