// SPDX-License-Identifier: Apache-2.0
//
// Owners of OpenSSL's objects. For the .cc files of crypto and keys only.
#pragma once

#include <cstdlib>
#include <memory>
#include <string_view>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

namespace certseal::ossl {

template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

template <typename T, auto Free>
using Owned = std::unique_ptr<T, Deleter<Free>>;

using MdCtx = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using CipherCtx = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using Pkey = Owned<EVP_PKEY, EVP_PKEY_free>;
using PkeyCtx = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Bio = Owned<BIO, BIO_free_all>;
using X509Ptr = Owned<X509, X509_free>;

inline const unsigned char* Data(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// Must ends the program where OpenSSL fails at what cannot fail with valid arguments
// (memory is exhausted, or the library is broken): going on would not be safe.
inline void Must(bool ok) {
  if (!ok) std::abort();
}

}  // namespace certseal::ossl
