// SPDX-License-Identifier: Apache-2.0
#include "audit/claims.h"
#include "audit/wording.h"
#include "base/file.h"
#include "base/strings.h"
#include "issue/signature_pictures.h"
#include "page/template_source.h"
#include "school/field_rules.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".template";
constexpr size_t kMaxTemplate = 1 << 20;

bool HoldsTemplate(const fs::path& path, const Sha256Digest& digest) {
  const Result<std::string> text = ReadFile(path, kMaxTemplate);
  if (text && Sha256(*text) == digest) return true;
  const Result<TemplateSource> source = ReadTemplateSource(path);  // with pictures
  return source && source->digest == digest.Hex();
}

// The kept copy; where that is lost, the template itself serves if it is unchanged.
Result<void> CheckTemplate(const UsedTemplate& used, AuditContext& context) {
  const auto& [name, digest] = used;
  if (!IsTemplateName(name))
    return Fail(StrCat(Quote(name, 40), " is no template's name"));
  const SchoolPaths& paths = context.school->paths;
  const fs::path kept =
      paths.issued_templates() / StrCat(name, '-', digest.Hex().substr(0, 16), kSuffix);
  if (IsThere(kept)) {
    if (HoldsTemplate(kept, digest)) return {};
    return Fail(StrCat("templates/issued/", kept.filename().string(),
                       " is not the template that certificates were issued with"));
  }
  std::vector<fs::path> places = context.options.templates;
  places.push_back(paths.templates());
  for (const fs::path& place : places) {
    if (HoldsTemplate(place / StrCat(name, kSuffix), digest)) return {};
  }
  return Fail(StrCat("templates/issued/", kept.filename().string(), " is missing"));
}

}  // namespace

Result<ClaimEvidence> CheckTemplates(AuditContext& context) {
  if (context.templates.empty()) return ClaimEvidence{};
  for (const UsedTemplate& used : context.templates) TRY(CheckTemplate(used, context));
  const SignaturePictures pictures(context.school->paths);
  for (const std::string& digest : context.signatures) {
    TRY(pictures.Find(digest).map([](const auto&) {}));
  }
  return ClaimEvidence{
      StrCat(Counted(context.templates.size(), "template is", "templates are"),
             " kept as certificates were issued with ",
             context.templates.size() == 1 ? "it" : "them")};
}

}  // namespace certseal
