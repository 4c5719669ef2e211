// SPDX-License-Identifier: Apache-2.0
#include "signing/sign_pdf.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/strings.h"
#include "crypto/cms.h"
#include "support/document_key.h"

namespace certseal {
namespace {

constexpr std::string_view kRange = "/ByteRange [0 0000000000 0000000000 0000000000]";

std::string Room(size_t bytes) {
  return StrCat("head ", kRange, "\n/Contents <", std::string(2 * bytes, '0'),
                ">\ntail");
}

std::string MessageOf(std::string pdf, const DocumentSigner& signer) {
  const Result<void> done = SignPdf(pdf, signer);
  return done ? "signed" : done.error().message;
}

TEST(SignPdf, CoversAllButTheStringOfContents) {
  const DocumentSigner signer = TestDocumentSigner();
  const std::string before = Room(signer.ReservedBytes() + 20);
  std::string pdf = before;
  ASSERT_TRUE(SignPdf(pdf, signer));
  ASSERT_EQ(pdf.size(), before.size());
  const size_t begin = pdf.find('<');
  const size_t end = pdf.find('>') + 1;
  const std::string range = pdf.substr(5, kRange.size());
  const auto ten = [](size_t number) {
    const std::string digits = StrCat(number);
    return std::string(10 - digits.size(), '0') + digits;
  };
  EXPECT_EQ(range, StrCat("/ByteRange [0 ", ten(begin), ' ', ten(end), ' ',
                          ten(pdf.size() - end), ']'));
  const std::string bytes = *HexDecode(pdf.substr(begin + 1, end - begin - 2));
  const std::string der = bytes.substr(0, bytes.find_last_not_of('\0') + 1);
  const auto read = ReadSignedData(der, Sha256(pdf.substr(0, begin), pdf.substr(end)));
  EXPECT_TRUE(read) << read.error().message;
}

TEST(SignPdf, IsDeterministicButForTheSignature) {
  const DocumentSigner signer = TestDocumentSigner();
  std::string a = Room(signer.ReservedBytes());
  std::string b = a;
  ASSERT_TRUE(SignPdf(a, signer) && SignPdf(b, signer));
  EXPECT_EQ(a.substr(0, a.find('<')), b.substr(0, b.find('<')));
  EXPECT_NE(a, b) << "ECDSA takes another random number each time";
}

TEST(SignPdf, NeedsItsRoom) {
  const DocumentSigner signer = TestDocumentSigner();
  EXPECT_EQ(MessageOf(Room(signer.ReservedBytes()), signer), "signed");
  EXPECT_TRUE(MessageOf(Room(100), signer).starts_with("the signature takes "));
  EXPECT_EQ(MessageOf("", signer), "the PDF leaves no room for a signature");
  EXPECT_EQ(MessageOf(Room(2000) + Room(2000), signer),
            "the PDF leaves room for two signatures");
  EXPECT_EQ(MessageOf("/Contents <0000>", signer),
            "the PDF's room for a signature has no ByteRange before it");
  EXPECT_EQ(MessageOf("/Contents <0000", signer),
            "the PDF's room for a signature is not empty");
  EXPECT_EQ(MessageOf("/Contents <00af>", signer),
            "the PDF's room for a signature is not empty");
}

TEST(SignPdf, TakesTheByteRangeNextToTheRoom) {
  const DocumentSigner signer = TestDocumentSigner();
  std::string pdf = StrCat(kRange, '\n', Room(signer.ReservedBytes()));
  ASSERT_TRUE(SignPdf(pdf, signer));
  EXPECT_TRUE(pdf.starts_with(kRange));
}

}  // namespace
}  // namespace certseal
