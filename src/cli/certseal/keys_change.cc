// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>

#include "base/strings.h"
#include "cli/certseal/keys_commands.h"
#include "cli/common/table.h"
#include "cli/common/terminal.h"
#include "issue/document_keys.h"

namespace certseal {
namespace {

std::string NewText(const KeyWindow& window, std::string_view what) {
  if (window.begin == 0) return StrCat("signs ", what, " from now on");
  return StrCat("signs ", what, " from entry ", window.begin, " of the log on");
}

std::string ClosedText(const KeyWindow& window) {
  return StrCat("counts for what was logged before entry ", *window.end, " alone");
}

// Says of every key of a kind that is new, or closed otherwise than before.
template <typename Key, typename Same, typename Name>
void AddChanges(const std::vector<Key>& former, const std::vector<Key>& keys,
                std::string_view what, Same same, Name name, Table& table) {
  for (size_t n = 0; n < keys.size(); ++n) {
    const Key& key = keys[n];
    const auto before = std::find_if(former.begin(), former.end(),
                                     [&](const Key& each) { return same(each, key); });
    if (before == former.end()) {
      table.Add({"new", name(n), NewText(key.window, what)});
    } else if (before->window.end != key.window.end) {
      table.Add({"closed", name(n), ClosedText(key.window)});
    }
  }
}

// The file's name where it is here, the beginning of the digest where not.
std::string DocumentName(const DocumentKey& key, const SchoolPaths& paths) {
  const auto stored = ListDocumentCertificates(paths);
  std::string name = StrCat("document ", key.spki.Hex().substr(0, 16));
  if (!stored) return name;
  for (const StoredDocumentCertificate& each : *stored) {
    if (each.chain.front().spki_digest() == key.spki) name = each.name;
  }
  return name;
}

void AddWitnesses(const TrustKeys& former, const TrustKeys& keys, Table& table) {
  if (former.witnesses == keys.witnesses && former.quorum == keys.quorum) return;
  for (const WitnessKey& each : keys.witnesses) {
    table.Add({"witness", each.name(), "sees every publication"});
  }
  table.Add({"quorum", std::to_string(keys.quorum),
             keys.quorum == 0 ? "no witness is demanded"
                              : "witnesses must have signed what employers are shown"});
}

std::string ChangesText(const TrustKeys& former, const School& school) {
  const TrustKeys& keys = school.trust.keys();
  Table table({"change", "key", "effect"});
  AddChanges(
      former.issuers, keys.issuers, "certificates",
      [](const IssuerKey& a, const IssuerKey& b) { return a.id == b.id; },
      [&](size_t n) { return keys.issuers[n].id; }, table);
  AddChanges(
      former.logs, keys.logs, "checkpoints",
      [](const LogKey& a, const LogKey& b) { return a.key == b.key; },
      [&](size_t n) { return LogKeyName(n); }, table);
  AddChanges(
      former.documents, keys.documents, "PDFs",
      [](const DocumentKey& a, const DocumentKey& b) { return a.spki == b.spki; },
      [&](size_t n) { return DocumentName(keys.documents[n], school.paths); }, table);
  AddWitnesses(former, keys, table);
  return table.empty() ? "" : table.Text();
}

void PrintNewRoot(const std::string& file, const School& school) {
  const std::string fingerprint = school.trust.Fingerprint();
  std::cout << "\nThe root key is a new one. " << Bold("Take it offline now:")
            << " copy this file to two USB sticks, put\nthe sticks into two safes, and "
            << "delete it here:\n  " << file
            << "\nIts fingerprint, for your letterhead "
            << "and for employers who accept the school from now on:\n  "
            << fingerprint.substr(0, 39) << "\n  " << fingerprint.substr(40)
            << "\nWho has accepted the school already goes on by himself: the former "
            << "root key has signed\nthe new one.\n\n";
}

}  // namespace

void AddKeyChangeOptions(CLI::App& command, KeyChangeOptions& options,
                         bool may_make_document_key) {
  command
      .add_option("--root-key", options.root_key,
                  "where the root key is; it is not copied (default: in keys/)")
      ->type_name("FILE");
  if (may_make_document_key) {
    command
        .add_option(
            "--ca-key", options.authority_key,
            "where school-ca.key is, for a new document key (default: in keys/)")
        ->type_name("FILE");
  }
  command
      .add_option("--passphrase-file", options.passphrase_file,
                  "the passphrase of the school's keys (-: standard input)")
      ->type_name("FILE");
}

KeyAccess AccessOf(const KeyChangeOptions& options, const Secret& passphrase) {
  return {passphrase, options.root_key, options.authority_key};
}

void PrintKeyChange(const KeyChangeSummary& summary, const TrustKeys& former,
                    const School& school, const std::string& directory) {
  std::cout << "The trust file has version " << summary.version << " now.\n"
            << ChangesText(former, school);
  if (!summary.files.empty()) {
    std::cout << "New private keys, encrypted with the school's passphrase; add them "
              << "to your backup:\n";
    for (const auto& file : summary.files) std::cout << "  " << file.string() << "\n";
  }
  if (summary.moved_away) {
    std::cout << "An interrupted change had left a key that was never used; it is "
              << summary.moved_away->string() << " now.\n";
  }
  if (summary.root_file) PrintNewRoot(summary.root_file->string(), school);
  std::cout << "Employers' lookups follow by themselves once it is published. Give the "
            << "new file to those\nwho check without the register: "
            << school.paths.trust().string() << "\nNext: certseal -C " << directory
            << " publish\n";
}

}  // namespace certseal
