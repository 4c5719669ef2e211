// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "pdf/object.h"
#include "pdf/refusal.h"

namespace certseal {

// ForbiddenName is a name that may stand nowhere in the file, neither as a key nor as a
// value, or only so many times as the writer needs it. The lexer lets a name be spelt
// in one way only, so comparing bytes is enough.
struct ForbiddenName {
  std::string_view name;
  PdfRule rule;
  std::string_view what;  // as in "the file has an annotation"
  size_t allowed = 0;     // times
};

// CheckForbiddenNames refuses with the rule of the first name too many.
PdfResult<void> CheckForbiddenNames(std::span<const PdfNode> values,
                                    std::span<const ForbiddenName> names);

}  // namespace certseal
