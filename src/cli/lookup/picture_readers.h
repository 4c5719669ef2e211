// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/lookup/picture_lane.h"

namespace certseal {

// PictureReaders finds the texts of QR codes in pictures, each in a process of its own
// that can do nothing else (certseal-read-picture): whatever a picture does to it, the
// answer to that picture is all that it can spoil. Safe from several threads.
class PictureReaders {
 public:
  // Makes ready to read so many at once; before ConfineTo, and before there are
  // threads.
  explicit PictureReaders(unsigned count);

  // Read gives the texts in a picture or PDF, whose bytes are what `next` gives until
  // that is empty. Fails, with what may help, where no picture was read.
  Result<std::vector<std::string>> Read(const std::function<std::string()>& next);

 private:
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<PictureLane> free_;
  size_t lanes_ = 0;    // free or at work
  bool begun_ = false;  // there were any
};

}  // namespace certseal
