// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace certseal {

// CellKind: a leading apostrophe can belong to a name ('t Hooft); elsewhere it can only
// be a spreadsheet's guard.
enum class CellKind { kName, kOther };

// RepairedCell is a cell as it is read, and what was done to it.
struct RepairedCell {
  std::string value;
  std::vector<std::string> repairs;  // "space trimmed"; empty where nothing was done
  // Why the cell cannot be used (a formula, a line break, a control character), and
  // what would help; empty where it can.
  std::string problem;
  std::string remedy;
};

// RepairCell undoes what spreadsheets and web forms do to a cell: space around it, runs
// of space and no-break spaces, invisible characters, the guards ="..." and '..., and
// decomposed letters (NFC). It changes nothing else.
RepairedCell RepairCell(std::string_view raw, CellKind kind);

// StartsLikeFormula tells whether a spreadsheet could take the cell for a formula: it
// begins with = + - @, one of their full-width forms, a tab or a carriage return.
bool StartsLikeFormula(std::string_view cell);

}  // namespace certseal
