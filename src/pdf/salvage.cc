// SPDX-License-Identifier: Apache-2.0
#include "pdf/salvage.h"

#include <algorithm>
#include <optional>

#include "base/encoding.h"
#include "base/strings.h"
#include "crypto/der.h"
#include "pdf/inflate.h"

namespace certseal {
namespace {

constexpr std::string_view kStream = "stream";
constexpr std::string_view kEndStream = "endstream";
constexpr size_t kMaxSignatures = 8;
constexpr size_t kMaxSignatureDigits = 2 * 64 * 1024;
constexpr std::string_view kRecordType = "\"OpenBadgeCredential\"";

bool LooksLikeRecord(std::string_view bytes) {
  return bytes.starts_with('{') && bytes.ends_with('}') &&
         bytes.find(kRecordType) != std::string_view::npos;
}

// Scan goes through the places where a stream's data may begin. Every stream costs at
// most one inflated byte unless it begins like a record.
class Scan {
 public:
  Scan(std::string_view file, const SalvageLimits& limits)
      : file_(file), limits_(limits), budget_(limits.max_work) {}

  std::vector<std::string> Run() {
    size_t streams = 0;
    while (const std::optional<size_t> data = NextStream()) {
      if (++streams > limits_.max_streams || found_.size() == limits_.max_candidates)
        break;
      Keep(file_.substr(*data).starts_with('{') ? Plain(*data) : Deflated(*data));
    }
    return std::move(found_);
  }

 private:
  // The keyword is followed by CR LF or LF; some writers end it with CR alone.
  std::optional<size_t> NextStream() {
    for (;;) {
      const size_t word = file_.find(kStream, pos_);
      if (word == std::string_view::npos) return std::nullopt;
      pos_ = word + kStream.size();
      if (file_.substr(0, pos_).ends_with(kEndStream)) continue;
      const std::string_view rest = file_.substr(pos_, 2);
      if (rest == "\r\n") return pos_ + 2;
      if (rest.starts_with('\n') || rest.starts_with('\r')) return pos_ + 1;
    }
  }

  std::string Plain(size_t data) {
    const std::string_view text =
        file_.substr(data, std::min(limits_.max_record + kEndStream.size(), budget_));
    const size_t end = text.find(kEndStream);
    Spend(std::min(end, text.size()));
    if (end == std::string_view::npos) return "";
    return std::string(Trim(text.substr(0, end)));
  }

  std::string Deflated(size_t data) {
    if (InflateAt(data, 1).bytes != "{") return "";
    const Inflated whole = InflateAt(data, limits_.max_record);
    return whole.complete ? whole.bytes : "";
  }

  Inflated InflateAt(size_t data, size_t max_bytes) {
    Inflated out = Inflate(file_.substr(data, budget_), std::min(max_bytes, budget_));
    Spend(out.consumed + out.bytes.size());
    return out;
  }

  // Input counts as well as output: deflated data can be long and yet give nothing.
  void Spend(size_t bytes) { budget_ -= std::min(bytes, budget_); }

  void Keep(std::string bytes) {
    if (!LooksLikeRecord(bytes) || std::ranges::find(found_, bytes) != found_.end())
      return;
    found_.push_back(std::move(bytes));
  }

  std::string_view file_;
  const SalvageLimits& limits_;
  size_t budget_;
  size_t pos_ = 0;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> SalvageRecords(std::string_view file,
                                        const SalvageLimits& limits) {
  return Scan(file, limits).Run();
}

std::vector<std::string> SalvageSignatures(std::string_view file) {
  constexpr std::string_view kContents = "/Contents";
  std::vector<std::string> found;
  for (size_t at = file.find(kContents);
       at != std::string_view::npos && found.size() < kMaxSignatures;
       at = file.find(kContents, at + 1)) {
    std::string_view rest = file.substr(at + kContents.size(), kMaxSignatureDigits);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \r\n"), rest.size()));
    if (!rest.starts_with("<30")) continue;
    rest.remove_prefix(1);
    rest = rest.substr(0, rest.find_first_not_of("0123456789abcdefABCDEF"));
    const auto bytes = HexDecode(AsciiLower(rest.substr(0, rest.size() & ~size_t{1})));
    const size_t size = bytes ? DerSize(*bytes) : 0;
    if (size > 0) found.push_back(bytes->substr(0, size));
  }
  return found;
}

}  // namespace certseal
