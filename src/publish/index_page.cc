// SPDX-License-Identifier: Apache-2.0
#include "publish/index_page.h"

#include <vector>

#include "base/strings.h"
#include "publish/module_imports.h"
#include "publish/page_files.h"

namespace certseal {
namespace {

// What stands between two texts; empty where either is missing.
std::string_view Between(std::string_view text, std::string_view before,
                         std::string_view after) {
  const size_t found = text.find(before);
  if (found == text.npos) return {};
  const size_t begin = found + before.size();
  const size_t end = text.find(after, begin);
  return end == text.npos ? std::string_view() : text.substr(begin, end - begin);
}

std::string Preloads(std::string_view index) {
  const std::vector<PageFile> files = PageFiles();
  const std::string_view entry = Between(index, "src=\"{{page}}/", "\"");
  std::vector<std::string> links;
  for (const std::string& path : ImportedFrom(entry, files)) {
    links.push_back(StrCat("<link rel=\"modulepreload\" href=\"", PageDirectory(), "/",
                           path, "\">"));
  }
  return Join(links, "\n");
}

std::string Languages() {
  constexpr std::string_view kBegin = "strings/", kEnd = ".json";
  std::vector<std::string> names;
  for (const PageFile& file : PageFiles()) {
    if (!file.path.starts_with(kBegin) || !file.path.ends_with(kEnd)) continue;
    names.emplace_back(file.path.substr(
        kBegin.size(), file.path.size() - kBegin.size() - kEnd.size()));
  }
  return Join(names, " ");
}

}  // namespace

std::string IndexPage(const TrustFile& trust) {
  const TrustKeys& keys = trust.keys();
  const std::string_view index = EmbeddedFile("index.html");
  return FillPlaces(index, {{"name", EscapeMarkup(keys.name)},
                            {"url", EscapeMarkup(keys.site.url())},
                            {"origin", EscapeMarkup(keys.site.origin())},
                            {"fingerprint", trust.Fingerprint()},
                            {"trust", std::to_string(keys.version)},
                            {"page", PageDirectory()},
                            {"languages", Languages()},
                            {"preload", Preloads(index)}});
}

std::string PagePolicy() {
  const std::string_view meta = Between(EmbeddedFile("index.html"),
                                        "http-equiv=\"Content-Security-Policy\"", ">");
  std::string policy;
  for (const std::string_view each : Split(Between(meta, "content=\"", "\""), ';')) {
    std::vector<std::string> words;
    std::string line(each);
    for (char& c : line) c = c == '\n' ? ' ' : c;
    for (const std::string_view word : Split(line, ' ')) {
      if (!word.empty()) words.emplace_back(word);
    }
    if (!words.empty()) policy += StrCat(Join(words, " "), "; ");
  }
  return StrCat(policy, "frame-ancestors 'none'");
}

}  // namespace certseal
