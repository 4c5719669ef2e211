// SPDX-License-Identifier: Apache-2.0
//
//   compare_bench COUNT DIRECTORY
//
// Our side of tests/bench/compare: whole certificates, pages and records on one core, and
// the floor, which is the cryptography and the compression of one certificate alone. One
// line of JSON each, with the CPU seconds of several rounds of COUNT. DIRECTORY gets
// certseal.pdf to be looked at and record.json, which the other tools attach.
#include <libdeflate.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "base/strings.h"
#include "bench/bench_signer.h"
#include "crypto/digest.h"
#include "page/deflate.h"
#include "page/renderer.h"
#include "record/proof.h"
#include "record/seal.h"
#include "signing/sign_pdf.h"
#include "unit/page/tools.h"
#include "unit/record/sample_credential.h"

namespace certseal {
namespace {

constexpr int kRounds = 5;
constexpr const char* kTemplate = CERTSEAL_SOURCE_DIR "/templates/classic.template";

// School makes certificates as `certseal issue` does, without its register.
class School {
 public:
  School()
      : renderer_(Renderer::Load(kTemplate).value()),
        signer_(BenchSigner()) {}

  Credential NextCredential() {
    Credential credential = SampleCredential();
    ++number_;
    credential.holder_name = Name();
    credential.code = CertificateCode::Generate([this](size_t size) {
      std::string bytes(size, static_cast<char>(number_));
      bytes[0] = static_cast<char>(number_ >> 8);
      return bytes;
    });
    return credential;
  }

  SignedRecord Record(const Credential& credential) const {
    return SignedRecord::Sign(credential, "key-2026-01", key_, SampleTime()).value();
  }

  // Draws the page of a signed record, with the seal in its QR code.
  std::string Draw(const Credential& credential, const SignedRecord& record) const {
    Seal seal =
        Seal::Sign(SealFacts::Of(credential), credential.site, issuer_, key_).value();
    PageContent content = testing::SampleContent();
    content.fields["name"] = credential.holder_name;
    content.fields["code"] = credential.code.Printed();
    content.fields["qr"] =
        QrText{credential.site, credential.code, std::move(seal)}.Text();
    const DocumentInfo info{"Certificate of Completion",
                            "Example School of Aesthetics",
                            "Botulinum Toxin Type A and Dermal Fillers",
                            "certificate",
                            SampleTime(),
                            std::string(Sha256(record.bytes()).bytes().substr(0, 16)),
                            signer_.ReservedBytes()};
    return renderer_
        .Draw(content, info,
              {{"record.json", "application/json", "Record", "Data", record.bytes()}})
        .value();
  }

  std::string Make() {
    const Credential credential = NextCredential();
    std::string pdf = Draw(credential, Record(credential));
    if (!SignPdf(pdf, signer_)) std::abort();
    return pdf;
  }

  const TestSigner& key() const { return key_; }

 private:
  std::string Name() const {
    std::string letters;
    for (unsigned rest = number_ + 26 * 26; rest > 0; rest /= 26) {
      letters += static_cast<char>('a' + rest % 26);
    }
    return "Amelia Hartwell-" + letters;
  }

  Renderer renderer_;
  DocumentSigner signer_;
  TestSigner key_ = TestSigner::OfRepeated(9);
  VerifierKey issuer_ =
      VerifierKey::Make("verify.school.example", key_.public_key()).value();
  unsigned number_ = 0;
};

void Measure(std::string_view name, std::string_view does, int count,
             const std::function<void()>& once) {
  once();
  std::string seconds;
  for (int round = 0; round < kRounds; ++round) {
    const std::clock_t begin = std::clock();
    for (int i = 0; i < count; ++i) once();
    const double used = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    seconds += (round > 0 ? "," : "") + std::to_string(used);
  }
  std::cout << StrCat("{\"name\":\"", name, "\",\"does\":\"", does, "\",\"count\":", count,
                      ",\"seconds\":[", seconds, "]}\n")
            << std::flush;
}

std::set<std::string> Streams(const std::string& pdf) {
  std::set<std::string> streams;
  for (size_t at = 0; (at = pdf.find("stream", at)) != std::string::npos;) {
    at = pdf.find('\n', at) + 1;
    const size_t end = pdf.find("endstream", at);
    if (end == std::string::npos) break;
    streams.insert(pdf.substr(at, end - at));
    at = end + 9;
  }
  return streams;
}

// What a certificate compresses for itself: the streams that no other has.
std::vector<std::string> OwnStreams(const std::string& pdf, const std::string& other) {
  const std::set<std::string> shared = Streams(other);
  std::vector<std::string> own;
  libdeflate_decompressor* const decompressor = libdeflate_alloc_decompressor();
  for (const std::string& stream : Streams(pdf)) {
    if (shared.contains(stream)) continue;
    std::string plain(1 << 20, '\0');
    size_t size = 0;
    if (libdeflate_zlib_decompress_ex(decompressor, stream.data(), stream.size(),
                                      plain.data(), plain.size(), nullptr,
                                      &size) == LIBDEFLATE_SUCCESS) {
      own.push_back(plain.substr(0, size));
    }
  }
  libdeflate_free_decompressor(decompressor);
  return own;
}

void MeasureFloor(int count, const TestSigner& key, const std::string& pdf,
                  const std::vector<std::string>& streams) {
  const std::string message(64, 'x');
  const P256PrivateKey document = P256PrivateKey::Generate();
  const auto sign = [&] {
    if (key.Sign(message) != key.Sign(message)) std::abort();
    if (document.Sign(message).der().empty()) std::abort();
  };
  const auto hash = [&] {
    if (Sha256(pdf).bytes().empty()) std::abort();
  };
  const auto deflate = [&] {
    for (const std::string& stream : streams) {
      if (Deflate(stream).empty()) std::abort();
    }
  };
  Measure("three signatures", "floor", count, sign);
  Measure("SHA-256 of the file", "floor", count, hash);
  Measure("deflate of its own streams", "floor", count, deflate);
  Measure("all three", "floor", count, [&] {
    sign();
    hash();
    deflate();
  });
}

void Write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

void Run(int count, const std::filesystem::path& directory) {
  School school;
  const std::string pdf = school.Make();
  Write(directory / "certseal.pdf", pdf);
  const SignedRecord record = school.Record(school.NextCredential());
  Write(directory / "record.json", record.bytes());
  Measure("certseal", "page, record and seal, signed", count, [&] { school.Make(); });
  Measure("certseal", "page", count, [&] { school.Draw(school.NextCredential(), record); });
  Measure("certseal", "record", count, [&] { school.Record(school.NextCredential()); });
  MeasureFloor(count, school.key(), pdf, OwnStreams(pdf, school.Make()));
}

}  // namespace
}  // namespace certseal

int main(int argc, char** argv) {
  if (argc != 3 || std::atoi(argv[1]) < 1) {
    std::cerr << "usage: compare_bench COUNT DIRECTORY\n";
    return 64;
  }
  certseal::Run(std::atoi(argv[1]), argv[2]);
}
