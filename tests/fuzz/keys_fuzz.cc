// SPDX-License-Identifier: Apache-2.0
// links: keys
// seeds: fuzz/keys/*
//
// Any bytes as a private key at rest, a PKCS#12 file, certificates in PEM.
#include "fuzz/fuzz.h"
#include "keys/pkcs12.h"
#include "keys/private_key.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace certseal;
  const std::string_view bytes = TextOf(data, size);
  static const Secret passphrase("open sesame");
  static const auto now = *Timestamp::ParseRfc3339("2026-11-25T12:00:00Z");
  static_cast<void>(Ed25519PrivateKey::FromEncryptedPem(bytes, passphrase));
  static_cast<void>(P256PrivateKey::FromEncryptedPem(bytes, passphrase));
  if (const auto identity = ReadPkcs12(bytes, passphrase, now)) {
    Require(!identity->chain.empty() && identity->chain.size() <= 8);
    Require(identity->key.SpkiDigest() == identity->chain.front().spki_digest());
  }
  if (const auto certificates = CertificatesFromPem(bytes)) {
    Require(!certificates->empty());
    Require(*CertificatesFromPem(CertificatesToPem(*certificates)) == *certificates);
  }
  return 0;
}
