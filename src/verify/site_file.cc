// SPDX-License-Identifier: Apache-2.0
#include "verify/site_file.h"

#include <optional>
#include <utility>

#include "base/strings.h"
#include "status/manifest.h"

namespace certseal {

Result<std::string> ReadSiteFile(const SiteSource& source, std::string_view path,
                                 size_t max_bytes) {
  ASSIGN_OR_RETURN(std::optional<std::string> bytes, source.Get(path, max_bytes));
  if (!bytes) return Fail(StrCat(source.Name(), " lacks ", path));
  return std::move(*bytes);
}

Result<std::string> ReadByDigest(const SiteSource& source, const Sha256Digest& sha256,
                                 size_t max_bytes) {
  const std::string path = ByDigestPath(sha256);
  ASSIGN_OR_RETURN(std::string bytes, ReadSiteFile(source, path, max_bytes));
  if (Sha256(bytes) == sha256) return bytes;
  return Fail(StrCat(source.Name(), ": ", path, " is not what its name says"));
}

}  // namespace certseal
