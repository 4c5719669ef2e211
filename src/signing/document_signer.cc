// SPDX-License-Identifier: Apache-2.0
#include "signing/document_signer.h"

#include "base/strings.h"
#include "crypto/cms.h"

namespace certseal {
namespace {

// Lengths in DER around a timestamp, and those that grow because of it.
constexpr size_t kTimestampFrame = 64;

Result<void> CheckChain(const P256PrivateKey& key,
                        const std::vector<X509Certificate>& chain) {
  if (chain.empty()) return Fail("there is no document certificate");
  if (chain.size() > SignedData::kMaxCertificates) {
    return Fail(StrCat("the document certificate's chain is longer than ",
                       SignedData::kMaxCertificates, " certificates"));
  }
  if (chain.front().spki_digest() != key.SpkiDigest()) {
    return Fail("the document certificate is not that of the document key");
  }
  for (size_t i = 0; i + 1 < chain.size(); ++i) {
    if (!chain[i].IsIssuedBy(chain[i + 1])) {
      return Fail(StrCat("the certificate of ", Quote(chain[i].CommonName(), 80),
                         " is not issued by ", Quote(chain[i + 1].CommonName(), 80)));
    }
  }
  return CheckCertificatesAmongThemselves(chain);
}

Result<SignatureTimestamp> Stamp(const TimestampSource& timestamps,
                                 const Sha256Digest& imprint) {
  ASSIGN_OR_RETURN(const std::string token, timestamps(imprint));
  Result<std::string> trimmed = SignatureTimestamp::Trim(token);
  if (!trimmed) return Within("the timestamp", trimmed.error());
  Result<SignatureTimestamp> read = SignatureTimestamp::Read(*trimmed, imprint);
  if (!read) return Within("the timestamp", read.error());
  if (trimmed->size() > DocumentSigner::kTimestampBytes) {
    return Fail(StrCat("the timestamp is larger than ", DocumentSigner::kTimestampBytes,
                       " bytes"));
  }
  return read;
}

}  // namespace

Result<DocumentSigner> DocumentSigner::Make(P256PrivateKey key,
                                            std::vector<X509Certificate> chain,
                                            TimestampSource timestamps) {
  TRY(CheckChain(key, chain));
  DocumentSigner signer(std::move(key), std::move(chain), std::move(timestamps));
  const Sha256Digest message = Sha256("");
  const SignedData sample{message, signer.chain_, signer.key_.Sign("sample"),
                          std::nullopt};
  signer.reserved_ = BuildSignedData(sample).size() - sample.signature.der().size() +
                     EcdsaP256Signature::kMaxSize +
                     (signer.timestamps_ ? kTimestampBytes + kTimestampFrame : 0);
  return signer;
}

Result<std::string> DocumentSigner::Sign(const Sha256Digest& message) const {
  SignedData parts{message, chain_, key_.Sign(SignedAttributes(message, chain_)),
                   std::nullopt};
  if (timestamps_) {
    ASSIGN_OR_RETURN(parts.timestamp,
                     Stamp(timestamps_, Sha256(parts.signature.der())));
  }
  return BuildSignedData(parts);
}

}  // namespace certseal
