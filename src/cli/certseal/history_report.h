// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>
#include <vector>

#include "register/register.h"

namespace certseal {

// HistoryText is all that happened to a certificate, a line each: when, what, why, at
// which index of the log, and which certificate took its place.
std::string HistoryText(const StoredCertificate& certificate,
                        const CertificateHistory& history);

// SuccessionFields are the certificates before and after it, by what they are to it:
// corrects, renews, correctedBy, renewedBy.
std::vector<std::pair<std::string, std::string>> SuccessionFields(
    const CertificateHistory& history);

// AddHistory puts the same into a JSON object: logIndex, history[], predecessors[],
// successors[], and where they are: hold, erased.
void AddHistory(const StoredCertificate& certificate, const CertificateHistory& history,
                nlohmann::ordered_json& object);

}  // namespace certseal
