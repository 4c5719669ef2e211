// SPDX-License-Identifier: Apache-2.0
#include "register/columns.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

template <typename T>
using Names = std::pair<T, std::string_view>;

constexpr Names<DocumentClass> kDocumentClasses[] = {
    {DocumentClass::kAttendance, "attendance"},
    {DocumentClass::kCompletion, "completion"},
    {DocumentClass::kParticipation, "participation"},
};

constexpr Names<CertificateState> kStates[] = {
    {CertificateState::kActive, "active"},
    {CertificateState::kSuspended, "suspended"},
    {CertificateState::kRevoked, "revoked"},
    {CertificateState::kReplaced, "replaced"},
};

constexpr Names<SuccessionKind> kSuccessionKinds[] = {
    {SuccessionKind::kCorrection, "correction"},
    {SuccessionKind::kRenewal, "renewal"},
};

template <typename T, size_t N>
std::string_view NameOf(const Names<T> (&names)[N], T value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  return "";
}

template <typename T, size_t N>
std::optional<T> ValueOf(const Names<T> (&names)[N], std::string_view name) {
  for (const auto& [value, known] : names) {
    if (known == name) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view DocumentClassColumn(DocumentClass document_class) {
  return NameOf(kDocumentClasses, document_class);
}

std::optional<DocumentClass> ParseDocumentClassColumn(std::string_view text) {
  return ValueOf(kDocumentClasses, text);
}

std::string_view StateColumn(CertificateState state) { return NameOf(kStates, state); }

std::optional<CertificateState> ParseStateColumn(std::string_view text) {
  return ValueOf(kStates, text);
}

std::string_view SuccessionKindColumn(SuccessionKind kind) {
  return NameOf(kSuccessionKinds, kind);
}

std::optional<SuccessionKind> ParseSuccessionKindColumn(std::string_view text) {
  return ValueOf(kSuccessionKinds, text);
}

std::optional<Timestamp> ParseInstantColumn(std::string_view text) {
  const bool before_1970 = text.starts_with('-');
  const auto seconds = ParseDecimal(before_1970 ? text.substr(1) : text);
  if (!seconds || *seconds > INT64_MAX || (before_1970 && *seconds == 0)) {
    return std::nullopt;
  }
  const auto count = static_cast<int64_t>(*seconds);
  return Timestamp::FromUnix(before_1970 ? -count : count);
}

std::optional<uint32_t> ParseBelow(std::string_view text, uint32_t bound) {
  const auto number = ParseDecimal(text);
  if (!number || *number >= bound) return std::nullopt;
  return static_cast<uint32_t>(*number);
}

std::optional<uint64_t> ParseLogIndexColumn(std::string_view text) {
  const auto index = ParseDecimal(text);
  return index && *index <= kMaxLogIndex ? index : std::nullopt;
}

long long LogIndexParameter(uint64_t log_index) {
  return static_cast<long long>(std::min(log_index, kMaxLogIndex + 1));
}

std::string SearchTextColumn(const CertificateFacts& facts) {
  return StrCat(FoldForSearch(facts.holder_name), "\n", FoldForSearch(facts.email),
                "\n", FoldForSearch(facts.licence));
}

}  // namespace certseal
