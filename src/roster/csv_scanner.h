// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace certseal {

// CsvEvent is what a character is to the structure of a CSV text.
enum class CsvEvent {
  kText,
  kOpenQuote,   // opens a quoted cell; spaces before it mean nothing
  kCloseQuote,  // closes it, unless a second one follows at once: then it stands for "
  kPadding,     // a space between a closing quote and the end of the cell
  kStray,       // anything else after a closing quote: the structure is in doubt
  kDelimiter,
  kLineEnd,  // CR or LF outside quotes
};

// CsvScanner follows quotes through a CSV text (RFC 4180, as Excel writes it) one
// character at a time. A quote within a cell that did not begin with one is text.
class CsvScanner {
 public:
  explicit CsvScanner(char delimiter) : delimiter_(delimiter) {}

  CsvEvent Next(char c);
  bool in_quotes() const { return state_ == State::kQuoted; }

 private:
  enum class State { kCellStart, kPlain, kQuoted, kQuoteClosed, kPadding };
  char delimiter_;
  State state_ = State::kCellStart;
};

}  // namespace certseal
