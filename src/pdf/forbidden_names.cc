// SPDX-License-Identifier: Apache-2.0
#include "pdf/forbidden_names.h"

#include "base/strings.h"

namespace certseal {

PdfResult<void> CheckForbiddenNames(std::span<const PdfNode> values,
                                    std::span<const ForbiddenName> names) {
  for (const PdfNode& value : values) {
    if (value.kind != PdfKind::kName) continue;
    for (const ForbiddenName& forbidden : names) {
      if (value.text != forbidden.name) continue;
      return Refuse(forbidden.rule,
                    StrCat("the file has ", forbidden.what, " (/", forbidden.name, ")"),
                    value.offset);
    }
  }
  return {};
}

}  // namespace certseal
