// SPDX-License-Identifier: Apache-2.0
#include "keys/passphrase_key.h"

#include "base/strings.h"
#include "crypto/openssl.h"

namespace certseal {
namespace {

constexpr uint64_t kMostMemory = 64 << 20;
constexpr size_t kKeySize = 32;

}  // namespace

Result<void> DemandStrength(const Secret& passphrase) {
  if (passphrase.view().size() >= kMinPassphrase) return {};
  return Fail(StrCat("the passphrase is shorter than ", kMinPassphrase, " characters"));
}

Result<Secret> KeyFromPassphrase(const Secret& passphrase, std::string_view salt) {
  TRY(DemandStrength(passphrase));
  std::string key(kKeySize, '\0');
  ossl::Must(EVP_PBE_scrypt(passphrase.view().data(), passphrase.view().size(),
                            ossl::Data(salt), salt.size(), kScryptN, kScryptR, kScryptP,
                            kMostMemory, reinterpret_cast<unsigned char*>(key.data()),
                            key.size()) == 1);
  Secret secret(key);
  WipeString(key);
  return secret;
}

}  // namespace certseal
