// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace certseal {

// Deflate compresses into a zlib stream, as PDF's FlateDecode reads it. The same bytes
// and level give the same output. kOnce is for what is made once and written often.
enum class Effort { kFast, kOnce };
std::string Deflate(std::string_view bytes, Effort effort = Effort::kFast);

}  // namespace certseal
