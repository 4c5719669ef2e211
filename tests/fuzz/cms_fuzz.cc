// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer entry of the readers of signatures, timestamps and certificates: whatever
// the bytes, reading ends without a crash, and what was accepted can be built again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crypto/cms.h"
#include "crypto/der.h"

namespace {

void Demand(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace certseal;
  const std::string_view der(reinterpret_cast<const char*>(data), size);
  const Sha256Digest message = Sha256("certseal");  // as the corpus has it
  if (const auto read = ReadSignedData(der, message)) {
    Demand(BuildSignedData(*read) == der && ClaimedSigner(der));
  }
  if (const auto read = SignatureTimestamp::Read(der, message)) {
    Demand(read->der() == der);
  }
  static_cast<void>(ClaimedSigner(der));
  static_cast<void>(SignatureTimestamp::Trim(der));
  if (const auto read = X509Certificate::FromDer(der)) {
    Demand(IsWholeDer(der) && read->der() == der);
    static_cast<void>(read->CommonName());
    static_cast<void>(read->IsForTimestamps());
    static_cast<void>(read->IsIssuedBy(*read));
  }
  return 0;
}
