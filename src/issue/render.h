// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "issue/certificate_files.h"
#include "issue/certificate_signer.h"
#include "issue/school_directory.h"
#include "issue/template_store.h"
#include "issue/work_options.h"
#include "register/register.h"

namespace certseal {

// DrawCertificate gives the PDF of a certificate from what the register holds, signed.
// All but its signature (and timestamp) is the same every time. `proof` is that of its
// issue (ledger/register_tree.h); empty for one that is not in the log yet.
Result<std::string> DrawCertificate(const StoredCertificate& certificate,
                                    const std::string& proof, const Renderer& renderer,
                                    const CertificateSigner& signer);

// RenderCodes draws these certificates, whether their files exist or not and whatever
// became of them, each into its place (certificate_files.h), and gives how many. Several
// threads draw and sign; register and store are used by the calling one alone. Where one
// cannot be drawn or signed it ends with the error of the first such; those before it
// have their files. Fewer than all where a stop was asked for.
Result<size_t> RenderCodes(const std::vector<CertificateCode>& codes, const School& school,
                           Register& reg, TemplateStore& store,
                           const CertificateSigner& signer, const WorkOptions& options);

struct MissingFiles {
  std::vector<CertificateCode> codes;
  size_t present = 0;  // have theirs
  // Lie where they do not belong: a command was interrupted before it moved them.
  std::vector<std::pair<CertificateFacts, FilePlace>> misplaced = {};
};

// FindMissingFiles tells which certificates have no file. None is missed of one that
// must not be handed out: held, replaced, revoked, erased.
Result<MissingFiles> FindMissingFiles(const School& school, Register& reg, Timestamp now);

// FindMissingOf is the same for these codes alone.
Result<MissingFiles> FindMissingOf(std::span<const CertificateCode> codes,
                                   const School& school, Register& reg);

}  // namespace certseal
