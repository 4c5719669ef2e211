// SPDX-License-Identifier: Apache-2.0
#include "register/columns.h"

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

std::string SearchTextColumn(const CertificateFacts& facts) {
  return StrCat(FoldForSearch(facts.holder_name), "\n", FoldForSearch(facts.email),
                "\n", FoldForSearch(facts.licence));
}

}  // namespace certseal
