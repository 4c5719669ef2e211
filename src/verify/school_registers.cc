// SPDX-License-Identifier: Apache-2.0
#include "verify/school_registers.h"

namespace certseal {

Result<RegisterView*> SchoolRegisters::Of(const TrustFile& school) {
  std::unique_ptr<RegisterView>& view = views_[school.bytes()];
  if (!view) {
    view = std::make_unique<RegisterView>(
        RegisterView::Open(school, places_(school), memory_, now_));
    notes_.insert(notes_.end(), view->notes().begin(), view->notes().end());
  }
  if (one_place_ && view->of_another_school()) return Fail(view->check().evidence);
  return view.get();
}

std::vector<std::pair<TrustFile, TrustFile>> SchoolRegisters::Successors() const {
  std::vector<std::pair<TrustFile, TrustFile>> out;
  for (const auto& [bytes, view] : views_) {
    if (view->current() && view->trust().bytes() != bytes) {
      out.emplace_back(view->accepted(), view->trust());
    }
  }
  return out;
}

}  // namespace certseal
