// SPDX-License-Identifier: Apache-2.0
#include "issue/template_store.h"

#include "base/file.h"
#include "base/strings.h"
#include "page/template_source.h"
#include "school/field_rules.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kSuffix = ".template";

}  // namespace

Result<fs::path> TemplateStore::PathOf(std::string_view name) const {
  if (!IsTemplateName(name)) return Fail(StrCat(Quote(name), " is no template's name"));
  std::vector<fs::path> directories = {paths_.templates()};
  directories.insert(directories.end(), shipped_.begin(), shipped_.end());
  std::error_code error;
  for (const fs::path& directory : directories) {
    const fs::path path = directory / StrCat(name, kSuffix);
    if (fs::exists(path, error)) return path;
  }
  return Fail(StrCat("there is no template ", Quote(name)),
              {StrCat("put ", name, kSuffix, " into ", paths_.templates().string()),
               "the shipped templates belong beside the program, in templates/"});
}

std::vector<TemplateStore::TemplateFile> TemplateStore::List() const {
  std::map<std::string, TemplateFile> found;
  const auto look = [&](const fs::path& directory, bool is_own) {
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end;
         it.increment(error)) {
      const fs::path& path = it->path();
      const std::string name = path.stem().string();
      if (path.extension() != kSuffix || !IsTemplateName(name)) continue;
      found.try_emplace(name, TemplateFile{name, path, is_own});
    }
  };
  look(paths_.templates(), true);
  for (const fs::path& directory : shipped_) look(directory, false);
  std::vector<TemplateFile> list;
  list.reserve(found.size());
  for (auto& [name, file] : found) list.push_back(std::move(file));
  return list;
}

fs::path TemplateStore::KeptPath(std::string_view name, std::string_view digest) const {
  return paths_.issued_templates() / StrCat(name, '-', digest.substr(0, 16), kSuffix);
}

Result<const Renderer*> TemplateStore::Load(const fs::path& path) {
  auto& slot = loaded_[path];
  if (!slot) {
    ASSIGN_OR_RETURN(Renderer renderer, Renderer::Load(path, pictures_));
    slot = std::make_unique<Renderer>(std::move(renderer));
    sources_[slot.get()] = path;
  }
  return slot.get();
}

Result<const Renderer*> TemplateStore::Find(std::string_view name) {
  ASSIGN_OR_RETURN(const fs::path path, PathOf(name));
  return Load(path);
}

Result<const Renderer*> TemplateStore::FindIssued(std::string_view name,
                                                  std::string_view digest) {
  if (!IsTemplateName(name)) return Fail(StrCat(Quote(name), " is no template's name"));
  const fs::path kept = KeptPath(name, digest);
  std::error_code missing;
  if (!fs::exists(kept, missing)) {
    // The copy is lost; the template itself serves where it is unchanged.
    const Result<const Renderer*> current = Find(name);
    if (current && (*current)->template_digest() == digest) return *current;
    return Fail(StrCat(kept.string(), ": is missing, and the template ", Quote(name),
                       " has changed since"),
                {"bring the file back from a backup"});
  }
  ASSIGN_OR_RETURN(const Renderer* renderer, Load(kept));
  if (renderer->template_digest() != digest) {
    return Fail(StrCat(kept.string(), ": is not the template that certificates were "
                                      "issued with: it was changed"),
                {"bring the file back from a backup"});
  }
  return renderer;
}

Result<void> TemplateStore::Keep(const Renderer& renderer) {
  TRY(pictures_->Keep());
  const fs::path kept = KeptPath(renderer.template_name(), renderer.template_digest());
  std::error_code error;
  if (fs::exists(kept, error)) return {};
  ASSIGN_OR_RETURN(const TemplateSource source, ReadTemplateSource(sources_.at(&renderer)));
  if (source.digest != renderer.template_digest()) {
    return Fail(StrCat(sources_.at(&renderer).string(), ": was changed just now"),
                {"run the command again"});
  }
  TRY(MakeDirectories(paths_.issued_templates()));
  for (size_t i = 0; i < source.images.size(); ++i) {
    const fs::path image = ImagePath(kept, source.page.images[i]);
    TRY(MakeDirectories(image.parent_path()));
    TRY(WriteFileAtomically(image, source.images[i]));
  }
  return WriteFileAtomically(kept, source.text);  // last: it stands for the whole
}

std::vector<fs::path> ShippedTemplateDirectories() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return {};
  return {program.parent_path() / "templates",
          program.parent_path().parent_path() / "share" / "certseal" / "templates"};
}

}  // namespace certseal
