// SPDX-License-Identifier: Apache-2.0
//
// Opening a key takes half a second by design, and every state here opens several: this
// executable's own scrypt is the library's with the least work.
#include <dlfcn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace {
constexpr uint64_t kN = 2, kR = 8, kP = 1;
}  // namespace

extern "C" {

X509_ALGOR* PKCS5_pbe2_set_scrypt(const EVP_CIPHER* cipher, const unsigned char* salt,
                                  int salt_size, unsigned char* iv, uint64_t, uint64_t,
                                  uint64_t) {
  static auto* const real = reinterpret_cast<decltype(PKCS5_pbe2_set_scrypt)*>(
      ::dlsym(RTLD_NEXT, "PKCS5_pbe2_set_scrypt"));
  return real(cipher, salt, salt_size, iv, kN, kR, kP);
}
int EVP_PBE_scrypt(const char* passphrase, size_t size, const unsigned char* salt,
                   size_t salt_size, uint64_t, uint64_t, uint64_t, uint64_t memory,
                   unsigned char* key, size_t key_size) {
  static auto* const real =
      reinterpret_cast<decltype(EVP_PBE_scrypt)*>(::dlsym(RTLD_NEXT, "EVP_PBE_scrypt"));
  return real(passphrase, size, salt, salt_size, kN, kR, kP, memory, key, key_size);
}

}  // extern "C"
