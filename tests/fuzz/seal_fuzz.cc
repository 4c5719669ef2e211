// SPDX-License-Identifier: Apache-2.0
// links: verify
// seeds: fixtures/qr-v1.txt fixtures/school-v1.trust fixtures/*record*.json
//
// What a person types, scans or hands over: code, QR text, seal, address, a file of any
// kind. What is accepted prints as it was read, and no seal but the genuine one
// verifies.
#include "fuzz/fuzz.h"
#include "record/seal.h"
#include "trust/trust_file.h"
#include "verify/subject.h"

namespace certseal {
namespace {

void ReadSeal(std::string_view text) {
  static const auto trust = *TrustFile::Parse(ReadVector("fixtures/school-v1.trust"));
  static const std::string qr_text = ReadVector("fixtures/qr-v1.txt");
  static const QrText genuine = *QrText::Parse(qr_text.substr(0, qr_text.find('\n')));
  static const IssuerKey* key = trust.FindIssuer(genuine.seal.key_id());
  Require(key && genuine.seal.Verify(genuine.site, key->key));
  const auto judge = [&](const Seal& seal) {
    const bool same = seal.Text() == genuine.seal.Text();
    Require(seal.Verify(genuine.site, key->key) == same);
  };
  if (const auto seal = Seal::Parse(text)) {
    Require(seal->Text() == text);
    judge(*seal);
  }
  if (const auto qr = QrText::Parse(text)) {
    Require(QrText::Parse(qr->Text())->Text() == qr->Text());
    Require(qr->seal.facts().code == qr->code);
    judge(qr->seal);
  }
}

void ReadShort(std::string_view text) {
  if (const auto code = CertificateCode::Parse(text)) {
    Require(*CertificateCode::ParseCompact(code->compact()) == *code);
    Require(*CertificateCode::Parse(code->Printed()) == *code);
  }
  if (const auto code = CertificateCode::ParseCompact(text)) {
    Require(code->compact() == text);
  }
  if (const auto site = SiteAddress::Parse(text)) {
    Require(SiteAddress::Parse(site->url())->origin() == site->origin());
  }
  [[maybe_unused]] const auto subject = ClassifyContents(std::string(text));
}

}  // namespace
}  // namespace certseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = certseal::TextOf(data, size);
  certseal::ReadSeal(text);
  certseal::ReadShort(text);
  return 0;
}
