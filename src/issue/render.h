// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "issue/issue_roster.h"
#include "issue/school_directory.h"
#include "issue/template_store.h"
#include "register/register.h"

namespace certseal {

// CertificatePath is a certificate's file below certificates/:
// <year>/<course>/<date>_<course>_<name>_<first four of the code>.pdf, of characters
// that every file system takes.
std::filesystem::path CertificatePath(const CertificateFacts& facts);

// DrawCertificate gives the PDF of a certificate from what the register holds: the same
// bytes every time.
Result<std::string> DrawCertificate(const StoredCertificate& certificate,
                                    const Renderer& renderer);

struct RenderSummary {
  size_t drawn = 0;
  size_t present = 0;  // were there already
};

// RenderCodes draws these certificates, whether their files exist or not.
Result<RenderSummary> RenderCodes(const std::vector<CertificateCode>& codes,
                                  const School& school, Register& reg,
                                  TemplateStore& store, const Progress& progress);

// RenderMissing draws every certificate whose file is not there.
Result<RenderSummary> RenderMissing(const School& school, Register& reg,
                                    TemplateStore& store, Timestamp now,
                                    const Progress& progress);

}  // namespace certseal
