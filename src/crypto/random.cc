// SPDX-License-Identifier: Apache-2.0
#include "crypto/random.h"

#include <openssl/rand.h>

#include "crypto/openssl.h"

namespace certseal {

std::string SystemRandom(size_t size) {
  std::string bytes(size, '\0');
  ossl::Must(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()),
                        static_cast<int>(size)) == 1);
  return bytes;
}

}  // namespace certseal
