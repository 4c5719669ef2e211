// SPDX-License-Identifier: Apache-2.0
#include "trust/pinned_schools.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "support/temporary_directory.h"
#include "unit/trust/test_school.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

class PinnedTest : public testing::Test {
 protected:
  const TemporaryDirectory temporary_;
  const fs::path directory_ = temporary_.path();
};

TEST_F(PinnedTest, KeepsSchoolsAndRefusesWhatChangesTheirRoot) {
  const TestSchool school, stranger(40);
  const PinnedSchools pinned(directory_ / "config" / "schools");
  EXPECT_TRUE(pinned.All()->empty());
  ASSERT_TRUE(pinned.Add(*TrustFile::Parse(school.File(2))));
  ASSERT_TRUE(pinned.Add(*TrustFile::Parse(school.File(2))));
  ASSERT_TRUE(pinned.Add(*TrustFile::Parse(school.File(3))));
  const auto older = pinned.Add(*TrustFile::Parse(school.File(2)));
  ASSERT_FALSE(older);
  EXPECT_EQ(older.error().message, "version 2 is older than the pinned 3");
  const auto other = pinned.Add(*TrustFile::Parse(stranger.File(4)));
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().message.find("another root key"), std::string::npos);
  ASSERT_EQ(pinned.All()->size(), 1u);
  EXPECT_EQ(pinned.All()->front().keys().version, 3u);
  ASSERT_TRUE(pinned.Remove("verify.school.example"));
  EXPECT_FALSE(pinned.Remove("verify.school.example"));
  EXPECT_FALSE(pinned.Remove("../../etc/passwd"));
  EXPECT_TRUE(pinned.All()->empty());
}

TEST_F(PinnedTest, SaysWhichFileItCannotRead) {
  const PinnedSchools pinned(directory_);
  ASSERT_TRUE(WriteFileAtomically(directory_ / "a.example.trust", "nonsense"));
  const auto all = pinned.All();
  ASSERT_FALSE(all);
  EXPECT_NE(all.error().message.find("a.example.trust"), std::string::npos);
  const TestSchool school;
  fs::remove(directory_ / "a.example.trust");
  ASSERT_TRUE(WriteFileAtomically(directory_ / "a.example.trust", school.File()));
  EXPECT_FALSE(pinned.All()) << "a file under another school's name";
}

class UpdateTest : public PinnedTest {
 protected:
  // The pinned file's bytes, or "" where there is none.
  std::string Pinned() const {
    const auto all = pinned_.All();
    return all && !all->empty() ? all->front().bytes() : "";
  }

  const TestSchool school_;
  const TrustFile first_ = TrustFile::Parse(school_.File(1)).value();
  const TrustFile third_ = TrustFile::Parse(school_.File(3)).value();
  PinnedSchools pinned_{""};

  void SetUp() override {
    PinnedTest::SetUp();
    pinned_ = PinnedSchools(directory_ / "schools");
    ASSERT_TRUE(pinned_.Add(first_));
  }
};

TEST_F(UpdateTest, ReplacesWhatIsStillPinned) {
  ASSERT_TRUE(pinned_.Update(first_, third_));
  EXPECT_EQ(Pinned(), third_.bytes());
}

TEST_F(UpdateTest, FollowsToAnotherRootWhereAddDoesNot) {
  const TestSchool heir(40);
  TrustKeys keys = school_.Keys(2);
  keys.root = TestSchool::Key("/root", heir.root);
  const auto next = TrustFile::Parse(
      TrustFile::SignByBoth(keys, heir.root, school_.Keys().root, school_.root));
  ASSERT_TRUE(next) << next.error().message;
  ASSERT_TRUE(first_.CheckSuccessor(*next));
  EXPECT_FALSE(pinned_.Add(*next));
  EXPECT_EQ(Pinned(), first_.bytes());
  ASSERT_TRUE(pinned_.Update(first_, *next));
  EXPECT_EQ(Pinned(), next->bytes());
}

TEST_F(UpdateTest, LeavesWhatAnotherProgramPinned) {
  const TrustFile second = TrustFile::Parse(school_.File(2)).value();
  ASSERT_TRUE(pinned_.Update(second, third_));
  EXPECT_EQ(Pinned(), first_.bytes());
  TrustKeys renamed = school_.Keys(1);
  renamed.name = "Another Name";
  ASSERT_TRUE(pinned_.Update(school_.Trust(renamed), third_));
  EXPECT_EQ(Pinned(), first_.bytes()) << "the same version, other bytes";
  ASSERT_TRUE(pinned_.Remove("verify.school.example"));
  ASSERT_TRUE(pinned_.Update(first_, third_));
  EXPECT_EQ(Pinned(), "") << "a school that was removed stays removed";
}

TEST_F(UpdateTest, GoesForwardOnOneSiteOnly) {
  ASSERT_TRUE(pinned_.Update(first_, third_));
  const auto back = pinned_.Update(third_, first_);
  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().message, "version 1 is not newer than 3");
  EXPECT_FALSE(pinned_.Update(third_, third_));
  TrustKeys moved = school_.Keys(4);
  moved.site = SiteAddress::FromOrigin("other.example").value();
  const auto other = pinned_.Update(third_, school_.Trust(moved));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().message,
            "the file of \"other.example\" cannot replace the one of "
            "\"verify.school.example\"");
  EXPECT_EQ(Pinned(), third_.bytes());
}

TEST_F(UpdateTest, SaysWhatItCannotRead) {
  const fs::path path = directory_ / "schools" / "verify.school.example.trust";
  fs::remove(path);
  fs::create_directory(path);
  EXPECT_FALSE(pinned_.Update(first_, third_));
}

}  // namespace
}  // namespace certseal
