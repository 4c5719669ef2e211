// SPDX-License-Identifier: Apache-2.0
#include "page/page_objects.h"

#include "base/strings.h"
#include "page/form.h"
#include "page/image_object.h"

namespace certseal {

std::string PageObjects::NameOf(std::shared_ptr<const OutlinedWord> word) {
  const auto [at, is_new] = index_of_word_.emplace(word->deflated, words_.size());
  if (is_new) words_.push_back(std::move(word));
  return StrCat("W", at->second);
}

std::string PageObjects::NameOf(std::shared_ptr<const Image> picture) {
  const auto [at, is_new] = index_of_picture_.emplace(picture.get(), pictures_.size());
  if (is_new) pictures_.push_back(std::move(picture));
  return StrCat("P", at->second);
}

Result<void> PageObjects::Write(PdfDocument& pdf, HPDF_Dict resources,
                                HPDF_Dict xobjects) const {
  for (size_t i = 0; i < words_.size(); ++i) {
    const OutlinedWord& w = *words_[i];
    HPDF_Dict form = AddForm(pdf, w.deflated, {w.left, w.bottom, w.right, w.top});
    pdf.PutDict(form, "Resources");
    pdf.PutReference(xobjects, StrCat("W", i).c_str(), form);
  }
  for (size_t i = 0; i < pictures_.size(); ++i) {
    pdf.PutReference(xobjects, StrCat("P", i).c_str(), AddImage(pdf, *pictures_[i]));
  }
  return fonts_.Write(pdf, resources);
}

}  // namespace certseal
