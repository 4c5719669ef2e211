// SPDX-License-Identifier: Apache-2.0
#include "roster/cell_repair.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "roster/characters.h"
#include "roster/text_encoding.h"

namespace certseal {
namespace {

constexpr std::string_view kFormulaStarts[] = {"=",  "+",  "-",  "@",
                                               "＝", "＋", "－", "＠"};

bool IsLineBreak(char32_t c) {
  return c == U'\n' || c == U'\r' || c == 0x0b || c == 0x0c || c == 0x85 ||
         c == 0x2028 || c == 0x2029;
}

bool IsOuterSpace(char32_t c) { return IsSpace(c) || IsLineBreak(c); }

// The joiners do something only between letters of scripts that join.
bool JoinsHere(const std::u32string& text, size_t at) {
  const auto joins = [](char32_t c) {
    return c >= 0x600 && c < 0x1200 && (IsLetter(c) || IsMark(c));
  };
  return at > 0 && at + 1 < text.size() && joins(text[at - 1]) && joins(text[at + 1]);
}

std::u32string WithoutInvisible(const std::u32string& text) {
  std::u32string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsInvisible(text[i])) continue;
    if (IsJoiner(text[i]) && !JoinsHere(text, i)) continue;
    out += text[i];
  }
  return out;
}

std::u32string Trimmed(const std::u32string& text) {
  size_t begin = 0, end = text.size();
  while (begin < end && IsOuterSpace(text[begin])) ++begin;
  while (end > begin && IsOuterSpace(text[end - 1])) --end;
  return text.substr(begin, end - begin);
}

// Every run of spaces within becomes one plain space.
std::u32string WithPlainSpaces(const std::u32string& text) {
  std::u32string out;
  for (char32_t c : text) {
    if (!IsSpace(c))
      out += c;
    else if (out.empty() || out.back() != U' ')
      out += U' ';
  }
  return out;
}

bool IsApostropheGuard(std::string_view text, CellKind kind) {
  if (!text.starts_with('\'')) return false;
  text.remove_prefix(1);
  if (text.empty()) return false;
  return kind == CellKind::kOther || (text[0] >= '0' && text[0] <= '9') ||
         StartsLikeFormula(text);
}

std::string WithoutGuards(std::string text, CellKind kind) {
  if (IsApostropheGuard(text, kind)) text.erase(0, 1);
  if (text.starts_with("=\"") && text.ends_with('"') && text.size() >= 3) {
    const std::string inner = text.substr(2, text.size() - 3);
    if (inner.find('"') == std::string::npos) text = inner;
  }
  return text;
}

// A formula in a file that claims to hold text can be an attack on whoever opens it. A
// guard in front makes it no better: it was put there to be seen and corrected.
bool IsFormula(std::string_view text) {
  if (text.starts_with("=") || text.starts_with("＝")) return true;
  return ToUtf32(text).size() > 1 && StartsLikeFormula(text) && !IsPlainNumber(text);
}

void FindProblem(RepairedCell& cell) {
  const std::u32string text = ToUtf32(cell.value);
  if (std::any_of(text.begin(), text.end(), IsLineBreak)) {
    cell.problem = "a line break stands inside the cell";
    cell.remedy = "write the cell on one line";
  } else if (IsFormula(cell.value)) {
    cell.problem = "the cell holds a formula";
    cell.remedy = "put the plain text in its place (copy, then paste as values)";
  } else if (text.find(0xfffd) != std::u32string::npos) {
    cell.problem = "a character was lost when the file was saved (it shows as U+FFFD)";
    cell.remedy = "type it again, and save as \"CSV UTF-8\"";
  } else if (const auto meant = UndoMojibake(cell.value)) {
    cell.problem =
        StrCat("was read in the wrong encoding once; probably ", Quote(*meant));
    cell.remedy = "correct it, and save as \"CSV UTF-8\"";
  } else if (const auto bad = std::find_if(text.begin(), text.end(), IsControl);
             bad != text.end()) {
    cell.problem = StrCat("holds the control character ", Quote(ToUtf8({&*bad, 1})));
    cell.remedy = "delete it, or type the cell again";
  }
}

// Most cells: nothing in RepairCell would change or refuse them.
bool IsPlain(std::string_view raw) {
  return IsAscii(raw) && !raw.starts_with(' ') && !raw.ends_with(' ') &&
         raw.find("  ") == std::string_view::npos && !raw.starts_with('\'') &&
         !StartsLikeFormula(raw);
}

}  // namespace

RepairedCell RepairCell(std::string_view raw, CellKind kind) {
  RepairedCell cell;
  cell.value = raw;
  const auto step = [&cell](std::string after, const char* what) {
    if (after == cell.value) return;
    cell.value = std::move(after);
    if (std::find(cell.repairs.begin(), cell.repairs.end(), what) ==
        cell.repairs.end()) {
      cell.repairs.emplace_back(what);
    }
  };
  const auto trim = [&] {
    step(ToUtf8(Trimmed(ToUtf32(cell.value))), "space trimmed");
  };
  if (IsPlain(raw)) return cell;
  step(ToUtf8(WithoutInvisible(ToUtf32(cell.value))), "invisible characters removed");
  trim();
  step(WithoutGuards(cell.value, kind), "guard stripped");
  trim();
  step(ToUtf8(WithPlainSpaces(ToUtf32(cell.value))), "spaces made plain and single");
  step(Nfc(cell.value), "accents composed (Unicode NFC)");
  FindProblem(cell);
  return cell;
}

bool StartsLikeFormula(std::string_view cell) {
  if (cell.starts_with('\t') || cell.starts_with('\r')) return true;
  return std::any_of(
      std::begin(kFormulaStarts), std::end(kFormulaStarts),
      [cell](std::string_view start) { return cell.starts_with(start); });
}

}  // namespace certseal
