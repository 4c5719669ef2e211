// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_batch.h"
#include "base/parallel.h"
#include "support/temporary_directory.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

class FileTest : public testing::Test {
 protected:
  size_t Count() {
    return static_cast<size_t>(std::distance(fs::directory_iterator(directory_), {}));
  }
  const TemporaryDirectory temporary_;
  const fs::path directory_ = temporary_.path();
};

TEST_F(FileTest, ReplacesWholeAndLeavesNoTemporaryFile) {
  const fs::path path = directory_ / "a";
  ASSERT_TRUE(WriteFileAtomically(path, "one"));
  ASSERT_TRUE(WriteFileAtomically(path, "two"));
  EXPECT_EQ(*ReadFile(path, 3), "two");
  EXPECT_EQ(Count(), 1u);
}

TEST_F(FileTest, RemovesWhatIsThere) {
  const fs::path path = directory_ / "a";
  ASSERT_TRUE(WriteFileAtomically(path, "one"));
  EXPECT_TRUE(*RemoveFileDurably(path));
  EXPECT_FALSE(fs::exists(path));
  EXPECT_FALSE(*RemoveFileDurably(path)) << "there is none any more";
  EXPECT_FALSE(*RemoveFileDurably(directory_ / "no directory" / "a"));
  EXPECT_FALSE(RemoveFileDurably(directory_)) << "a directory is no file";
}

TEST_F(FileTest, FailureLeavesTheOldFileAndNothingElse) {
  const fs::path target = directory_ / "directory";
  fs::create_directory(target);
  EXPECT_FALSE(WriteFileAtomically(target, "x"));
  EXPECT_TRUE(fs::is_directory(target));
  EXPECT_EQ(Count(), 1u);
  const auto missing = WriteFileAtomically(directory_ / "no" / "file", "x");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("No such file"), std::string::npos);
}

TEST_F(FileTest, CreatesOnceAndPrivately) {
  const fs::path path = directory_ / "key";
  ASSERT_TRUE(CreateFileDurably(path, "secret", Permissions::kPrivate));
  EXPECT_FALSE(CreateFileDurably(path, "other", Permissions::kPrivate));
  EXPECT_EQ(*ReadFile(path, 100), "secret");
  struct stat info;
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST_F(FileTest, BatchNamesItsFilesOnlyWhenCommitted) {
  {
    FileBatch batch(directory_);
    ASSERT_TRUE(batch.Stage("2026/a.pdf", "one"));
    EXPECT_FALSE(fs::exists(directory_ / "2026" / "a.pdf"));
  }
  EXPECT_TRUE(fs::is_empty(directory_ / "2026")) << "nothing half-written is left";
  FileBatch batch(directory_);
  ASSERT_TRUE(batch.Stage("2026/a.pdf", "one"));
  ASSERT_TRUE(batch.Stage("2026/b.pdf", "two"));
  ASSERT_TRUE(batch.Commit());
  EXPECT_EQ(*ReadFile(directory_ / "2026" / "a.pdf", 9), "one");
  EXPECT_EQ(*ReadFile(directory_ / "2026" / "b.pdf", 9), "two");
  ASSERT_TRUE(batch.Stage("2026/a.pdf", "three"));
  ASSERT_TRUE(batch.Commit());
  EXPECT_EQ(*ReadFile(directory_ / "2026" / "a.pdf", 9), "three");
}

TEST(ParallelFor, DoesEachOnce) {
  for (unsigned threads : {1u, 2u, 8u}) {
    std::vector<int> done(1000);
    ParallelFor(done.size(), threads, [&](size_t i) { ++done[i]; });
    EXPECT_EQ(done, std::vector<int>(1000, 1));
    ParallelFor(0, threads, [](size_t) { FAIL(); });
  }
}

TEST_F(FileTest, ReadsNothingTooLargeOrIrregular) {
  const fs::path path = directory_ / "a";
  ASSERT_TRUE(WriteFileAtomically(path, "1234"));
  EXPECT_FALSE(ReadFile(path, 3));
  EXPECT_FALSE(ReadFile(directory_, 100));
  EXPECT_FALSE(ReadFile("/dev/zero", 100));
  ASSERT_EQ(mkfifo((directory_ / "pipe").c_str(), 0600), 0);
  EXPECT_FALSE(ReadFile(directory_ / "pipe", 100));
}

}  // namespace
}  // namespace certseal
