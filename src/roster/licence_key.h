// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace certseal {

// LicenceKey gives what identifies a licence number however it is written: CA-00445 and
// "ca 00445" are one. Letters and digits of ASCII in upper case, and all that is not
// ASCII, stay.
std::string LicenceKey(std::string_view licence);

}  // namespace certseal
