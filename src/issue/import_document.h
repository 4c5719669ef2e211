// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "crypto/x509_certificate.h"
#include "issue/key_access.h"
#include "issue/key_change.h"
#include "issue/school_directory.h"
#include "keys/secret.h"
#include "register/register.h"

namespace certseal {

struct ImportOptions {
  std::string pkcs12_file;  // its name, for messages
  std::string pkcs12;       // its bytes
  const Secret& pkcs12_passphrase;
  KeyAccess access;
};

struct ImportSummary {
  std::filesystem::path key_file;      // of the new key, encrypted
  std::vector<X509Certificate> chain;  // the certificate, and what stands above it
  std::optional<KeyChangeSummary> change =
      {};  // none: the present key's certificate was
           // renewed, which changes no trust file
};

// ImportDocument makes a purchased certificate's key the school's document key: it is
// stored under a new name, encrypted with the school's passphrase, and a new version of
// the trust file lists it last. Former keys stay listed and open, and their files stay
// where they are: what they signed keeps counting.
//
// A renewed certificate of the present document key changes no trust file and needs no
// root key. On failure nothing has changed (but see CommitKeyChange).
Result<ImportSummary> ImportDocument(School& school, Register& reg,
                                     const ImportOptions& options);

}  // namespace certseal
