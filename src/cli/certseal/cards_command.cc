// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "base/file.h"
#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "issue/print_cards.h"
#include "issue/school_directory.h"

namespace certseal {
namespace {

struct Options {
  std::string file;
  std::vector<std::string> codes;
  std::string course, from, to;
  std::string paper = "letter";
  std::string design = "wallet-card";
};

Result<CardSheets> Print(const Options& options, const School& school, Register& reg) {
  TemplateStore store(school, ShippedTemplateDirectories());
  const CardDesign design{options.design,
                          options.paper == "a4" ? CardPaper::kA4 : CardPaper::kLetter};
  std::vector<CertificateCode> codes;
  for (const std::string& text : options.codes) {
    ASSIGN_OR_RETURN(CertificateCode code, CertificateCode::Parse(text));
    codes.push_back(std::move(code));
  }
  if (!codes.empty()) return PrintCards(codes, reg, store, design);
  SearchQuery query{.today = SystemNow().date()};
  const Course* course = school.catalogue.Find(options.course);
  query.course = course ? course->code : options.course;
  query.completed_from = Date::ParseIso(options.from);
  query.completed_to = Date::ParseIso(options.to);
  return PrintCardsOf(std::move(query), reg, store, design);
}

// A code that stands in the file's place would be written over every card there is.
std::string PdfName(const std::string& name) {
  return name.ends_with(".pdf") ? "" : "the file to write ends with .pdf";
}

std::string Counted(size_t count, const char* word) {
  return StrCat(count, " ", word, count == 1 ? "" : "s");
}

Result<int> RunCards(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, Register::Open(school.Location()));
  ASSIGN_OR_RETURN(const CardSheets drawn, Print(options, school, reg));
  TRY(WriteFileAtomically(options.file, drawn.pdf));
  std::cout << Counted(drawn.cards, "card") << " on " << Counted(drawn.sheets, "sheet")
            << ": " << options.file << "\n";
  std::cout << "Print it at 100 %, never fitted to the page, and cut along the marks.\n";
  return 0;
}

}  // namespace

void AddCardsCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "cards",
      "Examples:\n"
      "  certseal cards cards.pdf --course BDF-201 --from 2026-03-01\n"
      "  certseal cards cards.pdf 7K3M-9QXT-2A8R-W5DH-N4V2 --paper a4\n\n"
      "Set cards for wallets on sheets to print and cut, ten on each, with crop marks:\n"
      "those whose codes are given, or all that are active, of a course, of some days.\n"
      "A card says and shows what the certificate does, its QR too, whatever design that was\n"
      "issued in. A sheet bears no signature; the QR of each card is checked as ever.");
  command->add_option("FILE", options->file, "the PDF to write")
      ->required()
      ->check(PdfName)
      ->type_name("FILE.pdf");
  CLI::Option* codes = command->add_option("CODE", options->codes, "these, in this order");
  for (const auto& [name, value, help] :
       {std::tuple("--course", &options->course, "only this course's code"),
        std::tuple("--from", &options->from, "completed on this day or later"),
        std::tuple("--to", &options->to, "completed on this day or earlier")}) {
    CLI::Option* option = command->add_option(name, *value, help)->excludes(codes);
    if (value != &options->course) option->check(IsoDate());
  }
  command->add_option("--paper", options->paper, "letter (the default) or a4")
      ->check(OneOf({"letter", "a4"}));
  command->add_option("--design", options->design,
                      "the cards' template; those issued as cards stay as they are");
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunCards(*options, global); };
  });
}

}  // namespace certseal
