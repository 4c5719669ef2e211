// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "picture/gray_picture.h"

namespace certseal {

// ReadQrCodes finds the QR codes in a picture, however they lie, and gives their texts,
// each once, from the top of the picture to its bottom. What is no printable ASCII
// appears as '?': no text of ours has it.
//
// The picture is looked at as it is, evenly lit, and enlarged. What was found is
// painted over for the next look: ten codes on a sheet have thirty corners to be
// confused. After some seconds no further look begins. docs/pictures.md has what is
// read.
std::vector<std::string> ReadQrCodes(const GrayPicture& picture);

}  // namespace certseal
