// SPDX-License-Identifier: Apache-2.0
#include "keys/secret.h"

#include <string>

#include <openssl/crypto.h>

namespace certseal {

void Secret::Wipe() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    Wipe();
    bytes_ = std::move(other.bytes_);
    other.bytes_.clear();
  }
  return *this;
}

void WipeString(std::string& bytes) {
  OPENSSL_cleanse(bytes.data(), bytes.size());
  bytes.clear();
}

}  // namespace certseal
