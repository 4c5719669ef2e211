// SPDX-License-Identifier: Apache-2.0
#include "base/database_url.h"

#include <algorithm>
#include <optional>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::string_view kScheme = "postgresql://";

// The pieces of postgresql://USER@HOSTS/DATABASE?SETTINGS, as written.
struct Pieces {
  std::string_view user, hosts, database, settings;
};

Pieces Take(std::string_view url) {
  Pieces pieces;
  url.remove_prefix(kScheme.size());
  if (const size_t mark = url.find('?'); mark != std::string_view::npos) {
    pieces.settings = url.substr(mark + 1);
    url = url.substr(0, mark);
  }
  const size_t slash = std::min(url.find('/'), url.size());
  std::string_view authority = url.substr(0, slash);
  if (slash < url.size()) pieces.database = url.substr(slash + 1);
  if (const size_t at = authority.rfind('@'); at != std::string_view::npos) {
    pieces.user = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  pieces.hosts = authority;
  return pieces;
}

std::optional<int> HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

std::string PercentDecoded(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto high = i + 2 < text.size() ? HexDigit(text[i + 1]) : std::nullopt;
    const auto low = i + 2 < text.size() ? HexDigit(text[i + 2]) : std::nullopt;
    if (text[i] == '%' && high && low) {
      decoded += static_cast<char>(*high * 16 + *low);
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

bool HasSecret(const Pieces& pieces) {
  if (pieces.user.find(':') != std::string_view::npos) return true;
  // A raw "/" or "?" in a password would end the authority before its "@".
  if (pieces.user.empty() && (pieces.database.find('@') != std::string_view::npos ||
                              pieces.settings.find('@') != std::string_view::npos)) {
    return true;
  }
  for (const std::string_view setting : Split(pieces.settings, '&')) {
    const std::string name = PercentDecoded(setting.substr(0, setting.find('=')));
    if (name == "password" || name == "sslpassword") return true;
  }
  return false;
}

}  // namespace

Result<DatabaseUrl> DatabaseUrl::Parse(std::string_view url) {
  const std::vector<std::string> hints = {
      "as: postgresql://USER@HOST/DATABASE?sslmode=verify-full"};
  if (!url.starts_with(kScheme)) {
    return Fail(
        "is no address of a PostgreSQL database, as postgresql://USER@HOST/DATABASE",
        hints);
  }
  const bool plain =
      std::ranges::all_of(url, [](char c) { return c > ' ' && c <= '~' && c != '"'; });
  if (!plain || url.size() > kMaxBytes) {
    return Fail(
        StrCat("is no address: it must be printable ASCII without spaces, of at most ",
               kMaxBytes, " characters"),
        {"write other characters as %XX"});
  }
  const Pieces pieces = Take(url);
  if (HasSecret(pieces)) {
    return Fail(
        "holds a password, which does not belong there",
        {"write it to the file ~/.pgpass of the user who runs certseal, or let the "
         "server demand a client certificate"});
  }
  if (pieces.database.empty()) return Fail("names no database", hints);
  return DatabaseUrl(std::string(url));
}

std::string DatabaseUrl::Name() const {
  const Pieces pieces = Take(value_);
  return StrCat(kScheme, pieces.hosts, "/", pieces.database);
}

}  // namespace certseal
