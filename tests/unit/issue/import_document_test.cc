// SPDX-License-Identifier: Apache-2.0
#include "issue/import_document.h"

#include <openssl/pkcs12.h>

#include "issue/document_keys.h"
#include "unit/issue/key_school.h"

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

class ImportDocumentTest : public KeySchoolTest {
 protected:
  Result<ImportSummary> Import(const std::string& pkcs12,
                               const Secret& passphrase = kPassphrase) {
    School school = Open();
    return ImportDocument(
        school, *reg_,
        {"x.p12", pkcs12, kPurchase, {.passphrase = passphrase, .clock = At()}});
  }
};

TEST_F(ImportDocumentTest, PutsTheKeyBehindTheFormerOne) {
  Issue(1, 1);
  const School before = Open();
  const P256PrivateKey key = P256PrivateKey::Generate();
  const auto summary = Import(Pkcs12(key, now_));
  ASSERT_TRUE(summary) << Complaint(summary);
  EXPECT_EQ(summary->key_file, Paths().key("document-2"));
  ASSERT_TRUE(summary->change);
  EXPECT_EQ(summary->change->version, 2u);
  const School after = Open();
  ASSERT_EQ(after.trust.keys().documents.size(), 2u);
  EXPECT_EQ(after.trust.keys().documents[0], before.trust.keys().documents[0]);
  EXPECT_EQ(after.trust.keys().documents[1], (DocumentKey{key.SpkiDigest(), {}}));
  EXPECT_EQ(*ReadFile(after.paths.keys() / "school-1.trust", TrustFile::kMaxBytes),
            before.trust.bytes());
  EXPECT_EQ(reg_->TrustFiles()->size(), 2u);
  const auto keys = OpenIssuingKeys(after, kPassphrase, now_);
  ASSERT_TRUE(keys) << Complaint(keys);
  EXPECT_EQ(keys->document.key.SpkiDigest(), key.SpkiDigest());
  EXPECT_EQ(keys->document.chain.size(), 2u);
}

TEST_F(ImportDocumentTest, RenewsACertificateWithoutTheRootKey) {
  const P256PrivateKey key = P256PrivateKey::Generate();
  ASSERT_TRUE(Import(Pkcs12(key, now_)));
  fs::remove(Paths().key(kRootKey));
  const auto renewed = Import(Pkcs12(key, now_));
  ASSERT_TRUE(renewed) << Complaint(renewed);
  EXPECT_EQ(renewed->key_file, Paths().key("document-3"));
  EXPECT_FALSE(renewed->change);
  EXPECT_EQ(Open().trust.keys().version, 2u);
  EXPECT_EQ(CurrentDocumentCertificate(Open())->name, "document-3");
}

TEST_F(ImportDocumentTest, ChangesNothingWhereItFails) {
  const std::string pkcs12 = Pkcs12(P256PrivateKey::Generate(), now_);
  const auto files = Files();
  EXPECT_EQ(Complaint(Import("garbage")),
            "x.p12: it is not a PKCS#12 file (.p12, .pfx)");
  EXPECT_THAT(Complaint(Import(pkcs12, Secret("wrong passphrase"))),
              HasSubstr(".key: the passphrase does not open it"));
  EXPECT_EQ(Files(), files);
  fs::rename(Paths().key(kRootKey), directory_ / "root.key");
  const auto offline = Import(pkcs12);
  EXPECT_THAT(Complaint(offline), HasSubstr("the root key is not at "));
  EXPECT_THAT(offline.error().hints.at(0), HasSubstr("--root-key"));
  fs::rename(directory_ / "root.key", Paths().key(kRootKey));
  EXPECT_EQ(Files(), files);
  EXPECT_EQ(Open().trust.keys().version, 1u);
}

TEST_F(ImportDocumentTest, NeverTakesATakenName) {
  Write(Paths().key("document-2"), "left behind");
  const auto summary = Import(Pkcs12(P256PrivateKey::Generate(), now_));
  ASSERT_TRUE(summary) << Complaint(summary);
  EXPECT_EQ(summary->key_file, Paths().key("document-3"));
  EXPECT_EQ(*ReadFile(Paths().key("document-2"), 100), "left behind");
}

// Killed after the files were written and before the commit: the certificate lies
// there, but no trust file lists its key.
TEST_F(ImportDocumentTest, ImportsWhatAnInterruptedImportLeftBehind) {
  const School before = Open();
  const P256PrivateKey key = P256PrivateKey::Generate();
  const std::string pkcs12 = Pkcs12(key, now_);
  const auto identity = ReadPkcs12(pkcs12, kPurchase, now_);
  Write(Paths().key("document-2"), "left behind");
  Write(Paths().keys() / "document-2.crt", CertificatesToPem(identity->chain));
  const auto summary = Import(pkcs12);
  ASSERT_TRUE(summary) << Complaint(summary);
  EXPECT_EQ(summary->key_file, Paths().key("document-3"));
  EXPECT_EQ(CurrentDocumentCertificate(Open())->name, "document-3");
  EXPECT_EQ(Complaint(Import(pkcs12)),
            "x.p12: this certificate is here already, as document-2.crt");
}

TEST_F(ImportDocumentTest, DoesNotBringAClosedKeyBack) {
  const P256PrivateKey key = P256PrivateKey::Generate();
  ASSERT_TRUE(Import(Pkcs12(key, now_)));
  School school = Open();
  KeyChange change = Change(school);
  change.edit = [](TrustKeys& keys, uint64_t index) {
    return CloseWindow(keys.documents.back().window, index, "it");
  };
  ASSERT_TRUE(Commit(school, change));
  EXPECT_EQ(Complaint(Import(Pkcs12(key, now_))),
            "the document key was closed in the trust file: it cannot sign again");
}

TEST_F(ImportDocumentTest, OpensOnlyKeysThatBelongTogether) {
  const School school = Open();
  EXPECT_TRUE(OpenDocumentKey(school, kPassphrase, now_));
  EXPECT_THAT(Complaint(OpenDocumentKey(school, Secret("wrong passphrase"), now_)),
              HasSubstr("document.key: the passphrase does not open it"));
  const auto later = OpenDocumentKey(school, kPassphrase,
                                     *Timestamp::ParseRfc3339("2099-01-01T00:00:00Z"));
  EXPECT_THAT(Complaint(later), HasSubstr("document.crt: expired on 20"));
  fs::copy_file(school.paths.key(kAuthorityKey), school.paths.key(kDocumentKey),
                fs::copy_options::overwrite_existing);
  EXPECT_THAT(Complaint(OpenDocumentKey(school, kPassphrase, now_)),
              HasSubstr("is not the key of document.crt"));
  fs::remove(school.paths.keys() / "document.crt");
  EXPECT_THAT(Complaint(OpenDocumentKey(school, kPassphrase, now_)),
              HasSubstr("holds no certificate of the document key"));
}

}  // namespace
}  // namespace certseal
