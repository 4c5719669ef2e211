// SPDX-License-Identifier: Apache-2.0
#include "ledger/card_events.h"

#include <string>
#include <utility>

namespace certseal {

Result<CardEventsByCode> ReadCardEvents(Register& reg,
                                        std::span<const CertificateCode> codes,
                                        uint64_t size) {
  ASSIGN_OR_RETURN(const std::vector<CertificateHistory> histories,
                   reg.Histories(codes));
  CardEventsByCode events;
  for (size_t i = 0; i < codes.size(); ++i) {
    const auto [at, is_new] = events.try_emplace(codes[i]);
    if (!is_new) continue;
    for (const CertificateEvent& event : histories[i].events) {
      if (event.log_index >= size) break;  // so are those that follow
      at->second.push_back({event.log_index, {}, event.successor});
    }
  }
  std::vector<uint64_t> indexes;
  for (const auto& [code, of_one] : events) {
    for (const CardEvent& event : of_one) indexes.push_back(event.index);
  }
  ASSIGN_OR_RETURN(std::vector<std::string> entries, reg.EntriesAt(indexes));
  auto entry = entries.begin();
  for (auto& [code, of_one] : events) {
    for (CardEvent& event : of_one) event.entry = std::move(*entry++);
  }
  return events;
}

}  // namespace certseal
