// SPDX-License-Identifier: Apache-2.0
//
// A school's directory with a register, for tests of what changes its keys. The private
// keys lie in files as they do in life, but open at once: OpenSSL's cheapest derivation
// stands in for scrypt, which takes half a second a key.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/strings.h"
#include "crypto/openssl.h"
#include "issue/init_school.h"
#include "issue/key_change.h"
#include "issue/key_files.h"
#include "issue/school_register.h"
#include "keys/school_certificates.h"
#include "ledger/ledger_commit.h"
#include "support/temporary_directory.h"
#include "unit/register/fixture.h"

namespace certseal {

template <typename T>
std::string Complaint(const Result<T>& result) {
  return result ? "succeeded" : result.error().message;
}

class KeySchoolTest : public ::testing::Test {
 protected:
  static constexpr std::string_view kPhrase = "correct horse battery";
  static constexpr std::string_view kOrigin = "verify.school.example";

  void SetUp() override {
    const SchoolPaths paths = Paths();
    ASSERT_TRUE(MakeDirectories(paths.keys()));
    for (const char* name : {"root", "log", "key-2026-01"}) WriteKey(name, "ED25519");
    for (const char* name : {"document", "school-ca"}) WriteKey(name, "P-256");
    const SiteAddress site = *SiteAddress::FromOrigin(kOrigin);
    const auto certificates =
        MakeSchoolCertificates("A School", Authority(), Document(), now_);
    Write(paths.profile(), NewSchoolJson("A School", site));
    Write(paths.catalogue(), StarterCatalogueJson());
    Write(paths.keys() / "school-ca.crt", certificates->authority);
    Write(paths.keys() / "document.crt", certificates->document);
    const TrustKeys keys{
        site,
        "A School",
        1,
        *VerifierKey::Make(StrCat(kOrigin, "/root"), Ed25519("root").public_key()),
        {{*VerifierKey::Make(kOrigin, Ed25519("log").public_key()), {}}},
        {{"key-2026-01",
          *VerifierKey::Make(StrCat(kOrigin, "/key-2026-01"),
                             Ed25519("key-2026-01").public_key()),
          {}}},
        {{Document().SpkiDigest(), {}}}};
    Write(paths.trust(), TrustFile::Sign(keys, Ed25519("root")));
    reg_.emplace(*Register::Create(paths.database()));
  }
  void TearDown() override { reg_.reset(); }

  SchoolPaths Paths() const { return {directory_}; }
  School Open() const { return *School::Open(directory_); }

  // CheapPem is a new private key, encrypted.
  static std::string CheapPem(std::string_view kind) {
    const ossl::Pkey key(kind == "P-256"
                             ? EVP_EC_gen("P-256")
                             : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    const ossl::Bio bio(BIO_new(BIO_s_mem()));
    ossl::Must(key && PEM_write_bio_PKCS8PrivateKey(
                          bio.get(), key.get(), EVP_aes_256_cbc(), kPhrase.data(),
                          static_cast<int>(kPhrase.size()), nullptr, nullptr) == 1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return std::string(data, static_cast<size_t>(size));
  }
  void WriteKey(const std::string& name, std::string_view kind) {
    Write(Paths().key(name), CheapPem(kind));
  }
  Ed25519PrivateKey Ed25519(std::string_view name) const {
    return *Ed25519PrivateKey::FromEncryptedPem(*ReadFile(Paths().key(name), 9999),
                                                Secret(kPhrase));
  }
  P256PrivateKey P256(std::string_view name) const {
    return *P256PrivateKey::FromEncryptedPem(*ReadFile(Paths().key(name), 9999),
                                             Secret(kPhrase));
  }
  P256PrivateKey Document() const { return P256("document"); }
  P256PrivateKey Authority() const { return P256("school-ca"); }

  Clock At() const {
    return [this] { return now_; };
  }

  // Issues certificates of these numbers; the index of the first one's entry.
  Result<uint64_t> Issue(const School& school, const LedgerKeys& keys, uint32_t first,
                         uint32_t count) {
    ASSIGN_OR_RETURN(const LedgerContext context,
                     MakeLedgerContext(school, *reg_, keys, At()));
    ASSIGN_OR_RETURN(LedgerCommit commit, LedgerCommit::Begin(context));
    const std::vector<CertificateRow> rows = RowsNumbered(first, count);
    const uint64_t index = commit.NextIndex();
    for (const CertificateRow& row : rows)
      commit.Append(IssueEntry{Sha256(row.record)});
    ASSIGN_OR_RETURN(const BatchOutcome outcome,
                     commit.transaction().AddBatch(SomeBatch(), rows, index));
    if (outcome.collision) return Fail("collision");
    TRY(commit.Finish().map([](const SignedCheckpoint&) {}));
    return index;
  }
  // With the keys that the trust file has in use.
  uint64_t Issue(uint32_t first, uint32_t count) {
    const School school = Open();
    const auto keys = OpenLedgerKeys(school, Secret(kPhrase));
    EXPECT_TRUE(keys) << Complaint(keys);
    const auto index = Issue(school, *keys, first, count);
    EXPECT_TRUE(index) << Complaint(index);
    return index.value_or(0);
  }

  // A change that brings no key into use: whoever tests sets what it needs.
  KeyChange Change(const School& school) const {
    const TrustKeys& keys = school.trust.keys();
    return {Ed25519("root"),
            {{keys.issuers.back(), Ed25519(keys.issuers.back().id)},
             {keys.logs.back(), Ed25519(LogKeyName(keys.logs.size() - 1))}}};
  }
  // UseNewIssuer makes it bring a new issuer key into use.
  void UseNewIssuer(const School& school, KeyChange& change) const {
    const std::string pem = CheapPem("ED25519");
    Ed25519PrivateKey key = *Ed25519PrivateKey::FromEncryptedPem(pem, Secret(kPhrase));
    const std::string id = *NewIssuerId(school, now_.date());
    VerifierKey named = *VerifierKey::Make(StrCat(kOrigin, '/', id), key.public_key());
    change.ledger.issuer = {{id, std::move(named), {}}, std::move(key)};
    change.fresh_issuer = pem;
  }
  Result<KeyChangeSummary> Commit(School& school, const KeyChange& change) {
    return CommitKeyChange(school, *reg_, change, At());
  }

  // Every file of the school but the database's journal, with its contents.
  std::map<std::string, std::string> Files() const {
    std::map<std::string, std::string> files;
    for (const auto& each : std::filesystem::recursive_directory_iterator(directory_)) {
      if (!each.is_regular_file()) continue;
      files[each.path().filename().string()] = *ReadFile(each.path(), 64 << 20);
    }
    return files;
  }

  static void Write(const std::filesystem::path& path, std::string_view contents) {
    const auto written = CreateFileDurably(path, contents, Permissions::kPrivate);
    ASSERT_TRUE(written) << Complaint(written);
  }

  const TemporaryDirectory temporary_;
  const std::filesystem::path directory_ = temporary_.path();
  std::optional<Register> reg_;
  Timestamp now_ = *Timestamp::FromUnix(1'795'000'000);  // 2026-11-18
};

}  // namespace certseal
