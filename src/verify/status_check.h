// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/date.h"
#include "log/entry.h"
#include "record/card.h"
#include "record/code.h"
#include "record/credential.h"
#include "verify/card_history.h"
#include "verify/register_view.h"
#include "verify/report.h"

namespace certseal {

// CertificateStatus is what the register says of a certificate today. Beside the state
// itself all of it may be not stated.
struct CertificateStatus {
  PublishedState state;
  std::optional<Timestamp> since = {};
  std::optional<StatusReason> reason = {};
  std::optional<CertificateCode> successor = {};
};

struct StatusFinding {
  CheckResult result;
  std::string evidence;
  std::optional<CertificateStatus> status = {};  // where the result is not unknown
};

// StatusQuestion is what a certificate's status is looked up by.
struct StatusQuestion {
  StatusSlot slot;                     // its place in the lists
  std::optional<uint64_t> log_index;   // of its `issue` entry, where that is proven
  const Card* card = nullptr;          // where it was fetched for another reason
  std::function<const Card*()> fetch;  // gets it now; null where there is none
};

// CheckStatus reads the bits of the revocation and suspension lists, which decide: a
// set bit is bad whatever a card says or lacks. Date, reason and successor come from
// the card's events, as far as the log proves them; events that are worse than the bits
// leave it unknown. Needs view.log().
StatusFinding CheckStatus(RegisterView& view, const StatusQuestion& question);

}  // namespace certseal
