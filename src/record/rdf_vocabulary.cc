// SPDX-License-Identifier: Apache-2.0
#include "record/rdf_vocabulary.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "json/parse.h"
#include "record/rdf_literal.h"

namespace certseal {
namespace {

using nlohmann::json;

constexpr int kMaxNesting = 8;

const json* Member(const json& object, const char* key) {
  const auto it = object.find(key);
  return it == object.end() ? nullptr : &*it;
}

std::string Unsupported(std::string_view what) {
  return StrCat("the context's ", what, " is not supported");
}

// ContextReader reads one context object into terms.
class ContextReader {
 public:
  ContextReader(const json& context, bool outermost, int nesting)
      : context_(context), outermost_(outermost), nesting_(nesting) {}

  // Read gives a message where the context as a whole is outside the closed set.
  std::string Read(TermTable& terms);
  const std::string& fallback() const { return fallback_; }
  bool has_aliases() const { return aliases_ == 2; }

 private:
  std::string ReadKeyword(const std::string& key, const json& value);
  Term Define(const std::string& name, const json& value) const;
  std::string Resolve(const json& id, Term& term, int depth) const;
  std::string ReadType(const json& type, Term& term) const;
  std::string ReadScoped(const json& context, Term& term) const;

  const json& context_;
  const bool outermost_;
  const int nesting_;
  bool protects_ = false;
  int aliases_ = 0;
  std::string fallback_;
};

std::string ContextReader::ReadKeyword(const std::string& key, const json& value) {
  if (key == "@protected" && value.is_boolean()) {
    protects_ = value.get<bool>();
  } else if (key == "@vocab" && value.is_string() && outermost_) {
    fallback_ = value.get<std::string>();
    if (!IsAbsoluteIri(fallback_)) return Unsupported("relative @vocab");
  } else if (key != "@version" || value != 1.1) {
    return Unsupported(key);
  }
  return "";
}

std::string ContextReader::Read(TermTable& terms) {
  if (!context_.is_object()) return "a context is not an object";
  if (nesting_ > kMaxNesting) return "contexts are nested too deeply";
  for (const auto& [key, value] : context_.items()) {
    if (!key.starts_with('@')) continue;
    if (std::string why = ReadKeyword(key, value); !why.empty()) return why;
  }
  for (const auto& [key, value] : context_.items()) {
    if (key.starts_with('@')) continue;
    if (key == "id" || key == "type") {
      if (value != "@" + key) return Unsupported(key);
      ++aliases_;
    } else {
      terms.emplace(key, Define(key, value));
    }
  }
  return "";
}

Term ContextReader::Define(const std::string& name, const json& value) const {
  Term term;
  json source = value.is_string() ? json{{"@id", value}} : value;
  term.is_protected = protects_;
  if (!source.is_object()) {
    term.unsupported = Unsupported("null definition");
    return term;
  }
  source.erase("@protected");
  term.definition = source.dump();
  const json* id = Member(source, "@id");
  term.unsupported = id ? Resolve(*id, term, 0) : Resolve(fallback_ + name, term, 0);
  for (const auto& [key, part] : source.items()) {
    std::string why;
    if (key == "@type") {
      why = ReadType(part, term);
    } else if (key == "@context") {
      why = ReadScoped(part, term);
    } else if (key == "@container") {
      const bool set = part == "@set" || part == json::array({"@set"});
      if (!set) why = Unsupported(StrCat("@container ", part.dump()));
    } else if (key != "@id") {
      why = Unsupported(key);
    }
    if (!why.empty()) term.unsupported = why;
  }
  return term;
}

// An IRI as it stands, or another term of the same context. No prefix is ever
// defined: a term that could serve as one (JSON-LD 1.1 §9.15.1) is refused, so that
// compact IRIs cannot occur.
std::string ContextReader::Resolve(const json& id, Term& term, int depth) const {
  if (!id.is_string() || depth > kMaxNesting) return Unsupported("@id");
  const std::string& text = id.get_ref<const std::string&>();
  if (const json* other = Member(context_, text.c_str()); other && text[0] != '@') {
    const json* other_id = other->is_object() ? Member(*other, "@id") : other;
    return other_id ? Resolve(*other_id, term, depth + 1) : Unsupported("@id");
  }
  if (!IsAbsoluteIri(text)) return Unsupported("relative @id");
  if (std::string_view(":/?#[]@").find(text.back()) != std::string_view::npos) {
    return Unsupported("prefix");
  }
  term.iri = StrCat("<", text, ">");
  return "";
}

std::string ContextReader::ReadType(const json& type, Term& term) const {
  if (type == "@id") {
    term.coercion = Term::Coercion::kIri;
  } else if (type == "@vocab") {
    term.coercion = Term::Coercion::kVocabulary;
  } else if (type.is_string() && IsAbsoluteIri(type.get_ref<const std::string&>())) {
    term.coercion = Term::Coercion::kDatatype;
    term.datatype = StrCat("^^<", type.get_ref<const std::string&>(), ">");
  } else {
    return Unsupported(StrCat("@type ", type.dump()));
  }
  return "";
}

std::string ContextReader::ReadScoped(const json& context, Term& term) const {
  auto scoped = std::make_unique<ScopedTerms>();
  ContextReader reader(context, false, nesting_ + 1);
  std::string why = reader.Read(scoped->terms);
  term.scoped = std::move(scoped);
  return why;
}

bool RedefinesProtected(const TermTable& outer, const std::string& name,
                        const Term& term) {
  const auto before = outer.find(name);
  return before != outer.end() && before->second.is_protected &&
         before->second.definition != term.definition;
}

// MarkRedefinitions compares every scoped context, however deep, with the outermost.
void MarkRedefinitions(const TermTable& outermost, TermTable& terms) {
  for (auto& [name, term] : terms) {
    if (!term.scoped) continue;
    for (const auto& [inner_name, inner] : term.scoped->terms) {
      if (RedefinesProtected(outermost, inner_name, inner)) {
        term.scoped->redefines_protected = true;
      }
    }
    MarkRedefinitions(outermost, term.scoped->terms);
  }
}

const Vocabulary& MakeOnce(const std::vector<ContextDocument>& contexts) {
  auto vocabulary = Vocabulary::Make(contexts);
  if (!vocabulary) std::abort();  // the compiled-in documents are tested
  return *new Vocabulary(std::move(*vocabulary));
}

}  // namespace

Result<void> Vocabulary::Add(const ContextDocument& context) {
  ASSIGN_OR_RETURN(const json document, ParseJson(context.json));
  const json* body = document.is_object() ? Member(document, "@context") : nullptr;
  if (!body) return Fail(StrCat(Quote(context.url), " is not a context"));
  TermTable fresh;
  ContextReader reader(*body, true, 0);
  if (std::string why = reader.Read(fresh); !why.empty()) {
    return Fail(StrCat(Quote(context.url), ": ", why));
  }
  for (auto& [name, term] : fresh) {
    if (RedefinesProtected(terms_, name, term)) {
      return Fail(StrCat(Quote(context.url), " redefines the term ", Quote(name)));
    }
    const auto before = terms_.find(name);
    if (before != terms_.end() && before->second.is_protected) term.is_protected = true;
    terms_.insert_or_assign(name, std::move(term));
  }
  has_aliases_ = has_aliases_ || reader.has_aliases();
  if (!reader.fallback().empty()) fallback_ = reader.fallback();
  urls_.emplace_back(context.url);
  return {};
}

Result<Vocabulary> Vocabulary::Make(const std::vector<ContextDocument>& contexts) {
  Vocabulary vocabulary;
  for (const ContextDocument& context : contexts) TRY(vocabulary.Add(context));
  if (!vocabulary.has_aliases_) return Fail("no context defines \"id\" and \"type\"");
  MarkRedefinitions(vocabulary.terms_, vocabulary.terms_);
  return vocabulary;
}

const Vocabulary& Vocabulary::OfRecords() {
  static const Vocabulary& vocabulary =
      MakeOnce({CredentialsContext(), OpenBadgesContext()});
  return vocabulary;
}

const Vocabulary& Vocabulary::OfStatusLists() {
  static const Vocabulary& vocabulary = MakeOnce({CredentialsContext()});
  return vocabulary;
}

}  // namespace certseal
