// SPDX-License-Identifier: Apache-2.0
//
// The subcommands of `certseal keys`, and what those that change keys have in common.
#pragma once

#include <string>

#include "cli/certseal/commands.h"
#include "issue/key_access.h"
#include "issue/key_change.h"
#include "issue/school_directory.h"

namespace certseal {

// Each declares its subcommand in a file of its own, keys_<name>.cc.
void AddKeysList(CLI::App& keys, const GlobalOptions& global, Invocation& invocation);
void AddKeysRotate(CLI::App& keys, const GlobalOptions& global, Invocation& invocation);
void AddKeysClose(CLI::App& keys, const GlobalOptions& global, Invocation& invocation);
void AddKeysImport(CLI::App& keys, const GlobalOptions& global, Invocation& invocation);
void AddKeysWitnesses(CLI::App& keys, const GlobalOptions& global,
                      Invocation& invocation);

// KeyChangeOptions say where the keys are that a change of keys needs.
struct KeyChangeOptions {
  std::string passphrase_file;
  std::string root_key;
  std::string authority_key;
};

// AddKeyChangeOptions declares --passphrase-file and --root-key; with a new document
// key in sight, --ca-key too.
void AddKeyChangeOptions(CLI::App& command, KeyChangeOptions& options,
                         bool may_make_document_key);

// AccessOf is those options with the passphrase that was asked for, which must outlive
// it.
KeyAccess AccessOf(const KeyChangeOptions& options, const Secret& passphrase);

// PrintKeyChange says what has changed since `former`, and what to do next.
void PrintKeyChange(const KeyChangeSummary& summary, const TrustKeys& former,
                    const School& school, const std::string& directory);

}  // namespace certseal
