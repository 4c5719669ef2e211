// SPDX-License-Identifier: Apache-2.0
#include "pdf/forbidden_names.h"

#include <vector>

#include "base/strings.h"

namespace certseal {

PdfResult<void> CheckForbiddenNames(std::span<const PdfNode> values,
                                    std::span<const ForbiddenName> names) {
  std::vector<size_t> seen(names.size());
  for (const PdfNode& value : values) {
    if (value.kind != PdfKind::kName) continue;
    for (size_t i = 0; i < names.size(); ++i) {
      const ForbiddenName& forbidden = names[i];
      if (value.text != forbidden.name || ++seen[i] <= forbidden.allowed) continue;
      return Refuse(forbidden.rule,
                    StrCat("the file has ", forbidden.what, " (/", forbidden.name, ")"),
                    value.offset);
    }
  }
  return {};
}

}  // namespace certseal
