// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>

#include "picture/answer.h"
#include "picture/gray_picture.h"

namespace certseal {

bool IsPdf(std::string_view bytes);

// ForEachPdfPicture gives the pictures that the pages of a PDF show, each once, in the
// order of the pages: what a scanner's program puts there, as JPEG, fax or plain
// samples. The answer is kRead where there was one at least, else why there was none.
// Pictures of other kinds (JBIG2, JPEG 2000), tiny ones and those after the first
// hundred are passed over.
PictureAnswer ForEachPdfPicture(std::string_view bytes,
                                const std::function<void(const GrayPicture&)>& take);

}  // namespace certseal
