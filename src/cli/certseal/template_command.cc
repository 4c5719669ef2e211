// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <iostream>
#include <memory>

#include "base/file.h"
#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/pictures.h"
#include "cli/common/table.h"
#include "cli/common/terminal.h"
#include "issue/template_proofs.h"

namespace certseal {
namespace {

constexpr size_t kMaxData = 1 << 20;

struct Options {
  std::vector<std::string> templates;  // names, or files
  std::string data;
  std::string out;
  std::string pictures;
};

// Outside a school the shipped templates can be tried all the same.
TemplateStore Store(const GlobalOptions& global) {
  return TemplateStore({global.directory}, ShippedTemplateDirectories());
}

Result<SchoolProfile> Profile(const GlobalOptions& global) {
  std::error_code error;
  const SchoolPaths paths{global.directory};
  if (!std::filesystem::exists(paths.profile(), error)) return SampleProfile();
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  return school.profile;
}

bool IsFile(const std::string& name) {
  return name.find('/') != name.npos || name.ends_with(".template");
}

// Those that were named, else all.
Result<std::vector<const Renderer*>> Renderers(const Options& options, TemplateStore& store) {
  std::vector<std::string> names = options.templates;
  if (names.empty()) {
    for (const auto& file : store.List()) names.push_back(file.name);
  }
  if (names.empty()) {
    return Fail("there are no templates",
                {"the shipped ones belong beside the program, in templates/"});
  }
  std::vector<const Renderer*> renderers;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(const Renderer* renderer,
                     IsFile(name) ? store.FindFile(name) : store.Find(name));
    renderers.push_back(renderer);
  }
  return renderers;
}

Result<std::vector<SamplePage>> Samples(const Options& options, const GlobalOptions& global) {
  if (!options.data.empty()) {
    ASSIGN_OR_RETURN(const std::string json, ReadFile(options.data, kMaxData));
    auto page = ReadSamplePage(json, options.data);
    if (!page) return Within(options.data, std::move(page).error());
    return std::vector<SamplePage>{std::move(*page)};
  }
  ASSIGN_OR_RETURN(const SchoolProfile profile, Profile(global));
  return SamplePages(profile);
}

std::string SheetSize(const Renderer& renderer) {
  return StrCat(std::lround(renderer.width()), " x ", std::lround(renderer.height()));
}

Result<int> RunList(const GlobalOptions& global) {
  TemplateStore store = Store(global);
  Table table({"template", "sheet (pt)", "from"});
  int exit_code = 0;
  for (const TemplateStore::TemplateFile& file : store.List()) {
    const auto renderer = store.FindFile(file.path);
    if (!renderer) {
      PrintError("certseal", renderer.error());
      exit_code = 1;
      continue;
    }
    table.Add({file.name, SheetSize(**renderer), file.is_own ? file.path.string() : "shipped"});
  }
  if (!table.empty()) std::cout << table.Text();
  return exit_code;
}

Result<int> RunTemplateCheck(const Options& options, const GlobalOptions& global) {
  TemplateStore store = Store(global);
  ASSIGN_OR_RETURN(const auto renderers, Renderers(options, store));
  ASSIGN_OR_RETURN(const auto samples, Samples(options, global));
  int exit_code = 0;
  for (const Renderer* renderer : renderers) {
    const std::vector<SampleProblem> problems = TrySamples(*renderer, samples);
    if (problems.empty()) {
      std::cout << Green("ok") << "    " << renderer->template_name() << ": "
                << (samples.size() == 1 ? "the data fit"
                                        : "the longest, an ordinary, a bilingual and the shortest fit")
                << "\n";
      continue;
    }
    exit_code = 1;
    for (const SampleProblem& each : problems) {
      std::cout << Red("error") << " " << renderer->template_name() << ", " << each.sample
                << ": " << each.problem.field << ": " << each.problem.message << "\n";
    }
  }
  return exit_code;
}

Result<int> RunPreview(const Options& options, const GlobalOptions& global) {
  TemplateStore store = Store(global);
  ASSIGN_OR_RETURN(const auto renderers, Renderers(options, store));
  ASSIGN_OR_RETURN(const auto samples, Samples(options, global));
  const bool alone = options.templates.size() == 1;
  const std::string name = alone ? renderers.front()->template_name() : "templates";
  ASSIGN_OR_RETURN(const std::string pdf,
                   alone ? PreviewTemplate(*renderers.front(), samples)
                         : CompareTemplates(renderers, samples));
  const std::filesystem::path out =
      options.out.empty() ? StrCat(name, "-preview.pdf") : options.out;
  TRY(WriteFileAtomically(out, pdf));
  std::cout << "Wrote " << out.string() << "\n";
  if (!options.pictures.empty()) {
    ASSIGN_OR_RETURN(const auto pictures, DrawPictures(out, options.pictures, name));
    for (const auto& picture : pictures) std::cout << "Wrote " << picture.string() << "\n";
  }
  return 0;
}

CLI::App* AddPart(CLI::App& command, const char* name, const std::string& help,
                  Options& options) {
  CLI::App* part = command.add_subcommand(name, help);
  part->add_option("TEMPLATE", options.templates,
                   "a template's name, or a file (default: all)");
  part->add_option("--data", options.data, "a page of your own in place of the samples")
      ->type_name("FILE.json");
  return part;
}

}  // namespace

void AddTemplateCommand(CLI::App& app, const GlobalOptions& global,
                        Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "template",
      "Examples:\n"
      "  certseal template list\n"
      "  certseal template check templates/ours.template\n"
      "  certseal template preview classic --png pictures\n\n"
      "Show and try the templates of certificates: the shipped ones and the school's own.");
  command->require_subcommand(1);
  CLI::App* list = command->add_subcommand("list", "The templates there are.");
  list->callback([&global, &invocation] {
    invocation.run = [&global] { return RunList(global); };
  });
  CLI::App* check = AddPart(
      *command, "check", "Try templates with the longest, an ordinary, a bilingual and the\n"
      "shortest certificate. Exit code 1: something does not fit.", *options);
  check->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunTemplateCheck(*options, global); };
  });
  CLI::App* preview = AddPart(
      *command, "preview", "Draw the samples: of one template in full size, of several side by\n"
      "side. Behind each stands PROOF.", *options);
  preview->add_option("--out", options->out, "default: TEMPLATE-preview.pdf")
      ->type_name("FILE.pdf");
  preview->add_option("--png", options->pictures, "draw each page as a picture, too")
      ->type_name("DIR");
  preview->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunPreview(*options, global); };
  });
}

}  // namespace certseal
