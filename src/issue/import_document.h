// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "crypto/x509_certificate.h"
#include "issue/school_directory.h"
#include "keys/secret.h"

namespace certseal {

struct ImportOptions {
  std::string pkcs12_file;  // its name, for messages
  std::string pkcs12;       // its bytes
  const Secret& pkcs12_passphrase;
  const Secret& passphrase;        // of the school's keys
  std::filesystem::path root_key;  // keys/root.key, or wherever it was brought from
  Timestamp now;
};

struct ImportSummary {
  std::string name;                       // document-2: of the new key's files
  std::vector<X509Certificate> chain;     // the certificate, and what stands above it
  std::optional<uint64_t> trust_version;  // of the new trust file; none was needed
                                          // where a known key has got a new certificate
};

// ImportDocument makes a purchased certificate's key the school's document key: it is
// stored under a new name, encrypted with the school's passphrase, and a new version of
// the trust file lists it last, signed by the root key. Former keys stay listed and
// their files stay where they are: what they signed keeps counting. The former version
// of the trust file stays as keys/school-<version>.trust.
//
// A renewed certificate of the present document key changes no trust file and needs no
// root key. On failure nothing has changed.
Result<ImportSummary> ImportDocument(const School& school,
                                     const ImportOptions& options);

}  // namespace certseal
