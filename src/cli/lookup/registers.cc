// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/registers.h"

#include <filesystem>
#include <utility>

#include "cli/lookup/xdg_directory.h"
#include "site/https_site.h"

namespace certseal {
bool IsAddress(std::string_view place) {
  return place.starts_with("https://") || place.starts_with("http://");
}

Result<std::shared_ptr<const SiteSource>> OpenPlace(const std::string& place) {
  if (IsAddress(place)) {
    ASSIGN_OR_RETURN(const SiteAddress address, SiteAddress::Parse(place));
    return std::make_shared<const HttpsSite>(address);
  }
  ASSIGN_OR_RETURN(SiteDirectory directory, SiteDirectory::Open(place));
  return std::make_shared<const SiteDirectory>(std::move(directory));
}

std::optional<CheckpointMemory> DefaultCheckpointMemory() {
  const auto state = XdgDirectory("XDG_STATE_HOME", ".local/state");
  if (!state) return std::nullopt;
  return CheckpointMemory(*state / "certseal" / "checkpoints");
}

Result<SchoolRegisters> MakeRegisters(const std::string& place,
                                      const CheckpointMemory* memory, Timestamp now) {
  if (place.empty()) {
    const auto at_their_address = [](const TrustFile& school) {
      return std::make_shared<const HttpsSite>(school.keys().site);
    };
    return SchoolRegisters(RegisterPlaces(at_their_address), memory, now);
  }
  ASSIGN_OR_RETURN(std::shared_ptr<const SiteSource> source, OpenPlace(place));
  return SchoolRegisters(std::move(source), memory, now);
}

}  // namespace certseal
