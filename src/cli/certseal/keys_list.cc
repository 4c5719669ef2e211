// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "cli/certseal/keys_commands.h"
#include "cli/common/table.h"
#include "issue/document_keys.h"
#include "issue/init_school.h"
#include "issue/key_files.h"
#include "issue/school_register.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

struct ListedKey {
  std::string kind;
  std::string name;                 // of its file, without ".key"; a witness's own
  std::string fingerprint;          // of what the trust file lists
  std::optional<KeyWindow> window;  // none: the kind has none
  std::string state;
  std::string certificate;  // a document key's: its subject and last day
};

std::string Digest(const Ed25519PublicKey& key) { return Sha256(key.bytes()).Hex(); }

std::string WindowText(const std::optional<KeyWindow>& window) {
  if (!window) return "";
  return StrCat(window->begin, " to ",
                window->end ? std::to_string(*window->end) : "-");
}

std::string StateText(const SchoolPaths& paths, std::string_view name, bool in_use,
                      const KeyWindow& window) {
  std::error_code error;
  const bool here = !name.empty() && fs::exists(paths.key(name), error);
  if (in_use) return here ? "in use" : "in use, but its file is missing";
  if (window.end) return here ? "closed, kept" : "closed, not here";
  return here ? "kept" : "not here";
}

// Which of several root*.key is the one cannot be seen from outside: the newest is
// named.
ListedKey RootEntry(const School& school) {
  const auto file = NewestRootFile(school.paths);
  return {"root",
          file ? file->stem().string() : std::string(kRootKey),
          Digest(school.trust.keys().root.key()),
          {},
          file ? "here: take it offline" : "offline",
          ""};
}

ListedKey DocumentEntry(const DocumentKey& key, const School& school,
                        const std::vector<StoredDocumentCertificate>& stored) {
  ListedKey listed{"document", "", key.spki.Hex(), key.window, "", ""};
  for (const StoredDocumentCertificate& each : stored) {
    if (each.chain.front().spki_digest() != key.spki) continue;
    listed.name = each.name;  // the newest
    listed.certificate = StrCat(each.chain.front().CommonName(), ", until ",
                                each.chain.front().not_after().date().Iso());
  }
  const DocumentKey* current = CurrentDocumentKey(school.trust);
  listed.state = StateText(school.paths, listed.name,
                           current && current->spki == key.spki, key.window);
  return listed;
}

void AddLogs(const School& school, std::vector<ListedKey>& keys) {
  const std::vector<LogKey>& logs = school.trust.keys().logs;
  const auto newest = NewestLog(school.trust.keys());
  for (size_t n = 0; n < logs.size(); ++n) {
    const std::string name = LogKeyName(n);
    keys.push_back(
        {"log", name, Digest(logs[n].key.key()), logs[n].window,
         StateText(school.paths, name, newest && *newest == n, logs[n].window), ""});
  }
}

void AddIssuers(const School& school, std::vector<ListedKey>& keys) {
  const std::vector<IssuerKey>& issuers = school.trust.keys().issuers;
  const auto newest = NewestIssuer(school.trust.keys());
  for (size_t n = 0; n < issuers.size(); ++n) {
    const IssuerKey& issuer = issuers[n];
    keys.push_back(
        {"issuer", issuer.id, Digest(issuer.key.key()), issuer.window,
         StateText(school.paths, issuer.id, newest && *newest == n, issuer.window),
         ""});
  }
}

Result<std::vector<ListedKey>> ListKeys(const School& school) {
  std::vector<ListedKey> keys = {RootEntry(school)};
  AddLogs(school, keys);
  AddIssuers(school, keys);
  ASSIGN_OR_RETURN(const auto stored, ListDocumentCertificates(school.paths));
  for (const DocumentKey& document : school.trust.keys().documents) {
    keys.push_back(DocumentEntry(document, school, stored));
  }
  for (const WitnessKey& witness : school.trust.keys().witnesses) {
    keys.push_back({"witness", witness.name(), Digest(witness.key()), {}, "", ""});
  }
  return keys;
}

void PrintLine(const nlohmann::ordered_json& object) {
  std::cout << object.dump(-1, ' ', false,
                           nlohmann::ordered_json::error_handler_t::replace)
            << "\n";
}

// One line a key, then one for the file.
void PrintJson(const std::vector<ListedKey>& keys, const TrustFile& trust) {
  for (const ListedKey& key : keys) {
    nlohmann::ordered_json object = {
        {"kind", key.kind}, {"name", key.name}, {"sha256", key.fingerprint}};
    if (key.window) {
      object["begin"] = key.window->begin;
      object["end"] = nullptr;
      if (key.window->end) object["end"] = *key.window->end;
    }
    if (!key.state.empty()) object["state"] = key.state;
    if (!key.certificate.empty()) object["certificate"] = key.certificate;
    PrintLine(object);
  }
  PrintLine({{"kind", "trust-file"},
             {"version", trust.keys().version},
             {"quorum", trust.keys().quorum},
             {"sha256", Sha256(trust.bytes()).Hex()}});
}

void PrintTable(const std::vector<ListedKey>& keys, const TrustFile& trust) {
  Table table({"key", "file", "sha-256", "window", "state", "certificate"});
  for (const ListedKey& key : keys) {
    const bool is_file = key.kind != "witness" && !key.name.empty();
    const std::string name = is_file ? StrCat(key.name, ".key") : key.name;
    table.Add({key.kind, name.empty() ? "-" : name, key.fingerprint.substr(0, 16),
               WindowText(key.window), key.state, key.certificate});
  }
  std::cout
      << "Trust file, version " << trust.keys().version << "\n\n"
      << table.Text()
      << "\nA window is the range of entries of the log for which a key counts; its "
         "end is not in it.\n";
  if (trust.keys().quorum > 0) {
    std::cout << "Of the " << trust.keys().witnesses.size() << " witnesses, "
              << trust.keys().quorum << " must sign what employers are shown.\n";
  }
  std::cout << "Root key fingerprint: " << trust.Fingerprint() << "\n";
}

Result<int> RunList(bool json, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  TRY(OpenRegister(school).map(
      [](const Register&) {}));  // brings the trust file up to date
  ASSIGN_OR_RETURN(const std::vector<ListedKey> keys, ListKeys(school));
  if (json) {
    PrintJson(keys, school.trust);
  } else {
    PrintTable(keys, school.trust);
  }
  return 0;
}

}  // namespace

void AddKeysList(CLI::App& keys, const GlobalOptions& global, Invocation& invocation) {
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

}  // namespace certseal
