// SPDX-License-Identifier: Apache-2.0
#include "audit/site_names.h"

#include "base/encoding.h"
#include "base/file.h"
#include "base/strings.h"
#include "publish/did_document.h"
#include "publish/header_rules.h"
#include "publish/page_files.h"
#include "site/site_source.h"
#include "status/manifest.h"

namespace certseal {
namespace {

// "x001/x234/067" is 1234067; what is not as TileId prints it is found by printing it.
std::optional<uint64_t> ParseNumber(std::string_view groups) {
  std::string digits;
  for (const char c : groups) {
    if (c != 'x' && c != '/') digits += c;
  }
  const size_t zeros = digits.find_first_not_of('0');
  if (digits.empty()) return std::nullopt;
  return ParseDecimal(zeros == std::string::npos ? "0" : digits.substr(zeros));
}

std::optional<SiteName> ParseTile(std::string_view path) {
  constexpr std::string_view kTile = "tile/";
  std::string_view rest = path.substr(kTile.size());
  const size_t slash = rest.find('/');
  if (slash == rest.npos) return std::nullopt;
  const std::string_view kind = rest.substr(0, slash);
  rest.remove_prefix(slash + 1);
  uint64_t width = kTileWidth;
  if (const size_t partial = rest.find(".p/"); partial != rest.npos) {
    width = ParseDecimal(rest.substr(partial + 3)).value_or(0);
    rest = rest.substr(0, partial);
  }
  const bool entries = kind == "entries";
  const auto level = entries ? std::optional<uint64_t>(0) : ParseDecimal(kind);
  const auto number = ParseNumber(rest);
  if (!level || *level > kMaxTileLevel || !number || width == 0 || width > kTileWidth) {
    return std::nullopt;
  }
  const TileName name{
      {static_cast<unsigned>(*level), *number, static_cast<unsigned>(width)}, entries};
  const std::string printed =
      entries ? EntriesPath(*number, name.id.width) : name.id.Path();
  if (printed != path) return std::nullopt;
  return name;
}

std::optional<SiteName> ParseTrust(std::string_view path) {
  const auto version = ParseDecimal(path.substr(std::string_view("keys/").size()));
  if (!version) return std::nullopt;
  return TrustFileName{*version};
}

std::optional<SiteName> ParseStatus(std::string_view path) {
  if (path == StatusManifest::kPath) return PlainName{};
  const std::vector<std::string_view> parts = Split(path, '/');
  if (parts.size() != 3) return std::nullopt;
  if (const auto purpose = ParseStatusPurpose(parts[1])) {
    const auto block = ParseDecimal(parts[2]);
    if (!block || *block > UINT32_MAX) return std::nullopt;
    return ListName{{*purpose, static_cast<uint32_t>(*block)}};
  }
  const auto sha256 = Sha256Digest::FromHex(parts[2]);
  if (!sha256 || ByDigestPath(*sha256) != path) return std::nullopt;
  return DigestName{*sha256};
}

// c/<2>/<2>/<60 hex>
std::optional<SiteName> ParseCard(std::string_view path) {
  const std::vector<std::string_view> parts = Split(path, '/');
  if (parts.size() != 4 || parts[1].size() != 2 || parts[2].size() != 2) {
    return std::nullopt;
  }
  auto hash = HexDecode(StrCat(parts[1], parts[2], parts[3]));
  if (!hash || hash->size() != Sha256Digest::kSize) return std::nullopt;
  return CardName{std::move(*hash)};
}

// page/<16 hex>/<path>
std::optional<SiteName> ParsePage(std::string_view path) {
  const auto directory = PageDirectoryIn(path);
  if (!directory || !path.starts_with(StrCat(*directory, "/"))) return std::nullopt;
  if (!CheckSitePath(path)) return std::nullopt;
  return PageName{*directory, std::string(path.substr(directory->size() + 1))};
}

bool IsPlain(std::string_view path, const SiteAddress& site) {
  if (path == "checkpoint" || path == "index.html" || path == "sw.js") return true;
  if (path == DidDocumentPath(site)) return true;
  for (const HeaderFile& file : HeaderRules(site)) {
    if (path == file.path) return true;
  }
  return false;
}

std::optional<SiteName> ParseFinalName(std::string_view path, const SiteAddress& site) {
  if (path.starts_with("tile/")) return ParseTile(path);
  if (path.starts_with("keys/")) return ParseTrust(path);
  if (path.starts_with("status/")) return ParseStatus(path);
  if (path.starts_with("c/")) return ParseCard(path);
  if (path.starts_with("page/")) return ParsePage(path);
  if (IsPlain(path, site)) return PlainName{};
  return std::nullopt;
}

}  // namespace

std::optional<SiteName> ParseSiteName(std::string_view path, const SiteAddress& site) {
  const std::string_view name = WithoutTemporarySuffix(path);
  auto parsed = ParseFinalName(name, site);
  if (parsed && name.size() != path.size()) return TemporaryName{};
  return parsed;
}

}  // namespace certseal
