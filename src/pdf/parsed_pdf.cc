// SPDX-License-Identifier: Apache-2.0
#include "pdf/parsed_pdf.h"

#include <algorithm>
#include <numeric>

#include "base/strings.h"
#include "pdf/forbidden_names.h"
#include "pdf/frame.h"
#include "pdf/object_parser.h"

namespace certseal {
namespace {

// Rule 1: what would make a second revision, or objects that the table does not show.
constexpr ForbiddenName kSecondStructures[] = {
    {"Prev", PdfRule::kOneXref, "a second cross-reference"},
    {"XRefStm", PdfRule::kOneXref, "a second cross-reference"},
    {"XRef", PdfRule::kOneXref, "a second cross-reference"},
    {"ObjStm", PdfRule::kNoObjectStreams, "an object stream"},
    {"Encrypt", PdfRule::kNoEncryption, "encryption"},
    {"Crypt", PdfRule::kNoEncryption, "encryption"},
};

constexpr std::string_view kTrailerKeys[] = {"Root", "Info", "Size", "ID"};

// Says what a gap between objects is, where it hides an object.
PdfRefusal DescribeGap(std::string_view gap, size_t object_count, size_t offset) {
  const size_t number_end = std::min(gap.find(' '), gap.size());
  const std::optional<uint64_t> number = ParseDecimal(gap.substr(0, number_end));
  if (!number || !gap.substr(number_end).starts_with(" 0 obj")) {
    return {PdfRule::kNothingBetween,
            StrCat(gap.size(), gap.size() == 1 ? " byte belongs" : " bytes belong",
                   " to no object"),
            offset};
  }
  if (*number <= object_count) {
    return {PdfRule::kNoDuplicates,
            StrCat("object ", *number, " stands in the file twice"), offset};
  }
  return {PdfRule::kNothingBetween,
          StrCat("object ", *number, " is not in the cross-reference table"), offset};
}

}  // namespace

PdfResult<ParsedPdf> ParsedPdf::Parse(std::string_view file) {
  TRY(CheckPdfFrame(file));
  ASSIGN_OR_RETURN(const PdfXref xref, ReadPdfXref(file));
  ParsedPdf document(file);
  TRY(document.ReadTrailer(xref));
  TRY(document.ReadObjects(xref));
  TRY(CheckForbiddenNames(document.values(), kSecondStructures));
  TRY(document.CheckReferences());
  return document;
}

PdfResult<void> ParsedPdf::ReadTrailer(const PdfXref& xref) {
  const auto bad = [](std::string detail, size_t offset) {
    return Refuse(PdfRule::kTrailer, std::move(detail), offset);
  };
  ASSIGN_OR_RETURN(const size_t end, ParsePdfValue(file_, xref.trailer, tape_));
  if (end != xref.end || trailer().kind() != PdfKind::kDictionary) {
    return bad("the trailer is not one dictionary", xref.trailer);
  }
  TRY(CheckForbiddenNames(tape_, kSecondStructures));
  for (const PdfObject& key : trailer().Keys()) {
    if (std::ranges::none_of(kTrailerKeys,
                             [&](auto known) { return key.IsName(known); })) {
      return bad(StrCat("the trailer has the entry ", Quote(*key.Name(), 40)),
                 key.offset());
    }
  }
  const PdfObject size = trailer().Find("Size");
  if (size.Integer() != static_cast<int64_t>(xref.offsets.size())) {
    return bad("the trailer does not name the table's size", xref.trailer);
  }
  if (!trailer().Find("Root").Reference()) {
    return bad("the trailer does not name the catalog", xref.trailer);
  }
  return {};
}

// The objects are read in the order of the file, each where the last one ended: so no
// byte between the header and the table is left over, and none belongs to two objects.
PdfResult<void> ParsedPdf::ReadObjects(const PdfXref& xref) {
  std::vector<size_t> order(xref.object_count());
  std::iota(order.begin(), order.end(), size_t{1});
  std::ranges::sort(order, {}, [&](size_t number) { return xref.offsets[number]; });
  objects_.resize(xref.offsets.size());
  size_t pos = kPdfHeaderSize;
  const auto reach = [&](size_t next) -> PdfResult<void> {
    if (next == pos) return {};
    if (next > pos) {
      return Fail(DescribeGap(file_.substr(pos, next - pos), xref.object_count(), pos));
    }
    return Refuse(PdfRule::kNothingBetween, "an object begins inside another", next);
  };
  for (const size_t number : order) {
    TRY(reach(xref.offsets[number]));
    ASSIGN_OR_RETURN(objects_[number], ReadIndirectObject(file_, xref, number, tape_));
    pos = objects_[number].end;
  }
  return reach(xref.begin);
}

// Walks the graph from the trailer.
PdfResult<void> ParsedPdf::CheckReferences() const {
  std::vector<bool> seen(objects_.size());
  std::vector<size_t> waiting = {0};
  seen[0] = true;
  while (!waiting.empty()) {
    const size_t number = waiting.back();
    waiting.pop_back();
    for (const PdfNode& value : ValuesOf(number)) {
      if (value.kind != PdfKind::kReference) continue;
      const auto target = static_cast<size_t>(value.integer);
      if (target >= objects_.size()) {
        return Refuse(PdfRule::kReferences,
                      StrCat("there is no object ", target, ", yet it is referred to"),
                      value.offset);
      }
      if (!seen[target]) waiting.push_back(target);
      seen[target] = true;
    }
  }
  const auto unseen = std::ranges::find(seen, false);
  if (unseen == seen.end()) return {};
  const auto number = static_cast<size_t>(unseen - seen.begin());
  return Refuse(PdfRule::kNoUnreferenced, StrCat("nothing refers to object ", number),
                tape_[objects_[number].node].offset);
}

std::span<const PdfNode> ParsedPdf::ValuesOf(size_t number) const {
  const size_t node = objects_[number].node;
  return values().subspan(node, tape_[node].span);
}

PdfObject ParsedPdf::Resolve(const PdfObject& object) const {
  const std::optional<uint32_t> number = object.Reference();
  return number ? PdfObject(&tape_[objects_[*number].node]) : object;
}

std::optional<PdfStream> ParsedPdf::Stream(const PdfObject& reference) const {
  const std::optional<uint32_t> number = reference.Reference();
  if (!number || !objects_[*number].stream) return std::nullopt;
  return PdfStream{Resolve(reference), *objects_[*number].stream};
}

std::vector<PdfStream> ParsedPdf::Streams() const {
  std::vector<PdfStream> streams;
  for (const PdfIndirectObject& object : objects_) {
    if (object.stream)
      streams.push_back({PdfObject(&tape_[object.node]), *object.stream});
  }
  return streams;
}

}  // namespace certseal
