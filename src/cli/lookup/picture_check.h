// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/lookup/inputs.h"
#include "cli/lookup/picture_readers.h"
#include "verify/lookup.h"

namespace certseal {

// LookupFinding is what there is to say of one certificate.
struct LookupFinding {
  Report report;
  // Which QR code of a picture it is about, from 1; nothing: the input itself.
  std::optional<size_t> qr = {};
};

// CheckInput checks what an input is: a certificate, a record, a QR's text or a code; a
// picture (JPEG, PNG) by the QR codes in it; and so a PDF in which nothing of a
// certificate is found, by its pictures. One finding at least.
std::vector<LookupFinding> CheckInput(const Input& input, const LookupOptions& options,
                                PictureReaders& readers);

}  // namespace certseal
