// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "signing/document_signer.h"

namespace certseal {

// SignPdf signs a PDF in place. The file must hold
//
//   /ByteRange [0 0000000000 0000000000 0000000000]
//   /Contents <000...0>                 two digits for each reserved byte
//
// in this order, the second once; of the first, what stands nearest before it counts.
// The range becomes that of all bytes but the string of Contents with its angle
// brackets, in numbers of ten digits; the signature is written in lower-case hex, and
// what is left of the room stays zero. Where it fails, `pdf` is of no use any more.
Result<void> SignPdf(std::string& pdf, const DocumentSigner& signer);

}  // namespace certseal
