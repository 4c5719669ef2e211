// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "roster/csv_table.h"
#include "roster/field.h"
#include "roster/finding.h"

namespace certseal {

// ColumnMapping says that a column of the file holds a field.
struct ColumnMapping {
  Field field;
  std::string column;  // its heading as in the file
  size_t index;        // from 0
};

// ColumnOverrides are --map FIELD=COLUMN: a heading, or the column's number from 1.
using ColumnOverrides = std::map<Field, std::string>;

struct HeaderReading {
  std::vector<ColumnMapping> columns;  // in the order of the file
  std::vector<std::string> ignored;    // headings that mean no field
  Findings findings;                   // what is missing or ambiguous
};

// MatchHeader gives each column its field. Two columns for one field, a full name
// beside first and last name, a missing column for the name, the completion date or
// (unless `course_given`) the course, and an override that names no column are errors.
HeaderReading MatchHeader(const CsvRow& header, const ColumnOverrides& overrides,
                          bool course_given);

// Some platforms write a title above the table: so many rows may hold the headings.
inline constexpr size_t kTitleRows = 10;

// FindHeader gives the index of the row that holds the headings: the first of the first
// kTitleRows in which two cells or more are headings; 0 where there is none.
size_t FindHeader(const std::vector<CsvRow>& rows);

}  // namespace certseal
