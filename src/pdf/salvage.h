// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace certseal {

struct SalvageLimits {
  size_t max_streams = 8192;
  size_t max_record = 256 * 1024;
  size_t max_work = 16 * 1024 * 1024;  // bytes read and inflated, all streams together
  size_t max_candidates = 8;
};

// SalvageRecords searches the streams of a file, whatever its structure, for bytes that
// look like a record: a JSON object that speaks of an OpenBadgeCredential, deflated or
// plain. For a certificate that was refused, to tell the employer what the school
// really recorded (docs/pdf.md, last paragraph but one).
//
// What is found proves nothing: it counts only by its own signature, and says nothing
// about the page it was found under. Each candidate once, in the order of the file.
std::vector<std::string> SalvageRecords(std::string_view file,
                                        const SalvageLimits& limits = {});

// SalvageSignatures searches a file, whatever its structure, for hex strings of
// signature dictionaries that begin with DER, and gives the DER. For a file that was
// refused, to tell whether it claims to be a certificate: what a signature names is a
// claim (ClaimedSigner of crypto/cms.h). At most 8 of at most 64 KB.
std::vector<std::string> SalvageSignatures(std::string_view file);

}  // namespace certseal
