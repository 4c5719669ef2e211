// SPDX-License-Identifier: Apache-2.0
// links: crypto
// seeds: cms-corpus/*.der x509-suite/der/*.der x509-suite/der/*.crt
//
// libFuzzer entry of the readers of signatures, timestamps and certificates: whatever
// the bytes, reading ends without a crash, and what was accepted can be built again.
#include "crypto/cms.h"
#include "crypto/der.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace certseal;
  const std::string_view der = TextOf(data, size);
  const Sha256Digest message = Sha256("certseal");  // as the corpus has it
  if (const auto read = ReadSignedData(der, message)) {
    Require(BuildSignedData(*read) == der && ClaimedSigner(der));
  }
  if (const auto read = SignatureTimestamp::Read(der, message)) {
    Require(read->der() == der);
  }
  static_cast<void>(ClaimedSigner(der));
  static_cast<void>(SignatureTimestamp::Trim(der));
  if (const auto read = X509Certificate::FromDer(der)) {
    Require(IsWholeDer(der) && read->der() == der);
    static_cast<void>(read->CommonName());
    static_cast<void>(read->IsForTimestamps());
    static_cast<void>(read->IsIssuedBy(*read));
  }
  return 0;
}
