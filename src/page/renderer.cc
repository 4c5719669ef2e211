// SPDX-License-Identifier: Apache-2.0
#include "page/renderer.h"

#include <map>

#include "base/encoding.h"
#include "base/strings.h"
#include "page/contact_sheet.h"
#include "page/deflate.h"
#include "page/form.h"
#include "page/icc_profile.h"
#include "page/image_object.h"
#include "page/metadata.h"
#include "page/page_layout.h"
#include "page/page_painter.h"
#include "page/signature_field.h"
#include "page/structure.h"
#include "page/template_source.h"

namespace certseal {
namespace {

// Two fonts of a template may list the same file: it is opened once.
Result<std::vector<std::unique_ptr<Face>>> FindFaces(std::vector<FaceSpec>& specs,
                                                     std::vector<Style>& styles) {
  std::vector<std::unique_ptr<Face>> faces;
  std::vector<FaceSpec> kept;
  std::map<std::tuple<std::string, std::string, double>, size_t> known;
  std::vector<size_t> renumbered;
  for (const FaceSpec& spec : specs) {
    const auto [at, is_new] =
        known.emplace(std::tuple(spec.family, spec.file, spec.scale), faces.size());
    if (is_new) {
      ASSIGN_OR_RETURN(std::unique_ptr<Face> face, Face::Find(spec));
      faces.push_back(std::move(face));
      kept.push_back(spec);
    }
    renumbered.push_back(at->second);
  }
  for (Style& style : styles) {
    for (size_t& face : style.faces) face = renumbered[face];
  }
  specs = std::move(kept);
  return faces;
}

}  // namespace

struct Renderer::Impl {
  std::string digest;
  Template page;
  std::vector<std::unique_ptr<Face>> faces;
  std::unique_ptr<Shaper> shaper;
  std::unique_ptr<ParagraphCache> paragraphs;
  // Deflated once, written into every document.
  std::string static_ops;
  std::vector<Form> forms;
  std::string color_profile;
  std::vector<Image> images;
  OutlinedWords words;
  std::shared_ptr<const PictureSource> pictures;

  void Prepare() {
    shaper = std::make_unique<Shaper>(page.styles, faces);
    paragraphs = std::make_unique<ParagraphCache>(*shaper);
    StaticPage ornament = DrawStaticPage(page);
    static_ops = Deflate(ornament.ops, Effort::kOnce);
    forms = std::move(ornament.forms);
    for (Form& form : forms) form.ops = Deflate(form.ops, Effort::kOnce);
    color_profile = Deflate(SrgbProfile(), Effort::kOnce);
  }

  HPDF_Dict AddOrnament(PdfDocument& pdf) const {
    HPDF_Dict ornament = AddForm(pdf, static_ops, {0, 0, page.width, page.height});
    HPDF_Dict objects = pdf.PutDict(pdf.PutDict(ornament, "Resources"), "XObject");
    for (size_t i = 0; i < forms.size(); ++i) {
      const Form& f = forms[i];
      HPDF_Dict form = AddForm(pdf, f.ops, {f.left, f.bottom, f.right, f.top});
      pdf.PutDict(form, "Resources");
      pdf.PutReference(objects, StrCat("G", i).c_str(), form);
    }
    return ornament;
  }

  void AddImage(PdfDocument& pdf, HPDF_Dict objects, size_t index) const {
    pdf.PutReference(objects, StrCat("I", index).c_str(),
                     certseal::AddImage(pdf, images[index]));
  }

  Result<PageLayout> WholePage(const PageContent& content) const {
    PageLayout layout = LayOut(page, *paragraphs, content, pictures.get());
    if (layout.problems.empty()) return layout;
    const FitProblem& first = layout.problems.front();
    return Fail(StrCat(first.field, ": ", first.message));
  }

