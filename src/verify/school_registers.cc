// SPDX-License-Identifier: Apache-2.0
#include "verify/school_registers.h"

namespace certseal {
namespace {

// A source is for one thread at a time; several views may read this one.
class SharedSource : public SiteSource {
 public:
  explicit SharedSource(std::shared_ptr<const SiteSource> source)
      : source_(std::move(source)) {}
  Result<std::optional<std::string>> Get(std::string_view path,
                                         size_t max_bytes) const override {
    const std::lock_guard lock(mutex_);
    return source_->Get(path, max_bytes);
  }
  std::string Name() const override { return source_->Name(); }

 private:
  std::shared_ptr<const SiteSource> source_;
  mutable std::mutex mutex_;
};

}  // namespace

SchoolRegisters::SchoolRegisters(std::shared_ptr<const SiteSource> place,
                                 const CheckpointMemory* memory, Timestamp now)
    : one_place_(true), memory_(memory), now_(now) {
  places_ = [shared = std::make_shared<const SharedSource>(std::move(place))](
                const TrustFile&) { return shared; };
}

std::vector<std::string> SchoolRegisters::TakeNotes() {
  const std::lock_guard lock(*mutex_);
  return std::exchange(notes_, {});
}

Result<RegisterView*> SchoolRegisters::Of(const TrustFile& school) {
  const std::lock_guard lock(*mutex_);
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
  const std::lock_guard lock(*mutex_);
  std::vector<std::pair<TrustFile, TrustFile>> out;
  for (const auto& [bytes, view] : views_) {
    if (view->current() && view->trust().bytes() != bytes) {
      out.emplace_back(view->accepted(), view->trust());
    }
  }
  return out;
}

}  // namespace certseal
