// SPDX-License-Identifier: Apache-2.0
#include "issue/code_problems.h"

#include <algorithm>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr size_t kMaxLines = 50;
constexpr std::string_view kPlaceholder = "CODE";

}  // namespace

void CodeProblems::Add(const CertificateCode& code, const std::string& message,
                       const std::string& hint) {
  lines_.push_back(StrCat(code.Printed(), " ", message));
  if (hint.empty()) return;
  const auto same = std::find_if(hints_.begin(), hints_.end(),
                                 [&](const Hint& each) { return each.text == hint; });
  if (same == hints_.end()) {
    hints_.push_back({hint, code.Printed()});
  } else {
    same->code.clear();
  }
}

Error CodeProblems::ToError() const {
  const size_t shown = std::min(lines_.size(), kMaxLines);
  Error error{Join({lines_.begin(), lines_.begin() + static_cast<long>(shown)}, "\n")};
  if (shown < lines_.size()) {
    error.message +=
        StrCat("\nand ", lines_.size() - shown, " more: ", lines_.size(), " in all");
  }
  for (Hint hint : hints_) {
    const size_t at = hint.text.find(kPlaceholder);
    if (at != std::string::npos && !hint.code.empty()) {
      hint.text.replace(at, kPlaceholder.size(), hint.code);
    }
    error.hints.push_back(hint.text);
  }
  error.hints.push_back("nothing was changed");
  return error;
}

}  // namespace certseal
