// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/codes_input.h"

#include <map>

#include "base/file.h"
#include "base/strings.h"
#include "cli/common/terminal.h"
#include "roster/text_encoding.h"

namespace certseal {
namespace {

constexpr size_t kMaxBytes = 16 << 20;
constexpr size_t kMaxCodes = 100'000;
constexpr size_t kMaxProblems = 50;

struct PlacedCode {
  CertificateCode code;
  int line;  // 0: an argument
};

// FailedLines gathers what is no code.
class FailedLines {
 public:
  void Add(std::string line) {
    if (++count_ <= kMaxProblems) lines_.push_back(std::move(line));
  }
  bool empty() const { return count_ == 0; }
  Error ToError() const {
    std::string message = Join(lines_, "\n");
    if (count_ > kMaxProblems) {
      message += StrCat("\nand ", count_ - kMaxProblems, " more: ", count_, " in all");
    }
    return {message, {"nothing was changed"}};
  }

 private:
  size_t count_ = 0;
  std::vector<std::string> lines_;
};

std::string_view FirstCell(std::string_view line) {
  std::string_view cell = Trim(line.substr(0, line.find_first_of(",;\t")));
  if (cell.size() >= 2 && cell.starts_with('"') && cell.ends_with('"')) {
    cell = Trim(cell.substr(1, cell.size() - 2));
  }
  return cell;
}

Result<std::vector<PlacedCode>> ParseArguments(const std::vector<std::string>& texts) {
  std::vector<PlacedCode> codes;
  FailedLines failed;
  for (const std::string& text : texts) {
    Result<CertificateCode> code = CertificateCode::Parse(text);
    if (code)
      codes.push_back({std::move(*code), 0});
    else
      failed.Add(code.error().message);
  }
  if (!failed.empty()) return Fail(failed.ToError());
  return codes;
}

Result<std::vector<PlacedCode>> ParseLines(std::string_view text,
                                           const std::string& file) {
  std::vector<PlacedCode> codes;
  FailedLines failed;
  int number = 0;
  bool heading_possible = true;
  for (std::string_view line : Split(text, '\n')) {
    ++number;
    if (Trim(line).empty() || Trim(line).starts_with('#')) continue;
    const std::string_view cell = FirstCell(line);
    const bool heading = heading_possible && AsciiLower(cell) == "code";
    heading_possible = false;
    if (heading) continue;
    Result<CertificateCode> code = CertificateCode::Parse(cell);
    if (code)
      codes.push_back({std::move(*code), number});
    else
      failed.Add(StrCat(file, " line ", number, ": ", code.error().message));
  }
  if (!failed.empty()) return Fail(failed.ToError());
  return codes;
}

Result<std::vector<PlacedCode>> ParseCodesFile(std::string_view bytes,
                                               std::string_view name) {
  const std::string file = name == "-" ? "standard input" : Quote(name);
  const Result<DecodedText> decoded = DecodeText(bytes);
  if (!decoded) return Within(file, decoded.error());
  ASSIGN_OR_RETURN(std::vector<PlacedCode> codes, ParseLines(decoded->text, file));
  if (codes.empty()) return Fail(file + " holds no code");
  if (codes.size() > kMaxCodes) {
    return Fail(StrCat(file, " holds ", codes.size(), " codes, more than ", kMaxCodes),
                {"split the file"});
  }
  return codes;
}

std::string PlaceText(int line) {
  return line == 0 ? std::string("among the arguments") : StrCat("on line ", line);
}

std::vector<CertificateCode> EachOnce(const std::vector<PlacedCode>& placed) {
  std::vector<CertificateCode> codes;
  std::map<CertificateCode, int> seen;
  for (const PlacedCode& each : placed) {
    const auto [first, is_new] = seen.emplace(each.code, each.line);
    if (is_new) {
      codes.push_back(each.code);
    } else {
      PrintNote("certseal",
                StrCat("note: ", each.code.Printed(), " ", PlaceText(each.line),
                       " stands ", PlaceText(first->second), " already"));
    }
  }
  return codes;
}

}  // namespace

void AddCodesArguments(CLI::App& command, CodesArguments& arguments) {
  command.add_option("CODE", arguments.codes, "the certificates' codes");
  command
      .add_option("--from", arguments.from,
                  "take codes from this file, one on each line (-: standard input)")
      ->type_name("FILE");
}

void DemandCodes(const CodesArguments& arguments, const std::string& passphrase_file) {
  if (arguments.codes.empty() && arguments.from.empty()) {
    throw CLI::RequiredError("CODE or --from FILE");
  }
  if (arguments.from == "-" && passphrase_file == "-") {
    throw CLI::ValidationError(
        "--from, --passphrase-file",
        "codes and passphrase cannot both come from standard input");
  }
}

Result<std::vector<CertificateCode>> CollectCodes(const CodesArguments& arguments) {
  ASSIGN_OR_RETURN(std::vector<PlacedCode> placed, ParseArguments(arguments.codes));
  if (!arguments.from.empty()) {
    ASSIGN_OR_RETURN(const std::string bytes, ReadFile(arguments.from, kMaxBytes));
    ASSIGN_OR_RETURN(const auto listed, ParseCodesFile(bytes, arguments.from));
    placed.insert(placed.end(), listed.begin(), listed.end());
  }
  return EachOnce(placed);
}

}  // namespace certseal
