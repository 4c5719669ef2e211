// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "picture/answer.h"

namespace certseal {

// FaxOptions is a PDF's DecodeParms for CCITTFaxDecode (ISO 32000-2, 7.4.6).
struct FaxOptions {
  int k = 0;  // below 0: group 4; 0: group 3 in one dimension; above: in two
  uint32_t columns = 1728;
  uint32_t rows = 0;
  bool byte_align = false;
  bool black_is_1 = false;
};

// DecodeFax gives the rows of a fax as PDF's filter does: one bit a pixel, each row
// filled to whole bytes. Rows that are not there are white.
PictureResult<std::string> DecodeFax(std::string_view data, const FaxOptions& options);

}  // namespace certseal
