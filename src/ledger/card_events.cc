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
  std::vector<uint64_t> indexes;
  for (size_t i = 0; i < codes.size(); ++i) {
    for (const CertificateEvent& event : histories[i].events) {
      if (event.log_index >= size) break;  // so are those that follow
      indexes.push_back(event.log_index);
      events[codes[i]].push_back({event.log_index, {}, event.successor});
    }
  }
  ASSIGN_OR_RETURN(std::vector<std::string> entries, reg.EntriesAt(indexes));
  auto entry = entries.begin();
  for (const CertificateCode& code : codes) {
    for (CardEvent& event : events[code]) event.entry = std::move(*entry++);
  }
  return events;
}

}  // namespace certseal
