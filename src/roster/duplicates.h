// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "roster/roster.h"
#include "roster/row_reader.h"

namespace certseal {

// DuplicateFinder compares the rows of a roster, each with those before it. Names count as
// equal whatever their case and accents.
//
// The same name, course and completion date twice, with no e-mail address or licence
// number that differs, is an error on the later row. The same name with another address
// or number is a notice that two people bear it; the same licence number under two
// names is a warning. Time and memory are in proportion to the number of rows.
class DuplicateFinder {
 public:
  DuplicateFinder();
  ~DuplicateFinder();

  // Compare adds what it finds to the row; it takes the rows in their order, without
  // those that are skipped.
  void Compare(const GraduateDraft& draft, RosterRow& row);

 private:
  class Seen;
  std::unique_ptr<Seen> seen_;
};

}  // namespace certseal
