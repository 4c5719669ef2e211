// SPDX-License-Identifier: Apache-2.0
#include "issue/signature_pictures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/file.h"
#include "crypto/digest.h"
#include "issue/credit_lines.h"
#include "issue/differences.h"
#include "issue/page_content.h"
#include "unit/issue/sample_award.h"
#include "unit/page/tools.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

class SignaturePicturesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directory(Path("signatures"));
    Write("okafor", "black");
    profile_.signatories = {{"Samuel Okafor", "RN", "Instructor", "signatures/okafor.png",
                             "school.json:12: signatories[0].signature"},
                            {"Ruth Lin", "MD", "Director"}};
  }
  std::string Path(const std::string& name) const { return directory_.Path(name); }
  SchoolPaths Paths() const { return {directory_.Path("")}; }
  // A small picture in one color.
  void Write(const std::string& name, const std::string& color) const {
    const testing::Outcome made =
        testing::RunCommand("ppmmake " + color + " 30 10 2> /dev/null | pnmtopng > " +
                            Path("signatures/" + name + ".png") + " 2> /dev/null");
    ASSERT_EQ(made.status, 0) << made.output;
  }
  std::string Refusal() {
    const Result<void> read = ReadSignatures(Paths(), profile_);
    return read ? "accepted" : read.error().message;
  }
  // Those of the school as it is now.
  SignaturePictures Pictures() {
    EXPECT_EQ(Refusal(), "accepted");
    return {Paths(), profile_};
  }
  std::string Digest() const { return profile_.signatories[0].signature_digest; }

  testing::Directory directory_;
  SchoolProfile profile_ = SampleSchool();
};

TEST_F(SignaturePicturesTest, GivesTheirDigestsToTheProfile) {
  EXPECT_EQ(Refusal(), "accepted");
  const std::string bytes = *ReadFile(Path("signatures/okafor.png"), 1 << 20);
  EXPECT_EQ(profile_.signatories[0].signature_digest, Sha256(bytes).Hex());
  EXPECT_EQ(profile_.signatories[1].signature_digest, "");
}

TEST_F(SignaturePicturesTest, NamesFileAndFieldOfWhatIsNone) {
  const auto begins = ::testing::StartsWith("school.json:12: signatories[0].signature: ");
  directory_.Write("signatures/okafor.png", "GIF89a");
  EXPECT_THAT(Refusal(), begins);
  EXPECT_THAT(Refusal(), HasSubstr("\"signatures/okafor.png\": is neither PNG nor JPEG"));
  directory_.Write("signatures/okafor.png", std::string(600 * 1024, 'x'));
  EXPECT_THAT(Refusal(), begins);
  fs::remove(Path("signatures/okafor.png"));
  EXPECT_THAT(Refusal(), begins);
  EXPECT_THAT(Refusal(), HasSubstr("okafor.png"));
}

TEST_F(SignaturePicturesTest, FindsWhatWasIssuedAfterItHasChanged) {
  ASSERT_TRUE(Pictures().Keep());
  const std::string digest = Digest();
  Write("okafor", "red");
  EXPECT_EQ((*Pictures().Find(digest))->width, 30);
  EXPECT_NE(Digest(), digest);
  EXPECT_EQ((*SignaturePictures(Paths()).Find(digest))->width, 30);
}

TEST_F(SignaturePicturesTest, ShowsNoOtherInItsPlace) {
  const SignaturePictures pictures = Pictures();
  const std::string digest = Digest();
  const auto why = [&](const SignaturePictures& from, const std::string& of) {
    const auto found = from.Find(of);
    return found ? "found" : found.error().message;
  };
  EXPECT_THAT(why(SignaturePictures(Paths()), digest), HasSubstr("is missing"));
  Write("okafor", "red");
  EXPECT_THAT(why(pictures, digest), HasSubstr("it was changed"));
  EXPECT_FALSE(pictures.Keep()) << "what was checked is not what would be kept";
  EXPECT_FALSE(fs::exists(SignaturePath(Paths(), digest)));
  Write("okafor", "black");
  ASSERT_TRUE(pictures.Keep());
  fs::copy_file(Path("signatures/okafor.png"), Path("signatures/issued/x"));
  EXPECT_THAT(why(pictures, "../../school.json"), HasSubstr("names no picture"));
  std::ofstream(SignaturePath(Paths(), digest), std::ios::app) << "x";
  EXPECT_THAT(why(SignaturePictures(Paths(), profile_), digest), HasSubstr("it was changed"));
}

TEST_F(SignaturePicturesTest, StandsInThePageWithItsWords) {
  EXPECT_EQ(Refusal(), "accepted");
  const Award award = Award::Make(SampleGraduate(), SampleCourse(), profile_);
  const PageContent page = MakePage(award, profile_, kSampleCode, kSampleTime, "qr");
  const PageRow& signs = page.lists.at("signatories")[0];
  EXPECT_EQ(signs.at("signature"), Digest());
  EXPECT_EQ(signs.at("words.signature"), "Signature of Samuel Okafor");
  EXPECT_FALSE(page.lists.at("signatories")[1].contains("signature"));
  PageContent before = page;
  before.lists["signatories"][0]["signature"] = std::string(64, 'a');
  const std::vector<Difference> differences = ComparePages(before, page);
  ASSERT_EQ(differences.size(), 1u);
  EXPECT_EQ(differences[0].field, "pictures of signatures");
  EXPECT_EQ(differences[0].before, "aaaaaaaa");
}

}  // namespace
}  // namespace certseal
