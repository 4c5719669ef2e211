// SPDX-License-Identifier: Apache-2.0
#include "crypto/ecdsa_p256.h"

#include <openssl/bn.h>
#include <openssl/err.h>

#include "crypto/der.h"
#include "crypto/openssl.h"

namespace certseal {
namespace {

using namespace std::string_view_literals;
using Number = ossl::Owned<BIGNUM, BN_free>;

// The order of the curve's base point (FIPS 186-4 §D.1.2.3).
constexpr auto kOrder =
    "\xff\xff\xff\xff\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff"
    "\xbc\xe6\xfa\xad\xa7\x17\x9e\x84\xf3\xb9\xca\xc2\xfc\x63\x25\x51"sv;

// SubjectPublicKeyInfo before the 64 bytes of the point: id-ecPublicKey, prime256v1, a
// bit string that begins with 04, uncompressed.
constexpr auto kSpkiHead =
    "\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d"
    "\x03\x01\x07\x03\x42\x00\x04"sv;
constexpr size_t kPointSize = 64;

Number NumberOf(std::string_view bytes) {
  Number number(BN_bin2bn(ossl::Data(bytes), static_cast<int>(bytes.size()), nullptr));
  ossl::Must(number != nullptr);
  return number;
}

// The contents of a DER INTEGER: shortest form, with a zero where the top bit is set.
std::string IntegerOf(const BIGNUM* number) {
  std::string bytes(static_cast<size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  if (bytes.empty() || (bytes[0] & 0x80) != 0) bytes.insert(bytes.begin(), '\0');
  return Der(kDerInteger, bytes);
}

std::string SigValue(const BIGNUM* r, const BIGNUM* s) {
  return Der(kDerSequence, {IntegerOf(r), IntegerOf(s)});
}

}  // namespace

std::optional<EcdsaP256Signature> EcdsaP256Signature::Normalize(std::string_view der) {
  DerReader outer(der);
  DerReader value = outer.Enter(kDerSequence);
  const std::string_view r_bytes = value.Take(kDerInteger).contents;
  const std::string_view s_bytes = value.Take(kDerInteger).contents;
  if (!value.Finished() || !outer.Finished() || der.size() > kMaxSize) {
    return std::nullopt;
  }
  const Number order = NumberOf(kOrder);
  const Number r = NumberOf(r_bytes);
  const Number s = NumberOf(s_bytes);
  // A negative number shows here too: it does not print back.
  if (SigValue(r.get(), s.get()) != der || BN_is_zero(r.get()) || BN_is_zero(s.get()) ||
      BN_cmp(r.get(), order.get()) >= 0 || BN_cmp(s.get(), order.get()) >= 0) {
    return std::nullopt;
  }
  const Number twin(BN_new());
  ossl::Must(twin && BN_sub(twin.get(), order.get(), s.get()) == 1);
  const BIGNUM* low = BN_cmp(s.get(), twin.get()) <= 0 ? s.get() : twin.get();
  return EcdsaP256Signature(SigValue(r.get(), low));
}

std::optional<EcdsaP256Signature> EcdsaP256Signature::FromDer(std::string_view der) {
  auto normal = Normalize(der);
  if (!normal || normal->der_ != der) return std::nullopt;
  return normal;
}

std::optional<EcdsaP256PublicKey> EcdsaP256PublicKey::FromSpki(std::string_view der) {
  if (!der.starts_with(kSpkiHead) || der.size() != kSpkiHead.size() + kPointSize) {
    return std::nullopt;
  }
  const unsigned char* data = ossl::Data(der);
  ossl::Pkey key(d2i_PUBKEY(nullptr, &data, static_cast<long>(der.size())));
  if (!key) {
    ERR_clear_error();
    return std::nullopt;
  }
  return EcdsaP256PublicKey(std::shared_ptr<evp_pkey_st>(std::move(key)));
}

bool EcdsaP256PublicKey::Verify(std::string_view message,
                                const EcdsaP256Signature& signature) const {
  const ossl::MdCtx ctx(EVP_MD_CTX_new());
  const bool ok =
      ctx &&
      EVP_DigestVerifyInit(ctx.get(), nullptr, EVP_sha256(), nullptr, key_.get()) ==
          1 &&
      EVP_DigestVerify(ctx.get(), ossl::Data(signature.der()), signature.der().size(),
                       ossl::Data(message), message.size()) == 1;
  if (!ok) ERR_clear_error();
  return ok;
}

}  // namespace certseal
