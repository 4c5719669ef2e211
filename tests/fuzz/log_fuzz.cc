// SPDX-License-Identifier: Apache-2.0
// links: log
// seeds: tlog/corpus/* tlog/tessera-log/checkpoint.*
//
// Everything of the log that comes from outside: notes, checkpoints, entries, bundles,
// tiles, proofs, answers of witnesses. Whatever is accepted must print back as it was
// read.
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "fuzz/fuzz.h"
#include "log/entry.h"
#include "log/log_proof.h"
#include "log/tree.h"
#include "log/witness.h"

namespace certseal {
namespace {

// A real witness, and the checkpoint that it cosigned, here under a signature of zeros.
const WitnessKey& Witness() {
  static const WitnessKey key = *WitnessKey::Parse(
      "witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN");
  return key;
}

const SignedCheckpoint& Cosigned() {
  static const SignedCheckpoint checkpoint = *SignedCheckpoint::Parse(
      "rome2026h1.example.org\n300\nlCkHUpkmVBEms2r2T1K6Og69+wUuuN3MIEW1/ezu2v0=\n\n" +
      NoteSignature{"rome2026h1.example.org", {}, std::string(64, '\0')}.Line());
  return checkpoint;
}

void ReadNote(std::string_view text) {
  if (const auto key = WitnessKey::Parse(text)) Require(key->Text() == text);
  if (const auto line = NoteSignature::ParseLine(text)) {
    Require(line->Line() == StrCat(text, '\n'));
  }
  if (const auto lines = SignedNote::ParseSignatures(text)) {
    std::string printed;
    for (const NoteSignature& line : *lines) printed += line.Line();
    Require(printed == text);
  }
  const auto note = SignedNote::Parse(text);
  if (!note) return;
  Require(note->bytes() == text);
  const std::vector<WitnessKey> witnesses = {Witness()};
  const auto count = CountCosignatures(*note, witnesses);
  Require(VerifyCosignature(*note, Witness()).has_value() == (count && *count == 1));
}

void ReadCheckpoint(std::string_view text) {
  if (const auto checkpoint = Checkpoint::Parse(text)) {
    Require(checkpoint->Text() == text);
  }
  if (const auto checkpoint = SignedCheckpoint::Parse(text)) {
    Require(checkpoint->bytes() == text && checkpoint->note().bytes() == text);
  }
  const std::vector<WitnessKey> witnesses = {Witness()};
  if (const auto added = AddCosignatures(Cosigned(), text, witnesses)) {
    Require(added->bytes().starts_with(Cosigned().bytes()));
    Require(*CountCosignatures(added->note(), witnesses) == 1);
  }
}

void ReadProof(std::string_view text) {
  const auto proof = LogProof::Parse(text);
  if (!proof) return;
  Require(proof->Text() == text);
  const TreeHead& tree = proof->checkpoint.tree();
  // The root would have to contain its own hash.
  Require(!CheckInclusion(LeafHash::Of(text), proof->index, proof->hashes, tree));
  Require(!CheckConsistency({proof->index, Sha256(text)}, tree, proof->hashes));
}

void ReadEntries(std::string_view text) {
  if (const auto entry = ParseEntry(text)) Require(EntryText(*entry) == text);
  if (text.empty()) return;
  const auto count = static_cast<unsigned char>(text[0]);
  const std::string_view bundle = text.substr(1);
  if (const auto entries = DecodeBundle(bundle, count)) {
    Require(entries->size() == count && EncodeBundle(*entries) == bundle);
  }
}

// The first bytes are a size and an index, the rest is what every tile is made of.
void ReadTiles(std::string_view text) {
  if (text.size() < 9) return;
  uint64_t size = 0;
  for (const char c : text.substr(0, 8)) size = size << 8 | static_cast<uint8_t>(c);
  size >>= static_cast<uint8_t>(text[8]) % 64;
  const TileSource source = [&](const TileId&) -> Result<std::string> {
    return std::string(text.substr(9));
  };
  TreeReader tree(source, size);
  const auto head = tree.Head();
  for (const uint64_t index : {uint64_t{0}, size / 3, size - 1}) {
    const auto proof = tree.ProveInclusion(index);
    const auto leaf = tree.LeafAt(index);
    const auto consistency = tree.ProveConsistency(index + 1);
    if (proof) Require(proof->size() <= 64 && index < size);
    if (consistency) Require(consistency->size() <= 65);
    // One tile throughout is no tree: only where it has no other level can it be one.
    if (!head || !proof || !leaf || size >= kTileWidth) continue;
    Require(CheckInclusion(*leaf, index, *proof, *head).has_value());
  }
  const auto grown = AppendLeaves(source, size, std::vector(300, LeafHash::Of(text)));
  if (grown) Require(!grown->empty());
}

}  // namespace
}  // namespace certseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = certseal::TextOf(data, size);
  certseal::ReadNote(text);
  certseal::ReadCheckpoint(text);
  certseal::ReadProof(text);
  certseal::ReadEntries(text);
  certseal::ReadTiles(text);
  return 0;
}
