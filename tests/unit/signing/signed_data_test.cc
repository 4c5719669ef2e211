// SPDX-License-Identifier: Apache-2.0
//
// What DocumentSigner makes, and that crypto/cms.h reads nothing else.
#include <gtest/gtest.h>
#include <openssl/cms.h>

#include "base/encoding.h"
#include "base/strings.h"
#include "crypto/cms.h"
#include "crypto/der.h"
#include "crypto/oids.h"
#include "support/document_key.h"

namespace certseal {
namespace {

const Sha256Digest kMessage = Sha256("the document");

std::string MessageOf(const Result<SignedData>& read) {
  return read ? "accepted" : read.error().message;
}

TEST(SignedData, HoldsTheSignersPartsAgain) {
  const DocumentSigner signer = TestDocumentSigner();
  const std::string der = *signer.Sign(kMessage);
  EXPECT_LE(der.size(), signer.ReservedBytes());
  EXPECT_GE(der.size() + 4, signer.ReservedBytes());
  const auto read = ReadSignedData(der, kMessage);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->message, kMessage);
  EXPECT_EQ(read->signer(), signer.certificate());
  EXPECT_EQ(read->signer().CommonName(), "Example School");
  EXPECT_EQ(read->certificates.size(), 2u);
  EXPECT_FALSE(read->timestamp);
}

TEST(SignedData, HasNoSigningTime) {
  const std::string der = *TestDocumentSigner().Sign(kMessage);
  constexpr std::string_view kSigningTime = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x05";
  EXPECT_EQ(der.find(kSigningTime), std::string::npos);
  EXPECT_NE(der.find(oid::kSigningCertificateV2), std::string::npos);
}

// OpenSSL as a second opinion: signature, chain and CAdES attributes.
TEST(SignedData, IsWhatOpenSslVerifies) {
  const DocumentSigner signer = TestDocumentSigner();
  const std::string der = *signer.Sign(kMessage);
  const auto read = ReadSignedData(der, kMessage);
  ASSERT_TRUE(read);
  const auto verify = [&](std::string_view document) {
    const unsigned char* data = ossl::Data(der);
    const ossl::Owned<CMS_ContentInfo, CMS_ContentInfo_free> cms(
        d2i_CMS_ContentInfo(nullptr, &data, static_cast<long>(der.size())));
    const ossl::Owned<X509_STORE, X509_STORE_free> store(X509_STORE_new());
    const std::string& root = read->certificates[1].der();
    const unsigned char* root_data = ossl::Data(root);
    const ossl::X509Ptr ca(
        d2i_X509(nullptr, &root_data, static_cast<long>(root.size())));
    X509_STORE_add_cert(store.get(), ca.get());
    X509_VERIFY_PARAM_set_purpose(X509_STORE_get0_param(store.get()), X509_PURPOSE_ANY);
    const ossl::Bio content(
        BIO_new_mem_buf(document.data(), static_cast<int>(document.size())));
    return cms && CMS_verify(cms.get(), nullptr, store.get(), content.get(), nullptr,
                             CMS_BINARY | CMS_CADES) == 1;
  };
  EXPECT_TRUE(verify("the document"));
  EXPECT_FALSE(verify("the documents"));
}

TEST(SignedData, NoFlippedBitIsAccepted) {
  const std::string der = *TestDocumentSigner().Sign(kMessage);
  for (size_t bit = 0; bit < der.size() * 8; ++bit) {
    std::string bent = der;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ 1 << bit % 8);
    const auto read = ReadSignedData(bent, kMessage);
    ASSERT_FALSE(read) << bit;
  }
}

