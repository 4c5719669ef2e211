// SPDX-License-Identifier: Apache-2.0
#include "record/rdf.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "crypto/digest.h"
#include "json/canonical.h"
#include "record/rdf_graph.h"

namespace certseal {
namespace {

using Node = RdfGraph::Node;
using Triple = RdfGraph::Triple;

// The order of the lines "subject predicate object ." of one subject. Predicates end in
// ">" and so none is a prefix of another; an object that is a prefix of another is
// followed by " ", which comes before all that can follow there. Literals (") come
// before IRIs (<), those before blank nodes (_), here still without a name.
bool LineLess(const Triple& a, const Triple& b) {
  const int predicates = a.predicate.compare(b.predicate);
  if (predicates != 0) return predicates < 0;
  const bool a_blank = a.blank_object != RdfGraph::kNone;
  const bool b_blank = b.blank_object != RdfGraph::kNone;
  if (a_blank || b_blank) return !a_blank;
  return a.object < b.object;
}

bool SameLine(const Triple& a, const Triple& b) {
  return a.predicate == b.predicate && a.object == b.object &&
         a.blank_object == b.blank_object;
}

bool OrdersAgree(const Triple& a, const Triple& b) {
  return a.predicate != b.predicate || b.blank_object != RdfGraph::kNone ||
         Utf16Less(std::string(a.object), std::string(b.object));
}

// SortTriples orders a node's triples and drops repetitions. False: see
// CanonicalNQuads.
bool SortTriples(Node& node) {
  auto& triples = node.triples;
  std::sort(triples.begin(), triples.end(), LineLess);
  triples.erase(std::unique(triples.begin(), triples.end(), SameLine), triples.end());
  for (size_t i = 1; i < triples.size(); ++i) {
    if (!OrdersAgree(triples[i - 1], triples[i])) return false;
  }
  return true;
}

void AppendLine(std::string& out, std::string_view subject, std::string_view predicate,
                std::string_view object) {
  out.append(subject) += ' ';
  out.append(predicate) += ' ';
  out.append(object) += " .\n";
}

// RDFC-1.0 §4.6. The node's lines begin with "_:a"; the one line that leads to it comes
// before them where its subject is an IRI, after them where it is another blank node.
Sha256Digest HashFirstDegree(const std::pmr::vector<Node>& nodes, const Node& node,
                             std::string& text) {
  text.clear();
  const Node* parent = node.parent == RdfGraph::kNone ? nullptr : &nodes[node.parent];
  if (parent && !parent->is_blank()) {
    AppendLine(text, parent->iri, node.parent_predicate, "_:a");
  }
  for (const Triple& triple : node.triples) {
    const bool blank = triple.blank_object != RdfGraph::kNone;
    AppendLine(text, "_:a", triple.predicate, blank ? "_:z" : triple.object);
  }
  if (parent && parent->is_blank()) {
    AppendLine(text, "_:z", node.parent_predicate, "_:a");
  }
  return Sha256(text);
}

// NameBlankNodes issues c14n0, c14n1 ... in the order of the hashes (RDFC-1.0 §4.4.3
// steps 3 and 4). False: two have the same hash.
bool NameBlankNodes(RdfGraph& graph, std::string& text) {
  std::vector<std::pair<Sha256Digest, size_t>> hashes;
  auto& nodes = graph.nodes();
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].is_blank())
      hashes.emplace_back(HashFirstDegree(nodes, nodes[i], text), i);
  }
  std::sort(hashes.begin(), hashes.end());
  for (size_t i = 0; i < hashes.size(); ++i) {
    if (i != 0 && hashes[i - 1].first == hashes[i].first) return false;
    nodes[hashes[i].second].iri = graph.Store(StrCat("_:c14n", i));
  }
  for (Node& node : nodes) {
    for (Triple& triple : node.triples) {
      if (triple.blank_object != RdfGraph::kNone) {
        triple.object = nodes[triple.blank_object].iri;
        triple.blank_object = RdfGraph::kNone;
      }
    }
  }
  return true;
}

// BySubject gives the nodes in the order of their lines, those of one subject joined.
std::vector<Node*> BySubject(RdfGraph& graph) {
  std::vector<Node*> sorted;
  for (Node& node : graph.nodes()) {
    if (!node.triples.empty()) sorted.push_back(&node);
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Node* a, const Node* b) { return a->iri < b->iri; });
  std::vector<Node*> joined;
  for (Node* node : sorted) {
    if (joined.empty() || joined.back()->iri != node->iri) {
      joined.push_back(node);
    } else {
      auto& triples = joined.back()->triples;
      triples.insert(triples.end(), node->triples.begin(), node->triples.end());
    }
  }
  return joined;
}

}  // namespace

Result<std::string> CanonicalNQuads(const nlohmann::json& document,
                                    const Vocabulary& vocabulary) {
  constexpr std::string_view kOrder =
      "holds strings of one property that readers sort differently";
  RdfGraph graph;
  TRY(ReadGraph(document, vocabulary, graph));
  for (Node& node : graph.nodes()) {
    if (!SortTriples(node)) return Fail(std::string(kOrder));
  }
  std::string text;
  text.reserve(12 * 1024);
  if (!NameBlankNodes(graph, text)) {
    return Fail("holds two nodes without id that cannot be told apart");
  }
  text.clear();
  for (Node* node : BySubject(graph)) {
    if (!SortTriples(*node)) return Fail(std::string(kOrder));
    for (const Triple& triple : node->triples) {
      AppendLine(text, node->iri, triple.predicate, triple.object);
    }
  }
  return text;
}

}  // namespace certseal
