// SPDX-License-Identifier: Apache-2.0
#include "keys/passphrase_key.h"

#include "base/strings.h"
#include "crypto/openssl.h"
#include "keys/private_key.h"

namespace certseal {
namespace {

// Those of the private keys' files.
constexpr uint64_t kN = 16384, kR = 8, kP = 16;
constexpr uint64_t kMostMemory = 64 << 20;
constexpr size_t kKeySize = 32;

}  // namespace

Result<Secret> KeyFromPassphrase(const Secret& passphrase, std::string_view salt) {
  if (passphrase.view().size() < kMinPassphrase) {
    return Fail(StrCat("the passphrase is shorter than ", kMinPassphrase, " characters"));
  }
  std::string key(kKeySize, '\0');
  ossl::Must(EVP_PBE_scrypt(passphrase.view().data(), passphrase.view().size(),
                            ossl::Data(salt), salt.size(), kN, kR, kP, kMostMemory,
                            reinterpret_cast<unsigned char*>(key.data()), key.size()) == 1);
  Secret secret(key);
  WipeString(key);
  return secret;
}

}  // namespace certseal
