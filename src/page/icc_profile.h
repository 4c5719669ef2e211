// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace certseal {

// SrgbProfile is an ICC profile (version 4.2, display class) of the sRGB space of
// IEC 61966-2-1: primaries adapted to D50 and the curve in parametric form. It is made
// here because no Debian package has a small one whose licence and bytes stay the same.
std::string SrgbProfile();

}  // namespace certseal
