// SPDX-License-Identifier: Apache-2.0
#include "page/paragraph_cache.h"

#include "base/strings.h"

namespace certseal {
namespace {

constexpr size_t kMostBytes = 256 * 1024;

std::string KeyOf(const std::vector<StyledText>& texts, const PageLanguage& language) {
  std::string key = language.primary;
  for (const StyledText& t : texts) {
    key += StrCat(' ', t.style, ' ', t.text.size(), ' ', t.text);
  }
  return key;
}

}  // namespace

tl::expected<std::shared_ptr<const Paragraph>, NoGlyph> ParagraphCache::Shape(
    const std::vector<StyledText>& texts, const PageLanguage& language) const {
  std::string key = KeyOf(texts, language);
  {
    const std::lock_guard lock(mutex_);
    const auto found = paragraphs_.find(key);
    if (found != paragraphs_.end()) return found->second;
  }
  tl::expected<Paragraph, NoGlyph> shaped = shaper_.Shape(texts, language);
  if (!shaped) return tl::unexpected(shaped.error());
  auto paragraph = std::make_shared<const Paragraph>(std::move(*shaped));
  const std::lock_guard lock(mutex_);
  if (bytes_ > kMostBytes) {
    paragraphs_.clear();
    bytes_ = 0;
  }
  bytes_ += key.size();
  paragraphs_.emplace(std::move(key), paragraph);
  return paragraph;
}

}  // namespace certseal
