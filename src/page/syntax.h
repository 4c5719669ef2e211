// SPDX-License-Identifier: Apache-2.0
//
// The grammar of template files, before any meaning:
//
//   file      = { statement }
//   statement = word { value } [ "{" { statement } "}" ] end-of-line
//   value     = word | number | string | color
//   color     = "#" 6 hex digits         string = '"' … '"' with \" and \\ as escapes
//   comment   = "//" to the end of the line; ";" ends a statement like a line end
//
// A file is hostile until read: its size, nesting and number of statements are capped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "page/geometry.h"

namespace certseal {

// Position in a template file, both counted from 1; columns count characters.
struct Position {
  int line = 1;
  int column = 1;
};

// Source is a template file under its name; what it views must outlive its users.
struct Source {
  std::string_view name;
  std::string_view text;
};

struct Value {
  enum class Kind { kWord, kNumber, kString, kColor };
  Kind kind = Kind::kWord;
  std::string text = {};  // of a word or string
  double number = 0;      // of a number
  Color color = {};       // of a color
  Position at;
};

struct Statement {
  std::string word;
  std::vector<Value> values;
  std::vector<Statement> children;
  bool has_block = false;
  Position at;
};

// ParseStatements reads a whole file. Errors begin with "FILE:LINE:COLUMN: ".
Result<std::vector<Statement>> ParseStatements(std::string_view file_name,
                                               std::string_view text);

// SyntaxError is the error of a template at a place. Its message has three lines: what is
// wrong, the line of the template, and a caret below the place.
Error SyntaxError(Source source, Position at, std::string_view message,
                  std::vector<std::string> hints = {});

// Suggest gives "did you mean ...?" where one of the choices is a likely misspelling of
// `word`, else the list of choices.
std::string Suggest(std::string_view word, const std::vector<std::string>& choices);

}  // namespace certseal
