// SPDX-License-Identifier: Apache-2.0
//
// Bytes of any length under a passphrase, written and read piece by piece: the header
//
//   certseal-backup/v1 LF, 16 bytes of salt
//
// and chunks of 64 KiB, the last one shorter or empty, each with AES-256-GCM's tag of 16
// bytes behind it. The key is scrypt's (RFC 7914; N 16384, r 8, p 16) of passphrase and salt;
// a chunk's nonce its number, 11 bytes big-endian from 0, and one byte that is 1 in the last
// chunk only; the header is authenticated with each. So no chunk can be changed, moved, left
// out or cut off. docs/backup.md says the same for those who must read one without us.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/random.h"
#include "keys/secret.h"

namespace certseal {

class SealedWriter {
 public:
  using Sink = std::function<Result<void>(std::string_view bytes)>;

  // Open writes the header. Deriving the key takes half a second by design. Fails for a
  // passphrase shorter than kMinPassphrase.
  static Result<SealedWriter> Open(const Secret& passphrase, const Random& random, Sink sink);

  Result<void> Write(std::string_view bytes);
  // Finish writes the last chunk; without it the stream reads as cut off.
  Result<void> Finish();

 private:
  SealedWriter(Secret key, std::string header, Sink sink)
      : key_(std::move(key)), header_(std::move(header)), sink_(std::move(sink)) {}
  Result<void> Seal(bool last);

  Secret key_;
  std::string header_;
  Sink sink_;
  std::string pending_;
  uint64_t chunk_ = 0;
};

class SealedReader {
 public:
  // Source gives the next bytes, at most `size`; fewer only at the end.
  using Source = std::function<Result<std::string>(size_t size)>;

  // Open reads the header. A wrong passphrase shows with the first chunk.
  static Result<SealedReader> Open(const Secret& passphrase, Source source);

  // Next gives the next piece, nothing behind the last. Fails where a byte is not as it was
  // written or the end is missing: what came before is then not to be trusted as a whole.
  Result<std::optional<std::string>> Next();

 private:
  SealedReader(Secret key, std::string header, Source source)
      : key_(std::move(key)), header_(std::move(header)), source_(std::move(source)) {}

  Secret key_;
  std::string header_;
  Source source_;
  std::string ahead_;  // read, not yet opened
  uint64_t chunk_ = 0;
  bool started_ = false, ended_ = false;
};

}  // namespace certseal