TEST(SignedData, NothingCutOffOrPutInIsAccepted) {
  const std::string der = *TestDocumentSigner().Sign(kMessage);
  for (size_t size = 0; size < der.size(); ++size) {
    const std::vector<char> copy(der.begin(), der.begin() + static_cast<long>(size));
    ASSERT_FALSE(ReadSignedData({copy.data(), copy.size()}, kMessage)) << size;
    ASSERT_FALSE(ReadSignedData(std::string(der).insert(size, 1, '\0'), kMessage))
        << size;
    ASSERT_FALSE(ReadSignedData(std::string(der).erase(size, 1), kMessage)) << size;
  }
  EXPECT_FALSE(ReadSignedData(der + '\0', kMessage));
  EXPECT_FALSE(ReadSignedData(der + der, kMessage));
}

// The parts of two signatures, each valid, do not make a third.
TEST(SignedData, PartsCannotBeExchanged) {
  const DocumentSigner signer = TestDocumentSigner();
  const DocumentSigner other = TestDocumentSigner();
  const auto a = ReadSignedData(*signer.Sign(kMessage), kMessage);
  const auto b = ReadSignedData(*signer.Sign(Sha256("another")), Sha256("another"));
  const auto c = ReadSignedData(*other.Sign(kMessage), kMessage);
  ASSERT_TRUE(a && b && c);
  SignedData mixed = *a;
  mixed.message = b->message;
  EXPECT_EQ(MessageOf(ReadSignedData(BuildSignedData(mixed), kMessage)),
            "it was made over other bytes");
  EXPECT_EQ(MessageOf(ReadSignedData(BuildSignedData(mixed), b->message)),
            "its signature does not verify by its signer's key");
  mixed = *a;
  mixed.certificates = c->certificates;
  EXPECT_EQ(MessageOf(ReadSignedData(BuildSignedData(mixed), kMessage)),
            "its signature does not verify by its signer's key");
  mixed = *a;
  mixed.certificates.pop_back();
  EXPECT_FALSE(ReadSignedData(BuildSignedData(mixed), kMessage));
  mixed = *a;
  mixed.certificates.push_back(c->certificates[1]);
  EXPECT_FALSE(ReadSignedData(BuildSignedData(mixed), kMessage));
  EXPECT_EQ(MessageOf(ReadSignedData(BuildSignedData(*a), kMessage)), "accepted");
}

TEST(SignedData, TheSignaturesTwinIsRefused) {
  const auto parts = ReadSignedData(*TestDocumentSigner().Sign(kMessage), kMessage);
  ASSERT_TRUE(parts);
  DerReader outer(parts->signature.der());
  DerReader value = outer.Enter(kDerSequence);
  const std::string_view r = value.Take(kDerInteger).whole;
  const std::string_view s = value.Take(kDerInteger).contents;
  const auto number = [](std::string_view bytes) {
    return ossl::Owned<BIGNUM, BN_free>(
        BN_bin2bn(ossl::Data(bytes), static_cast<int>(bytes.size()), nullptr));
  };
  const auto order = number(
      *HexDecode("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"));
  const auto low = number(s);
  ASSERT_EQ(BN_sub(low.get(), order.get(), low.get()), 1);
  std::string high(33, '\0');
  BN_bn2binpad(low.get(), reinterpret_cast<unsigned char*>(high.data()), 33);
  if ((high[1] & 0x80) == 0) high.erase(0, 1);
  const std::string twin = Der(kDerSequence, {r, Der(kDerInteger, high)});
  EXPECT_FALSE(EcdsaP256Signature::FromDer(twin));
  const auto normal = EcdsaP256Signature::Normalize(twin);
  ASSERT_TRUE(normal);
  EXPECT_EQ(normal->der(), parts->signature.der());
}

