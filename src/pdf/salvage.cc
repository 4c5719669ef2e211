// SPDX-License-Identifier: Apache-2.0
#include "pdf/salvage.h"

#include <algorithm>
#include <optional>

#include "base/strings.h"
#include "pdf/inflate.h"

namespace certseal {
namespace {

constexpr std::string_view kStream = "stream";
constexpr std::string_view kEndStream = "endstream";
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

}  // namespace certseal
