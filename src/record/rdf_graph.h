// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory_resource>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/rdf_vocabulary.h"

namespace certseal {

// RdfGraph is the RDF of one JSON document: a tree of nodes, each with the triples it
// is the subject of. A node without an IRI is a blank node; it is the object of exactly
// the triple that leads to it from its parent. Two nodes may have the same IRI.
//
// Strings are N-Quads text (<iri>, "literal"^^<type>) and live as long as the graph,
// the document and the vocabulary.
class RdfGraph {
 public:
  static constexpr size_t kNone = static_cast<size_t>(-1);

  struct Triple {
    std::string_view predicate;
    std::string_view object;      // empty where the object is a blank node:
    size_t blank_object = kNone;  // its index in nodes()
  };

  struct Node {
    explicit Node(std::pmr::memory_resource* memory) : triples(memory) {}
    bool is_blank() const { return iri.empty(); }

    std::string_view iri;
    std::pmr::vector<Triple> triples;
    size_t parent = kNone;
    std::string_view parent_predicate;
  };

  RdfGraph() : memory_(first_, sizeof first_), nodes_(&memory_) { nodes_.reserve(24); }
  RdfGraph(const RdfGraph&) = delete;
  RdfGraph& operator=(const RdfGraph&) = delete;

  std::pmr::vector<Node>& nodes() { return nodes_; }
  size_t AddNode(std::string_view iri);
  // Store keeps a copy of text.
  std::string_view Store(std::string_view text);

 private:
  alignas(std::max_align_t) std::byte first_[24 * 1024];
  std::pmr::monotonic_buffer_resource memory_;
  std::pmr::vector<Node> nodes_;
};

// ReadGraph expands a JSON-LD document (JSON-LD 1.1 API §5.1) and adds its triples
// (§8.1) to an empty graph. Type-scoped contexts hold for their node alone,
// property-scoped ones for all below. "@context" must be exactly vocabulary.urls().
//
// It refuses what the closed vocabulary has no need of: unknown terms and types,
// keywords, further contexts, relative IRIs, blank node labels, null, arrays in arrays,
// and terms with features the vocabulary does not support (@list, @graph, @json ...).
// Errors begin with the path: "credentialSubject.result[1].value: ...".
Result<void> ReadGraph(const nlohmann::json& document, const Vocabulary& vocabulary,
                       RdfGraph& graph);

}  // namespace certseal
