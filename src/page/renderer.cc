// SPDX-License-Identifier: Apache-2.0
#include "page/renderer.h"

#include <map>
#include <optional>

#include "base/encoding.h"
#include "base/strings.h"
#include "page/contact_sheet.h"
#include "page/deflate.h"
#include "page/form.h"
#include "page/icc_profile.h"
#include "page/image_object.h"
#include "page/metadata.h"
#include "page/mirror.h"
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

// What a template has the same on every page, deflated once.
struct Ornament {
  std::string ops;
  std::vector<Form> forms;

  static Ornament Of(const Template& page) {
    StaticPage drawn = DrawStaticPage(page);
    Ornament out{Deflate(drawn.ops, Effort::kOnce), std::move(drawn.forms)};
    for (Form& form : out.forms) form.ops = Deflate(form.ops, Effort::kOnce);
    return out;
  }
};

// A template as one direction of reading has it.
struct Side {
  Template page;
  Ornament ornament;
};

}  // namespace

struct Renderer::Impl {
  std::string digest;
  Side plain;
  std::optional<Side> mirrored;  // of pages read from the right, where those differ
  std::vector<std::unique_ptr<Face>> faces;
  std::unique_ptr<Shaper> shaper;
  std::unique_ptr<ParagraphCache> paragraphs;
  std::string color_profile;  // deflated
  std::vector<Image> images;
  OutlinedWords words;
  std::shared_ptr<const PictureSource> pictures;

  void Prepare() {
    shaper = std::make_unique<Shaper>(plain.page.styles, faces);
    paragraphs = std::make_unique<ParagraphCache>(*shaper);
    plain.ornament = Ornament::Of(plain.page);
    color_profile = Deflate(SrgbProfile(), Effort::kOnce);
  }

  // Needs the text that the plain side was read from.
  Result<void> PrepareMirrored(const std::string& file, std::string_view text) {
    ASSIGN_OR_RETURN(Template page, ReadTemplate(file, text));
    page.styles = plain.page.styles;
    page.faces = plain.page.faces;
    Mirror(page);
    Ornament ornament = Ornament::Of(page);
    mirrored.emplace(Side{std::move(page), std::move(ornament)});
    return {};
  }

  const Side& SideOf(const PageContent& content) const {
    const bool from_right = PageLanguage::Of(content.language).right_to_left;
    return mirrored && from_right ? *mirrored : plain;
  }

  HPDF_Dict AddOrnament(PdfDocument& pdf, const Side& side) const {
    const FormBox sheet = {0, 0, side.page.width, side.page.height};
    HPDF_Dict ornament = AddForm(pdf, side.ornament.ops, sheet);
    HPDF_Dict objects = pdf.PutDict(pdf.PutDict(ornament, "Resources"), "XObject");
    for (size_t i = 0; i < side.ornament.forms.size(); ++i) {
      const Form& f = side.ornament.forms[i];
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
    PageLayout layout = LayOut(SideOf(content).page, *paragraphs, content, pictures.get());
    if (layout.problems.empty()) return layout;
    const FitProblem& first = layout.problems.front();
    return Fail(StrCat(first.field, ": ", first.message));
  }

  Result<void> AddPage(PdfDocument& pdf, const Side& side, const PageLayout& layout,
                       const DocumentInfo& info) const {
    const Template& page = side.page;
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
    pdf.PutReference(objects, "Ornament", AddOrnament(pdf, side));
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
  impl->plain.page = std::move(source.page);
  Template& page = impl->plain.page;
  for (size_t i = 0; i < source.images.size(); ++i) {
    Result<Image> image = DecodeImage(source.images[i]);
    if (!image) {
      return Within(ImagePath(template_file, page.images[i]).string(),
                    std::move(image).error());
    }
    impl->images.push_back(std::move(*image));
  }
  auto faces = FindFaces(page.faces, page.styles);
  if (!faces) return Within(template_file.string(), std::move(faces).error());
  impl->faces = std::move(*faces);
  impl->digest = source.digest;
  impl->Prepare();
  if (page.mirrors) TRY(impl->PrepareMirrored(template_file.string(), source.text));
  return Renderer(std::move(impl));
}

std::vector<FitProblem> Renderer::Check(const PageContent& content,
                                        std::vector<FitProblem>* notes) const {
  PageLayout layout = LayOut(impl_->SideOf(content).page, *impl_->paragraphs, content,
                             impl_->pictures.get());
  if (notes) *notes = std::move(layout.notes);
  return std::move(layout.problems);
}

Result<std::string> Renderer::Draw(const PageContent& content, const DocumentInfo& info,
                                   const std::vector<Attachment>& attachments) const {
  TRY(CheckInfo(info, content.language));
  ASSIGN_OR_RETURN(const PageLayout layout, impl_->WholePage(content));
  const DocumentInfo clean = Cleaned(info);
  PdfDocument pdf;
  TRY(impl_->AddPage(pdf, impl_->SideOf(content), layout, clean));
  AddMetadata(pdf, clean, content.language, impl_->color_profile);
  AddAttachments(pdf, attachments, info.created);
  return pdf.Save();
}

Result<SheetPage> Renderer::ForSheet(const PageContent& content) const {
  ASSIGN_OR_RETURN(PageLayout whole, impl_->WholePage(content));
  const auto layout = std::make_shared<const PageLayout>(std::move(whole));
  const Impl* own = impl_.get();
  const Side* side = &own->SideOf(content);
  const auto paint = [own, side, layout](PageObjects& shared) {
    PagePainter painter(side->page, own->images, own->words, shared);
    painter.Paint(*layout, Structure(*layout, side->page.height));
    return painter.ops();
  };
  const auto add_objects = [own, side](PdfDocument& pdf, HPDF_Dict objects) {
    pdf.PutReference(objects, "Ornament", own->AddOrnament(pdf, *side));
    for (size_t i = 0; i < own->images.size(); ++i) own->AddImage(pdf, objects, i);
  };
  return SheetPage{side, width(), height(), add_objects, paint};
}

Result<void> Renderer::AddTo(ContactSheet& sheet, const PageContent& content,
                             const std::string& caption) const {
  ASSIGN_OR_RETURN(const SheetPage page, ForSheet(content));
  sheet.Place(page, caption);
  return {};
}

double Renderer::width() const { return impl_->plain.page.width; }
double Renderer::height() const { return impl_->plain.page.height; }
const std::string& Renderer::template_name() const { return impl_->plain.page.name; }
const std::string& Renderer::template_digest() const { return impl_->digest; }

}  // namespace certseal