  Result<void> AddPage(PdfDocument& pdf, const PageLayout& layout,
                       const DocumentInfo& info) const {
    HPDF_Page sheet = HPDF_AddPage(pdf.doc());
    HPDF_Dict widget =
        info.signature_bytes > 0 ? AddSignatureField(pdf, sheet, info) : nullptr;
    const Structure structure(layout, page.height);
    structure.Write(pdf, sheet, widget, SignatureDescription(info));
    PageObjects shared;
    PagePainter painter(page, images, words, shared);
    painter.Paint(layout, structure);
    HPDF_Page_SetWidth(sheet, static_cast<HPDF_REAL>(page.width));
    HPDF_Page_SetHeight(sheet, static_cast<HPDF_REAL>(page.height));
    const auto item = [&](const char* key) {
      return static_cast<HPDF_Dict>(HPDF_Dict_GetItem(sheet, key, HPDF_OCLASS_DICT));
    };
    HPDF_Dict resources = item("Resources");
    HPDF_Dict objects = pdf.PutDict(resources, "XObject");
    pdf.PutReference(objects, "Ornament", AddOrnament(pdf));
    for (const size_t i : painter.images()) AddImage(pdf, objects, i);
    TRY(shared.Write(pdf, resources, objects));
    const std::string ops = "/Artifact BMC\n/Ornament Do\nEMC\n" + painter.ops();
    pdf.FillDeflated(item("Contents"), Deflate(ops));
    return {};
  }
};

Renderer::Renderer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Renderer::Renderer(Renderer&&) noexcept = default;
Renderer& Renderer::operator=(Renderer&&) noexcept = default;
Renderer::~Renderer() = default;

Result<Renderer> Renderer::Load(const std::filesystem::path& template_file,
                                std::shared_ptr<const PictureSource> pictures) {
  ASSIGN_OR_RETURN(TemplateSource source, ReadTemplateSource(template_file));
  auto impl = std::make_unique<Impl>();
  impl->pictures = std::move(pictures);
  impl->page = std::move(source.page);
  for (size_t i = 0; i < source.images.size(); ++i) {
    Result<Image> image = DecodeImage(source.images[i]);
    if (!image) {
      return Within(ImagePath(template_file, impl->page.images[i]).string(),
                    std::move(image).error());
    }
    impl->images.push_back(std::move(*image));
  }
  auto faces = FindFaces(impl->page.faces, impl->page.styles);
  if (!faces) return Within(template_file.string(), std::move(faces).error());
  impl->faces = std::move(*faces);
  impl->digest = source.digest;
  impl->Prepare();
  return Renderer(std::move(impl));
}

std::vector<FitProblem> Renderer::Check(const PageContent& content) const {
  return LayOut(impl_->page, *impl_->paragraphs, content, impl_->pictures.get()).problems;
}

Result<std::string> Renderer::Draw(const PageContent& content, const DocumentInfo& info,
                                   const std::vector<Attachment>& attachments) const {
  TRY(CheckInfo(info, content.language));
  ASSIGN_OR_RETURN(const PageLayout layout, impl_->WholePage(content));
  const DocumentInfo clean = Cleaned(info);
  PdfDocument pdf;
  TRY(impl_->AddPage(pdf, layout, clean));
  AddMetadata(pdf, clean, content.language, impl_->color_profile);
  AddAttachments(pdf, attachments, info.created);
  return pdf.Save();
}

Result<SheetPage> Renderer::ForSheet(const PageContent& content) const {
  ASSIGN_OR_RETURN(PageLayout whole, impl_->WholePage(content));
  const auto layout = std::make_shared<const PageLayout>(std::move(whole));
  const Impl* own = impl_.get();
  const auto paint = [own, layout](PageObjects& shared) {
    PagePainter painter(own->page, own->images, own->words, shared);
    painter.Paint(*layout, Structure(*layout, own->page.height));
    return painter.ops();
  };
  const auto add_objects = [own](PdfDocument& pdf, HPDF_Dict objects) {
    pdf.PutReference(objects, "Ornament", own->AddOrnament(pdf));
    for (size_t i = 0; i < own->images.size(); ++i) own->AddImage(pdf, objects, i);
  };
  return SheetPage{own, width(), height(), add_objects, paint};
}

Result<void> Renderer::AddTo(ContactSheet& sheet, const PageContent& content,
                             const std::string& caption) const {
  ASSIGN_OR_RETURN(const SheetPage page, ForSheet(content));
  sheet.Place(page, caption);
  return {};
}

double Renderer::width() const { return impl_->page.width; }
double Renderer::height() const { return impl_->page.height; }
const std::string& Renderer::template_name() const { return impl_->page.name; }
const std::string& Renderer::template_digest() const { return impl_->digest; }

}  // namespace certseal
