// SPDX-License-Identifier: Apache-2.0
#include "publish/header_rules.h"

#include "base/strings.h"

namespace certseal {
namespace {

// One row for each kind of file; no two match one path, because servers differ in which
// would count. `prefix` is a path below the site, a directory where it ends with "/".
struct HeaderRule {
  std::string_view prefix;
  std::string_view content_type;
  std::string_view cache;
};

constexpr std::string_view kForever = "public, max-age=31536000, immutable";
constexpr std::string_view kFresh = "no-cache";

constexpr HeaderRule kRules[] = {
    {"tile/", "application/octet-stream", kForever},
    {"keys/", "text/plain; charset=utf-8", kForever},
    {"status/sha256/", "application/json", kForever},
    {"status/revocation/", "application/json", kFresh},
    {"status/suspension/", "application/json", kFresh},
    {"status/manifest.json", "application/json", kFresh},
    {"c/", "application/octet-stream", kFresh},
    {"checkpoint", "text/plain; charset=utf-8", kFresh},
    {"did.json", "application/json", kFresh},
    {".well-known/did.json", "application/json", kFresh},
    {"index.html", "text/html; charset=utf-8", kFresh},
};

constexpr std::string_view kNote =
    "Content types, caching and access from other origins for the register's files";

// The path of the site on its host, with a slash at both ends.
std::string BaseOf(const SiteAddress& site) {
  const std::string& origin = site.origin();
  const size_t slash = origin.find('/');
  return slash == std::string::npos ? "/" : StrCat(origin.substr(slash), "/");
}

bool IsDirectory(const HeaderRule& rule) { return rule.prefix.ends_with('/'); }

std::string Nginx(const std::string& base) {
  std::string out = StrCat("# ", kNote, ": include this in the server block.\n");
  for (const HeaderRule& rule : kRules) {
    out += StrCat("location ", IsDirectory(rule) ? "^~ " : "= ", base, rule.prefix,
                  " {\n  types { }\n  default_type \"", rule.content_type,
                  "\";\n  add_header Cache-Control \"", rule.cache,
                  "\" always;\n  add_header Access-Control-Allow-Origin \"*\" always;\n"
                  "  add_header X-Content-Type-Options \"nosniff\" always;\n}\n");
  }
  return out;
}

std::string Caddy(const std::string& base) {
  std::string out = StrCat("# ", kNote, ": put this into the site's block.\nheader ", base,
                           "* {\n\tAccess-Control-Allow-Origin \"*\"\n"
                           "\tX-Content-Type-Options \"nosniff\"\n}\n");
  for (const HeaderRule& rule : kRules) {
    out += StrCat("header ", base, rule.prefix, IsDirectory(rule) ? "*" : "",
                  " {\n\tContent-Type \"", rule.content_type, "\"\n\tCache-Control \"",
                  rule.cache, "\"\n}\n");
  }
  return out;
}

std::string StaticHost(const std::string& base) {
  std::string out = StrCat("# ", kNote, "\n");
  for (const HeaderRule& rule : kRules) {
    out += StrCat(base, rule.prefix, IsDirectory(rule) ? "*" : "", "\n  Content-Type: ",
                  rule.content_type, "\n  Cache-Control: ", rule.cache,
                  "\n  Access-Control-Allow-Origin: *\n"
                  "  X-Content-Type-Options: nosniff\n");
  }
  return out;
}

std::string ApachePattern(const std::string& base, const HeaderRule& rule) {
  std::string path;
  for (const char c : StrCat(base, rule.prefix)) {
    path += c == '.' ? "\\." : std::string(1, c);
  }
  return StrCat("^", path, IsDirectory(rule) ? "" : "$");
}

std::string Apache(const std::string& base) {
  std::string out = StrCat("# ", kNote, " (Apache 2.4 with mod_headers)\n",
                           "Header always set Access-Control-Allow-Origin \"*\"\n"
                           "Header always set X-Content-Type-Options \"nosniff\"\n");
  for (const HeaderRule& rule : kRules) {
    out += StrCat("<If \"%{REQUEST_URI} =~ m#", ApachePattern(base, rule),
                  "#\">\n  ForceType \"", rule.content_type,
                  "\"\n  Header always set Cache-Control \"", rule.cache, "\"\n</If>\n");
  }
  return out;
}

}  // namespace

std::vector<HeaderFile> HeaderRules(const SiteAddress& site) {
  const std::string base = BaseOf(site);
  return {{"headers/nginx.conf", Nginx(base)},
          {"headers/Caddyfile", Caddy(base)},
          {"_headers", StaticHost(base)},
          {".htaccess", Apache(base)}};
}

}  // namespace certseal
