// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "issue/certificate_signer.h"
#include "issue/issue_roster.h"
#include "issue/school_directory.h"
#include "issue/template_store.h"
#include "register/register.h"

namespace certseal {

// CertificatePath is a certificate's file below certificates/:
// <year>/<course>/<date>_<course>_<name>_<first four of the code>.pdf, of characters
// that every file system takes.
std::filesystem::path CertificatePath(const CertificateFacts& facts);

// DrawCertificate gives the PDF of a certificate from what the register holds, signed.
// All but its signature (and timestamp) is the same every time.
Result<std::string> DrawCertificate(const StoredCertificate& certificate,
                                    const Renderer& renderer,
                                    const CertificateSigner& signer);

// RenderCodes draws these certificates, whether their files exist or not. Where one
// cannot be drawn or signed it stops with the error; what was drawn until then stays.
Result<size_t> RenderCodes(const std::vector<CertificateCode>& codes, const School& school,
                           Register& reg, TemplateStore& store,
                           const CertificateSigner& signer, const Progress& progress);

struct MissingFiles {
  std::vector<CertificateCode> codes;
  size_t present = 0;  // have theirs
};

// FindMissingFiles tells which certificates have no file.
Result<MissingFiles> FindMissingFiles(const School& school, Register& reg, Timestamp now);

}  // namespace certseal
