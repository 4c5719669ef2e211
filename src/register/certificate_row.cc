// SPDX-License-Identifier: Apache-2.0
#include "register/certificate_row.h"

#include <utility>

namespace certseal {
namespace {

constexpr std::pair<Standing, std::string_view> kStandings[] = {
    {Standing::kActive, "active"},       {Standing::kExpired, "expired"},
    {Standing::kSuspended, "suspended"}, {Standing::kRevoked, "revoked"},
    {Standing::kReplaced, "replaced"},
};

}  // namespace

std::string_view StandingText(Standing standing) {
  for (const auto& [value, text] : kStandings) {
    if (value == standing) return text;
  }
  return "";
}

std::optional<Standing> ParseStanding(std::string_view text) {
  for (const auto& [value, known] : kStandings) {
    if (known == text) return value;
  }
  return std::nullopt;
}

Standing StandingOn(Date today, CertificateState state, std::optional<Date> expires) {
  switch (state) {
    case CertificateState::kSuspended:
      return Standing::kSuspended;
    case CertificateState::kRevoked:
      return Standing::kRevoked;
    case CertificateState::kReplaced:
      return Standing::kReplaced;
    case CertificateState::kActive:
      break;
  }
  return expires && *expires <= today ? Standing::kExpired : Standing::kActive;
}

bool CanChange(CertificateState state, StatusChange change) {
  switch (change) {
    case StatusChange::kRevoked:
      return state == CertificateState::kActive ||
             state == CertificateState::kSuspended;
    case StatusChange::kSuspended:
      return state == CertificateState::kActive;
    case StatusChange::kReinstated:
      return state == CertificateState::kSuspended;
    case StatusChange::kReplaced:
      return state != CertificateState::kReplaced;
  }
  return false;
}

CertificateState StateAfter(StatusChange change) {
  switch (change) {
    case StatusChange::kSuspended:
      return CertificateState::kSuspended;
    case StatusChange::kReinstated:
      return CertificateState::kActive;
    case StatusChange::kReplaced:
      return CertificateState::kReplaced;
    case StatusChange::kRevoked:
      break;
  }
  return CertificateState::kRevoked;
}

}  // namespace certseal
