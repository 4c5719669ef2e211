// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "unit/page/tools.h"

namespace certseal {

// GoldenSheet is one picture of pages of one size, four in a row, in 16 shades of gray.
class GoldenSheet {
 public:
  // At least one page; all as large as the first.
  explicit GoldenSheet(const std::vector<testing::Picture>& pages);

  // Load reads a PNG that Save wrote; both use netpbm.
  static Result<GoldenSheet> Load(const std::filesystem::path& file);
  void Save(const std::filesystem::path& file) const;

  // Differences are the numbers, from 0, of the pages that look otherwise: of `pages`, those
  // with a spot whose gray differs by more than a sixteenth of the way to white or so, or all
  // where the sheets are not of one size. Shades at the edges of letters do not count.
  std::vector<size_t> Differences(const GoldenSheet& other, size_t pages) const;

 private:
  GoldenSheet() = default;
  double Distance(const GoldenSheet& other, size_t page) const;

  testing::Picture picture_;
  int page_width_ = 0, page_height_ = 0;
};

}  // namespace certseal
