// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "log/witness.h"
#include "support/test_signer.h"
#include "trust/trust_file.h"

namespace certseal {

// TestSchool has keys that are known to everyone; another number, other keys.
struct TestSchool {
  explicit TestSchool(char number = 0)
      : root(TestSigner::OfRepeated(static_cast<char>(number + 1))),
        log(TestSigner::OfRepeated(static_cast<char>(number + 2))),
        issuer(TestSigner::OfRepeated(static_cast<char>(number + 3))) {}

  TestSigner root, log, issuer;

  static VerifierKey Key(std::string_view suffix, const Ed25519Signer& signer) {
    return VerifierKey::Make("verify.school.example" + std::string(suffix),
                             signer.public_key())
        .value();
  }

  TrustKeys Keys(uint64_t version = 1) const {
    return {SiteAddress::FromOrigin("verify.school.example").value(),
            "Example School of Aesthetics",
            version,
            Key("/root", root),
            {{Key("", log), {}}},
            {{"key-2026-01", Key("/key-2026-01", issuer), {}}},
            {{Sha256("document key"), {0, 77}}}};
  }
  std::string File(uint64_t version = 1) const {
    return TrustFile::Sign(Keys(version), root);
  }
  TrustFile Trust(const TrustKeys& keys) const {
    return TrustFile::Parse(TrustFile::Sign(keys, root)).value();
  }
};

// A witness that keys name, and that signs.
struct TestWitness {
  explicit TestWitness(const std::string& name, char byte)
      : signer(TestSigner::OfRepeated(byte)),
        key(WitnessKey::Make(name, signer.public_key()).value()) {}

  TestSigner signer;
  WitnessKey key;
};

}  // namespace certseal
