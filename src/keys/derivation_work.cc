// SPDX-License-Identifier: Apache-2.0
#include "keys/derivation_work.h"

#include <openssl/err.h>

#include "crypto/openssl.h"
#include "keys/passphrase_key.h"

namespace certseal {
namespace {

constexpr uint64_t kMaxIterations = 2'000'000;  // more than a second
constexpr uint64_t kMaxScrypt = 4 * kScryptN * kScryptR * kScryptP;

using Pbes2 = ossl::Owned<PBE2PARAM, PBE2PARAM_free>;
using Pbes1 = ossl::Owned<PBEPARAM, PBEPARAM_free>;
using Pbkdf2 = ossl::Owned<PBKDF2PARAM, PBKDF2PARAM_free>;
using Scrypt = ossl::Owned<SCRYPT_PARAMS, SCRYPT_PARAMS_free>;

template <typename Parameters>
Parameters Unpack(const ASN1_ITEM* item, const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  int type = V_ASN1_UNDEF;
  const void* value = nullptr;
  X509_ALGOR_get0(&object, &type, &value, algorithm);
  if (type != V_ASN1_SEQUENCE) return Parameters();
  void* parameters = ASN1_item_unpack(static_cast<const ASN1_STRING*>(value), item);
  ERR_clear_error();
  return Parameters(static_cast<typename Parameters::pointer>(parameters));
}

int KindOf(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  return OBJ_obj2nid(object);
}

bool IsAtMost(const ASN1_INTEGER* number, uint64_t most, uint64_t& value) {
  const bool ok = ASN1_INTEGER_get_uint64(&value, number) == 1 && value <= most;
  ERR_clear_error();
  return ok;
}

tl::unexpected<Error> TooMuch() {
  return Fail("it asks for more work than opening a key needs");
}

Result<void> DemandModestScrypt(const SCRYPT_PARAMS& parameters) {
  uint64_t n = 0;
  uint64_t r = 0;
  uint64_t p = 0;
  // None of them overflows the product.
  if (IsAtMost(parameters.costParameter, kMaxScrypt, n) &&
      IsAtMost(parameters.blockSize, 1024, r) &&
      IsAtMost(parameters.parallelizationParameter, 1024, p) &&
      n * r * p <= kMaxScrypt) {
    return {};
  }
  return TooMuch();
}

}  // namespace

Result<void> DemandModestWork(const ASN1_INTEGER* iterations) {
  uint64_t count = 0;
  if (!iterations || IsAtMost(iterations, kMaxIterations, count)) return {};
  return TooMuch();
}

Result<void> DemandModestWork(const X509_ALGOR* encryption) {
  if (KindOf(encryption) != NID_pbes2) {
    const auto old = Unpack<Pbes1>(ASN1_ITEM_rptr(PBEPARAM), encryption);
    return old ? DemandModestWork(old->iter) : Result<void>();
  }
  const auto pbes2 = Unpack<Pbes2>(ASN1_ITEM_rptr(PBE2PARAM), encryption);
  if (!pbes2) return {};
  if (KindOf(pbes2->keyfunc) == NID_id_scrypt) {
    const auto scrypt = Unpack<Scrypt>(ASN1_ITEM_rptr(SCRYPT_PARAMS), pbes2->keyfunc);
    return scrypt ? DemandModestScrypt(*scrypt) : Result<void>();
  }
  const auto pbkdf2 = Unpack<Pbkdf2>(ASN1_ITEM_rptr(PBKDF2PARAM), pbes2->keyfunc);
  return pbkdf2 ? DemandModestWork(pbkdf2->iter) : Result<void>();
}

}  // namespace certseal
