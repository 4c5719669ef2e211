// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>

#include "base/result.h"
#include "issue/school_directory.h"
#include "register/certificate_row.h"

namespace certseal {

// CertificatePath is a certificate's file below certificates/:
// <year>/<course>/<date>_<course>_<name>_<first four of the code>.pdf, of characters
// that every file system takes.
std::filesystem::path CertificatePath(const CertificateFacts& facts);

// FilePlace is where a certificate's file lies: what must not be handed out is kept
// apart, so that nobody sends it by mistake.
enum class FilePlace {
  kIssued,    // certificates/
  kHeld,      // certificates/held/
  kReplaced,  // certificates/replaced/
};

// PlaceFor is where a certificate's file belongs. What was revoked stays where it is.
FilePlace PlaceFor(CertificateState state, bool held);

// PlacedPath is the certificate's file in that place, relative to certificates/.
std::filesystem::path PlacedPath(const CertificateFacts& facts, FilePlace place);

// FindCertificateFile tells where the file is; it looks at kIssued first.
std::optional<FilePlace> FindCertificateFile(const SchoolPaths& paths,
                                             const CertificateFacts& facts);

// MoveCertificateFile takes the file to its place, wherever it is; doing it again is
// fine. False: there is no file.
Result<bool> MoveCertificateFile(const SchoolPaths& paths,
                                 const CertificateFacts& facts, FilePlace place);

// RemoveCertificateFiles deletes the file from all places, durably, and gives how many
// there were.
Result<size_t> RemoveCertificateFiles(const SchoolPaths& paths,
                                      const CertificateFacts& facts);

}  // namespace certseal
