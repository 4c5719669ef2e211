// SPDX-License-Identifier: Apache-2.0
#include "publish/page_files.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::string_view kDirectory = "page/";
constexpr size_t kVersionDigits = 16;
constexpr std::string_view kHexDigits = "0123456789abcdef";

bool IsFilled(const PageFile& file) {
  return file.path == "index.html" || file.path == "sw.js";
}

std::string DirectoryOfEmbedded() {
  std::map<std::string, Sha256Digest> digests;
  for (const PageFile& file : PageFiles()) {
    digests.emplace(file.path, Sha256(file.contents));
  }
  return StrCat(kDirectory, PageVersion(digests));
}

std::string JsonOfPaths() {
  std::vector<std::string> quoted;
  for (const PageFile& file : PageFiles()) quoted.push_back(StrCat('"', file.path, '"'));
  return StrCat('[', Join(quoted, ", "), ']');
}

}  // namespace

std::string_view EmbeddedFile(std::string_view path) {
  for (const PageFile& file : EmbeddedPage()) {
    if (file.path == path) return file.contents;
  }
  std::abort();  // the program was built without it
}

std::vector<PageFile> PageFiles() {
  std::vector<PageFile> files;
  std::ranges::remove_copy_if(EmbeddedPage(), std::back_inserter(files), IsFilled);
  return files;
}

std::string PageVersion(const std::map<std::string, Sha256Digest>& files) {
  std::string lines;
  for (const auto& [path, digest] : files) lines += StrCat(digest.Hex(), "  ", path, "\n");
  return Sha256(lines).Hex().substr(0, kVersionDigits);
}

const std::string& PageDirectory() {
  static const std::string directory = DirectoryOfEmbedded();
  return directory;
}

std::optional<std::string> PageDirectoryIn(std::string_view index) {
  for (size_t at = index.find(kDirectory); at != index.npos;
       at = index.find(kDirectory, at + 1)) {
    const std::string_view version =
        index.substr(at + kDirectory.size(), kVersionDigits);
    if (version.size() == kVersionDigits &&
        version.find_first_not_of(kHexDigits) == version.npos) {
      return StrCat(kDirectory, version);
    }
  }
  return std::nullopt;
}

std::string FillPlaces(std::string_view text,
                       const std::map<std::string, std::string, std::less<>>& places) {
  std::string filled;
  size_t done = 0;
  for (size_t open = text.find("{{"); open != text.npos;
       open = text.find("{{", open + 1)) {
    const size_t close = text.find("}}", open);
    if (close == text.npos) break;
    const auto place = places.find(text.substr(open + 2, close - open - 2));
    if (place == places.end()) continue;
    filled.append(text.substr(done, open - done)).append(place->second);
    done = close + 2;
  }
  return filled.append(text.substr(done));
}

std::string ServiceWorker() {
  return FillPlaces(EmbeddedFile("sw.js"),
                    {{"page", PageDirectory()}, {"files", JsonOfPaths()}});
}

}  // namespace certseal
