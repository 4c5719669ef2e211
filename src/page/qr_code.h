// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace certseal {

// QrCode is the modules of a QR symbol (ISO/IEC 18004), level M, byte mode, of the
// smallest version that holds the text, without its quiet zone. The mask is always the
// same: choosing the best of eight costs more than the rest of a certificate, and
// signed data look random under any.
class QrCode {
 public:
  // Encode fails for text of more than 2,331 bytes, which no version holds.
  static Result<QrCode> Encode(std::string_view text);

  int size() const { return size_; }  // modules on a side
  bool dark(int x, int y) const {
    return modules_[static_cast<size_t>(y) * static_cast<size_t>(size_) +
                    static_cast<size_t>(x)];
  }

  // Path draws the dark modules as rectangles with integer coordinates from the lower
  // left corner, y upwards, for one matrix that scales them. It does not paint.
  std::string Path() const;

 private:
  QrCode(int size, std::vector<unsigned char> modules)
      : size_(size), modules_(std::move(modules)) {}
  int size_;
  std::vector<unsigned char> modules_;
};

}  // namespace certseal
