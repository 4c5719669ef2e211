// SPDX-License-Identifier: Apache-2.0
//
// Writes sites of a school whose own keys have signed what is made to exhaust a lookup:
// everything about them is genuine but what it unpacks to. For pathological.py.
//
//   bomb_sites DIR    DIR/school.trust, and the sites DIR/<name>; one a line:
//                     <name> <code> <exit code of looking it up> <what is said>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "base/strings.h"
#include "json/canonical.h"
#include "record/proof.h"
#include "support/test_site.h"
#include "unit/record/sample_credential.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr size_t kMegabyte = 1 << 20;
constexpr StatusListId kRevocation{StatusPurpose::kRevocation, 0};

// The same deflated megabyte of zeros again and again. Nobody gets to the end.
std::string GzipOfZeros(size_t megabytes) {
  z_stream zlib{};
  std::string zeros(kMegabyte, '\0'), once(kMegabyte, '\0');
  if (deflateInit2(&zlib, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
    std::abort();
  }
  zlib.next_in = reinterpret_cast<Bytef*>(zeros.data());
  zlib.avail_in = static_cast<uInt>(zeros.size());
  zlib.next_out = reinterpret_cast<Bytef*>(once.data());
  zlib.avail_out = static_cast<uInt>(once.size());
  deflate(&zlib, Z_FULL_FLUSH);
  once.resize(zlib.total_out);
  deflateEnd(&zlib);
  std::string gzip("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
  for (size_t i = 0; i < megabytes; ++i) gzip += once;
  return gzip;
}

// BombSchool is a school with one certificate.
class BombSchool {
 public:
  BombSchool() : school_(SampleCredential().site, DocumentKeyOf()) {
    Credential credential = SampleCredential();
    credential.issued = now_;
    credential.started.reset();
    credential.completed = *Date::ParseIso("2026-03-20");
    credential.expires.reset();
    school_.Issue(credential);
    school_.Publish(site_, now_, next_);
  }

  const CertificateCode& code() const { return school_.issued.front().code(); }
  const std::string& trust() const { return school_.trust().bytes(); }
  const TestSite& site() const { return site_; }

  // List has the list of revocations hold these bytes, signed as it was.
  void List(const std::string& gzip) {
    json list = json::parse(site_.files.at(kRevocation.Path()));
    list["credentialSubject"]["encodedList"] = "u" + Base64UrlEncode(gzip);
    list.erase("proof");
    list["proof"] = json::array(
        {*MakeProof(list, school_.site().did() + "#" + school_.issuer.suffix.substr(1),
                    now_, *school_.issuer.signer, Vocabulary::OfStatusLists())});
    const std::string bytes = CanonicalJson(list);
    StatusManifest manifest = Manifest();
    manifest.lists.front().sha256 = Sha256(bytes);
    site_.files[kRevocation.Path()] = bytes;
    site_.files[ByDigestPath(Sha256(bytes))] = bytes;
    Commit(manifest.Text());
  }

  // Lists names that many more lists.
  void Lists(uint32_t count) {
    StatusManifest manifest = Manifest();
    const ListDigest suspension = manifest.lists.back();
    for (uint32_t i = 1; i <= count; ++i) {
      manifest.lists.push_back({{suspension.id.purpose, i}, suspension.sha256});
    }
    Commit(manifest.Text());
  }

  // Commit has the log's newest head name this manifest.
  void Commit(const std::string& manifest) {
    site_.files[std::string(StatusManifest::kPath)] = manifest;
    site_.files[ByDigestPath(Sha256(manifest))] = manifest;
    school_.Append(HeadEntry{now_, next_, Sha256(manifest)});
    school_.Sign(now_);
    school_.PublishTiles(site_);
    site_.files["checkpoint"] = school_.checkpoint().bytes();
  }

  void PutCard(const Card& card) {
    site_.files[Card::PathOf(school_.site(), code())] =
        card.Encrypt(school_.site(), code(), Repeat('n'));
  }

  // Suspend suspends the certificate and takes it back, again and again.
  void Suspend(size_t times) {
    for (size_t i = 0; i < times; ++i) {
      school_.Change(0, StatusChange::kSuspended, StatusReason::kDocumentMisused, now_);
      school_.Change(0, StatusChange::kReinstated, StatusReason::kDocumentMisused,
                     now_);
    }
    school_.Publish(site_, now_, next_);
  }

  Card OwnCard() const {
    const TestIssue& issue = school_.issued.front();
    return {issue.record.bytes(), issue.proof, issue.events};
  }

 private:
  static DocumentKey DocumentKeyOf() { return {Sha256("bombs"), {}}; }
  StatusManifest Manifest() const {
    return *StatusManifest::Parse(site_.files.at(std::string(StatusManifest::kPath)));
  }

  const Timestamp now_ = SystemNow();
  const Timestamp next_ = *Timestamp::FromUnix(now_.unix_seconds() + 86'400);
  TestSchool school_;
  TestSite site_;
};

std::string Repeated(std::string_view text, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

struct Bomb {
  std::string name;
  std::function<void(BombSchool&)> make;
  int exit_code;
  std::string says;
};

std::vector<Bomb> ListBombs() {
  return {
      {"list-of-a-gigabyte", [](BombSchool& school) { school.List(GzipOfZeros(1024)); },
       2, "larger than 65536 bytes"},
      {"list-as-large-as-fits",
       [](BombSchool& school) { school.List(GzipOfZeros(44)); }, 2,
       "more than 131072 bits"},
      {"manifest-of-brackets",
       [](BombSchool& school) { school.Commit(std::string(1'000'000, '[')); }, 2,
       "nested too deeply"},
      {"manifest-of-thousands", [](BombSchool& school) { school.Lists(8'000); }, 0,
       "VALID"},
  };
}

std::vector<Bomb> CardBombs() {
  const auto card_with = [](const std::string& record) {
    return [record](BombSchool& school) {
      Card card = school.OwnCard();
      card.record = record;
      school.PutCard(card);
    };
  };
  const auto proof = [](BombSchool& school) {
    Card card = school.OwnCard();
    card.proof = Repeated("A\n", Card::kMaxProofBytes / 2);
    school.PutCard(card);
  };
  return {
      {"card-of-objects", card_with(Repeated("{\"a\":", 40'000)), 2,
       "nested too deeply"},
      {"card-of-values", card_with(StrCat("{\"a\":[0", Repeated(",0", 90'000), "]}")),
       2, "larger than 32768 bytes"},
      {"card-of-gzip", card_with(GzipOfZeros(200)), 2, "not valid UTF-8"},
      {"card-of-proof", proof, 2, "the proof in its card cannot be read"},
      {"card-of-events", [](BombSchool& school) { school.Suspend(400); }, 0, "VALID"},
      {"card-of-too-many-events", [](BombSchool& school) { school.Suspend(600); }, 2,
       "there are more than 1000"},
  };
}

void Write(const TestSite& site, const fs::path& directory) {
  for (const auto& [name, bytes] : site.files) {
    fs::create_directories((directory / name).parent_path());
    std::ofstream(directory / name, std::ios::binary) << bytes;
  }
}

void WriteAll(const fs::path& directory, const std::vector<Bomb>& bombs) {
  for (const Bomb& bomb : bombs) {
    BombSchool school;
    bomb.make(school);
    Write(school.site(), directory / bomb.name);
    std::ofstream(directory / "school.trust", std::ios::binary) << school.trust();
    std::cout << bomb.name << ' ' << school.code().compact() << ' ' << bomb.exit_code
              << ' ' << bomb.says << '\n';
  }
}

}  // namespace
}  // namespace certseal

int main(int argc, char** argv) {
  if (argc != 2) return 64;
  certseal::WriteAll(argv[1], certseal::ListBombs());
  certseal::WriteAll(argv[1], certseal::CardBombs());
  return 0;
}
