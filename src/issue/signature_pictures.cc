// SPDX-License-Identifier: Apache-2.0
#include "issue/signature_pictures.h"

#include "base/file.h"
#include "base/strings.h"
#include "crypto/digest.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
// Every certificate carries them.
constexpr size_t kMostBytes = 512 * 1024;

bool IsThere(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

}  // namespace

Result<void> ReadSignatures(const SchoolPaths& paths, SchoolProfile& profile) {
  for (Signatory& each : profile.signatories) {
    if (each.signature.empty()) continue;
    const Result<std::string> bytes = ReadFile(paths.root / each.signature, kMostBytes);
    if (!bytes) {
      Error error = bytes.error();
      error.hints.push_back("a signature is a PNG or JPEG of at most 512 KB, in the school's "
                            "directory");
      return Within(each.where, std::move(error));
    }
    const Result<void> good = CheckImage(*bytes);
    if (!good) return Within(StrCat(each.where, ": ", Quote(each.signature)), good.error());
    each.signature_digest = Sha256(*bytes).Hex();
  }
  return {};
}

fs::path SignaturePath(const SchoolPaths& paths, const std::string& digest) {
  return paths.issued_signatures() / digest;
}

SignaturePictures::SignaturePictures(const SchoolPaths& paths, const SchoolProfile& profile)
    : paths_(paths) {
  for (const Signatory& each : profile.signatories) {
    if (each.signature_digest.empty()) continue;
    current_[each.signature_digest] = paths_.root / each.signature;
  }
}

Result<std::string> SignaturePictures::Read(const std::string& digest) const {
  if (!Sha256Digest::FromHex(digest)) return Fail(StrCat(Quote(digest), " names no picture"));
  fs::path path = SignaturePath(paths_, digest);
  const auto current = current_.find(digest);
  if (!IsThere(path) && current != current_.end()) path = current->second;
  if (!IsThere(path)) {
    return Fail(StrCat(path.string(), ": is missing: bring it back from a backup"));
  }
  ASSIGN_OR_RETURN(std::string bytes, ReadFile(path, kMostBytes));
  if (Sha256(bytes).Hex() == digest) return bytes;
  return Fail(StrCat(path.string(), ": is not the picture that it was: it was changed"));
}

Result<std::shared_ptr<const Image>> SignaturePictures::Find(
    const std::string& digest) const {
  const std::lock_guard lock(mutex_);
  const auto known = loaded_.find(digest);
  if (known != loaded_.end()) return known->second;
  ASSIGN_OR_RETURN(const std::string bytes, Read(digest));
  ASSIGN_OR_RETURN(Image image, DecodeImage(bytes));
  auto picture = std::make_shared<const Image>(std::move(image));
  loaded_.emplace(digest, picture);
  return picture;
}

Result<void> SignaturePictures::Keep() const {
  for (const auto& [digest, file] : current_) {
    const fs::path kept = SignaturePath(paths_, digest);
    if (IsThere(kept)) continue;
    ASSIGN_OR_RETURN(const std::string bytes, Read(digest));
    TRY(MakeDirectories(kept.parent_path()));
    TRY(WriteFileAtomically(kept, bytes));
  }
  return {};
}

}  // namespace certseal
