// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/xdg_directory.h"

#include <cstdlib>

namespace certseal {

std::optional<std::filesystem::path> XdgDirectory(const char* variable,
                                                  std::string_view below_home) {
  // No thread of ours sets variables.
  // NOLINTBEGIN(concurrency-mt-unsafe)
  const char* xdg = std::getenv(variable);
  const char* home = std::getenv("HOME");
  // NOLINTEND(concurrency-mt-unsafe)
  if (xdg && *xdg == '/') return xdg;
  if (home && *home) return std::filesystem::path(home) / below_home;
  return std::nullopt;
}

}  // namespace certseal
