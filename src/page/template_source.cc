// SPDX-License-Identifier: Apache-2.0
#include "page/template_source.h"

#include "base/file.h"
#include "base/strings.h"
#include "crypto/digest.h"

namespace certseal {
namespace {

constexpr size_t kMostTemplateBytes = 256 * 1024;
// Every certificate carries its pictures.
constexpr size_t kMostImageBytes = 512 * 1024;

std::string DigestOf(const TemplateSource& source) {
  if (source.images.empty()) return Sha256(source.text).Hex();
  std::string all = source.text + '\0';
  for (const std::string& image : source.images) all += Sha256(image).Hex();
  return Sha256(all).Hex();
}

}  // namespace

std::filesystem::path ImagePath(const std::filesystem::path& template_file,
                                const std::string& image) {
  return template_file.parent_path() / template_file.stem() / image;
}

Result<TemplateSource> ReadTemplateSource(const std::filesystem::path& template_file) {
  TemplateSource source;
  ASSIGN_OR_RETURN(source.text, ReadFile(template_file, kMostTemplateBytes));
  ASSIGN_OR_RETURN(source.page, ReadTemplate(template_file.string(), source.text));
  for (const std::string& image : source.page.images) {
    Result<std::string> bytes =
        ReadFile(ImagePath(template_file, image), kMostImageBytes);
    if (!bytes) {
      Error error = bytes.error();
      error.hints.push_back(StrCat("pictures of a template lie in the directory ",
                                   template_file.stem().string(),
                                   " beside it, of at most 512 KB each"));
      return Fail(std::move(error));
    }
    source.images.push_back(std::move(*bytes));
  }
  source.digest = DigestOf(source);
  return source;
}

}  // namespace certseal
