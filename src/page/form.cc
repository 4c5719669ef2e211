// SPDX-License-Identifier: Apache-2.0
#include "page/form.h"

namespace certseal {

HPDF_Dict AddForm(PdfDocument& pdf, std::string_view deflated, const FormBox& box) {
  HPDF_Dict form = pdf.AddDeflatedStream(deflated);
  pdf.PutName(form, "Type", "XObject");
  pdf.PutName(form, "Subtype", "Form");
  pdf.PutBox(form, "BBox", box.left, box.bottom, box.right, box.top);
  return form;
}

}  // namespace certseal
