// SPDX-License-Identifier: Apache-2.0
//
// The page on which anyone checks a certificate (src/web), compiled in: index.html and
// sw.js, whose places are filled for the school, and all others as they are, in a
// directory whose name changes with any of them.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/digest.h"

namespace certseal {

struct PageFile {
  std::string_view path;  // below src/web
  std::string_view contents;
};

// EmbeddedPage are all files of src/web but its READMEs, by path.
std::span<const PageFile> EmbeddedPage();

// EmbeddedFile is the contents of one of them, which must be there.
std::string_view EmbeddedFile(std::string_view path);

// PageFiles are those of the page's directory: all but index.html and sw.js.
std::vector<PageFile> PageFiles();

// PageVersion is the name of a directory with these files, by their paths in it: the
// first 16 hex digits of the SHA-256 of what `sha256sum` prints for them in the order
// of their bytes.
std::string PageVersion(const std::map<std::string, Sha256Digest>& files);

// PageDirectory is that of this program's page: "page/<version>".
const std::string& PageDirectory();

// PageDirectoryIn is the directory that an index.html takes its files from; none where
// it names none.
std::optional<std::string> PageDirectoryIn(std::string_view index);

// FillPlaces replaces each {{name}} by its text. A place without a text stays.
std::string FillPlaces(std::string_view text,
                       const std::map<std::string, std::string, std::less<>>& places);

// ServiceWorker is the site's sw.js; its places are {{page}}, the page's directory, and
// {{files}}, a JSON array of the paths in it.
std::string ServiceWorker();

}  // namespace certseal
