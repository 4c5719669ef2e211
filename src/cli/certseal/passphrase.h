// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "keys/secret.h"

namespace certseal {

enum class PassphraseUse { kOpen, kChoose };

// ReadPassphrase takes the passphrase of the school's keys from the first line of a file
// ("-": standard input), or, where no file is given, from the terminal without echo;
// choosing one asks twice. Without file and terminal it fails with a hint. It never
// comes from the command line or the environment, where others can read it.
Result<Secret> ReadPassphrase(const std::string& file, PassphraseUse use);

}  // namespace certseal
