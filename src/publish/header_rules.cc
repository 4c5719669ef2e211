// SPDX-License-Identifier: Apache-2.0
#include "publish/header_rules.h"

#include <algorithm>
#include <iterator>

#include "base/strings.h"
#include "publish/index_page.h"

namespace certseal {
namespace {

// One row for each kind of file; no two match one path, because servers differ in which
// would count. `prefix` is a path below the site, a directory where it ends with "/".
struct HeaderRule {
  std::string_view prefix;
  std::string_view content_type;  // empty: by the name's ending (kTypes)
  std::string_view cache;
  bool page = false;  // part of the page: with its policies
};

constexpr std::string_view kForever = "public, max-age=31536000, immutable";
constexpr std::string_view kFresh = "no-cache";
constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kJavaScript = "text/javascript";

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
    {"", kHtml, kFresh, true},  // where a server shows index.html without its name
    {"index.html", kHtml, kFresh, true},
    {"sw.js", kJavaScript, kFresh, true},
    {"page/", "", kForever, true},
};

struct TypeOfEnding {
  std::string_view ending;
  std::string_view content_type;
};

constexpr TypeOfEnding kTypes[] = {
    {"css", "text/css"},
    {"js", kJavaScript},
    {"json", "application/json"},
    {"png", "image/png"},
    {"svg", "image/svg+xml"},
    {"txt", "text/plain"},
    {"webmanifest", "application/manifest+json"},
};

constexpr std::string_view kNote =
    "Content types, caching and access from other origins for the register's files";

struct Header {
  std::string_view name;
  std::string value;
};

// What every file of the page is sent with.
std::vector<Header> PageHeaders() {
  return {{"Content-Security-Policy", PagePolicy()},
          {"Referrer-Policy", "no-referrer"},
          {"Permissions-Policy", "camera=(self)"}};
}

// The headers of a rule but for its content type.
std::vector<Header> HeadersOf(const HeaderRule& rule) {
  std::vector<Header> headers{{"Cache-Control", std::string(rule.cache)}};
  if (rule.page) std::ranges::move(PageHeaders(), std::back_inserter(headers));
  return headers;
}

// The path of the site on its host, with a slash at both ends.
std::string BaseOf(const SiteAddress& site) {
  const std::string& origin = site.origin();
  const size_t slash = origin.find('/');
  return slash == std::string::npos ? "/" : StrCat(origin.substr(slash), "/");
}

bool IsDirectory(const HeaderRule& rule) { return rule.prefix.ends_with('/'); }

std::string NginxTypes(const HeaderRule& rule) {
  if (!rule.content_type.empty()) {
    return StrCat("  types { }\n  default_type \"", rule.content_type, "\";\n");
  }
  std::string out = "  types {\n";
  for (const TypeOfEnding& type : kTypes) {
    out += StrCat("    ", type.content_type, " ", type.ending, ";\n");
  }
  return StrCat(out, "  }\n  default_type \"text/plain\";\n");
}

std::string Nginx(const std::string& base) {
  std::string out = StrCat("# ", kNote, ": include this in the server block.\n");
  for (const HeaderRule& rule : kRules) {
    out += StrCat("location ", IsDirectory(rule) ? "^~ " : "= ", base, rule.prefix,
                  " {\n", NginxTypes(rule));
    for (const Header& header : HeadersOf(rule)) {
      out += StrCat("  add_header ", header.name, " \"", header.value, "\" always;\n");
    }
    out +=
        "  add_header Access-Control-Allow-Origin \"*\" always;\n"
        "  add_header X-Content-Type-Options \"nosniff\" always;\n}\n";
  }
  return out;
}

// A matcher of its own for each ending: in a path, `*` stops at a slash.
std::string CaddyTypes(const std::string& base, const HeaderRule& rule) {
  std::string out;
  for (const TypeOfEnding& type : kTypes) {
    const std::string matcher = StrCat("@certseal_", type.ending);
    out +=
        StrCat(matcher, " {\n\tpath ", base, rule.prefix, "*\n\tpath *.", type.ending,
               "\n}\nheader ", matcher, " Content-Type \"", type.content_type, "\"\n");
  }
  return out;
}

std::string Caddy(const std::string& base) {
  std::string out =
      StrCat("# ", kNote, ": put this into the site's block.\nheader ", base,
             "* {\n\tAccess-Control-Allow-Origin \"*\"\n"
             "\tX-Content-Type-Options \"nosniff\"\n}\n");
  for (const HeaderRule& rule : kRules) {
    out += StrCat("header ", base, rule.prefix, IsDirectory(rule) ? "*" : "", " {\n");
    if (!rule.content_type.empty()) {
      out += StrCat("\tContent-Type \"", rule.content_type, "\"\n");
    }
    for (const Header& header : HeadersOf(rule)) {
      out += StrCat("\t", header.name, " \"", header.value, "\"\n");
    }
    out += "}\n";
    if (rule.content_type.empty()) out += CaddyTypes(base, rule);
  }
  return out;
}

// These hosts know the types of the page's files, and have no rules by a name's ending.
std::string StaticHost(const std::string& base) {
  std::string out = StrCat("# ", kNote, "\n");
  for (const HeaderRule& rule : kRules) {
    out += StrCat(base, rule.prefix, IsDirectory(rule) ? "*" : "", "\n");
    if (!rule.content_type.empty()) {
      out += StrCat("  Content-Type: ", rule.content_type, "\n");
    }
    for (const Header& header : HeadersOf(rule)) {
      out += StrCat("  ", header.name, ": ", header.value, "\n");
    }
    out += "  Access-Control-Allow-Origin: *\n  X-Content-Type-Options: nosniff\n";
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

std::string ApacheIf(const std::string& pattern, const std::string& directives) {
  return StrCat("<If \"%{REQUEST_URI} =~ m#", pattern, "#\">\n", directives, "</If>\n");
}

std::string Apache(const std::string& base) {
  std::string out = StrCat("# ", kNote, " (Apache 2.4 with mod_headers)\n",
                           "Header always set Access-Control-Allow-Origin \"*\"\n"
                           "Header always set X-Content-Type-Options \"nosniff\"\n");
  for (const HeaderRule& rule : kRules) {
    const std::string pattern = ApachePattern(base, rule);
    std::string directives;
    if (!rule.content_type.empty()) {
      directives += StrCat("  ForceType \"", rule.content_type, "\"\n");
    }
    for (const Header& header : HeadersOf(rule)) {
      directives +=
          StrCat("  Header always set ", header.name, " \"", header.value, "\"\n");
    }
    out += ApacheIf(pattern, directives);
    if (!rule.content_type.empty()) continue;
    for (const TypeOfEnding& type : kTypes) {
      out += ApacheIf(StrCat(pattern, ".*\\.", type.ending, "$"),
                      StrCat("  ForceType \"", type.content_type, "\"\n"));
    }
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
