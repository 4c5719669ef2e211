// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace certseal {

// CardPaper is the paper that cards are printed on before they are cut.
enum class CardPaper { kLetter, kA4 };

}  // namespace certseal
