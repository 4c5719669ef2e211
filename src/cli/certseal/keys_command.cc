// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/passphrase.h"
#include "cli/common/table.h"
#include "cli/common/terminal.h"
#include "issue/document_keys.h"
#include "issue/import_document.h"
#include "issue/init_school.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

struct ListedKey {
  std::string kind;
  std::string name;         // of its file, without ".key"
  std::string fingerprint;  // of what the trust file lists
  std::string window;
  std::string state;
  std::string certificate;  // a document key's: its subject and last day
};

std::string WindowText(const KeyWindow& window) {
  return StrCat(window.begin, " to ", window.end ? std::to_string(*window.end) : "-");
}

std::string StateText(const SchoolPaths& paths, std::string_view name, bool in_use) {
  std::error_code error;
  const bool here = !name.empty() && fs::exists(paths.key(name), error);
  if (in_use) return here ? "in use" : "in use, but its file is missing";
  return here ? "kept" : "not here";
}

ListedKey DocumentEntry(const DocumentKey& key, const School& school,
                        const std::vector<StoredDocumentCertificate>& stored) {
  ListedKey listed{"document", "", key.spki.Hex(), WindowText(key.window), "", ""};
  for (const StoredDocumentCertificate& each : stored) {
    if (each.chain.front().spki_digest() != key.spki) continue;
    listed.name = each.name;  // the newest
    listed.certificate = StrCat(each.chain.front().CommonName(), ", until ",
                                each.chain.front().not_after().date().Iso());
  }
  const DocumentKey* current = CurrentDocumentKey(school.trust);
  listed.state =
      StateText(school.paths, listed.name, current && current->spki == key.spki);
  return listed;
}

Result<std::vector<ListedKey>> ListKeys(const School& school) {
  const TrustKeys& trust = school.trust.keys();
  const auto digest = [](const VerifierKey& key) {
    return Sha256(key.key().bytes()).Hex();
  };
  std::error_code error;
  const bool root_here = fs::exists(school.paths.key(kRootKey), error);
  std::vector<ListedKey> keys = {{"root", std::string(kRootKey), digest(trust.root), "",
                                  root_here ? "here: take it offline" : "offline", ""}};
  for (const LogKey& log : trust.logs) {
    keys.push_back({"log", std::string(kLogKey), digest(log.key),
                    WindowText(log.window),
                    StateText(school.paths, kLogKey, !log.window.end), ""});
  }
  for (const IssuerKey& issuer : trust.issuers) {
    const bool in_use = &issuer == &trust.issuers.back() && !issuer.window.end;
    keys.push_back({"issuer", issuer.id, digest(issuer.key), WindowText(issuer.window),
                    StateText(school.paths, issuer.id, in_use), ""});
  }
  ASSIGN_OR_RETURN(const auto stored, ListDocumentCertificates(school.paths));
  for (const DocumentKey& document : trust.documents) {
    keys.push_back(DocumentEntry(document, school, stored));
  }
  return keys;
}

void PrintKeysJson(const std::vector<ListedKey>& keys) {
  for (const ListedKey& key : keys) {
    const nlohmann::ordered_json object = {
        {"kind", key.kind},     {"name", key.name},   {"sha256", key.fingerprint},
        {"window", key.window}, {"state", key.state}, {"certificate", key.certificate}};
    std::cout << object.dump(-1, ' ', false,
                             nlohmann::ordered_json::error_handler_t::replace)
              << "\n";
  }
}

Result<int> RunList(bool json, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(const std::vector<ListedKey> keys, ListKeys(school));
  if (json) {
    PrintKeysJson(keys);
    return 0;
  }
  Table table({"key", "file", "sha-256", "window", "state", "certificate"});
  for (const ListedKey& key : keys) {
    table.Add({key.kind, key.name.empty() ? "-" : StrCat(key.name, ".key"),
               key.fingerprint.substr(0, 16), key.window, key.state, key.certificate});
  }
  std::cout << "Trust file, version " << school.trust.keys().version << "\n\n"
            << table.Text() << "\nRoot key fingerprint: " << school.trust.Fingerprint()
            << "\n";
  return 0;
}

struct ImportArguments {
  std::string pkcs12;
  std::string pkcs12_passphrase_file;
  std::string passphrase_file;
  std::string root_key;
};

