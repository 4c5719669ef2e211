// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "cli/common/command.h"
#include "issue/certificate_signer.h"
#include "issue/key_store.h"
#include "issue/school_directory.h"

namespace certseal {

// SigningOptions are shared by the commands that sign PDFs.
struct SigningOptions {
  std::string passphrase_file;
  std::string tsa;  // empty: school.json's
  bool tsa_optional = false;
};

void AddSigningOptions(CLI::App& command, SigningOptions& options);

// MakeSigner asks for a first timestamp where they are wanted. Where none can be had
// and they are optional, it says so on standard error.
Result<CertificateSigner> MakeSigner(DocumentIdentity identity,
                                     const SigningOptions& options,
                                     const School& school);

// SignatureText is a line on what was signed: by whom it was timestamped, how many were
// not. Empty where timestamps were not wanted.
std::string SignatureText(const CertificateSigner& signer, size_t drawn);

}  // namespace certseal
