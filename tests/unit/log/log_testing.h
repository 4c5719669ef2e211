// SPDX-License-Identifier: Apache-2.0
//
// A tree in memory, a second opinion on every hash and proof, and a school's log to
// sign.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/strings.h"
#include "log/checkpoint.h"
#include "log/tree.h"
#include "support/test_signer.h"

namespace certseal {

inline std::string VectorPath(std::string_view name) {
  return StrCat(CERTSEAL_SOURCE_DIR "/tests/vectors/tlog/", name);
}

inline std::string ReadVector(std::string_view name) {
  return *ReadFile(VectorPath(name), 1 << 20);
}

inline std::string TestEntry(uint64_t index) { return StrCat("entry ", index); }

inline std::vector<LeafHash> TestLeaves(uint64_t begin, uint64_t end) {
  std::vector<LeafHash> leaves;
  for (uint64_t i = begin; i < end; ++i) leaves.push_back(LeafHash::Of(TestEntry(i)));
  return leaves;
}

// ReferenceTree computes hashes and proofs of the test's entries as RFC 6962 §2.1
// defines them, by recursion, and shares nothing with the code under test but SHA-256.
class ReferenceTree {
 public:
  // MTH(D[begin:end])
  Sha256Digest Hash(uint64_t begin, uint64_t end) {
    if (begin == end) return Sha256("");
    const auto key = std::pair(begin, end);
    if (const auto known = known_.find(key); known != known_.end())
      return known->second;
    const Sha256Digest hash = Compute(begin, end);
    known_.emplace(key, hash);
    return hash;
  }

  TreeHead Head(uint64_t size) { return {size, Hash(0, size)}; }

  // PATH(index, D[begin:end]), the index from 0
  ProofHashes Path(uint64_t index, uint64_t begin, uint64_t end) {
    if (end - begin == 1) return {};
    const uint64_t middle = begin + Half(end - begin);
    ProofHashes path =
        index < middle ? Path(index, begin, middle) : Path(index, middle, end);
    path.push_back(index < middle ? Hash(middle, end) : Hash(begin, middle));
    return path;
  }

  // SUBPROOF(older, D[begin:end], whole), the older size from 0
  ProofHashes SubProof(uint64_t older, uint64_t begin, uint64_t end, bool whole) {
    if (older == end) return whole ? ProofHashes{} : ProofHashes{Hash(begin, end)};
    const uint64_t middle = begin + Half(end - begin);
    ProofHashes proof = older <= middle ? SubProof(older, begin, middle, whole)
                                        : SubProof(older, middle, end, false);
    proof.push_back(older <= middle ? Hash(middle, end) : Hash(begin, middle));
    return proof;
  }

 private:
  static uint64_t Half(uint64_t n) {
    uint64_t k = 1;
    while (k * 2 < n) k *= 2;
    return k;
  }

  Sha256Digest Compute(uint64_t begin, uint64_t end) {
    if (end - begin == 1) return Sha256(std::string(1, '\0') + TestEntry(begin));
    const uint64_t middle = begin + Half(end - begin);
    return Sha256(
        StrCat('\x01', Hash(begin, middle).bytes(), Hash(middle, end).bytes()));
  }

  std::map<std::pair<uint64_t, uint64_t>, Sha256Digest> known_;
};

// StoredTree keeps tiles as a register does, counts how often they are read, and
// notices what must not happen to a tile.
class StoredTree {
 public:
  TileSource Source() {
    return [this](const TileId& id) -> Result<std::string> {
      ++reads;
      const auto tile = tiles.find({id.level, id.number});
      if (tile == tiles.end()) return Fail(StrCat("there is no ", id.Path()));
      return tile->second;
    };
  }

  Result<void> Append(const std::vector<LeafHash>& leaves) {
    ASSIGN_OR_RETURN(const auto grown, AppendLeaves(Source(), size, leaves));
    for (const GrownTile& tile : grown) {
      std::string& stored = tiles[{tile.level, tile.number}];
      if (!tile.hashes.starts_with(stored) || tile.hashes == stored) {
        return Fail("a tile did not grow");
      }
      stored = tile.hashes;
    }
    size += leaves.size();
    return {};
  }

  static StoredTree Of(uint64_t size) {
    StoredTree tree;
    if (!tree.Append(TestLeaves(0, size))) std::abort();
    return tree;
  }

  TreeReader Reader() { return {Source(), size}; }

  uint64_t size = 0;
  std::map<std::pair<unsigned, uint64_t>, std::string> tiles;
  int reads = 0;
};

// A log of one key over the test's entries.
class TestLog {
 public:
  SignedCheckpoint Sign(const TreeHead& tree) const {
    return SignedCheckpoint::Sign({key.name(), tree}, key, signer);
  }

  TestSigner signer = TestSigner::OfRepeated(1);
  VerifierKey key = *VerifierKey::Make("verify.school.example", signer.public_key());
};

}  // namespace certseal
