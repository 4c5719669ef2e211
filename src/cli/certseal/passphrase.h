// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "keys/secret.h"

namespace certseal {

enum class PassphraseUse { kOpen, kChoose };

// PassphraseOf says to what a passphrase belongs, and which option names its file.
struct PassphraseOf {
  std::string what = "the school's keys";
  std::string option = "--passphrase-file";
};

// ReadPassphrase takes a passphrase from the first line of a file ("-": standard input),
// or, where no file is given, from the terminal without echo; choosing one asks twice.
// Without file and terminal it fails with a hint. It never comes from the command line or
// the environment, where others can read it.
Result<Secret> ReadPassphrase(const std::string& file, PassphraseUse use,
                              const PassphraseOf& of = {});

}  // namespace certseal
