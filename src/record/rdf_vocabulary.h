// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "record/contexts.h"

namespace certseal {

struct ScopedTerms;

// Term is one term definition of a JSON-LD context (JSON-LD 1.1 §9.15), as far as the
// closed set of the pinned contexts needs it. "id" and "type" are no terms: every
// context makes them aliases of @id and @type, or is refused.
struct Term {
  enum class Coercion { kNone, kIri, kVocabulary, kDatatype };

  std::string iri;  // as N-Quads print it: <https://schema.org/name>
  Coercion coercion = Coercion::kNone;
  std::string datatype;  // of kDatatype: ^^<http://www.w3.org/2001/XMLSchema#dateTime>
  std::string unsupported;  // why no document may use the term; empty: it may
  bool is_protected = false;
  std::string definition;               // its source, to compare a redefinition with
  std::unique_ptr<ScopedTerms> scoped;  // its own @context, or null
};

using TermTable = std::unordered_map<std::string, Term>;

// ScopedTerms is a type-scoped or property-scoped context.
struct ScopedTerms {
  TermTable terms;
  // Whether it redefines a protected term of the outermost contexts.
  bool redefines_protected = false;
};

// Vocabulary is what a list of contexts, applied in order, makes of the terms of a
// document. It is immutable and safe to share between threads.
class Vocabulary {
 public:
  // Make reads contexts. It fails for what it does not implement in the outermost
  // context (@base, @language, @import ...), where a protected term is redefined, and
  // where "id" and "type" are not defined.
  // Such things inside one term's definition only make that term unusable.
  static Result<Vocabulary> Make(const std::vector<ContextDocument>& contexts);

  // The vocabulary of records: exactly the two pinned contexts, read once.
  static const Vocabulary& OfRecords();
  // The vocabulary of status lists: the W3C's context alone, read once.
  static const Vocabulary& OfStatusLists();

  // The value "@context" must have in a document of this vocabulary.
  const std::vector<std::string>& urls() const { return urls_; }
  const TermTable& terms() const { return terms_; }
  // @vocab, the prefix of terms nobody defined; empty: unknown terms are refused.
  const std::string& fallback() const { return fallback_; }

 private:
  Vocabulary() = default;
  Result<void> Add(const ContextDocument& context);

  std::vector<std::string> urls_;
  TermTable terms_;
  std::string fallback_;
  bool has_aliases_ = false;
};

}  // namespace certseal
