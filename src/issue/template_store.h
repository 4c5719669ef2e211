// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "issue/school_directory.h"
#include "issue/signature_pictures.h"
#include "page/renderer.h"

namespace certseal {

// TemplateStore finds templates and loads each once: the school's own directory comes
// before the shipped ones. Not for use by several threads; the Renderers are.
class TemplateStore {
 public:
  // With a school its pages may show the signatures of its profile; with paths alone
  // those that were issued.
  TemplateStore(const SchoolPaths& paths, std::vector<std::filesystem::path> shipped)
      : paths_(paths),
        shipped_(std::move(shipped)),
        pictures_(std::make_shared<SignaturePictures>(paths)) {}
  TemplateStore(const School& school, std::vector<std::filesystem::path> shipped)
      : paths_(school.paths),
        shipped_(std::move(shipped)),
        pictures_(std::make_shared<SignaturePictures>(school.paths, school.profile)) {}

  // TemplateFile is where a template comes from.
  struct TemplateFile {
    std::string name;
    std::filesystem::path path;
    bool is_own;  // the school's, before a shipped one of the same name
  };
  // List gives all that Find finds, by name.
  std::vector<TemplateFile> List() const;

  // Find loads a template by name, for new certificates. The Renderer belongs to the
  // store.
  Result<const Renderer*> Find(std::string_view name);

  // FindFile loads a template that is being made, wherever it lies.
  Result<const Renderer*> FindFile(const std::filesystem::path& path) { return Load(path); }

  // FindIssued loads the kept copy of a template that issued pages were drawn from.
  Result<const Renderer*> FindIssued(std::string_view name, std::string_view digest);

  // Keep copies a template that is about to be used, and the school's signatures, so that
  // its pages can be drawn again as they were after these have changed.
  Result<void> Keep(const Renderer& renderer);

 private:
  Result<const Renderer*> Load(const std::filesystem::path& path);
  Result<std::filesystem::path> PathOf(std::string_view name) const;
  std::filesystem::path KeptPath(std::string_view name, std::string_view digest) const;

  SchoolPaths paths_;
  std::vector<std::filesystem::path> shipped_;
  std::shared_ptr<const SignaturePictures> pictures_;
  std::map<std::filesystem::path, std::unique_ptr<Renderer>> loaded_;
  std::map<const Renderer*, std::filesystem::path> sources_;
};

// ShippedTemplateDirectories are where the program's own templates may be: beside the
// executable, or in the share directory of its installation.
std::vector<std::filesystem::path> ShippedTemplateDirectories();

}  // namespace certseal
