// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "page/image.h"
#include "page/pdf_document.h"

namespace certseal {

// AddImage adds a picture as an XObject.
HPDF_Dict AddImage(PdfDocument& pdf, const Image& image);

}  // namespace certseal
