// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "log/merkle.h"
#include "log/tree.h"
#include "site/site_source.h"

namespace certseal {

// ProvenLog reads a site's log under one tree head. Nothing the site says is believed:
// whatever is given here leads to the head's root by its hashes. Errors mean that the
// site lacks something or has it wrong, never that the log says otherwise. Whether the
// head is the school's, its signature must tell.
//
// Tiles are read once and kept. The source must outlive it.
class ProvenLog {
 public:
  ProvenLog(const SiteSource& source, const TreeHead& tree);

  const TreeHead& tree() const { return tree_; }

  // LeafAt gives the leaf hash at an index of the tree.
  Result<LeafHash> LeafAt(uint64_t index);

  // EntryAt gives the entry itself.
  Result<std::string> EntryAt(uint64_t index);

  // Extends tells whether the tree grew out of this older one, of at most its size:
  // false is proof that it did not.
  Result<bool> Extends(const TreeHead& older);

 private:
  Result<std::vector<std::string>> ReadBundle(uint64_t number);
  tl::unexpected<Error> Damaged(const Error& error) const;

  const SiteSource* source_;
  TreeHead tree_;
  TreeReader reader_;
  std::map<uint64_t, std::vector<std::string>> bundles_;
};

}  // namespace certseal
