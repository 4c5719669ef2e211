// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/digest.h"
#include "crypto/ecdsa_p256.h"
#include "crypto/ed25519.h"
#include "crypto/openssl.h"
#include "keys/passphrase_key.h"
#include "keys/secret.h"

namespace certseal {

// Private keys rest as PKCS#8 encrypted with PBES2: scrypt N=16384, r=8, p=16, a 16-byte
// salt, AES-256-CBC, in PEM. `openssl pkey -in FILE` opens them. Making or opening one
// takes about half a second by design.

// Ed25519PrivateKey signs records, seals, trust files and checkpoints. Signing is const
// and safe from several threads.
class Ed25519PrivateKey : public Ed25519Signer {
 public:
  static Ed25519PrivateKey Generate();
  static Result<Ed25519PrivateKey> FromEncryptedPem(std::string_view pem,
                                                    const Secret& passphrase);
  Result<std::string> ToEncryptedPem(const Secret& passphrase) const;

  const Ed25519PublicKey& public_key() const override { return public_key_; }
  Ed25519Signature Sign(std::string_view message) const override;

 private:
  Ed25519PrivateKey(ossl::Pkey key, const Ed25519PublicKey& public_key)
      : key_(std::move(key)), public_key_(public_key) {}
  static Result<Ed25519PrivateKey> Adopt(ossl::Pkey key);
  ossl::Pkey key_;
  Ed25519PublicKey public_key_;
};

// P256PrivateKey is the key of an X.509 certificate: the school's authority, or the
// document key that signs PDFs.
class P256PrivateKey {
 public:
  static P256PrivateKey Generate();
  // Adopt demands an ECDSA key on the named curve P-256.
  static Result<P256PrivateKey> Adopt(ossl::Pkey key);
  static Result<P256PrivateKey> FromEncryptedPem(std::string_view pem,
                                                 const Secret& passphrase);
  Result<std::string> ToEncryptedPem(const Secret& passphrase) const;

  // SpkiDigest is the SHA-256 of the DER SubjectPublicKeyInfo, as trust files list it.
  Sha256Digest SpkiDigest() const;

  // Sign makes an ECDSA signature over SHA-256 of the message, each time another. Const
  // and safe from several threads.
  EcdsaP256Signature Sign(std::string_view message) const;

  // Share gives a second handle of the same key.
  P256PrivateKey Share() const;

  EVP_PKEY* get() const { return key_.get(); }

 private:
  explicit P256PrivateKey(ossl::Pkey key) : key_(std::move(key)) {}
  ossl::Pkey key_;
};

}  // namespace certseal
