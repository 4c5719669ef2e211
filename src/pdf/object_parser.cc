// SPDX-License-Identifier: Apache-2.0
#include "pdf/object_parser.h"

#include "base/strings.h"
#include "pdf/lexer.h"

namespace certseal {
namespace {

tl::unexpected<PdfRefusal> BadSyntax(std::string detail, size_t offset) {
  return Refuse(PdfRule::kObjectSyntax, std::move(detail), offset);
}

class Parser {
 public:
  Parser(std::string_view file, size_t pos, std::vector<PdfNode>& tape)
      : lexer_(file, pos), tape_(tape) {}

  PdfResult<size_t> Parse() {
    do {
      ASSIGN_OR_RETURN(const PdfToken token, lexer_.Next());
      TRY(Accept(token));
    } while (!open_.empty());
    return lexer_.pos();
  }

 private:
  struct Container {
    size_t node;
    size_t children = 0;
  };

  PdfResult<void> Accept(const PdfToken& token) {
    switch (token.kind) {
      case PdfTokenKind::kArrayEnd:
        return Close(PdfKind::kArray, token);
      case PdfTokenKind::kDictionaryEnd:
        return Close(PdfKind::kDictionary, token);
      case PdfTokenKind::kArrayBegin:
        return Open(PdfKind::kArray, token);
      case PdfTokenKind::kDictionaryBegin:
        return Open(PdfKind::kDictionary, token);
      case PdfTokenKind::kName:
        return Append(PdfKind::kName, token);
      case PdfTokenKind::kString:
        return Append(PdfKind::kString, token);
      case PdfTokenKind::kHexString:
        return Append(PdfKind::kHexString, token);
      case PdfTokenKind::kReal:
        return Append(PdfKind::kReal, token);
      case PdfTokenKind::kInteger:
        return AppendInteger(token);
      case PdfTokenKind::kKeyword:
        return AppendKeyword(token);
    }
    return {};
  }

  PdfResult<void> AppendInteger(const PdfToken& token) {
    const bool reference = lexer_.SkipIf(" 0 R");
    if (reference && (token.integer <= 0 || token.text[0] == '0')) {
      return BadSyntax(StrCat("a reference to object ", Quote(token.text)),
                       token.offset);
    }
    return Append(reference ? PdfKind::kReference : PdfKind::kInteger, token);
  }

  PdfResult<void> AppendKeyword(const PdfToken& token) {
    if (token.text == "null") return Append(PdfKind::kNull, token);
    if (token.text == "false") return Append(PdfKind::kBoolean, token);
    if (token.text == "true") {
      TRY(Append(PdfKind::kBoolean, token));
      tape_.back().integer = 1;
      return {};
    }
    return BadSyntax(StrCat("unexpected ", Quote(token.text, 40)), token.offset);
  }

  PdfResult<void> Append(PdfKind kind, const PdfToken& token) {
    if (tape_.size() == kMaxPdfNodes) return BadSyntax("too many values", token.offset);
    if (!open_.empty()) TRY(CheckPlace(kind, token));
    tape_.push_back({.kind = kind,
                     .offset = token.offset,
                     .integer = token.integer,
                     .text = token.text});
    return {};
  }

  // In a dictionary every other value is a key.
  PdfResult<void> CheckPlace(PdfKind kind, const PdfToken& token) {
    Container& parent = open_.back();
    const size_t index = parent.children++;
    if (tape_[parent.node].kind != PdfKind::kDictionary || index % 2 != 0) return {};
    if (kind != PdfKind::kName) {
      return BadSyntax("a dictionary's key is not a name", token.offset);
    }
    if (index / 2 == kMaxPdfDictionary) {
      return BadSyntax("a dictionary has too many entries", token.offset);
    }
    return CheckNewKey(parent.node, token);
  }

  PdfResult<void> CheckNewKey(size_t dictionary, const PdfToken& token) {
    for (size_t key = dictionary + 1; key < tape_.size();
         key += 1 + tape_[key + 1].span) {
      if (tape_[key].text == token.text) {
        return BadSyntax(
            StrCat("a dictionary has the key ", Quote(token.text, 40), " twice"),
            token.offset);
      }
    }
    return {};
  }

  PdfResult<void> Open(PdfKind kind, const PdfToken& token) {
    if (open_.size() == kMaxPdfDepth) {
      return BadSyntax("objects are nested too deeply", token.offset);
    }
    TRY(Append(kind, token));
    open_.push_back({tape_.size() - 1});
    return {};
  }

  PdfResult<void> Close(PdfKind kind, const PdfToken& token) {
    if (open_.empty() || tape_[open_.back().node].kind != kind) {
      return BadSyntax(StrCat("unexpected ", Quote(token.text)), token.offset);
    }
    if (kind == PdfKind::kDictionary && open_.back().children % 2 != 0) {
      return BadSyntax("a dictionary's last key has no value", token.offset);
    }
    PdfNode& node = tape_[open_.back().node];
    node.span = static_cast<uint32_t>(tape_.size() - open_.back().node);
    open_.pop_back();
    return {};
  }

  PdfLexer lexer_;
  std::vector<PdfNode>& tape_;
  std::vector<Container> open_;
};

}  // namespace

PdfResult<size_t> ParsePdfValue(std::string_view file, size_t pos,
                                std::vector<PdfNode>& tape) {
  return Parser(file, pos, tape).Parse();
}

}  // namespace certseal
