// SPDX-License-Identifier: Apache-2.0
#include "base/leftovers.h"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "base/file.h"
#include "base/file_batch.h"
#include "base/strings.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using std::chrono::seconds;

// The number of a process that has ended, and was waited for.
pid_t DeadProcess() {
  const pid_t process = ::fork();
  if (process == 0) ::_exit(0);
  ::waitpid(process, nullptr, 0);
  return process;
}

class Leftovers : public testing::Test {
 protected:
  Leftovers()
      : directory_(fs::temp_directory_path() / StrCat("leftovers.", ::getpid())) {
    fs::create_directories(directory_);
  }
  ~Leftovers() override { fs::remove_all(directory_); }

  // A temporary file of `name`, of a process.
  fs::path Make(const std::string& name, pid_t process) {
    const fs::path path = directory_ / StrCat(name, ".tmp.", process, ".0");
    std::ofstream(path) << "half";
    return path;
  }

  fs::path directory_;
};

TEST_F(Leftovers, OfTheDeadAreRemovedWithAllThatIsInThem) {
  const fs::path mine = Make("school", ::getpid());
  const fs::path other = Make("schooling", DeadProcess());
  const fs::path dead = directory_ / StrCat("school.tmp.", DeadProcess(), ".3");
  fs::create_directories(dead / "keys");
  std::ofstream(directory_ / "school.tmp.txt") << "a person's own";
  EXPECT_EQ(TemporariesOf(directory_ / "school")->size(), 2u);
  RemoveLeftoversOf(directory_ / "school");
  EXPECT_FALSE(fs::exists(dead));
  EXPECT_TRUE(fs::exists(mine));
  EXPECT_TRUE(fs::exists(other));
  EXPECT_TRUE(fs::exists(directory_ / "school.tmp.txt"));
}

TEST_F(Leftovers, AreNotMissed) {
  EXPECT_TRUE(TemporariesOf(directory_ / "nowhere" / "file")->empty());
  RemoveLeftoversOf(directory_ / "nowhere" / "file");
  RemoveLeftoversIn(directory_ / "nowhere", seconds(0));
}

TEST_F(Leftovers, StayWhileTheyMayBeAnotherComputers) {
  const fs::path fresh = Make("a.pdf", DeadProcess());
  const fs::path old = Make("b.pdf", DeadProcess());
  fs::last_write_time(old, fs::file_time_type::clock::now() - hours(2));
  RemoveLeftoversIn(directory_, hours(1));
  EXPECT_TRUE(fs::exists(fresh));
  EXPECT_FALSE(fs::exists(old));
}

TEST_F(Leftovers, GoWhereABatchGetsItsNames) {
  fs::create_directories(directory_ / "c");
  const fs::path beside = Make("c/card", DeadProcess());
  const fs::path elsewhere = Make("index.html", DeadProcess());
  FileBatch batch(directory_, seconds(0));
  ASSERT_TRUE(batch.Stage("c/card", "whole"));
  ASSERT_TRUE(batch.Commit());
  EXPECT_FALSE(fs::exists(beside));
  EXPECT_TRUE(fs::exists(elsewhere));
  EXPECT_EQ(*ReadFile(directory_ / "c" / "card", 100), "whole");
}

}  // namespace
}  // namespace certseal
