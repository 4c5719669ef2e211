// SPDX-License-Identifier: Apache-2.0
#include "backup/sealed_stream.h"

#include "base/strings.h"
#include "crypto/aead.h"
#include "keys/passphrase_key.h"

namespace certseal {
namespace {

constexpr std::string_view kMagic = "certseal-backup/v1\n";
constexpr size_t kSalt = 16;
constexpr size_t kChunk = 64 * 1024;
constexpr size_t kSealedChunk = kChunk + kAeadTagSize;

std::string NonceOf(uint64_t chunk, bool last) {
  std::string nonce(kAeadNonceSize, '\0');
  for (size_t i = 0; i < 8; ++i) {
    nonce[kAeadNonceSize - 2 - i] = static_cast<char>(chunk >> (8 * i) & 0xff);
  }
  nonce.back() = last ? 1 : 0;
  return nonce;
}

}  // namespace

Result<SealedWriter> SealedWriter::Open(const Secret& passphrase, const Random& random,
                                        Sink sink) {
  const std::string salt = random(kSalt);
  ASSIGN_OR_RETURN(Secret key, KeyFromPassphrase(passphrase, salt));
  std::string header = StrCat(kMagic, salt);
  TRY(sink(header));
  return SealedWriter(std::move(key), std::move(header), std::move(sink));
}

Result<void> SealedWriter::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    // A full chunk waits until more comes: it may be the last.
    if (pending_.size() == kChunk) TRY(Seal(false));
    const size_t taken = std::min(kChunk - pending_.size(), bytes.size());
    pending_.append(bytes.substr(0, taken));
    bytes.remove_prefix(taken);
  }
  return {};
}

Result<void> SealedWriter::Finish() { return Seal(true); }

Result<void> SealedWriter::Seal(bool last) {
  const std::string sealed =
      Aes256GcmSeal(key_.view(), NonceOf(chunk_, last), pending_, header_);
  pending_.clear();
  ++chunk_;
  return sink_(sealed);
}

Result<SealedReader> SealedReader::Open(const Secret& passphrase, Source source) {
  ASSIGN_OR_RETURN(std::string header, source(kMagic.size() + kSalt));
  if (header.size() != kMagic.size() + kSalt || !header.starts_with(kMagic)) {
    return Fail("is no backup of certseal");
  }
  ASSIGN_OR_RETURN(Secret key, KeyFromPassphrase(passphrase, header.substr(kMagic.size())));
  return SealedReader(std::move(key), std::move(header), std::move(source));
}

Result<std::optional<std::string>> SealedReader::Next() {
  if (ended_) return std::optional<std::string>();
  if (!started_) {
    ASSIGN_OR_RETURN(ahead_, source_(kSealedChunk));
    started_ = true;
  }
  std::string sealed = std::move(ahead_);
  ahead_.clear();
  if (sealed.size() == kSealedChunk) {
    ASSIGN_OR_RETURN(ahead_, source_(kSealedChunk));
  }
  ended_ = ahead_.empty();
  auto plain = Aes256GcmOpen(key_.view(), NonceOf(chunk_, ended_), sealed, header_);
  if (!plain) {
    if (chunk_ == 0) return Fail("the passphrase is wrong, or the backup is damaged");
    return Fail("the backup is damaged or cut off",
                {"use another copy; nothing of this one can be relied on"});
  }
  ++chunk_;
  return std::optional<std::string>(std::move(*plain));
}

}  // namespace certseal
