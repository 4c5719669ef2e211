// SPDX-License-Identifier: Apache-2.0
#include "issue/import_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/file.h"
#include "base/strings.h"
#include "issue/document_keys.h"
#include "issue/init_school.h"
#include "issue/key_store.h"
#include "keys/school_certificates.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const Secret kPassphrase("correct horse battery");
const Secret kPurchase("of the purchase");

// What another school's authority would sell: PKCS#12 with leaf and authority.
std::string Pkcs12(const P256PrivateKey& key, Timestamp issued) {
  const P256PrivateKey authority = P256PrivateKey::Generate();
  const auto pems = MakeSchoolCertificates("A Shop", authority, key, issued);
  const auto read = [](const std::string& der) {
    const unsigned char* at = ossl::Data(der);
    return ossl::X509Ptr(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  };
  const auto leaf = read((*CertificatesFromPem(pems->document))[0].der());
  const auto above = read((*CertificatesFromPem(pems->authority))[0].der());
  STACK_OF(X509)* others = sk_X509_new_null();
  sk_X509_push(others, above.get());
  const ossl::Owned<PKCS12, PKCS12_free> pfx(PKCS12_create(
      "of the purchase", "n", key.get(), leaf.get(), others, 0, 0, 2048, 2048, 0));
  sk_X509_free(others);
  unsigned char* der = nullptr;
  const int size = i2d_PKCS12(pfx.get(), &der);
  std::string bytes(reinterpret_cast<char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

// One school for all tests: each begins with a copy, since keys take their time.
class ImportDocumentTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    fs::remove_all(Place("made"));
    ASSERT_TRUE(InitSchool(
        {Place("made"), "A School", "https://a.example/", kPassphrase, SystemNow()}));
  }
  static void TearDownTestSuite() { fs::remove_all(Place("made")); }

  void SetUp() override {
    fs::remove_all(directory_);
    fs::copy(Place("made"), directory_, fs::copy_options::recursive);
  }
  void TearDown() override { fs::remove_all(directory_); }

  static fs::path Place(std::string_view name) {
    return fs::temp_directory_path() /
           StrCat("certseal-import-", ::getpid(), "-", name);
  }
  School Open() const { return *School::Open(directory_); }
  Result<ImportSummary> Import(const std::string& pkcs12) const {
    const School school = Open();
    return ImportDocument(school, {"x.p12", pkcs12, kPurchase, kPassphrase,
                                   school.paths.key(kRootKey), SystemNow()});
  }
  std::vector<std::string> Files() const {
    std::vector<std::string> files;
    for (const auto& each : fs::directory_iterator(directory_ / "keys")) {
      files.push_back(each.path().filename().string());
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  const fs::path directory_ = Place("copy");
};

TEST_F(ImportDocumentTest, PutsTheKeyBehindTheFormerOne) {
  const School before = Open();
  const P256PrivateKey key = P256PrivateKey::Generate();
  const auto summary = Import(Pkcs12(key, SystemNow()));
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->name, "document-2");
  EXPECT_EQ(summary->trust_version, 2u);
  const School after = Open();
  ASSERT_EQ(after.trust.keys().documents.size(), 2u);
  EXPECT_EQ(after.trust.keys().documents[0], before.trust.keys().documents[0]);
  EXPECT_EQ(after.trust.keys().documents[1].spki, key.SpkiDigest());
  EXPECT_EQ(*ReadFile(after.paths.keys() / "school-1.trust", TrustFile::kMaxBytes),
            before.trust.bytes());
  const auto keys = OpenIssuingKeys(after, kPassphrase, SystemNow());
  ASSERT_TRUE(keys) << keys.error().message;
  EXPECT_EQ(keys->document.key.SpkiDigest(), key.SpkiDigest());
  EXPECT_EQ(keys->document.chain.size(), 2u);
}

TEST_F(ImportDocumentTest, RenewsACertificateWithoutTheRootKey) {
  const P256PrivateKey key = P256PrivateKey::Generate();
  ASSERT_TRUE(Import(Pkcs12(key, SystemNow())));
  fs::remove(directory_ / "keys" / "root.key");
  const auto renewed = Import(Pkcs12(key, SystemNow()));
  ASSERT_TRUE(renewed) << renewed.error().message;
  EXPECT_EQ(renewed->name, "document-3");
  EXPECT_FALSE(renewed->trust_version);
  EXPECT_EQ(Open().trust.keys().version, 2u);
  EXPECT_EQ(CurrentDocumentCertificate(Open())->name, "document-3");
}

TEST_F(ImportDocumentTest, ChangesNothingWhereItFails) {
  const auto files = Files();
  EXPECT_EQ(Import("garbage").error().message,
            "x.p12: it is not a PKCS#12 file (.p12, .pfx)");
  fs::rename(directory_ / "keys" / "root.key", directory_ / "root.key");
  const std::string pkcs12 = Pkcs12(P256PrivateKey::Generate(), SystemNow());
  const auto offline = Import(pkcs12);
  EXPECT_THAT(offline.error().message, HasSubstr("the root key is not at "));
  EXPECT_THAT(offline.error().hints.at(0), HasSubstr("--root-key"));
  fs::rename(directory_ / "root.key", directory_ / "keys" / "root.key");
  // The last step fails: there is no replacing a directory. The new files go again.
  const School school = Open();
  fs::remove(school.paths.trust());
  fs::create_directories(school.paths.trust() / "in the way");
  EXPECT_FALSE(ImportDocument(school, {"x.p12", pkcs12, kPurchase, kPassphrase,
                                       school.paths.key(kRootKey), SystemNow()}));
  fs::remove_all(school.paths.trust());
  fs::remove(school.paths.keys() / "school-1.trust");
  ASSERT_TRUE(CreateFileDurably(school.paths.trust(), school.trust.bytes(),
                                Permissions::kPublic));
  EXPECT_EQ(Files(), files);
  EXPECT_EQ(Open().trust.keys().version, 1u);
}

TEST_F(ImportDocumentTest, NeverTakesATakenName) {
  ASSERT_TRUE(CreateFileDurably(directory_ / "keys" / "document-2.key", "left behind",
                                Permissions::kPrivate));
  const auto summary = Import(Pkcs12(P256PrivateKey::Generate(), SystemNow()));
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->name, "document-3");
  EXPECT_EQ(*ReadFile(directory_ / "keys" / "document-2.key", 100), "left behind");
}

TEST_F(ImportDocumentTest, OpensOnlyKeysThatBelongTogether) {
  const School school = Open();
  EXPECT_TRUE(OpenDocumentKey(school, kPassphrase, SystemNow()));
  EXPECT_THAT(
      OpenDocumentKey(school, Secret("wrong passphrase"), SystemNow()).error().message,
      HasSubstr("document.key: the passphrase does not open it"));
  const auto later = OpenDocumentKey(school, kPassphrase,
                                     *Timestamp::ParseRfc3339("2099-01-01T00:00:00Z"));
  EXPECT_THAT(later.error().message, HasSubstr("document.crt: expired on 20"));
  fs::copy_file(school.paths.key(kAuthorityKey), school.paths.key(kDocumentKey),
                fs::copy_options::overwrite_existing);
  EXPECT_THAT(OpenDocumentKey(school, kPassphrase, SystemNow()).error().message,
              HasSubstr("is not the key of document.crt"));
  fs::remove(school.paths.keys() / "document.crt");
  EXPECT_THAT(OpenDocumentKey(school, kPassphrase, SystemNow()).error().message,
              HasSubstr("holds no certificate of the document key"));
}

}  // namespace
}  // namespace certseal
