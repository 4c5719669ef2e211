// SPDX-License-Identifier: Apache-2.0
#include "page/sheet_forms.h"

#include "page/deflate.h"
#include "page/form.h"

namespace certseal {
namespace {

constexpr size_t kFontsOfATemplate = 48;  // numbers kept apart for each

}  // namespace

SheetForms::Shared& SheetForms::SharedOf(const SheetPage& page) {
  const auto known = shared_.find(page.owner);
  if (known != shared_.end()) return known->second;
  HPDF_Dict resources = pdf_.AddDict();
  HPDF_Dict xobjects = pdf_.PutDict(resources, "XObject");
  page.add_objects(pdf_, xobjects);
  const size_t first = shared_.size() * kFontsOfATemplate;
  return shared_.emplace(page.owner, Shared{resources, xobjects, PageObjects(first)})
      .first->second;
}

HPDF_Dict SheetForms::Add(const SheetPage& page) {
  Shared& shared = SharedOf(page);
  const std::string ops = "/Ornament Do\n" + page.paint(shared.objects);
  HPDF_Dict form = AddForm(pdf_, Deflate(ops), {0, 0, page.width, page.height});
  if (!form) return nullptr;
  form->header.obj_class |= HPDF_OSUBCLASS_XOBJECT;  // as HPDF_Page_ExecuteXObject demands
  pdf_.PutReference(form, "Resources", shared.resources);
  return form;
}

void SheetForms::Show(HPDF_Page sheet, const SheetPage& page, double x, double y,
                      double scale) {
  const auto real = [](double number) { return static_cast<HPDF_REAL>(number); };
  HPDF_Dict form = Add(page);
  HPDF_Page_GSave(sheet);
  HPDF_Page_Concat(sheet, real(scale), 0, 0, real(scale), real(x), real(y));
  HPDF_Page_ExecuteXObject(sheet, form);
  HPDF_Page_GRestore(sheet);
}

Result<void> SheetForms::Write() {
  for (const auto& [owner, shared] : shared_) {
    TRY(shared.objects.Write(pdf_, shared.resources, shared.xobjects));
  }
  return {};
}

}  // namespace certseal
