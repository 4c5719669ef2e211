// SPDX-License-Identifier: Apache-2.0
#include "record/rdf_graph.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/unicode.h"
#include "record/rdf_literal.h"

namespace certseal {
namespace {

using nlohmann::json;

constexpr size_t kMaxDepth = 16;
constexpr size_t kMaxTypes = 8;
constexpr std::string_view kRdfType =
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
constexpr std::string_view kXsdBoolean = "^^<http://www.w3.org/2001/XMLSchema#boolean>";
constexpr std::string_view kXsdInteger = "^^<http://www.w3.org/2001/XMLSchema#integer>";
constexpr std::string_view kXsdDouble = "^^<http://www.w3.org/2001/XMLSchema#double>";

// Scope is an active context: a table of terms that hides those of the outer scope.
struct Scope {
  const TermTable& terms;
  const Scope* outer;

  const Term* Find(const std::string& name) const {
    for (const Scope* scope = this; scope; scope = scope->outer) {
      const auto it = scope->terms.find(name);
      if (it != scope->terms.end()) return &it->second;
    }
    return nullptr;
  }
};

// Types are the names in a node's "type", sorted.
struct Types {
  const std::string* names[kMaxTypes];
  size_t count = 0;
};

// Expander walks the document. Its members give false where they refuse, and say why in
// error(). Where two scopes are passed, `outside` is the active context around the node
// and `inside` the one with the node's type-scoped contexts.
class Expander {
 public:
  Expander(const Vocabulary& vocabulary, RdfGraph& graph)
      : vocabulary_(vocabulary), graph_(graph) {}

  bool AddDocument(const json& document);
  std::string& error() { return error_; }

 private:
  // A step of the path to the value at hand: a member's name, or an element's index.
  struct Step {
    const std::string* key;
    size_t index;
  };

  bool Refuse(std::string why);
  bool AddNode(const json& object, const Scope& scope, size_t parent,
               std::string_view predicate);
  bool ReadId(const json& object, std::string_view& iri);
  bool ReadTypes(const json& object, Types& types);
  bool AddTypes(size_t node, const Types& types, const Scope& scope);
  bool AddMembers(size_t node, const json& object, const Types& types, size_t next_type,
                  const Scope& outside, const Scope& inside);
  bool AddMember(size_t node, const std::string& key, const json& value,
                 const Scope& outside, const Scope& inside);
  bool AddValue(size_t node, const Term& term, std::string_view predicate,
                const json& value, const Scope& outside, const Scope& inside);
  bool AddString(size_t node, const Term& term, std::string_view predicate,
                 const std::string& text, const Scope& scope);
  bool AddNumber(size_t node, const Term& term, std::string_view predicate,
                 double value);
  void AddTriple(size_t node, std::string_view predicate, std::string_view object);
  void AddLiteral(size_t node, std::string_view predicate, std::string_view text,
                  std::string_view datatype);
  std::string_view FallbackIri(const std::string& name);
  std::string Path() const;

