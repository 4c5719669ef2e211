// SPDX-License-Identifier: Apache-2.0
#include "verify/lookup.h"

#include <variant>

#include "verify/inquiry.h"

namespace certseal {

Report Lookup(const Subject& subject, const LookupOptions& options) {
  Inquiry inquiry(options);
  std::visit([&](const auto& each) { inquiry.Examine(each); }, subject);
  return inquiry.Finish();
}

}  // namespace certseal
