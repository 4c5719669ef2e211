// SPDX-License-Identifier: Apache-2.0
//
// The pictures of signatures: those that school.json names, and the copies that are kept
// of what was issued with them.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "base/result.h"
#include "issue/school_directory.h"
#include "page/picture_source.h"

namespace certseal {

// ReadSignatures completes the profile of a school with the digests of its pictures. Fails
// where one is missing or none that a page can show; the error names file and field.
Result<void> ReadSignatures(const SchoolPaths& paths, SchoolProfile& profile);

// SignaturePath is where a picture is kept: below signatures/issued/, by its digest.
std::filesystem::path SignaturePath(const SchoolPaths& paths, const std::string& digest);

class SignaturePictures : public PictureSource {
 public:
  // Those that are kept alone, or the profile's as well.
  explicit SignaturePictures(const SchoolPaths& paths) : paths_(paths) {}
  SignaturePictures(const SchoolPaths& paths, const SchoolProfile& profile);

  Result<std::shared_ptr<const Image>> Find(const std::string& digest) const override;

  // Keep copies the profile's, so that what is about to be issued with them can be drawn
  // again as it was.
  Result<void> Keep() const;

 private:
  Result<std::string> Read(const std::string& digest) const;

  SchoolPaths paths_;
  std::map<std::string, std::filesystem::path> current_;  // by digest
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::shared_ptr<const Image>> loaded_;
};

}  // namespace certseal
