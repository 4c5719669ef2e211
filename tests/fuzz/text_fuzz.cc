// SPDX-License-Identifier: Apache-2.0
//
// Everything short that comes from a stranger: code, QR text, seal, trust file, card,
// record, status list and manifest. Whatever is accepted must print back as it was
// read.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/encoding.h"
#include "json/canonical.h"
#include "json/parse.h"
#include "record/card.h"
#include "record/credential.h"
#include "record/seal.h"
#include "status/manifest.h"
#include "trust/trust_file.h"
#include "trust/trust_text.h"
#include "verify/subject.h"

namespace certseal {
namespace {

void Demand(bool holds) {
  if (!holds) std::abort();
}

void ReadBits(std::string_view encoded) {
  if (const auto bits = StatusBits::Decode(encoded)) {
    Demand(StatusBits::Decode(bits->Encode()) == *bits);
  }
}

void ReadStatus(std::string_view text) {
  if (const auto list = StatusList::Parse(text)) Demand(list->bytes() == text);
  if (const auto manifest = StatusManifest::Parse(text)) {
    Demand(manifest->Text() == text);
  }
  ReadBits(text);
  ReadBits("u" + Base64UrlEncode(text));
}

// A note's text is read on its own too: no mutation finds a signature that verifies.
void ReadTrust(std::string_view text) {
  if (const auto trust = TrustFile::Parse(text)) Demand(trust->bytes() == text);
  const std::string_view lines = text.substr(0, text.find("\n\n") + 1);
  if (const auto keys = ReadTrustKeys(lines)) Demand(keys->Text() == lines);
  if (const auto key = VerifierKey::Parse(text)) Demand(key->Text() == text);
}

void ReadAll(std::string_view text) {
  if (const auto code = CertificateCode::Parse(text)) {
    Demand(CertificateCode::ParseCompact(code->compact()).has_value());
  }
  if (const auto qr = QrText::Parse(text)) {
    Demand(QrText::Parse(qr->Text())->Text() == qr->Text());
  }
  if (const auto seal = Seal::Parse(text)) Demand(seal->Text() == text);
  if (const auto site = SiteAddress::Parse(text)) {
    Demand(SiteAddress::Parse(site->url())->origin() == site->origin());
  }
  if (const auto card = Card::Parse(text)) Demand(card->Text() == text);
  if (const auto record = SignedRecord::Parse(text)) Demand(record->bytes() == text);
  if (const auto json = ParseJson(text)) {
    const std::string canonical = CanonicalJson(*json);
    const auto again = ParseJson(canonical);
    Demand(again && CanonicalJson(*again) == canonical);
  }
  static const auto kSite = *SiteAddress::FromOrigin("verify.school.example");
  static const auto kCode = *CertificateCode::Parse("7K3M-9QXT-2A8R-W5DH-N4V2");
  Demand(!Card::Decrypt(text, kSite, kCode));
  ReadStatus(text);
  ReadTrust(text);
  [[maybe_unused]] const auto subject = ClassifyContents(std::string(text));
}

}  // namespace
}  // namespace certseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  certseal::ReadAll({reinterpret_cast<const char*>(data), size});
  return 0;
}