  const Vocabulary& vocabulary_;
  RdfGraph& graph_;
  std::vector<Step> path_;
  std::string scratch_;
  std::string error_;
};

std::string Expander::Path() const {
  std::string out;
  for (const Step& step : path_) {
    if (!step.key) {
      out += StrCat("[", step.index, "]");
    } else {
      if (!out.empty()) out += '.';
      out += EscapeControls(Utf8Prefix(*step.key, 60));
    }
  }
  return out;
}

bool Expander::Refuse(std::string why) {
  const std::string path = Path();
  error_ = path.empty() ? std::move(why) : StrCat(path, ": ", why);
  return false;
}

void Expander::AddTriple(size_t node, std::string_view predicate,
                         std::string_view object) {
  graph_.nodes()[node].triples.push_back({predicate, object});
}

void Expander::AddLiteral(size_t node, std::string_view predicate,
                          std::string_view text, std::string_view datatype) {
  scratch_.clear();
  AppendQuoted(scratch_, text);
  scratch_ += datatype;
  AddTriple(node, predicate, graph_.Store(scratch_));
}

// What @vocab makes of a name that no context defines; empty: nothing.
std::string_view Expander::FallbackIri(const std::string& name) {
  if (vocabulary_.fallback().empty()) return {};
  scratch_ = vocabulary_.fallback() + name;
  if (name.find(':') != std::string::npos || !IsAbsoluteIri(scratch_)) return {};
  return graph_.Store(StrCat("<", scratch_, ">"));
}

bool Expander::AddDocument(const json& document) {
  if (!document.is_object()) return Refuse("the document is not an object");
  const auto context = document.find("@context");
  if (context == document.end() || *context != vocabulary_.urls()) {
    return Refuse(
        StrCat("@context: must be exactly [", Join(vocabulary_.urls(), ", "), "]"));
  }
  const Scope scope{vocabulary_.terms(), nullptr};
  return AddNode(document, scope, RdfGraph::kNone, {});
}

bool Expander::ReadId(const json& object, std::string_view& iri) {
  const auto id = object.find("id");
  if (id == object.end()) return true;
  path_.push_back({&id.key(), 0});
  if (!id->is_string() || !IsAbsoluteIri(id->get_ref<const std::string&>())) {
    return Refuse("must be an absolute IRI in ASCII");
  }
  scratch_.assign("<").append(id->get_ref<const std::string&>()).append(">");
  iri = graph_.Store(scratch_);
  path_.pop_back();
  return true;
}

// JSON-LD 1.1 API §5.1.2 step 11: type-scoped contexts apply in the order of the names.
bool Expander::ReadTypes(const json& object, Types& types) {
  const auto type = object.find("type");
  if (type == object.end()) return true;
  path_.push_back({&type.key(), 0});
  const bool is_array = type->is_array();
  const size_t count = is_array ? type->size() : 1;
  if (count > kMaxTypes) return Refuse("too many types");
  for (size_t i = 0; i < count; ++i) {
    const json& name = is_array ? (*type)[i] : *type;
    if (!name.is_string()) return Refuse("must be a type's name or an array of them");
    types.names[types.count++] = &name.get_ref<const std::string&>();
  }
  path_.pop_back();
  std::sort(types.names, types.names + types.count,
            [](const auto* a, const auto* b) { return *a < *b; });
  return true;
}

bool Expander::AddTypes(size_t node, const Types& types, const Scope& scope) {
  for (size_t i = 0; i < types.count; ++i) {
    const std::string& name = *types.names[i];
    const Term* term = scope.Find(name);
    const std::string_view iri = term ? term->iri : FallbackIri(name);
    if (iri.empty()) return Refuse(StrCat("unknown type ", Quote(name)));
    AddTriple(node, kRdfType, iri);
  }
  return true;
}

bool Expander::AddNode(const json& object, const Scope& scope, size_t parent,
                       std::string_view predicate) {
  if (path_.size() > kMaxDepth) return Refuse("nested too deeply");
  std::string_view iri;
  if (!ReadId(object, iri)) return false;
  const size_t node = graph_.AddNode(iri);
  graph_.nodes()[node].parent = parent;
  graph_.nodes()[node].parent_predicate = predicate;
  if (parent != RdfGraph::kNone) {
    const size_t blank = iri.empty() ? node : RdfGraph::kNone;
    graph_.nodes()[parent].triples.push_back({predicate, iri, blank});
  }
  Types types;
  return ReadTypes(object, types) && AddTypes(node, types, scope) &&
         AddMembers(node, object, types, 0, scope, scope);
}

// Whether a type-scoped context leaves the protected terms in force as they are.
bool MayApply(const ScopedTerms& scoped, const Scope& scope) {
  if (!scope.outer) return !scoped.redefines_protected;
  return std::all_of(scoped.terms.begin(), scoped.terms.end(), [&](const auto& entry) {
    const Term* before = scope.Find(entry.first);
    return !before || !before->is_protected ||
           before->definition == entry.second.definition;
  });
}

bool Expander::AddMembers(size_t node, const json& object, const Types& types,
                          size_t next_type, const Scope& outside, const Scope& inside) {
  for (; next_type < types.count; ++next_type) {
    const Term* type = outside.Find(*types.names[next_type]);
    if (!type || !type->scoped) continue;
    if (!type->unsupported.empty()) return Refuse(type->unsupported);
    if (!MayApply(*type->scoped, inside)) {
      return Refuse(StrCat("the type ", Quote(*types.names[next_type]),
                           " redefines a protected term"));
    }
    const Scope scope{type->scoped->terms, &inside};
    return AddMembers(node, object, types, next_type + 1, outside, scope);
  }
  for (auto member = object.begin(); member != object.end(); ++member) {
    const std::string& key = member.key();
    if (key == "id" || key == "type") continue;
    if (key == "@context" && path_.empty()) continue;
    path_.push_back({&key, 0});
    if (!AddMember(node, key, *member, outside, inside)) return false;
    path_.pop_back();
  }
  return true;
}

bool Expander::AddMember(size_t node, const std::string& key, const json& value,
                         const Scope& outside, const Scope& inside) {
  static const Term kPlain;
  if (key == "@context") return Refuse("only the document may have a context");
  if (key.starts_with('@')) return Refuse("keywords are not supported");
  const Term* term = inside.Find(key);
  const std::string_view predicate = term ? term->iri : FallbackIri(key);
  if (!term && predicate.empty()) return Refuse("unknown term");
  if (!term) term = &kPlain;
  if (!term->unsupported.empty()) return Refuse(term->unsupported);
  if (!value.is_array()) {
    return AddValue(node, *term, predicate, value, outside, inside);
  }
  for (size_t i = 0; i < value.size(); ++i) {
    path_.push_back({nullptr, i});
    if (!AddValue(node, *term, predicate, value[i], outside, inside)) return false;
    path_.pop_back();
  }
  return true;
}

bool NamesIri(const Term& term) {
  return term.coercion == Term::Coercion::kIri ||
         term.coercion == Term::Coercion::kVocabulary;
}

// §5.1.2 steps 4, 7 and 8: a property-scoped context applies on top of the type-scoped
// ones for a scalar, but without them for a node.
bool Expander::AddValue(size_t node, const Term& term, std::string_view predicate,
                        const json& value, const Scope& outside, const Scope& inside) {
  switch (value.type()) {
    case json::value_t::object: {
      if (!term.scoped) return AddNode(value, outside, node, predicate);
      const Scope scope{term.scoped->terms, &outside};
      return AddNode(value, scope, node, predicate);
    }
    case json::value_t::string: {
      const std::string& text = value.get_ref<const std::string&>();
      if (!term.scoped) return AddString(node, term, predicate, text, inside);
      const Scope scope{term.scoped->terms, &inside};
      return AddString(node, term, predicate, text, scope);
    }
    case json::value_t::boolean:
      if (NamesIri(term)) return Refuse("must be an IRI");
      AddLiteral(node, predicate, value.get<bool>() ? "true" : "false",
                 term.datatype.empty() ? kXsdBoolean : term.datatype);
      return true;
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
    case json::value_t::number_float:
      return AddNumber(node, term, predicate, value.get<double>());
    case json::value_t::array:
      return Refuse("an array in an array");
    default:
      return Refuse("null");
  }
}

// §5.3.2 value expansion.
bool Expander::AddString(size_t node, const Term& term, std::string_view predicate,
                         const std::string& text, const Scope& scope) {
  switch (term.coercion) {
    case Term::Coercion::kIri:
      if (!IsAbsoluteIri(text)) return Refuse("must be an absolute IRI in ASCII");
      scratch_.assign("<").append(text).append(">");
      AddTriple(node, predicate, graph_.Store(scratch_));
      return true;
    case Term::Coercion::kVocabulary: {
      const Term* named = scope.Find(text);
      const std::string_view iri = named ? named->iri : FallbackIri(text);
      if (iri.empty()) return Refuse(StrCat("unknown term ", Quote(text)));
      AddTriple(node, predicate, iri);
      return true;
    }
    default:
      AddLiteral(node, predicate, text, term.datatype);
      return true;
  }
}

// §8.2.2 object to RDF conversion, steps 7 to 11.
bool Expander::AddNumber(size_t node, const Term& term, std::string_view predicate,
                         double value) {
  if (NamesIri(term)) return Refuse("must be an IRI");
  const auto number = ToRdfNumber(value);
  if (!number || term.datatype == kXsdDouble) {
    return Refuse("a number whose canonical form readers do not agree on");
  }
  const std::string_view natural = number->is_integer ? kXsdInteger : kXsdDouble;
  AddLiteral(node, predicate, number->text,
             term.datatype.empty() ? natural : std::string_view(term.datatype));
  return true;
}

}  // namespace

size_t RdfGraph::AddNode(std::string_view iri) {
  nodes_.emplace_back(&memory_);
  nodes_.back().iri = iri;
  nodes_.back().triples.reserve(8);
  return nodes_.size() - 1;
}

std::string_view RdfGraph::Store(std::string_view text) {
  if (text.empty()) return {};
  char* copy = static_cast<char*>(memory_.allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

Result<void> ReadGraph(const json& document, const Vocabulary& vocabulary,
                       RdfGraph& graph) {
  Expander expander(vocabulary, graph);
  if (!expander.AddDocument(document)) return Fail(std::move(expander.error()));
  return {};
}

}  // namespace certseal
