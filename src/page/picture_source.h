// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "page/image.h"

namespace certseal {

// PictureSource has the pictures that pages show of their own, as of a signature, beside
// those of their template. A page's content names one by the SHA-256 of its file, in hex:
// what is drawn again shows the same.
class PictureSource {
 public:
  virtual ~PictureSource() = default;
  // Find may be called from many threads at once.
  virtual Result<std::shared_ptr<const Image>> Find(const std::string& digest) const = 0;
};

}  // namespace certseal