TEST(EcdsaP256Signature, IsWithinItsRange) {
  const auto value = [](std::string_view r, std::string_view s) {
    return Der(kDerSequence, {Der(kDerInteger, r), Der(kDerInteger, s)});
  };
  EXPECT_TRUE(EcdsaP256Signature::FromDer(value("\x01", "\x01")));
  using namespace std::string_view_literals;
  EXPECT_FALSE(EcdsaP256Signature::FromDer(value("\0"sv, "\x01")));
  EXPECT_FALSE(EcdsaP256Signature::FromDer(value("\x01", "\0"sv)));
  EXPECT_FALSE(EcdsaP256Signature::FromDer(value("\x01", "\0\x01"sv)));
  EXPECT_FALSE(EcdsaP256Signature::FromDer(value("\x81", "\x01")));
  EXPECT_FALSE(EcdsaP256Signature::FromDer(value("\x01", "")));
  EXPECT_FALSE(EcdsaP256Signature::FromDer(value("\x01", "\x01") + '\0'));
  const std::string order = '\0' + *HexDecode(
                                       "ffffffff00000000ffffffffffffffff"
                                       "bce6faada7179e84f3b9cac2fc632551");
  EXPECT_FALSE(EcdsaP256Signature::FromDer(value(order, "\x01")));
  EXPECT_FALSE(EcdsaP256Signature::Normalize(value("\x01", order)));
}

TEST(DocumentSigner, DemandsItsOwnChain) {
  P256PrivateKey key = P256PrivateKey::Generate();
  const DocumentSigner other = TestDocumentSigner();
  const auto refused = DocumentSigner::Make(std::move(key), {other.certificate()});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message,
            "the document certificate is not that of the document key");
  EXPECT_FALSE(DocumentSigner::Make(P256PrivateKey::Generate(), {}));
}

TEST(DocumentSigner, PassesOnThatNoTimestampWasHad) {
  const DocumentSigner failing = TestDocumentSigner(
      "S",
      [](const Sha256Digest&) -> Result<std::string> { return Fail("no answer"); });
  const auto none = failing.Sign(kMessage);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message, "no answer");
  const DocumentSigner lying = TestDocumentSigner(
      "S", [](const Sha256Digest&) -> Result<std::string> { return "nonsense"; });
  EXPECT_EQ(lying.Sign(kMessage).error().message,
            "the timestamp: it is no signed timestamp");
}

TEST(X509Certificate, IsReadStrictly) {
  const DocumentSigner signer = TestDocumentSigner("École");
  const std::string der = signer.certificate().der();
  const auto read = X509Certificate::FromDer(der);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->CommonName(), "École");
  EXPECT_EQ(read->not_before().Rfc3339(), "2026-10-31T00:00:00Z");
  EXPECT_FALSE(read->IsForTimestamps());
  EXPECT_FALSE(read->IsIssuedBy(*read));
  EXPECT_FALSE(X509Certificate::FromDer(der + '\0'));
  EXPECT_FALSE(X509Certificate::FromDer(der.substr(1)));
  EXPECT_FALSE(X509Certificate::FromDer(""));
  EXPECT_FALSE(CertificatesFromPem("no certificate"));
}

TEST(Der, IsReadInItsShortestForm) {
  EXPECT_EQ(DerSize(Der(kDerOctetString, std::string(200, 'a'))), 203u);
  EXPECT_EQ(DerSize(Der(kDerOctetString, std::string(70000, 'a'))), 70005u);
  using namespace std::string_view_literals;
  for (const auto bad :
       {""sv, "\x04"sv, "\x04\x01"sv, "\x04\x81\x01z"sv, "\x30\x80\0\0"sv,
        "\x1f\x81\x01\x01z"sv, "\x04\x82\0\x80"sv, "\x04\xff"sv}) {
    EXPECT_EQ(DerSize(bad), 0u) << HexEncode(bad);
    EXPECT_FALSE(IsWholeDer(bad));
  }
  EXPECT_TRUE(IsWholeDer(Der(kDerSequence, Der(kDerSequence, ""))));
  EXPECT_FALSE(IsWholeDer(Der(kDerSequence, "\x30\x80")));
  std::string deep;
  for (int i = 0; i < 40; ++i) deep = Der(kDerSequence, deep);
  EXPECT_FALSE(IsWholeDer(deep));
}

}  // namespace
}  // namespace certseal