void PrintImport(const ImportSummary& summary, const School& school,
                 const std::string& directory) {
  std::cout << "Imported the document key " << summary.name << ":\n";
  for (const X509Certificate& each : summary.chain) {
    std::cout << "  " << EscapeControls(each.CommonName()) << ", until "
              << each.not_after().date().Iso() << "\n";
  }
  if (!summary.chain.back().IsIssuedBy(summary.chain.back())) {
    std::cout << "The chain ends before its root: PDF readers must have the rest.\n";
  }
  std::cout << "Certificates drawn from now on are signed with it; those signed before "
               "stay good.\n";
  if (summary.trust_version) {
    std::cout << "The trust file has version " << *summary.trust_version << " now. "
              << Bold("Give it to employers")
              << ": without it their\nlookup refuses what "
              << "the new key signs.\n  " << school.paths.trust().string() << "\n"
              << "Next: certseal -C " << directory << " publish\n";
  }
}

Result<int> RunImport(const ImportArguments& arguments, const GlobalOptions& global) {
  if (arguments.passphrase_file == "-" && arguments.pkcs12_passphrase_file == "-") {
    return Fail("both passphrases cannot come from standard input");
  }
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(std::string pkcs12, ReadFile(arguments.pkcs12, kMaxPkcs12));
  ASSIGN_OR_RETURN(
      const Secret pkcs12_passphrase,
      ReadPassphrase(arguments.pkcs12_passphrase_file, PassphraseUse::kOpen,
                     {Quote(arguments.pkcs12), "--p12-passphrase-file"}));
  ASSIGN_OR_RETURN(const Secret passphrase,
                   ReadPassphrase(arguments.passphrase_file, PassphraseUse::kOpen));
  const fs::path root_key = arguments.root_key.empty() ? school.paths.key(kRootKey)
                                                       : fs::path(arguments.root_key);
  ASSIGN_OR_RETURN(
      const ImportSummary summary,
      ImportDocument(school, {arguments.pkcs12, std::move(pkcs12), pkcs12_passphrase,
                              passphrase, root_key, SystemNow()}));
  PrintImport(summary, school, global.directory);
  return 0;
}

void AddListSubcommand(CLI::App& keys, const GlobalOptions& global,
                       Invocation& invocation) {
  auto json = std::make_shared<bool>(false);
  CLI::App* command =
      keys.add_subcommand("list",
                          "Example:\n"
                          "  certseal keys list\n\n"
                          "Show the keys of the trust file, and where they are.");
  command->add_flag("--json", *json, "one JSON object a line");
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunList(*json, global); };
  });
}

void AddImportSubcommand(CLI::App& keys, const GlobalOptions& global,
                         Invocation& invocation) {
  auto arguments = std::make_shared<ImportArguments>();
  CLI::App* command = keys.add_subcommand(
      "import-document",
      "Examples:\n"
      "  certseal keys import-document --p12 purchased.p12 --root-key "
      "/media/STICK/root.key\n\n"
      "Sign PDFs with a purchased certificate, ECDSA P-256, from now on. The trust "
      "file\n"
      "gets a new version, signed by the root key; nothing is overwritten.");
  command
      ->add_option("--p12", arguments->pkcs12, "the certificate and its key, PKCS#12")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--p12-passphrase-file", arguments->pkcs12_passphrase_file,
                   "the passphrase of that file (-: standard input)")
      ->type_name("FILE");
  command
      ->add_option("--passphrase-file", arguments->passphrase_file,
                   "the passphrase of the school's keys (-: standard input)")
      ->type_name("FILE");
  command
      ->add_option("--root-key", arguments->root_key,
                   "the root key (default: keys/root.key)")
      ->type_name("FILE");
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunImport(*arguments, global); };
  });
}

}  // namespace

void AddKeysCommand(CLI::App& app, const GlobalOptions& global,
                    Invocation& invocation) {
  CLI::App* keys = app.add_subcommand("keys",
                                      "Examples:\n"
                                      "  certseal keys list\n"
                                      "  certseal keys import-document --p12 FILE\n\n"
                                      "Show and change the school's keys.");
  keys->require_subcommand(1);
  AddListSubcommand(*keys, global, invocation);
  AddImportSubcommand(*keys, global, invocation);
}

}  // namespace certseal
