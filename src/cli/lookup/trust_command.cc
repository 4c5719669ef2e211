// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/trust_command.h"

#include <iostream>
#include <memory>

#include "base/file.h"
#include "base/strings.h"
#include "cli/common/terminal.h"
#include "cli/lookup/confirm.h"
#include "cli/lookup/registers.h"
#include "cli/lookup/sandbox.h"
#include "cli/lookup/xdg_directory.h"
#include "site/https_site.h"
#include "verify/follow_trust.h"

namespace certseal {
namespace {

struct TrustOptions {
  std::string place;  // a file or an https address
  std::string origin;
  Confirmation confirmation;
};

void Show(const TrustFile& trust) {
  const TrustKeys& keys = trust.keys();
  std::cout << Bold(EscapeControls(keys.name)) << "\n  origin       "
            << keys.site.origin() << "\n  version      " << keys.version
            << "\n  fingerprint  " << trust.Fingerprint().substr(0, 39)
            << "\n               " << trust.Fingerprint().substr(40) << "\n";
}

std::string WindowText(const KeyWindow& window) {
  if (window.end) return StrCat("entries ", window.begin, " up to ", *window.end);
  return StrCat("from entry ", window.begin, " on");
}

void ShowKeys(const TrustKeys& keys) {
  const auto show = [](std::string_view kind, std::string_view name,
                       const KeyWindow& window) {
    std::cout << "  " << kind << name << ", " << WindowText(window) << "\n";
  };
  for (const LogKey& log : keys.logs) {
    show("log key      ", HexOf(log.key.id()), log.window);
  }
  for (const IssuerKey& issuer : keys.issuers) {
    show("issuer key   ", issuer.id, issuer.window);
  }
  for (const DocumentKey& document : keys.documents) {
    show("document key ", document.spki.Base64(), document.window);
  }
}

void SayAccepted(const TrustFile& trust) {
  std::cout
      << "\nFrom now on this school's certificates are accepted on this account.\n"
         "To take that back: certseal-lookup trust remove "
      << trust.keys().site.origin() << "\n";
}

Result<int> AddFile(const TrustOptions& options, const PinnedSchools& pinned) {
  ASSIGN_OR_RETURN(const TrustFile trust, ReadTrustFile(options.place));
  // Whoever names a file has it from the school; the fingerprint is for him to compare.
  if (!options.confirmation.fingerprint.empty()) {
    TRY(ConfirmSchool(trust, options.confirmation));
  }
  TRY(pinned.Add(trust));
  Show(trust);
  std::cout << "\nCompare the fingerprint with the school's, by telephone or from its "
               "papers.\n";
  SayAccepted(trust);
  return 0;
}

// The keys of a school that was accepted before lead to the newest by themselves.
Result<int> Renew(const TrustFile& accepted, const SiteSource& source,
                  const PinnedSchools& pinned) {
  ASSIGN_OR_RETURN(const TrustFile newest, FollowToNewest(source, accepted));
  if (newest.bytes() != accepted.bytes()) TRY(pinned.Update(accepted, newest));
  Show(newest);
  std::cout << "\nThis school was accepted before";
  const std::vector<std::string> changes = DescribeKeyChanges(accepted, newest);
  std::cout << (changes.empty() ? "; its keys are the same.\n" : ". What is new:\n");
  for (const std::string& change : changes) {
    std::cout << "  " << EscapeControls(change) << "\n";
  }
  return 0;
}

Result<int> AddAddress(const TrustOptions& options, const PinnedSchools& pinned) {
  ASSIGN_OR_RETURN(const SiteAddress site, SiteAddress::Parse(options.place));
  const HttpsSite source(site);
  ASSIGN_OR_RETURN(const std::vector<TrustFile> schools, pinned.All());
  for (const TrustFile& school : schools) {
    if (school.keys().site == site) return Renew(school, source, pinned);
  }
  ASSIGN_OR_RETURN(const TrustFile trust, FetchTrust(source, site));
  Show(trust);
  ShowKeys(trust.keys());
  std::cout.flush();
  TRY(ConfirmSchool(trust, options.confirmation));
  TRY(pinned.Add(trust));
  SayAccepted(trust);
  return 0;
}

Result<int> RunAdd(const TrustOptions& options) {
  const bool address = IsAddress(options.place);
  ConfineTo({.network = address, .writes = true});
  ASSIGN_OR_RETURN(const PinnedSchools pinned, DefaultPinnedSchools());
  return address ? AddAddress(options, pinned) : AddFile(options, pinned);
}

Result<int> RunList() {
  ConfineTo({});
  ASSIGN_OR_RETURN(const PinnedSchools pinned, DefaultPinnedSchools());
  ASSIGN_OR_RETURN(const std::vector<TrustFile> schools, pinned.All());
  if (schools.empty()) {
    PrintNote("certseal-lookup",
              "no school is accepted yet: certseal-lookup trust add FILE");
  }
  for (const TrustFile& trust : schools) Show(trust);
  return 0;
}

Result<int> RunRemove(const TrustOptions& options) {
  ConfineTo({.network = false, .writes = true});
  ASSIGN_OR_RETURN(const PinnedSchools pinned, DefaultPinnedSchools());
  const auto site = SiteAddress::Parse(options.origin);  // the address serves as well
  TRY(pinned.Remove(site ? site->origin() : options.origin));
  std::cout << "Certificates of " << options.origin << " are no longer accepted.\n";
  return 0;
}

}  // namespace

Result<PinnedSchools> DefaultPinnedSchools() {
  const auto config = XdgDirectory("XDG_CONFIG_HOME", ".config");
  if (!config) {
    return Fail("neither XDG_CONFIG_HOME nor HOME says where the accepted schools are",
                {"give the school's trust file with --trust FILE"});
  }
  return PinnedSchools(*config / "certseal" / "schools");
}

Result<TrustFile> ReadTrustFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, TrustFile::kMaxBytes));
  Result<TrustFile> trust = TrustFile::Parse(bytes);
  if (!trust) return Within(Quote(path), trust.error());
  return trust;
}

void AddTrustCommand(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<TrustOptions>();
  CLI::App* trust = app.add_subcommand(
      "trust",
      "Examples:\n"
      "  certseal-lookup trust add https://verify.school.example/\n"
      "  certseal-lookup trust add school.trust\n"
      "  certseal-lookup trust list\n"
      "  certseal-lookup trust remove verify.school.example\n\n"
      "The schools whose certificates you accept: each is pinned by its root key.");
  trust->require_subcommand(1);

  CLI::App* add = trust->add_subcommand("add", "accept a school by its trust file");
  add->add_option("FILE|URL", options->place,
                  "the school's trust file (school.trust), or its web address")
      ->required();
  add->add_option(
         "--fingerprint", options->confirmation.fingerprint,
         "accept only a root key with this fingerprint, as the school told you")
      ->type_name("HEX");
  add->add_flag("-y,--yes", options->confirmation.yes,
                "accept what the address gives without a question");
  add->callback(
      [=, &invocation] { invocation.run = [=] { return RunAdd(*options); }; });

  CLI::App* list = trust->add_subcommand("list", "show the accepted schools");
  list->callback([&invocation] { invocation.run = [] { return RunList(); }; });

  CLI::App* remove = trust->add_subcommand("remove", "accept a school no longer");
  remove->add_option("ORIGIN", options->origin, "as 'trust list' shows it")->required();
  remove->callback(
      [=, &invocation] { invocation.run = [=] { return RunRemove(*options); }; });
}

}  // namespace certseal
