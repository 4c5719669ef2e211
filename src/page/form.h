// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "page/pdf_document.h"

namespace certseal {

// FormBox is what a form XObject may paint in, in its own coordinates.
struct FormBox {
  double left = 0, bottom = 0, right = 0, top = 0;
};

// AddForm adds a form XObject whose content is already a zlib stream; its resources are
// left to the caller.
HPDF_Dict AddForm(PdfDocument& pdf, std::string_view deflated, const FormBox& box);

}  // namespace certseal
