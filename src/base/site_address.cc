// SPDX-License-Identifier: Apache-2.0
#include "base/site_address.h"

#include <vector>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::string_view kScheme = "https://";

bool IsAlnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool IsHost(std::string_view host) {
  if (host.empty() || host.size() > 253) return false;
  for (std::string_view label : Split(host, '.')) {
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') {
      return false;
    }
    for (char c : label) {
      if (!IsAlnum(c) && c != '-') return false;
      if (c >= 'A' && c <= 'Z') return false;
    }
  }
  return true;
}

bool IsPort(std::string_view port) {
  const auto number = ParseDecimal(port);
  return number && *number >= 1 && *number <= 65535 && *number != 443;
}

bool IsSegment(std::string_view segment) {
  if (segment.empty() || segment == "." || segment == "..") return false;
  for (char c : segment) {
    if (!IsAlnum(c) && c != '-' && c != '_' && c != '.' && c != '~') return false;
  }
  return true;
}

std::string_view AuthorityOf(std::string_view origin) {
  return origin.substr(0, origin.find('/'));
}

}  // namespace

Result<SiteAddress> SiteAddress::FromOrigin(std::string_view origin) {
  const auto refuse = [&](std::string_view why) {
    return Fail(StrCat("the web address ", Quote(StrCat(kScheme, origin, "/")), " ", why),
                {"write it as https://verify.school.example/"});
  };
  if (origin.size() > 512) return refuse("is too long");
  const std::vector<std::string_view> parts = Split(origin, '/');
  const size_t colon = parts[0].find(':');
  if (!IsHost(parts[0].substr(0, colon))) {
    return refuse("has no host in lower-case letters, digits, hyphens and dots");
  }
  if (colon != std::string_view::npos && !IsPort(parts[0].substr(colon + 1))) {
    return refuse("has a port that is not a number from 1 to 65535 (or is 443)");
  }
  for (size_t i = 1; i < parts.size(); ++i) {
    if (!IsSegment(parts[i])) {
      return refuse("has a path with more than letters, digits, '-', '_', '.' and '~'");
    }
  }
  return SiteAddress(std::string(origin));
}

Result<SiteAddress> SiteAddress::Parse(std::string_view url) {
  if (!url.starts_with(kScheme)) {
    return Fail(StrCat("the web address ", Quote(url), " does not begin with https://"),
                {"write it as https://verify.school.example/"});
  }
  std::string_view origin = url.substr(kScheme.size());
  if (origin.ends_with('/')) origin.remove_suffix(1);
  return FromOrigin(origin);
}

std::string SiteAddress::host() const {
  const std::string_view authority = AuthorityOf(origin_);
  return std::string(authority.substr(0, authority.find(':')));
}

// did:web method specification §3.2
std::string SiteAddress::did() const {
  std::string out = "did:web:";
  for (char c : origin_) {
    if (c == ':') out += "%3A";
    else if (c == '/') out += ':';
    else out += c;
  }
  return out;
}

}  // namespace certseal
