// SPDX-License-Identifier: Apache-2.0
#include "roster/csv_scanner.h"

namespace certseal {

CsvEvent CsvScanner::Next(char c) {
  if (state_ == State::kQuoted) {
    if (c != '"') return CsvEvent::kText;
    state_ = State::kQuoteClosed;
    return CsvEvent::kCloseQuote;
  }
  if (c == delimiter_ || c == '\n' || c == '\r') {
    state_ = State::kCellStart;
    return c == delimiter_ ? CsvEvent::kDelimiter : CsvEvent::kLineEnd;
  }
  switch (state_) {
    case State::kQuoteClosed:
      if (c == '"') {
        state_ = State::kQuoted;
        return CsvEvent::kText;
      }
      [[fallthrough]];
    case State::kPadding:
      state_ = State::kPadding;
      return c == ' ' ? CsvEvent::kPadding : CsvEvent::kStray;
    case State::kCellStart:
      if (c == '"') {
        state_ = State::kQuoted;
        return CsvEvent::kOpenQuote;
      }
      if (c != ' ') state_ = State::kPlain;
      return CsvEvent::kText;
    default:
      return CsvEvent::kText;
  }
}

}  // namespace certseal
