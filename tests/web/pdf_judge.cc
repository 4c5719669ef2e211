// SPDX-License-Identifier: Apache-2.0
//
// What the C++ readers say of files, for pdf_judge.test.js to compare the page's with.
//
// pdf_judge --samples DIR writes a certificate and the attacks on it into DIR.
//
// pdf_judge alone reads "KIND SIZE" LF and so many bytes, again and again, and prints a
// line of JSON for each. KIND is pdf, cms, timestamp or x509; signatures are of the
// SHA-256 of "certseal".
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "base/encoding.h"
#include "pdf/certificate_pdf.h"
#include "pdf/salvage.h"
#include "unit/pdf/attacks.h"
#include "unit/pdf/sample_pdf.h"

namespace certseal {
namespace {

using Json = nlohmann::json;

Json Stamp(const SignatureTimestamp& stamp) {
  return {{"authority", stamp.authority()}, {"time", stamp.time().unix_seconds()}};
}

Json Judge(const PdfResult<CertificatePdf>& read) {
  if (!read) {
    const PdfRefusal& refusal = read.error();
    return {{"rule", RuleNumber(refusal.rule)},
            {"name", RuleName(refusal.rule)},
            {"refused", Describe(refusal)}};
  }
  const PdfSignature& signature = read->signature();
  Json out = {{"spki", signature.signer.spki_digest().Hex()},
              {"signer", signature.signer.CommonName()},
              {"signedAt", signature.signed_at.unix_seconds()},
              {"record", HexEncode(read->record())}};
  if (signature.timestamp) out["timestamp"] = Stamp(*signature.timestamp);
  if (const auto proof = read->proof()) out["proof"] = *proof;
  return out;
}

Json JudgePdf(const std::string& file) {
  Json out = Judge(CertificatePdf::Read(file));
  out["records"] = Json::array();
  for (const std::string& record : SalvageRecords(file))
    out["records"].push_back(HexEncode(record));
  out["signers"] = Json::array();
  for (const std::string& der : SalvageSignatures(file)) {
    if (const auto signer = ClaimedSigner(der))
      out["signers"].push_back(signer->spki_digest().Hex());
  }
  return out;
}

Json JudgeCms(const std::string& der) {
  const auto read = ReadSignedData(der, Sha256("certseal"));
  if (!read) return {{"refused", read.error().message}};
  Json out = {{"spki", read->signer().spki_digest().Hex()}};
  if (read->timestamp) out["timestamp"] = Stamp(*read->timestamp);
  return out;
}

Json JudgeTimestamp(const std::string& der) {
  const auto read = SignatureTimestamp::Read(der, Sha256("certseal"));
  if (!read) return {{"refused", read.error().message}};
  return Stamp(*read);
}

Json JudgeX509(const std::string& der) {
  const auto read = X509Certificate::FromDer(der);
  if (!read) return {{"refused", read.error().message}};
  return {{"name", read->CommonName()},
          {"spki", read->spki_digest().Hex()},
          {"notBefore", read->not_before().unix_seconds()},
          {"notAfter", read->not_after().unix_seconds()},
          {"forTimestamps", read->IsForTimestamps()},
          {"selfSigned", read->IsIssuedBy(*read)}};
}

Json Judge(const std::string& kind, const std::string& bytes) {
  if (kind == "pdf") return JudgePdf(bytes);
  if (kind == "cms") return JudgeCms(bytes);
  if (kind == "timestamp") return JudgeTimestamp(bytes);
  return JudgeX509(bytes);
}

int JudgeAll() {
  std::string kind;
  size_t size = 0;
  while (std::cin >> kind >> size && std::cin.get() == '\n') {
    std::string bytes(size, '\0');
    std::cin.read(bytes.data(), static_cast<std::streamsize>(size));
    std::cout << Judge(kind, bytes).dump(-1, ' ', true, Json::error_handler_t::replace)
              << "\n";
  }
  return 0;
}

int WriteSamples(const std::filesystem::path& directory) {
  const auto write = [&](const std::string& name, const std::string& bytes) {
    std::ofstream(directory / name, std::ios::binary) << bytes;
  };
  const std::string certificate = SamplePdf::Certificate().Build();
  SamplePdf other =
      SamplePdf::Certificate(Replaced(std::string(SamplePdf::kRecord), "Ada", "Eve"));
  other.Replace(SamplePdf::kContents, "(Ada)", "(Eve)");
  write("certificate.pdf", certificate);
  write("with-proof.pdf", SamplePdf::Certificate().WithProof("c2sp.org/...\n").Build());
  size_t number = 0;
  for (const Attack& attack : AllAttacks(certificate, other.Build()))
    write("attack-" + std::to_string(++number) + ".pdf", attack.file);
  return 0;
}

}  // namespace
}  // namespace certseal

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--samples")
    return certseal::WriteSamples(argv[2]);
  return certseal::JudgeAll();
}
