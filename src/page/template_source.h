// SPDX-License-Identifier: Apache-2.0
//
// A template as files: its text and the pictures it shows. Those of NAME.template lie in
// the directory NAME beside it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "page/template.h"

namespace certseal {

struct TemplateSource {
  Template page;
  std::string text;
  std::vector<std::string> images;  // the bytes of Template::images
  // SHA-256 in lower-case hex: of the text alone, or of the text, a NUL and the SHA-256
  // of each picture, where there are some. So it covers all that a page is drawn from.
  std::string digest;
};

// ReadTemplateSource reads a template and its pictures. Errors carry file, line and
// column of the template, or name the picture.
Result<TemplateSource> ReadTemplateSource(const std::filesystem::path& template_file);

// ImagePath is where a template's picture lies.
std::filesystem::path ImagePath(const std::filesystem::path& template_file,
                                const std::string& image);

}  // namespace certseal
