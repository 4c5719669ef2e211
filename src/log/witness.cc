// SPDX-License-Identifier: Apache-2.0
#include "log/witness.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/encoding.h"
#include "base/strings.h"
#include "crypto/digest.h"

namespace certseal {
namespace {

constexpr char kCosignature = '\x04';
constexpr size_t kTimeSize = 8;

NoteKeyId CosignatureKeyId(std::string_view name, const Ed25519PublicKey& key) {
  const Sha256Digest digest = Sha256(StrCat(name, '\n', kCosignature, key.bytes()));
  NoteKeyId id;
  std::copy_n(digest.bytes().begin(), id.size(), id.begin());
  return id;
}

std::string BigEndian64(uint64_t value) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes += static_cast<char>((value >> shift) & 0xff);
  }
  return bytes;
}

std::optional<Timestamp> TimeOf(std::string_view bytes) {
  uint64_t seconds = 0;
  for (const char c : bytes) seconds = seconds << 8 | static_cast<unsigned char>(c);
  if (seconds > INT64_MAX) return std::nullopt;
  return Timestamp::FromUnix(static_cast<int64_t>(seconds));
}

std::string CosignedMessage(Timestamp time, std::string_view text) {
  return StrCat("cosignature/v1\ntime ", time.unix_seconds(), '\n', text);
}

// ReadCosignature checks a line that claims to be by the witness.
std::optional<Timestamp> ReadCosignature(std::string_view text,
                                         const NoteSignature& line,
                                         const WitnessKey& witness) {
  if (line.payload.size() != kTimeSize + Ed25519Signature::kSize) return std::nullopt;
  const std::string_view payload(line.payload);
  const auto time = TimeOf(payload.substr(0, kTimeSize));
  const auto signature = Ed25519Signature::FromBytes(payload.substr(kTimeSize));
  if (!time || !signature ||
      !witness.key().Verify(CosignedMessage(*time, text), *signature)) {
    return std::nullopt;
  }
  return time;
}

// NewestCosignature gives nothing where there is no line of the witness.
Result<std::optional<Timestamp>> NewestCosignature(std::string_view text,
                                                   std::span<const NoteSignature> lines,
                                                   const WitnessKey& witness) {
  std::optional<Timestamp> newest;
  for (const NoteSignature& line : lines) {
    if (!line.IsBy(witness.name(), witness.id())) continue;
    const auto time = ReadCosignature(text, line, witness);
    if (!time) {
      return Fail(
          StrCat("the cosignature of ", Quote(witness.name()), " does not verify"));
    }
    newest = std::max(newest, time);
  }
  return newest;
}

bool IsByOneOf(const NoteSignature& line, std::span<const WitnessKey> witnesses) {
  return std::any_of(witnesses.begin(), witnesses.end(),
                     [&](const WitnessKey& witness) {
                       return line.IsBy(witness.name(), witness.id());
                     });
}

// A witness that knows the log at another size answers with that size (HTTP 409).
Result<void> RefuseTreeSize(std::string_view response) {
  if (!response.ends_with('\n')) return {};
  const auto size = ParseDecimal(response.substr(0, response.size() - 1));
  if (!size) return {};
  return Fail(StrCat("the witness did not sign: it knows the log at size ", *size),
              {StrCat("make the request anew, from size ", *size)});
}

}  // namespace

Result<WitnessKey> WitnessKey::Make(std::string_view name,
                                    const Ed25519PublicKey& key) {
  // Both kinds of key have the same names.
  ASSIGN_OR_RETURN(const VerifierKey named, VerifierKey::Make(name, key));
  return WitnessKey(named.name(), key, CosignatureKeyId(name, key));
}

Result<WitnessKey> WitnessKey::Parse(std::string_view text) {
  const auto refuse = [&] {
    return Fail(StrCat(Quote(text), " is not a witness key"));
  };
  const size_t name_size = text.find('+');
  const size_t key_at =
      text.find('+', name_size == text.npos ? name_size : name_size + 1);
  if (key_at == text.npos) return refuse();
  const auto bytes = Base64Decode(text.substr(key_at + 1));
  if (!bytes || !bytes->starts_with(kCosignature)) return refuse();
  const auto key = Ed25519PublicKey::FromBytes(std::string_view(*bytes).substr(1));
  if (!key) return refuse();
  ASSIGN_OR_RETURN(WitnessKey witness, Make(text.substr(0, name_size), *key));
  if (witness.Text() != text) return refuse();
  return witness;
}

std::string WitnessKey::Text() const {
  return StrCat(name_, '+', HexOf(id_), '+',
                Base64Encode(StrCat(kCosignature, key_.bytes())));
}

Result<Timestamp> VerifyCosignature(const SignedNote& note, const WitnessKey& witness) {
  ASSIGN_OR_RETURN(const auto time,
                   NewestCosignature(note.text(), note.signatures(), witness));
  if (!time) return Fail(StrCat("there is no cosignature of ", Quote(witness.name())));
  return *time;
}

Result<size_t> CountCosignatures(const SignedNote& note,
                                 std::span<const WitnessKey> witnesses) {
  std::set<Ed25519PublicKey> seen;
  for (const WitnessKey& witness : witnesses) {
    ASSIGN_OR_RETURN(const auto time,
                     NewestCosignature(note.text(), note.signatures(), witness));
    if (time) seen.insert(witness.key());
  }
  return seen.size();
}

std::string CosignatureLine(const SignedCheckpoint& checkpoint,
                            const WitnessKey& witness, const Ed25519Signer& signer,
                            Timestamp time) {
  const Ed25519Signature signature =
      signer.Sign(CosignedMessage(time, checkpoint.note().text()));
  const std::string seconds = BigEndian64(static_cast<uint64_t>(time.unix_seconds()));
  return NoteSignature{witness.name(), witness.id(), StrCat(seconds, signature.bytes())}
      .Line();
}

std::string AddCheckpointRequest(uint64_t old_size, const ProofHashes& consistency,
                                 const SignedCheckpoint& checkpoint) {
  std::string body = StrCat("old ", old_size, '\n');
  for (const Sha256Digest& hash : consistency) body += StrCat(hash.Base64(), '\n');
  return StrCat(body, '\n', checkpoint.bytes());
}

Result<SignedCheckpoint> AddCosignatures(const SignedCheckpoint& checkpoint,
                                         std::string_view response,
                                         std::span<const WitnessKey> witnesses) {
  if (response.size() > SignedCheckpoint::kMaxBytes) {
    return Fail("the witness's answer is too large");
  }
  TRY(RefuseTreeSize(response));
  ASSIGN_OR_RETURN(const auto lines, SignedNote::ParseSignatures(response));
  const SignedNote& note = checkpoint.note();
  for (const WitnessKey& witness : witnesses) {
    TRY(NewestCosignature(note.text(), lines, witness));
  }
  std::vector<NoteSignature> signatures = note.signatures();
  bool found = false;
  for (const NoteSignature& line : lines) {
    if (!IsByOneOf(line, witnesses)) continue;
    found = true;
    if (std::find(signatures.begin(), signatures.end(), line) == signatures.end()) {
      signatures.push_back(line);
    }
  }
  if (!found) return Fail("the answer holds no cosignature of a known witness");
  std::string bytes = StrCat(note.text(), '\n');
  for (const NoteSignature& line : signatures) bytes += line.Line();
  return SignedCheckpoint::Parse(bytes);
}

}  // namespace certseal
